"""Types of fields that are moved to another scope: what has to be written there."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.completion.references import reference
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.names import SCALARS
from protowright.proto.syntax.nodes import Field, MapType, Path
from protowright.text.edit import Edit


def type_text(link: LinkedFile, path: Path, old: str, new: str) -> str:
    """The text that means in the scope `new` what the type `path` means in `old`; the written one when it does already."""
    text = path.text
    found = None if text in SCALARS else link.scope.resolve(text, old, prefers_types=True)
    if found is None:
        return text
    again = link.scope.resolve(text, new, prefers_types=True)
    return text if again is found else reference(link.scope, found.full_name, new, prefers_types=True)


def type_edits(link: LinkedFile, field: Field, old: str, new: str) -> Iterator[Edit]:
    """The edits of the types of a field that moves from one scope to another."""
    types = (field.type.value,) if isinstance(field.type, MapType) else (field.type,)
    for path in types:
        if path is not None:
            text = type_text(link, path, old, new)
            if text != path.text:
                yield Edit(link.symbols.tree.span(path), text)

"""Names in fields that are moved to another scope: what has to be written there."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.completion.references import reference
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.names import SCALARS
from protowright.proto.syntax.nodes import Field, MapType, Path
from protowright.text.edit import Edit


def type_text(link: LinkedFile, path: Path, old: str, new: str) -> str:
    """The text that means in the scope `new` what the type `path` means in `old`; the written one when it does already."""
    return path.text if path.text in SCALARS else _text(link, path, old, new, prefers_types=True)


def name_edits(link: LinkedFile, field: Field, old: str, new: str) -> Iterator[Edit]:
    """The edits of the types and custom options of a field that moves from one scope to another.

    Names in the value of an option are looked up in the option's own type, so they stay.
    """
    types = (field.type.value,) if isinstance(field.type, MapType) else (field.type,)
    texts = [(path, type_text(link, path, old, new)) for path in types if path is not None]
    texts += [(path, _text(link, path, old, new, prefers_types=False)) for path in _extensions(field)]
    yield from (Edit(link.symbols.tree.span(path), text) for path, text in texts if text != path.text)


def _extensions(field: Field) -> Iterator[Path]:
    """The names of extensions in the names of the field's options."""
    parts = (part for option in field.options or () for part in option.name if part.is_extension)
    return (part.name for part in parts if part.name is not None and part.name.text)


def _text(link: LinkedFile, path: Path, old: str, new: str, prefers_types: bool) -> str:
    found = link.scope.resolve(path.text, old, prefers_types)
    if found is None or link.scope.resolve(path.text, new, prefers_types) is found:
        return path.text
    return reference(link.scope, found.full_name, new, prefers_types)

"""The files that a request file names, and what they are called after a move."""

from __future__ import annotations

import os
from collections.abc import Iterator

from protowright.ide.rename.moves import Moves
from protowright.project.request_schemas import named_import_paths
from protowright.project.snapshot import Snapshot
from protowright.request.directive_forms import FORMS, ValueKind
from protowright.request.directives import known_directive
from protowright.request.syntax.nodes import Block, RequestFile, Word
from protowright.text.edit import Edit

_SCHEMAS = ("grpc-proto", "grpc-protoset", "grpc-descriptor")


def changed_paths(snapshot: Snapshot, path: str, file: RequestFile, moved: Moves) -> Iterator[Edit]:
    """The edits for the paths in the request file at `path` that would mean something else afterwards.

    Where a response is saved moves with the request.
    """
    for block in file.blocks:
        for word, is_schema in _paths(block):
            if word.text and "{{" not in word.text and not word.text.startswith("~"):
                roots = named_import_paths(path, file, block) if is_schema else ()
                new = _after(snapshot, path, word.text, roots, moved)
                if new != word.text:
                    yield Edit(word.span, new)


def _paths(block: Block) -> Iterator[tuple[Word, bool]]:
    """The paths of a block, and whether each is one of a schema, which may be relative to an import root."""
    for line in block.schema_lines:
        yield line.path, True
        yield from ((word, False) for word in line.include_dirs)
    yield from ((message.file, False) for message in block.messages if message.file is not None)
    for directive in block.directives:
        form = FORMS.get(known_directive(directive.name.text) or "")
        if form is not None and form.kind is ValueKind.PATH:
            yield directive.value, form.name in _SCHEMAS


def _after(snapshot: Snapshot, path: str, text: str, roots: tuple[str, ...], moved: Moves) -> str:
    for base in (os.path.dirname(path), *roots):
        target = os.path.normpath(os.path.join(base, text))
        if not roots or snapshot.document(target) is not None:
            return _relative(text, target, base, path, moved)
    return text


def _relative(text: str, target: str, base: str, path: str, moved: Moves) -> str:
    """The path to `target` afterwards, written as `text` is: absolute, with `./` in front, or without."""
    there, home = moved.after(target), moved.after(path)
    if os.path.isabs(text):
        return there if moved.is_moved(target) else text
    folder = os.path.dirname(home) if base == os.path.dirname(path) else moved.after(base)
    if os.path.normpath(os.path.join(folder, text)) == there:
        return text
    new = os.path.relpath(there, folder).replace(os.sep, "/")
    return f"./{new}" if text.startswith("./") else new

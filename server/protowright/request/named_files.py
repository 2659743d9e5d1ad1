"""The files that a request names: what it needs, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.request.directive_forms import FORMS, IMPORT_PATH, PROTO, ValueKind
from protowright.request.directives import known_directive
from protowright.request.syntax.nodes import Block, Word

_SOUGHT = frozenset((PROTO.name, IMPORT_PATH.name))
"""What is not, or not only, looked for beside the request file."""


def needed_files(block: Block) -> Iterator[Word]:
    """The files that have to be beside the request file for a request to be sent: bodies, and what directives name."""
    yield from (message.file for message in block.messages if message.file is not None)
    yield from (value for name, value in _directives(block) if name not in _SOUGHT)


def named_files(block: Block) -> Iterator[Word]:
    """All files that a request names, schemas and saved responses too."""
    yield from (line.path for line in block.schema_lines)
    yield from needed_files(block)
    yield from (value for name, value in _directives(block) if name == PROTO.name)
    yield from block.links
    yield from (redirect.path for redirect in block.redirects)


def _directives(block: Block) -> Iterator[tuple[str, Word]]:
    for directive in block.directives:
        form = FORMS.get(known_directive(directive.name.text) or "")
        if form is not None and form.kind is ValueKind.PATH:
            yield form.name, directive.value


def is_whole(word: Word) -> bool:
    """Whether the name of a file is known before the request runs."""
    return bool(word.text) and "{{" not in word.text and "\0" not in word.text

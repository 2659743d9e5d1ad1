"""What can be told of a `.proto` text without parsing it: for searches over many files, never for meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_IMPORT = re.compile(r"\bimport\s+(?:(public)\b\s*|(?:weak|option)\b\s*)?(\"[^\"\n]*\"|'[^'\n]*')")
_TOKEN = re.compile(
    r"""//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]"""
    r"""|\b(?:(package)\s+([\w.]+)|(message|enum|service)\s+([A-Za-z_]\w*)\s*(?=\{)|(rpc)\s+([A-Za-z_]\w*)\s*(?=\())"""
)


class ScannedImport(NamedTuple):
    """An import, also one in a comment: its path as written, and whether it is public."""

    path: str
    is_public: bool


class ScannedName(NamedTuple):
    """A declared name: the language's word for what it is, what it is declared in, and the offsets of the name.

    `container` is a full name, empty at the top of a file without a package.
    """

    name: str
    kind: str
    container: str
    start: int
    end: int


def scan_imports(text: str) -> tuple[ScannedImport, ...]:
    """The imports of a text, and what reads like one."""
    return tuple(ScannedImport(match[2][1:-1], match[1] is not None) for match in _IMPORT.finditer(text))


def scan_names(text: str) -> tuple[ScannedName, ...]:
    """The messages, enums, services and methods of a text. A comment inside of a declaration's head hides it."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[ScannedName]:
    scopes = [""]  # the full name of each open block, the same as around it when it has none of its own
    inner = ""
    for match in _TOKEN.finditer(text):
        kind = match.lastindex
        if kind is None:
            character = match[0]
            if character == "{":
                scopes.append(inner or scopes[-1])
            elif character == "}" and len(scopes) > 1:
                scopes.pop()
            inner = ""
        elif kind == 2:
            scopes[0] = match[2]
        else:
            name, container = match[kind], scopes[-1]
            inner = f"{container}.{name}" if container else name
            yield ScannedName(name, match[kind - 1], container, match.start(kind), match.end(kind))

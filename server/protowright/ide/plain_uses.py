"""Uses of a type that a text tells by itself, without being parsed: those that are written with the whole name.

Most files of a large workspace name the types of others so. To parse one, and all it imports, takes a hundred times as
long as to look at its lines. Where anything is not plain, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from protowright.ide.mentions import Mention
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import SymbolKind
from protowright.text.span import Span

_TYPES = (SymbolKind.MESSAGE, SymbolKind.ENUM)
_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w.]+)[ \t]*;", re.MULTILINE)
_PACKAGE_BYTES = re.compile(_PACKAGE.pattern.encode(), re.MULTILINE)


class PlainUses:
    """The uses of one type."""

    def __init__(self, snapshot: Snapshot, target: Mention) -> None:
        self._snapshot = snapshot
        self._home = target.place.path
        self._front, _, self._name = target.full_name.rpartition(".")
        symbol = target.symbol
        has_package = symbol is not None and bool(symbol.file.package)
        self._is_type = has_package and symbol is not None and symbol.kind in _TYPES
        self._word = re.compile(rf"{self._name}(?<!\w{self._name})(?!\w)")
        self._written = re.compile(rf"(?:^|[^\w.])\.?{re.escape(self._front)}\.$")

    def spans(self, path: str) -> list[Span] | None:
        """Where the `.proto` file at `path` names the type; None when its text alone does not tell."""
        document = self._snapshot.document(path) if self._is_type and path != self._home else None
        if document is None or not self._is_plain(path, document.text):
            return None
        found = []
        for match in self._word.finditer(document.text):
            line = document.text[document.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if _is_code(line):
                if not self._written.search(line):
                    return None
                found.append(Span(match.start(), match.end()))
        return found

    def _is_plain(self, path: str, text: str) -> bool:
        """Whether the whole name means the type in this file: it imports it, and no inner scope has its first part."""
        if "declaration" in text or self._is_odd(text):
            return False  # strings of extension declarations name types
        package = _package(text)
        if self._hidden_in is None or any(scope in self._hidden_in for scope in _around(package)):
            return False
        return self._snapshot.imports_directly(path, self._home, package)

    def _is_odd(self, text: str) -> bool:
        """Whether it is hard to tell what is a string or a comment in the lines that matter."""
        for place in chain(_places(text, "/*"), _places(text, self._name)):
            start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            code = text[start : end if end >= 0 else None].partition("//")[0]
            is_comment = text.startswith("/*", place) and _is_code(text[start:place])
            if is_comment or "'" in code or "\\" in code or "\r" in code.rstrip("\r"):
                return True
        return False

    @cached_property
    def _hidden_in(self) -> frozenset[str] | None:
        """The packages that have one of the name's first part inside them; None when a declaration has its name."""
        first = self._front.partition(".")[0]
        if self._snapshot.is_indexed:
            names = self._snapshot.names()
            is_declared = any(known.simple == first.lower() for known in names.beginning(first))
            return None if is_declared else names.packages_with(first)
        return self._hidden_by_texts(first)

    def _hidden_by_texts(self, first: str) -> frozenset[str] | None:
        declared = re.compile(rf"{first}(?<!\w{first})\s*(?:\{{|=[^;]*\{{)".encode())
        found: set[str] = set()
        for path in self._snapshot.proto_paths():
            content = self._snapshot.content(path) or b""
            if declared.search(content):
                return None
            package = _PACKAGE_BYTES.search(content)
            parts = [] if package is None else package[1].decode().split(".")
            found.update(".".join(parts[:index]) for index in range(1, len(parts)) if parts[index] == first)
        return frozenset(found)


def _places(text: str, part: str) -> Iterator[int]:
    """Where a text has a part, which is many times as fast as a pattern that begins in several ways."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))


def _package(text: str) -> str:
    found = _PACKAGE.search(text)
    return "" if found is None else found[1]


def _around(package: str) -> Iterator[str]:
    while package:
        yield package
        package = package.rpartition(".")[0]


def _is_code(line: str) -> bool:
    """Whether what stands behind the start of a line is neither in a comment nor in a string."""
    before = line.partition("//")[0]
    return before.count('"') % 2 == 0 and before == line

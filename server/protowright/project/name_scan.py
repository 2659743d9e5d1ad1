"""The names a `.proto` text declares for other files, found without parsing it.

A parse tells more, and takes fifty times as long: thousands of files that nobody opened are scanned instead. What a scan
gets wrong is a suggestion at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from protowright.proto.semantic.symbols import join

_EVENTS = re.compile(
    r"//[^\n]*(?:\n\s*//[^\n]*)*|/\*[\s\S]*?\*/"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    r"|\{|\}"
)
"""Each alternative begins with a character of its own, so that the search skips over all others at once."""
_HEAD = re.compile(r"(?:(?P<modifier>export|local)\s+)?(?P<word>message|enum|service)\s+(?P<name>[A-Za-z_]\w*)")
_EXTEND = re.compile(r"(?:export\s+|local\s+)?extend\s+(?P<extendee>[\w.]+)")
_GROUP = re.compile(r"(?:\w+\s+)?group\s+(?P<name>[A-Za-z_]\w*)\s*=\s*\d+\s*(?:\[[^\]]*\])?")
_FIELD = re.compile(r"([A-Za-z_]\w*)\s*=\s*\d")
_DEPRECATED = re.compile(r"\boption\s+deprecated\s*=\s*true\b")
_HEADER = re.compile(
    r"\bpackage\s+(?P<package>[\w.]+)\s*;"
    r"|\bedition\s*=\s*[\"'](?P<edition>\d+)"
    r"|\bimport\s+(?:(?:public|weak|option)\s+)?[\"'](?P<import>[^\"'\n]*)[\"']"
)
_FIRST_EDITION_WITH_VISIBILITY = 2024


@dataclass(frozen=True, slots=True)
class ScannedName:
    """A declared name: `kind` is `message`, `enum`, `service` or `extension`, which has the `extendee` as it is written.

    `is_local`: other files cannot use it.
    """

    full_name: str
    kind: str
    extendee: str = ""
    is_deprecated: bool = False
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """What a scan found in a file: its package, its names in the order of the text, and the paths it imports."""

    package: str = ""
    names: tuple[ScannedName, ...] = ()
    imports: tuple[str, ...] = ()


def scan(text: str) -> ScannedFile:
    """The names of a text. Never raises."""
    scanner = _Scanner(text)
    scanner.run()
    return ScannedFile(scanner.package, tuple(scanner.names), tuple(scanner.imports))


@dataclass(slots=True)
class _Block:
    """An open brace: `scope` is the full name inside of it, `index` that of its own name, `extendee` set in `extend`."""

    scope: str
    index: int = -1
    extendee: str = ""


class _Scanner:
    """Goes from brace to brace. `_statement` is the text since the last one, without comments."""

    def __init__(self, text: str) -> None:
        self.package = ""
        self.names: list[ScannedName] = []
        self.imports: list[str] = []
        self._text = text
        self._edition = 0
        self._blocks = [_Block("")]
        self._statement: list[str] = []

    def run(self) -> None:
        """Scan the text."""
        text, position = self._text, 0
        for match in _EVENTS.finditer(text):
            start, end = match.span()
            first = text[start]
            if first in "\"'":
                continue  # a string is part of its statement
            self._statement.append(text[position:start])
            position = end
            if first != "/":
                self._brace(first)
        self._statement.append(text[position:])
        self._leave("".join(self._statement))

    def _brace(self, brace: str) -> None:
        body, _, head = "".join(self._statement).rpartition(";")
        self._statement.clear()
        if brace == "{":
            self._leave(body + ";")
            self._enter(head.strip())
        else:
            self._leave(body + ";" + head)
            if len(self._blocks) > 1:
                self._blocks.pop()

    def _leave(self, body: str) -> None:
        """Take the whole statements of the innermost block that ended with a brace, or with the text."""
        block = self._blocks[-1]
        if len(self._blocks) == 1:
            for match in _HEADER.finditer(body):
                self._header(str(match.lastgroup), match[str(match.lastgroup)])
        elif block.extendee:
            for name in _FIELD.findall(body):
                self._extension(name)
        elif block.index >= 0 and "deprecated" in body and _DEPRECATED.search(body):
            self._deprecate(block.index)

    def _enter(self, head: str) -> None:
        """Open the block of a declaration, or one that declares nothing."""
        declaration = _HEAD.fullmatch(head)
        if declaration is not None:
            self._declaration(declaration["word"], declaration["name"], declaration["modifier"] or "")
        elif extend := _EXTEND.fullmatch(head):
            self._blocks.append(_Block(self._blocks[-1].scope, extendee=extend["extendee"]))
        elif group := _GROUP.fullmatch(head):
            self._extension(group["name"].lower())
            self._declaration("message", group["name"], "")
        else:
            self._blocks.append(_Block(self._blocks[-1].scope))

    def _header(self, kind: str, value: str) -> None:
        if kind == "package":
            self.package = self._blocks[0].scope = value
        elif kind == "edition":
            self._edition = int(value)
        else:
            self.imports.append(value)

    def _declaration(self, kind: str, name: str, modifier: str) -> None:
        full_name = join(self._blocks[-1].scope, name)
        has_visibility = self._edition >= _FIRST_EDITION_WITH_VISIBILITY
        is_nested = len(self._blocks) > 1
        is_local = has_visibility and (modifier == "local" or (is_nested and modifier != "export"))
        self._blocks.append(_Block(full_name, len(self.names)))
        self.names.append(ScannedName(full_name, kind, is_local=is_local))

    def _extension(self, name: str) -> None:
        block = self._blocks[-1]
        if block.extendee:
            self.names.append(ScannedName(join(block.scope, name), "extension", block.extendee))

    def _deprecate(self, index: int) -> None:
        name = self.names[index]
        self.names[index] = ScannedName(name.full_name, name.kind, name.extendee, True, name.is_local)

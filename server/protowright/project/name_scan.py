"""The names a `.proto` text declares for other files, found without parsing it.

A parse tells more, and takes fifty times as long: thousands of files that nobody opened are scanned instead. What a scan
gets wrong is a suggestion at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from protowright.proto.semantic.symbols import join

_SCAN = re.compile(
    r"//[^\n]*|/\*[\s\S]*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    r"|(?P<modifier>\b(?:export|local)\s+)?\b(?P<word>message|enum|service)\s+(?P<name>[A-Za-z_]\w*)\s*\{"
    r"|\bextend\s+(?P<extendee>[\w.]+)\s*\{"
    r"|\bgroup\s+(?P<group>[A-Za-z_]\w*)\s*=\s*\d+\s*(?:\[[^\]]*\]\s*)?\{"
    r"|(?P<field>\b[A-Za-z_]\w*)\s*=\s*(?:\d|0x)"
    r"|\boption\s+(?P<deprecated>deprecated)\s*=\s*true"
    r"|\bpackage\s+(?P<package>[\w.]+)\s*;"
    r"|\bedition\s*=\s*[\"'](?P<edition>\d+)"
    r"|\bimport\s+(?:public\s+|weak\s+|option\s+)?[\"'](?P<import>[^\"'\n]*)[\"']"
    r"|[{}]"
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
    scanner = _Scanner()
    for match in _SCAN.finditer(text):
        scanner.take(match)
    return ScannedFile(scanner.package, tuple(scanner.names), tuple(scanner.imports))


@dataclass(slots=True)
class _Block:
    """An open brace: `scope` is the full name inside of it, `index` that of its own name, `extendee` set in `extend`."""

    scope: str
    index: int = -1
    extendee: str = ""


class _Scanner:
    def __init__(self) -> None:
        self.package = ""
        self.names: list[ScannedName] = []
        self.imports: list[str] = []
        self._edition = 0
        self._blocks = [_Block("")]

    def take(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if kind is None:
            self._brace(match[0])
        elif kind == "name":
            self._declaration(match["word"], match["name"], (match["modifier"] or "").strip())
        elif kind == "extendee":
            self._blocks.append(_Block(self._blocks[-1].scope, extendee=match["extendee"]))
        elif kind == "group":
            self._extension(match["group"].lower())
            self._declaration("message", match["group"], "")
        elif kind == "field":
            self._extension(match["field"])
        elif kind == "deprecated":
            self._deprecate(self._blocks[-1].index)
        else:
            self._header(kind, match[kind])

    def _brace(self, text: str) -> None:
        if text == "{":
            self._blocks.append(_Block(self._blocks[-1].scope))
        elif text == "}" and len(self._blocks) > 1:
            self._blocks.pop()

    def _header(self, kind: str, value: str) -> None:
        if kind == "package" and len(self._blocks) == 1:
            self.package = self._blocks[0].scope = value
        elif kind == "edition":
            self._edition = int(value)
        elif kind == "import":
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
        if index >= 0:
            name = self.names[index]
            self.names[index] = ScannedName(name.full_name, name.kind, name.extendee, True, name.is_local)

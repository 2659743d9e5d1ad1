"""The names in declarations of extensions: `extensions 4 [declaration = { full_name: ".pkg.ext", type: ".pkg.Type" }]`.

They are strings, and lead the other way than imports: the file that declares the extension imports this one. So what is
not seen from here is looked for in the whole workspace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.mentions import Mention, Role, Wanted, dotted_mentions
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.symbols import SymbolKind
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import LiteralField, MessageLiteral, StringLiteral

_OPTION = "declaration"
_KINDS = {"full_name": (SymbolKind.EXTENSION,), "type": (SymbolKind.MESSAGE, SymbolKind.ENUM)}
"""What the names may be, by the field they stand in (https://protobuf.dev/programming-guides/extension_declarations/)."""
_WORD = _OPTION.encode()
_DECLARES = re.compile(rb"\bdeclaration\s*(?:=|/[/*])")
_RANGES = re.compile(rb"\bextensions\s*(?:\d|/[/*])")
"""Prose and names of fields hold these words, too."""


def may_declare_extensions(content: bytes) -> bool:
    """Whether a `.proto` file may have declarations of extensions, told from its text in UTF-8."""
    return _WORD in content and _DECLARES.search(content) is not None and _RANGES.search(content) is not None


class DeclarationMentions:
    """The mentions in the declarations of one linked file."""

    def __init__(self, snapshot: Snapshot, link: LinkedFile, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._link = link
        self._wanted = wanted

    def all(self) -> Iterator[Mention]:
        """All of them, in no promised order."""
        for entry, name, start in self._names():
            path, symbols = self._home(name, _KINDS[entry]) or ("", None)
            if symbols is not None:
                yield from dotted_mentions(symbols, path, name, start, Role.READ, self._wanted)

    def _names(self) -> Iterator[tuple[str, str, int]]:
        """The field, the full name without its dot, and the offset behind the dot; names with escapes in them apart."""
        tree = self._link.symbols.tree
        for field in self._fields():
            name, value = field.name.text if field.name is not None else "", field.value
            if name not in _KINDS or not isinstance(value, StringLiteral) or not self._wanted(tree.span(value)):
                continue
            text = string_value(value).decode("utf-8", "replace")
            if text.startswith(".") and [raw[1:-1] for raw in value.raw] == [text]:
                yield name, text[1:], tree.span(value).start + 2

    def _fields(self) -> Iterator[LiteralField]:
        for message in self._link.symbols.all_messages():
            for ranges in message.ranges:
                for option in ranges.options or []:
                    if option_name(option) == _OPTION and isinstance(option.value, MessageLiteral):
                        yield from option.value.fields

    def _home(self, name: str, kinds: tuple[SymbolKind, ...]) -> tuple[str, FileSymbols] | None:
        """The absolute path, and the symbols, of the file that declares a name: one that is seen, else any other."""
        seen = self._link.scope.find(name)
        home = self._link.link_of(seen) if seen is not None and seen.kind in kinds else None
        if home is not None and home.path:
            return home.path, home.symbols
        known = self._snapshot.names().within(name.rpartition(".")[0])
        for path in sorted({each.path for each in known if each.name.full_name == name}):
            symbols = self._snapshot.symbols(path)
            found = None if symbols is None else symbols.by_name.get(name)
            if symbols is not None and found is not None and found.kind in kinds:
                return path, symbols
        return None

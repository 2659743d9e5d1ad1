"""The files in which a name may be mentioned: told from their texts, before any of them is parsed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from protowright.ide.comments import without_comments
from protowright.ide.declaration_mentions import may_declare_extensions
from protowright.ide.languages import is_request
from protowright.ide.mentions import FILE, REQUEST, VARIABLE, Mention, Wanted
from protowright.project.files import bytes_of
from protowright.project.snapshot import Snapshot
from protowright.project.source_scan import scan_imports
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.options.pseudo import written_json_name
from protowright.proto.semantic.symbols import FieldSymbol, Symbol, SymbolKind

_GAP = r"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*"
_HOME_ONLY = frozenset((SymbolKind.RPC, SymbolKind.ONEOF, SymbolKind.SERVICE))
"""Nothing in another `.proto` file can name these."""

_DEEP = frozenset((SymbolKind.FIELD, SymbolKind.ENUM_VALUE))
"""Options can name these without seeing their file: the type of a field leads to them, through any import."""

_PUBLIC = re.compile(rb"import(?<!\wimport)\s+public\b")
"""The patterns here begin with the letters that they want: so a search is as fast as one for plain text."""
_DESCRIPTOR = "google.protobuf."

Cancelled = Callable[[], bool]
_Importers = dict[str, list[tuple[str, str, bool]]]
"""By the last component of an import path: the path, who imports it, and whether publicly."""


def words_of(mention: Mention) -> tuple[str, ...]:
    """What must stand in a text that mentions the same thing: any one of these."""
    if mention.kind == FILE:
        return (os.path.basename(mention.full_name),)
    simple = mention.full_name if mention.kind in (VARIABLE, REQUEST) else mention.full_name.rpartition(".")[2]
    if not isinstance(mention.symbol, FieldSymbol):
        return (simple,)
    own = mention.symbol.declaration.name  # that of a group is not in lower case, as the field is
    names = (simple, json_name(simple), written_json_name(mention.symbol.options), "" if own is None else own.text)
    return tuple(dict.fromkeys(name for name in names if name))


def files_with(snapshot: Snapshot, mention: Mention, asked: str, is_cancelled: Cancelled) -> list[str]:
    """The files that may mention the same thing as `mention`, which stands in the file `asked`; all paths absolute."""
    home = mention.place.path
    if mention.kind == VARIABLE and home == asked:
        return [asked]
    search = FileSearch(snapshot, words_of(mention), is_cancelled)
    requests = search.having_words(filter(is_request, snapshot.request_paths()))
    if mention.kind in (VARIABLE, REQUEST):
        return [*dict.fromkeys((home, *requests))] if mention.kind == REQUEST else requests
    return [*dict.fromkeys([*search.protos(mention), *requests])]


def files_with_any(snapshot: Snapshot, targets: Sequence[Mention], is_cancelled: Cancelled) -> list[str]:
    """The files that may mention one of several messages, enums and rpcs of one file; `targets` is not empty."""
    words = tuple(dict.fromkeys(word for target in targets for word in words_of(target)))
    search = FileSearch(snapshot, words, is_cancelled)
    requests = search.having_words(filter(is_request, snapshot.request_paths()))
    first = next((target for target in targets if target.kind != SymbolKind.RPC.value), targets[0])
    return [*dict.fromkeys([*search.protos(first), *requests])]


class FileSearch:
    """A search of one snapshot for files with one of the `words` in them."""

    def __init__(self, snapshot: Snapshot, words: tuple[str, ...], is_cancelled: Cancelled) -> None:
        self._snapshot = snapshot
        self._words = words
        self._plain = [bytes_of(word) for word in words]
        self._word = re.compile(b"|".join(rb"%b(?<!\w%b)(?!\w)" % (word, word) for word in map(re.escape, self._plain)))
        self._is_cancelled = is_cancelled

    def protos(self, mention: Mention) -> list[str]:
        """The `.proto` files; the one with the declaration comes first."""
        symbol, home = mention.symbol, mention.place.path
        paths = self._snapshot.proto_paths()
        if symbol is None:
            return self.having_words(paths)
        if symbol.kind in _HOME_ONLY:
            return [home]
        found = self._deep(paths, symbol, home) if symbol.kind in _DEEP else self._having_words_and_seeing(paths, home)
        return [home, *(path for path in found if path != home)]

    def _deep(self, paths: list[str], symbol: Symbol, home: str) -> list[str]:
        """The files that may name a field or a value in an option: it takes the imports of all files to tell."""
        if not symbol.full_name.startswith(_DESCRIPTOR):
            seeing = self._seeing(self._by_import(paths), home, is_deep=True)
            paths = [path for path in paths if path in seeing]
        found = self.having_words(paths)
        return self._having_uses(found) if symbol.kind is SymbolKind.FIELD else found

    def _having_words_and_seeing(self, paths: Iterable[str], home: str) -> list[str]:
        """The files with one of the words that see `home` by an import and public imports below it, or declare extensions.

        That can be told before there is an index: of the other files, only those with public imports matter.
        """
        found, public, declaring = list[str](), list[str](), set[str]()
        for path, content in self._contents(paths):
            if self._has_word(content):
                found.append(path)
                if may_declare_extensions(content):
                    declaring.add(path)
            elif b"public" in content and _PUBLIC.search(content):
                public.append(path)
        importers: _Importers = {}
        for path in (*found, *public):
            document = None if self._is_cancelled() else self._snapshot.document(path)
            for entry in () if document is None else scan_imports(document.text):
                importers.setdefault(_last(entry.path), []).append((entry.path, path, entry.is_public))
        seeing = self._seeing(importers, home, is_deep=False)
        return [path for path in found if path in seeing or path in declaring]

    def having_words(self, paths: Iterable[str]) -> list[str]:
        """Those of the files whose text has one of the words."""
        return [path for path, content in self._contents(paths) if self._has_word(content)]

    def _contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            content = None if self._is_cancelled() else self._snapshot.content(path)
            if content is not None:
                yield path, content

    def _has_word(self, content: bytes) -> bool:
        """Looking for plain text is many times as fast, and says no to most files."""
        return any(word in content for word in self._plain) and self._word.search(content) is not None

    def _having_uses(self, paths: Iterable[str]) -> list[str]:
        """Those of the files in which one of the words stands where an option or a literal may name a field."""
        names = "|".join(map(re.escape, self._words))
        use = re.compile(rf"(?:\boption|[\[,.]){_GAP}(?:{names})\b|\b(?:{names}){_GAP}[:{{<\[]")
        found = []
        for path in paths:
            document = self._snapshot.document(path)
            if document is None or self._is_cancelled() or not use.search(document.text):
                continue
            if use.search(without_comments(document.text, path)):  # prose is full of words behind commas
                found.append(path)
        return found

    def importers_of(self, homes: Iterable[str]) -> set[str]:
        """The files of the workspace that see one of `homes` by an import, or by public imports below it."""
        importers = self._by_import(self._snapshot.proto_paths())
        return {path for home in homes for path in self._seeing(importers, home, is_deep=False)}

    def _seeing(self, importers: _Importers, home: str, is_deep: bool) -> set[str]:
        """The files that may see `home`: by an import and public imports below it; by any imports when `is_deep`."""
        seeing, pending, done = {home}, [home], {home}
        while pending and not self._is_cancelled():
            current = pending.pop()
            for path, importer, is_public in importers.get(os.path.basename(current), ()):
                if not current.endswith(os.sep + path.replace("/", os.sep)):
                    continue
                seeing.add(importer)
                if (is_public or is_deep) and importer not in done:
                    done.add(importer)
                    pending.append(importer)
        return seeing

    def _by_import(self, paths: Iterable[str]) -> _Importers:
        found: _Importers = {}
        self._snapshot.index()
        for path in paths:
            if self._is_cancelled():
                break
            for entry in self._snapshot.scan(path).imports:
                found.setdefault(_last(entry.path), []).append((entry.path, path, entry.is_public))
        return found


def _last(path: str) -> str:
    """The last component of an import path."""
    return path.rpartition("/")[2]


def having(text: str, words: tuple[str, ...]) -> Wanted:
    """Wants the parts of the text that have one of the words in them."""
    if len(words) == 1:
        word = words[0]
        return lambda span: text.find(word, span.start, span.end) >= 0
    return lambda span: any(text.find(word, span.start, span.end) >= 0 for word in words)

"""Renaming a declaration of a `.proto` file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.body_files import body_file_mentions
from protowright.ide.languages import is_proto, is_request
from protowright.ide.mentions import Mention
from protowright.ide.names import mentions
from protowright.ide.plain_uses import PlainUses
from protowright.ide.rename.clashes import refuse_taken
from protowright.ide.rename.edits import Edits
from protowright.ide.rename.outcome import Changes
from protowright.ide.rename.renaming import Renaming
from protowright.ide.rename.rules import is_word
from protowright.ide.rename.spelling import spelled
from protowright.ide.rename.subject import Subject
from protowright.ide.rename.trial import refuse_new_faults
from protowright.ide.rename.uses import name_uses, qualifier
from protowright.ide.search_files import Cancelled, FileSearch, files_with, having, words_of
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import FieldSymbol, Symbol, join
from protowright.proto.syntax.nodes import Path


def rename_declared(snapshot: Snapshot, path: str, subject: Subject, new_name: str, is_cancelled: Cancelled) -> Changes:
    """The edits for a message, enum, field or whatever else is declared. Raises Refused."""
    return _Rename(snapshot, path, subject, new_name, is_cancelled).changes()


class _Rename:
    def __init__(self, snapshot: Snapshot, path: str, subject: Subject, new_name: str, is_cancelled: Cancelled) -> None:
        self._snapshot = snapshot
        self._asked = path
        self._subject = subject
        self._new_name = new_name
        self._is_cancelled = is_cancelled
        self._edits = Edits()
        self._keys = {mention.key for mention in subject.mentions}
        self._words = tuple(word for mention in subject.mentions for word in words_of(mention))
        self._plain = PlainUses(snapshot, subject.main)
        symbols = snapshot.symbols(subject.home)
        assert symbols is not None, "the subject is declared there"
        self._package = symbols.package
        new_names = {symbol.full_name: join(symbol.scope, self._name_of(symbol)) for symbol in subject.symbols}
        self._renaming = Renaming(new_names, symbols)
        self._old_names = {symbol.full_name for symbol in subject.symbols}

    def _name_of(self, symbol: Symbol) -> str:
        is_lower = isinstance(symbol, FieldSymbol) and symbol.is_group
        return self._new_name.lower() if is_lower else self._new_name

    def changes(self) -> Changes:
        """The edits, when the result compiles. Raises Refused."""
        home = self._subject.home
        others = self._with_new_name()
        refuse_taken(self._snapshot, self._renaming, home, {home: None, **dict.fromkeys(others)})
        changed = [path for path in self._mentioning() if not self._plain_uses_in(path)]
        for path in changed:
            self._mentions_in(path)
        self._body_files()
        for path in dict.fromkeys((home, *changed, *self._capturing(others))):
            if not is_request(path):
                self._requalify(path)
        found = self._edits.changes()
        protos = [path for path in found if is_proto(path)]
        refuse_new_faults(self._snapshot, found, protos if is_word(self._new_name) else [home])
        return found

    # What mentions it

    def _mentioning(self) -> list[str]:
        found: dict[str, None] = {self._subject.home: None}
        for mention in self._subject.mentions:
            found.update(dict.fromkeys(files_with(self._snapshot, mention, self._asked, self._is_cancelled)))
        return list(found)

    def _plain_uses_in(self, path: str) -> bool:
        """Change what a text tells by itself; gives whether it does."""
        spans = None if self._subject.is_group or not is_proto(path) else self._plain.spans(path)
        for span in spans or ():
            self._edits.replace(path, span, self._new_name)
        return spans is not None

    def _mentions_in(self, path: str) -> None:
        document = self._snapshot.document(path)
        if document is None or self._is_cancelled():
            return
        for mention in mentions(self._snapshot, path, having(document.text, self._words)):
            self._mention(path, document.text, mention, is_request(path))

    def _body_files(self) -> None:
        """The files that requests send are in no language of their own: what they mean, the requests say."""
        for path in self._snapshot.request_paths():
            for place, mention in () if self._is_cancelled() else body_file_mentions(self._snapshot, path, self._words):
                body = self._snapshot.document(place)
                if body is not None and self._snapshot.is_own(place):
                    self._mention(place, body.text, mention, in_request=True)

    def _mention(self, path: str, text: str, mention: Mention, in_request: bool) -> None:
        if mention.key in self._keys and mention.full_name in self._old_names:
            written = mention.span.of(text)
            new = spelled(mention, written, self._new_name, in_request)
            if new != written:
                self._edits.replace(path, mention.span, new)

    # What would mean something else

    def _with_new_name(self) -> list[str]:
        """The `.proto` files in which the new name stands."""
        words = tuple({self._name_of(symbol) for symbol in self._subject.symbols})
        home = self._subject.home
        if all(symbol.scope != self._package for symbol in self._subject.symbols):
            return [home]  # other files name what is inside of a declaration through it only
        search = FileSearch(self._snapshot, words, self._is_cancelled)
        return search.having_words(self._snapshot.proto_paths())

    def _capturing(self, paths: list[str]) -> Iterator[str]:
        """Those of the files in which the new name begins a dotted name, and that see the declaration."""
        names = "|".join({re.escape(self._name_of(symbol)) for symbol in self._subject.symbols})
        first = re.compile(rf"(?<![\w.])(?:{names})(?!\w)")
        for path in paths:
            document = self._snapshot.document(path)
            if document is not None and first.search(document.text) and not self._is_cancelled():
                link = self._snapshot.linked(path)
                if link is not None and any(file.path == self._subject.home for file in link.visible):
                    yield path

    def _requalify(self, path: str) -> None:
        link = self._snapshot.linked(path)
        if link is None or self._is_cancelled():
            return
        text = link.symbols.tree.text
        words = (*(symbol.name.text for symbol in self._subject.symbols), self._subject.name, self._new_name)
        if self._subject.is_group:
            words = (*words, self._new_name.lower())
        names = None
        for use in name_uses(link, having(text, words)):
            names = names or self._renaming.scope(link)
            written = self._written(use.path, use.symbol)
            front = qualifier(use, written, names, self._renaming.scope_name(link, use.scope), self._renaming)
            if front:
                self._edits.insert(path, link.symbols.tree.span(use.path).start, front)

    def _written(self, path: Path, symbol: Symbol) -> str:
        """A dotted name as it is after the rename, its components those of the new full name."""
        parts = self._renaming.of(symbol).split(".")[-len(path.components) :]
        return ("." if path.text.startswith(".") else "") + ".".join(parts)

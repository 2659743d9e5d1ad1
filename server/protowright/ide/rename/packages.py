"""Renaming a package: in all files that belong to it, and in every name that goes through it."""

from __future__ import annotations

from collections.abc import Iterable

from protowright.ide.body_files import body_file_mentions
from protowright.ide.declaration_mentions import DeclarationMentions, may_declare_extensions
from protowright.ide.languages import is_proto
from protowright.ide.mentions import PACKAGE, Mention
from protowright.ide.names import mentions
from protowright.ide.rename.clashes import of_package, refuse_taken, with_article, without_package
from protowright.ide.rename.edits import Edits
from protowright.ide.rename.outcome import Changes, Refused
from protowright.ide.rename.renaming import PackageRenaming
from protowright.ide.rename.rules import is_word
from protowright.ide.rename.subject import Subject
from protowright.ide.rename.trial import refuse_new_faults
from protowright.ide.rename.uses import NameUse, name_uses, qualifier
from protowright.ide.search_files import Cancelled, FileSearch, having
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.names import Scope
from protowright.text.span import Span

MAXIMUM_TRIED = 40
"""So many files of the package are checked as a whole; the meaning of every name is looked at in all of them."""


def rename_package(snapshot: Snapshot, subject: Subject, new_name: str, is_cancelled: Cancelled) -> Changes:
    """The edits for a package. Raises Refused."""
    return _Rename(snapshot, subject.name, new_name, is_cancelled).changes()


class _Rename:
    def __init__(self, snapshot: Snapshot, old: str, new: str, is_cancelled: Cancelled) -> None:
        self._snapshot = snapshot
        self._old = old
        self._new = new
        self._is_cancelled = is_cancelled
        self._edits = Edits()
        paths = snapshot.proto_paths()
        self._members = [path for path in of_package(snapshot, paths, old) if self._package(path) == old]

    def _package(self, path: str) -> str:
        symbols = self._snapshot.symbols(path)
        return "" if symbols is None else symbols.package

    def changes(self) -> Changes:
        """The edits, when the result compiles. Raises Refused."""
        self._refuse_taken()
        for path in self._members:
            self._statement(path)
        for path in self._seeing():
            if not self._is_cancelled():
                self._names_in(path)
        search = FileSearch(self._snapshot, (self._old.rpartition(".")[2],), self._is_cancelled)
        for path in search.having_words(self._snapshot.proto_paths()):
            self._declarations_in(path)
        for path in search.having_words(self._snapshot.request_paths()):
            self._requests_in(path)
        self._body_files()
        found = self._edits.changes()
        tried = [path for path in found if is_proto(path)] if is_word(self._new) else self._members[:MAXIMUM_TRIED]
        refuse_new_faults(self._snapshot, found, tried)
        return found

    def _refuse_taken(self) -> None:
        """A name in the new package may be taken; the new package, or one around it, may be a declaration."""
        paths = self._snapshot.proto_paths()
        there = [path for path in of_package(self._snapshot, paths, self._new) if path not in set(self._members)]
        for member in self._members:
            symbols = self._snapshot.symbols(member)
            assert symbols is not None, "it has a package"
            refuse_taken(self._snapshot, PackageRenaming(self._old, self._new, symbols), member, there)
        parts = self._new.split(".")
        for count in range(len(parts) - 1, 0, -1):
            self._refuse_declared(
                ".".join(parts[: count + 1]), of_package(self._snapshot, paths, ".".join(parts[:count]))
            )

        if parts[0] != self._old.partition(".")[0]:
            self._refuse_declared(parts[0], without_package(self._snapshot, paths, parts[0]))

    def _refuse_declared(self, name: str, paths: Iterable[str]) -> None:
        for path in paths:
            symbols = self._snapshot.symbols(path)
            found = None if symbols is None else symbols.by_name.get(name)
            if found is not None:
                raise Refused(f"`{name}` is {with_article(found)}, and cannot be a package too")

    # Files

    def _seeing(self) -> list[str]:
        search = FileSearch(self._snapshot, (self._old.rpartition(".")[2],), self._is_cancelled)
        found = dict.fromkeys(self._members)
        found.update(dict.fromkeys(sorted(search.importers_of(self._members))))
        return list(found)

    # Edits

    def _statement(self, path: str) -> None:
        symbols = self._snapshot.symbols(path)
        assert symbols is not None and symbols.package_node is not None, "it has a package"
        assert symbols.package_node.name is not None, "its package has a name"
        self._edits.replace(path, symbols.tree.span(symbols.package_node.name), self._new)

    def _names_in(self, path: str) -> None:
        link = self._snapshot.linked(path)
        if link is None:
            return
        renaming = PackageRenaming(self._old, self._new, link.symbols)
        names = renaming.scope(link)
        for use in name_uses(link, lambda span: True):
            self._name(link, use, names, renaming)

    def _name(self, link: LinkedFile, use: NameUse, names: Scope, renaming: PackageRenaming) -> None:
        components, tree = use.path.components, link.symbols.tree
        written = use.path.text
        shown = 0
        if use.symbol.file.package == self._old:
            below = use.symbol.full_name.count(".") - self._old.count(".")
            shown = max(len(components) - below, 0)
        if shown:
            front = self._front(shown, written.startswith("."))
            span = Span(tree.span(components[0]).start, tree.span(components[shown - 1]).end)
            self._edits.replace(link.path, span, front)
            dot = "." if written.startswith(".") else ""
            written = dot + ".".join([front, *(component.text for component in components[shown:])])
        more = qualifier(use, written, names, renaming.scope_name(link, use.scope), renaming)
        if more:
            self._edits.insert(link.path, tree.span(use.path).start, more)

    def _front(self, shown: int, is_full: bool) -> str:
        """What is written of the new package where `shown` components of the old one are: the same part of it, when what
        is not written stays as it is; else all of it."""
        hidden = self._old.split(".")[: self._old.count(".") + 1 - shown]
        new = self._new.split(".")
        is_same = hidden == new[: len(hidden)] and len(new) > len(hidden) and not is_full
        return ".".join(new[len(hidden) :] if is_same else new)

    def _requests_in(self, path: str) -> None:
        document = self._snapshot.document(path)
        if document is None:
            return
        words = (self._old.rpartition(".")[2],)
        for mention in mentions(self._snapshot, path, having(document.text, words)):
            self._mention(path, document.text, mention)

    def _declarations_in(self, path: str) -> None:
        """Extensions are declared with their whole names, in files that need not see them."""
        content = self._snapshot.content(path)
        link = self._snapshot.linked(path) if content is not None and may_declare_extensions(content) else None
        for mention in () if link is None else DeclarationMentions(self._snapshot, link, lambda span: True).all():
            assert link is not None, "it has mentions"
            self._mention(path, link.symbols.tree.text, mention)

    def _body_files(self) -> None:
        for path in self._snapshot.request_paths():
            for place, mention in body_file_mentions(self._snapshot, path, (self._old.rpartition(".")[2],)):
                body = self._snapshot.document(place)
                if body is not None and self._snapshot.is_own(place):
                    self._mention(place, body.text, mention)

    def _mention(self, path: str, text: str, mention: Mention) -> None:
        """A package in a request, or in a declaration of an extension, is written as a whole."""
        is_whole = mention.kind == PACKAGE and mention.full_name == self._old
        if is_whole and self._package(mention.place.path) == self._old:
            span = Span(mention.span.end - len(self._old), mention.span.end)
            if span.of(text) == self._old:
                self._edits.replace(path, span, self._new)

"""Every name in a `.proto` file that stands for something."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.mentions import (
    FILE,
    PACKAGE,
    START,
    Mention,
    Place,
    Role,
    Wanted,
    mention_of,
    package_place,
)
from protowright.proto.semantic.linking import LinkedFile, type_uses
from protowright.proto.semantic.names import candidates
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.nodes import Node, Path
from protowright.text.span import Span


class ProtoMentions:
    """The mentions of one linked file: its declarations, package, imports and types. Options are `OptionMentions`."""

    def __init__(self, link: LinkedFile, wanted: Wanted) -> None:
        self.link = link
        self.wanted = wanted
        self._tree = link.symbols.tree

    def span(self, node: Node) -> Span:
        """Where a node of the file stands."""
        return self._tree.span(node)

    def all(self) -> Iterator[Mention]:
        """All of them, in no promised order."""
        yield from self._declarations()
        yield from self._package()
        yield from self._imports()
        yield from self._types()

    def _declarations(self) -> Iterator[Mention]:
        for symbol in self.link.symbols.declared():
            span = self.span(symbol.name)
            if self.wanted(span):
                yield mention_of(symbol, self.link.path, span, Role.DECLARATION)

    def _package(self) -> Iterator[Mention]:
        statement = self.link.symbols.package_node
        if statement is None or statement.name is None or not self.wanted(self.span(statement)):
            return
        whole, names = self.span(statement), []
        for component in statement.name.components:
            names.append(component.text)
            span = self.span(component)
            yield Mention(span, PACKAGE, ".".join(names), Place(self.link.path, span, whole), Role.DECLARATION)

    def _imports(self) -> Iterator[Mention]:
        for entry in self.link.imports:
            literal = entry.fact.node.path
            if entry.target is not None and literal is not None and self.wanted(self.span(literal)):
                place = Place(entry.target.path, START, START)
                yield Mention(self.span(literal), FILE, entry.target.path, place, Role.READ)

    def _types(self) -> Iterator[Mention]:
        for use in type_uses(self.link.symbols):
            if self.wanted(self.span(use.path)):
                found = self.link.meaning(use)
                yield from self.partly(use.path, use.scope) if found is None else self.named(use.path, found, Role.READ)

    # Dotted names

    def named(self, path: Path, symbol: Symbol, role: Role) -> Iterator[Mention]:
        """The components of a name that stands for `symbol`, each with its own declaration; `role` is the last one's."""
        home = self.link.link_of(symbol)
        if home is None or not home.path:
            return
        names = symbol.full_name.split(".")
        around = len(names) - len(path.components)
        for index, component in enumerate(path.components[:-1], around + 1):
            yield from self._holder(component, ".".join(names[:index]), home)
        if path.components:
            yield mention_of(symbol, home.path, self.span(path.components[-1]), role)

    def partly(self, path: Path, scope: str) -> Iterator[Mention]:
        """The components of a name that stands for nothing, as far as they stand for something."""
        dot = "." if path.text.startswith(".") else ""
        texts = [component.text for component in path.components]
        for count in range(len(texts) - 1, 0, -1):
            found = list(self._start(path, dot + ".".join(texts[:count]), count, scope))
            if found:
                yield from found
                return

    def _start(self, path: Path, name: str, count: int, scope: str) -> Iterator[Mention]:
        for candidate in candidates(name, scope):
            home = self._home_of(candidate)
            if home is not None:
                names = candidate.split(".")
                around = len(names) - count
                for index, component in enumerate(path.components[:count], around + 1):
                    yield from self._holder(component, ".".join(names[:index]), home)
                return

    def _home_of(self, full_name: str) -> LinkedFile | None:
        """The first visible file that declares the name, or whose package is in it."""
        for file in self.link.visible:
            if full_name in file.symbols.by_name or full_name in file.symbols.package_parts:
                return file
        return None

    def _holder(self, component: Node, full_name: str, home: LinkedFile) -> Iterator[Mention]:
        """A component that is not the last one: a package, a message or a service."""
        symbol = home.symbols.by_name.get(full_name)
        if symbol is not None:
            yield mention_of(symbol, home.path, self.span(component), Role.READ)
            return
        place = package_place(home.symbols, home.path, full_name)
        if place is not None:
            yield Mention(self.span(component), PACKAGE, full_name, place, Role.READ)

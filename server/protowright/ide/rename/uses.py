"""The dotted names of a `.proto` file, and whether each would still mean the same after a rename."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.mentions import Wanted
from protowright.ide.option_mentions import OptionMentions
from protowright.ide.rename.outcome import Refused
from protowright.ide.rename.renaming import Renaming
from protowright.proto.semantic.linking import LinkedFile, type_uses
from protowright.proto.semantic.names import SCALARS, Scope
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.nodes import Path


@dataclass(frozen=True, slots=True)
class NameUse:
    """A dotted name that means `symbol`, looked up in `scope`. In a literal no dot may stand in front of it."""

    path: Path
    scope: str
    symbol: Symbol
    prefers_types: bool = False
    in_literal: bool = False

    def means(self, text: str, names: Scope, scope: str) -> Symbol | None:
        """What `text` would mean in its place."""
        return None if text in SCALARS else names.resolve(text, scope, self.prefers_types)


def name_uses(link: LinkedFile, wanted: Wanted) -> Iterator[NameUse]:
    """The dotted names of the file that mean something, and whose spans are wanted."""
    span = link.symbols.tree.span
    for use in type_uses(link.symbols):
        found = link.meaning(use) if wanted(span(use.path)) else None
        if found is not None:
            yield NameUse(use.path, use.scope, found, prefers_types=not use.wants_message)
    heard: list[NameUse] = []

    def hear(path: Path, scope: str, symbol: Symbol, in_literal: bool) -> None:
        heard.append(NameUse(path, scope, symbol, in_literal=in_literal))

    for _ in OptionMentions(link, wanted, hear).all():
        pass
    yield from (use for use in heard if wanted(span(use.path)))


def qualifier(use: NameUse, text: str, names: Scope, scope: str, renaming: Renaming) -> str:
    """What must stand in front of `text`, the name of a use after the rename, for it to mean the same.

    `names` and `scope` are those after the rename. Empty when it means the same as it is. Raises Refused.
    """
    if use.means(text, names, scope) is use.symbol:
        return ""
    full_name = renaming.of(use.symbol)
    missing = full_name.removesuffix(text.removeprefix(".")).split(".")
    for count in range(len(missing) - 1, 0, -1):
        front = ".".join(missing[count - 1 :])
        if use.means(front + text, names, scope) is use.symbol:
            return front
    if use.in_literal or text.startswith("."):
        raise Refused(f"`{text}` would mean something else, and no longer name can be written there")
    return "." + full_name.removesuffix(text)

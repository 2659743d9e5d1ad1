"""What a source of items is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from protowright.ide.completion.context import Context
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Question:
    """The place in the linked file at the absolute `path`, and whether the client takes `snippets`."""

    snapshot: Snapshot
    path: str
    link: LinkedFile
    context: Context
    snippets: bool = False

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.link.symbols.tree.text

    @property
    def rest_of_line(self) -> str:
        """What stands behind the word at the cursor, up to the end of its line."""
        start = self.context.span.end
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end]

    def holds_cursor(self, symbol: Symbol) -> bool:
        """Whether the cursor is in the declaration of `symbol`, a symbol of the file."""
        return self.link.symbols.tree.span(symbol.declaration).contains(self.context.span.start)


@lru_cache(maxsize=16)
def scopes_around(scope: str) -> tuple[str, ...]:
    """The same as `outwards`, for who asks again for every item of a list."""
    return tuple(outwards(scope))


def outwards(scope: str) -> Iterator[str]:
    """The scope and those around it, innermost first; the last is the empty one."""
    while scope:
        yield scope
        scope = scope.rpartition(".")[0]
    yield ""

"""Which requests must have run before another one can."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from typing import NamedTuple

from protowright.request.directive_forms import FORCE_REF, REF
from protowright.request.directives import known_directive
from protowright.request.names import fit_name, request_names
from protowright.request.syntax.nodes import Block, RequestFile, Word
from protowright.request.texts import texts, texts_behind
from protowright.request.variables import expressions
from protowright.text.span import Span


class Need(NamedTuple):
    """One request needs the request `name`: what it says so with stands at `span`. `always`: by `@forceRef`."""

    name: str
    span: Span
    always: bool = False


class CircularReference(ValueError):
    """Requests that need one another, so that none of them can run first. `names` are those of the circle, in order."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        steps = ", ".join(f"`{one}` needs `{next}`" for one, next in zip(names, [*names[1:], names[0]], strict=True))
        what = "a request needs its own response" if len(names) == 1 else "requests need one another"
        super().__init__(f"{what}: {steps}")


class Dependencies:
    """What the requests of a file need. Each is looked at once.

    `others` are the names of requests of other files, which short references may begin with as well; `known` are variables
    that have a value elsewhere, and are no references whatever they look like.
    """

    def __init__(self, file: RequestFile, others: Collection[str] = (), known: Collection[str] = ()) -> None:
        self._file = file
        self._others = others
        self._known = known
        self._blocks = {name: block for block, name in request_names(file)}
        self._variables = {variable.name.text: variable.value for variable in file.variables}
        self._needs: dict[str, list[Need]] = {}

    def needs(self, name: str) -> list[Need]:
        """What the request `name` needs: by its directives, then by the references in its texts and in the variables
        they use. Nothing is known of a request that the file does not have.

        A reference in an assertion to the request itself is no need: it has run by then.
        """
        if name not in self._needs:
            block = self._blocks.get(name)
            self._needs[name] = [] if block is None else self._needs_of(block, name)
        return self._needs[name]

    def referenced(self, name: str) -> list[str]:
        """The names of the requests that a request needs, each once. Some may be in other files, or nowhere."""
        return list(dict.fromkeys(need.name for need in self.needs(name)))

    def order(self, name: str) -> list[str]:
        """The requests to run before `name`, also what those need; none stands in front of one that it needs.

        Names that the file does not have are kept: they may be in files that it imports. Raises CircularReference.
        """
        done: dict[str, None] = {}
        for circle in self._walk(name, done):
            raise CircularReference(circle)
        return [other for other in done if other != name]

    def circles(self) -> list[CircularReference]:
        """The circles of the file, in the order in which they are met; none has a request of an earlier one."""
        done: dict[str, None] = {}
        told: set[str] = set()
        found: list[CircularReference] = []
        for name in self._blocks:
            for circle in self._walk(name, done):
                if not told.intersection(circle):
                    found.append(CircularReference(circle))
                    told.update(circle)
        return found

    def _walk(self, start: str, done: dict[str, None]) -> Iterator[list[str]]:
        """Put `start` and what it needs into `done`, what is needed first; yield each circle that is met on the way."""
        if start in done:
            return
        path: dict[str, Iterator[str]] = {start: iter(self.referenced(start))}
        while path:
            last = next(reversed(path))
            name = next(path[last], None)
            if name is None:
                done[last] = None
                del path[last]
            elif name in path:
                names = list(path)
                yield names[names.index(name) :]
            elif name not in done:
                path[name] = iter(self.referenced(name))

    def _needs_of(self, block: Block, name: str) -> list[Need]:
        names = {*self._blocks, *self._others}
        before, behind = (_References(names, self._variables, self._known) for _ in range(2))
        found = [*needs_by_directive(block), *before.of(texts(self._file, block))]
        return [*found, *(need for need in behind.of(texts_behind(block)) if need.name != name)]


def referenced_requests(block: Block, file: RequestFile) -> list[str]:
    """The names of the requests that `block` needs, each once."""
    name = next((name for other, name in request_names(file) if other is block), "")
    return Dependencies(file).referenced(name)


def needs_by_directive(block: Block) -> Iterator[Need]:
    """What a block needs by `@ref` and `@forceRef`."""
    for directive in block.directives:
        name = known_directive(directive.name.text)
        if name in (REF.name, FORCE_REF.name) and fit_name(directive.value.text):
            yield Need(fit_name(directive.value.text), directive.value.span, name == FORCE_REF.name)


class _References:
    """Finds the references in texts, and in the file's variables that stand in them."""

    def __init__(self, names: Container[str], variables: Mapping[str, Word], known: Container[str]) -> None:
        self._names = names
        self._variables = variables
        self._known = known
        self._seen: set[str] = set()

    def of(self, words: Iterator[Word]) -> Iterator[Need]:
        """What the texts need; the place of a reference in a variable is that of the variable's use."""
        for word in words:
            for expression, span in expressions(word.text, word.span.start):
                yield from (Need(name, span) for name in self._requests(expression))

    def _requests(self, expression: str) -> list[str]:
        found: list[str] = []
        pending = [expression]
        while pending:
            current = pending.pop()
            if current in self._variables:
                if current not in self._seen:
                    self._seen.add(current)
                    pending += [inner for inner, _ in expressions(self._variables[current].text, 0)]
            elif current not in self._known and (name := self._request(current)):
                found.append(name)
        return found

    def _request(self, expression: str) -> str | None:
        from protowright.request.references import InvalidReference, parse_reference

        try:
            reference = parse_reference(expression, self._names)
        except InvalidReference:
            return None
        return None if reference is None else reference.request

"""Variables of request files, and references to other requests of the file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from protowright.ide.mentions import REQUEST, VARIABLE, Mention, Place, Role, Wanted
from protowright.project.imported_requests import imported_files
from protowright.project.snapshot import Snapshot
from protowright.request.directives import known_directive
from protowright.request.names import fit_name, request_names
from protowright.request.references import InvalidReference, parse_reference
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.request.texts import all_texts
from protowright.request.variables import expressions
from protowright.text.span import Span


class VariableMentions:
    """The mentions of one request file that lead to its own variables and requests, or to environment files."""

    def __init__(self, snapshot: Snapshot, path: str, file: RequestFile, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._path = path
        self._file = file
        self._wanted = wanted

    def all(self) -> Iterator[Mention]:
        """All of them, block by block."""
        yield from (found for found in self._declarations() if self._wanted(found.span))
        for block in self._file.blocks:
            if self._wanted(block.span):
                yield from self._of_directives(block)
                yield from self._of_texts(block)

    # Declarations

    @cached_property
    def _requests(self) -> dict[str, Place]:
        """The requests that can be named here: those of the file, and of the files that it imports."""
        places = dict(_named_requests(self._path, self._file))
        for path in imported_files(self._path, self._file):
            document = self._snapshot.document(path)
            for name, place in () if document is None else _named_requests(path, document.requests):
                places.setdefault(name, place)
        return places

    @cached_property
    def _own(self) -> dict[str, Place]:
        """The variables that the file gives a value, or asks one for; of several of one name, the last."""
        places = {name: Place(self._path, span, span) for name, span in self._prompts()}
        for variable in self._file.variables:
            whole = Span(max(variable.name.span.start - 1, 0), variable.value.span.end)
            places[variable.name.text] = Place(self._path, variable.name.span, whole)
        return places

    def _prompts(self) -> Iterator[tuple[str, Span]]:
        for block in self._file.blocks:
            for directive in block.directives:
                name = directive.value.text.split(maxsplit=1)[:1]
                if known_directive(directive.name.text) == "prompt" and name:
                    start = directive.value.span.start
                    yield name[0], Span(start, start + len(name[0]))

    def _declarations(self) -> Iterator[Mention]:
        for variable in self._file.variables:
            place = self._own[variable.name.text]
            yield Mention(variable.name.span, VARIABLE, variable.name.text, place, Role.DECLARATION)
        for name, span in self._prompts():
            yield Mention(span, VARIABLE, name, self._own[name], Role.DECLARATION)
        for name, place in _named_requests(self._path, self._file):
            if self._is_named(place):
                yield Mention(place.span, REQUEST, name, place, Role.DECLARATION)

    def _is_named(self, place: Place) -> bool:
        """Whether the place is that of a `@name`, and not of a whole request line."""
        return all(block.line is None or block.line.span != place.span for block in self._file.blocks)

    # Uses

    def _of_directives(self, block: Block) -> Iterator[Mention]:
        for directive in block.directives:
            if known_directive(directive.name.text) in ("ref", "forceRef"):
                yield from self._request(fit_name(directive.value.text), directive.value.span)

    def _of_texts(self, block: Block) -> Iterator[Mention]:
        for word in all_texts(self._file, block):
            if self._wanted(word.span):
                for expression, span in expressions(word.text, word.span.start):
                    yield from self._expression(expression, span)

    def _expression(self, expression: str, span: Span) -> Iterator[Mention]:
        """What `{{expression}}` at `span` names; the mention stands between the braces."""
        start = self._file.text.find(expression, span.start, span.end)
        own = Span(start, start + len(expression))
        if not expression or not self._wanted(own):
            return
        found = list(self._variable(expression, own)) or list(self._reference(expression, start))
        yield from found

    def _variable(self, name: str, span: Span) -> Iterator[Mention]:
        place = self._own.get(name)
        if place is not None:
            yield Mention(span, VARIABLE, name, place, Role.READ)
            return
        for path, defined in self._snapshot.variable_places(self._path, name):
            yield Mention(span, VARIABLE, name, Place(path, defined, defined), Role.READ)

    def _reference(self, expression: str, start: int) -> Iterator[Mention]:
        try:
            reference = parse_reference(expression, self._requests)
        except InvalidReference:
            return
        if reference is not None:
            yield from self._request(reference.request, Span(start, start + len(reference.request)))

    def _request(self, name: str, span: Span) -> Iterator[Mention]:
        place = self._requests.get(name)
        if place is not None and self._wanted(span):
            yield Mention(span, REQUEST, name, place, Role.READ)


def _named_requests(path: str, file: RequestFile) -> Iterator[tuple[str, Place]]:
    """The requests of the file at `path`, each at its `@name`, else at its request line."""
    for block, name in request_names(file):
        assert block.line is not None, "only requests have names"
        directive = block.directive("name")
        named = directive is not None and bool(directive.value.text)
        span = directive.value.span if directive is not None and named else block.line.span
        yield name, Place(path, span, block.span)

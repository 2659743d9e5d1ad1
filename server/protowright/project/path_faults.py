"""Paths into messages that find nothing: in assertions, and in references to what other requests sent and got."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import PATH_FINDS_NOTHING
from protowright.project.request_calls import RequestCall, RequestNames
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import json_key
from protowright.request.assertions.nodes import INTO_MESSAGES
from protowright.request.assertions.parser import assertions_of
from protowright.request.body.slots import Slots
from protowright.request.declared import declared_in_source
from protowright.request.message_paths import Miss, Obstacle, Way, way_of
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.request.texts import all_texts
from protowright.request.variables import expressions
from protowright.text.edit import Edit
from protowright.text.nearest import nearest, suggestion
from protowright.text.span import Span

_SAID = {
    Obstacle.ARRAY: "`{place}` is an array, which has no `{word}`",
    Obstacle.NO_ARRAY: "`{place}` is an object, which has no `{word}`",
    Obstacle.NOTHING_INSIDE: "`{place}` has nothing in it: JSON writes it as one value",
    Obstacle.NO_SUCH_FIELD: "`{message}` has no field `{word}`",
}


class PathFaults:
    """Finds the paths of one request file that find nothing in any message of their type."""

    def __init__(self, snapshot: Snapshot, path: str, file: RequestFile) -> None:
        self._snapshot = snapshot
        self._path = path
        self._file = file
        self._names = RequestNames(snapshot, path, file)

    def all(self, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
        """Those in blocks of the file, where the schema is known."""
        for block in blocks:
            yield from self._assertions(block)
            for word in all_texts(self._file, block):
                for expression, span in expressions(word.text, word.span.start) if "{{" in word.text else ():
                    yield from self._reference(expression, span)

    def _assertions(self, block: Block) -> Iterator[Diagnostic]:
        found = [each for each in assertions_of(block) if each.argument and each.subject in INTO_MESSAGES]
        call = RequestCall.of(self._snapshot, self._path, self._file, block) if found else None
        for assertion in found if call is not None else ():
            assert call is not None and assertion.argument is not None, "only such are looked at"
            path = assertion.argument
            yield from _faults(path.text, path.span.start, call.output, Slots(call.found.schema), is_response=True)

    def _reference(self, expression: str, span: Span) -> Iterator[Diagnostic]:
        path = self._names.body_path(expression, span)
        if path is not None:
            yield from _faults(path.text, path.start, path.message, Slots(path.found.schema), path.is_response)


def _faults(path: str, start: int, message: str, slots: Slots, is_response: bool) -> Iterator[Diagnostic]:
    """What is wrong with a path into a message of that type, whose first character is at offset `start` of the file."""
    way = way_of(path, message, slots)
    yield from (_fault(path, start, miss, slots) for miss in way.misses)
    if is_response:
        yield from _in_other_form(path, start, way, slots)


def _fault(path: str, start: int, miss: Miss, slots: Slots) -> Diagnostic:
    word, span = miss.span.of(path), miss.span.shifted(start)
    said = _SAID[miss.obstacle].format(place=miss.place, message=miss.message, word=word)
    help, fixes, related = None, tuple[Fix, ...](), declared_in_source(slots.schema, miss.message)
    if miss.obstacle is Obstacle.NO_SUCH_FIELD:
        descriptor = slots.schema.message(miss.message)
        near = nearest(word, map(json_key, [] if descriptor is None else descriptor.field), 3)
        help, fixes = suggestion(near), guesses(span, near)
    elif miss.obstacle is Obstacle.ARRAY:
        help = f"write `{miss.place}[*]` for each of its elements, or `{miss.place}[0]` for the first"
    return Diagnostic(PATH_FINDS_NOTHING, f"the path finds nothing: {said}", span, related, help, fixes)


def _in_other_form(path: str, start: int, way: Way, slots: Slots) -> Iterator[Diagnostic]:
    """Fields called by the name in the `.proto` file, while responses have the JSON name."""
    for full_name, span in way.fields:
        owner, _, name = full_name.rpartition(".")
        field = slots.field(owner, name)
        if field is not None and field.key != span.of(path):
            said = f"a response has `{field.key}` for the field `{span.of(path)}`"
            fixes = (Fix(f"Change to `{field.key}`", (Edit(span.shifted(start), field.key),)),)
            yield Diagnostic(PATH_FINDS_NOTHING, f"the path finds nothing: {said}", span.shifted(start), fixes=fixes)

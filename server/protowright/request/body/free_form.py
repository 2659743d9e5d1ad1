"""`Struct`, `Value` and `ListValue`: any JSON."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import VALUE_OUT_OF_RANGE
from protowright.request.body.faults import is_open, mismatch, shown
from protowright.request.body.jobs import MAXIMUM_DEPTH, Job, too_deep
from protowright.request.body.nodes import inner_values
from protowright.request.body.numbers import is_finite
from protowright.request.body.scalars import unpaired_surrogate
from protowright.request.body.slots import LIST_VALUE, STRUCT
from protowright.request.syntax.json_nodes import JsonArray, JsonNumber, JsonObject, JsonString, JsonValue

_CONTAINERS: dict[str, type[JsonObject] | type[JsonArray]] = {STRUCT: JsonObject, LIST_VALUE: JsonArray}


def free_form_faults(job: Job) -> Iterator[Diagnostic]:
    """What is wrong with a value in the slot of one of these types; `job.depth` counts its own message."""
    container = _CONTAINERS.get(job.slot.type_name)
    if container is None:
        yield from _value_faults([(job.value, job.depth)])
    elif isinstance(job.value, container):
        yield from _key_faults(job.value)
        yield from _value_faults([(value, job.depth + 1) for value in inner_values(job.value)])
    else:
        yield mismatch(job.value, job.slot)


def _value_faults(pending: list[tuple[JsonValue, int]]) -> Iterator[Diagnostic]:
    """The faults of values and all that is in them; with each goes how many messages it lies in, its own included."""
    while pending:
        value, depth = pending.pop()
        is_container = isinstance(value, (JsonObject, JsonArray))
        if depth + is_container > MAXIMUM_DEPTH:
            yield too_deep(value)
            return
        yield from _own_faults(value)
        pending += [(inner, depth + 2) for inner in inner_values(value)]


def _own_faults(value: JsonValue) -> Iterator[Diagnostic]:
    if isinstance(value, JsonString) and not is_open(value):
        yield from unpaired_surrogate(value)
    elif isinstance(value, JsonNumber) and not is_finite(value):
        yield Diagnostic(VALUE_OUT_OF_RANGE, f"the number {shown(value.text)} is too large for eight bytes", value.span)
    yield from _key_faults(value)


def _key_faults(value: JsonValue) -> Iterator[Diagnostic]:
    if isinstance(value, JsonObject):
        for member in value.members:
            yield from unpaired_surrogate(member.key)

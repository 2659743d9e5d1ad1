"""Whether a JSON body fits its message (the JSON mapping: https://protobuf.dev/programming-guides/json/).

A body without an error is one that `google.protobuf.json_format` takes once `body_json` has brought it into its right
form, and the other way round. These differences are meant:

- What has a variable in it is not judged, nor is what the schema does not know: the type of an `Any` is a warning.
- `json_format` drops characters that are no base64, members of an `Any` beside `@type` and `value`, and the fraction of
  a number that stands for an enum. It takes `true` for the number 1, `[]` and `""` for an empty message, and the last
  one of a field that is set under both of its names. It makes numbers infinite that are too large for their type, and
  cuts the number of an enum down to 32 bits. All of these lose what was written, so they are errors here, as they are to
  other parsers.
- It fails at `null` for an array of `Value` or `NullValue`, which sets nothing; `body_json` leaves it out.
- It takes `[package.name.anything]` for the extension `[package.name]`, and the name of a message for the extension of a
  message set that is declared in it. Here an extension has its own name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from protowright.diagnostics.request_codes import DUPLICATE_KEY, FOREIGN_JSON_FORM
from protowright.proto.schema import Schema
from protowright.request.body.faults import is_open, shown, takes
from protowright.request.body.jobs import MAXIMUM_DEPTH, Job, Outcome, too_deep
from protowright.request.body.messages import message_outcomes
from protowright.request.body.nodes import inner_values, json_text
from protowright.request.body.scalars import scalar_faults
from protowright.request.body.slots import ANY, FREE_FORM, TEXT_FORMS, WRAPPERS, Slots, message_slot, wrapped
from protowright.request.syntax.json_nodes import JsonObject, JsonString, JsonValue
from protowright.text.edit import Edit

if TYPE_CHECKING:
    from protowright.request.body.foreign_forms import Form

MAXIMUM_FAULTS: Final = 100
"""A body with more faults is meant for another message; what follows is not looked at. Of hints there are as many."""


def check_body(value: JsonValue, message: str, schema: Schema) -> Iterator[Diagnostic]:
    """What is wrong with `value` as a message of the type `message`, in no certain order.

    A message that the schema lacks is not judged. Values with a variable in them are not either; `filled` puts the
    variables in beforehand.
    """
    count = {True: 0, False: 0}
    for fault in _faults(value, message, Slots(schema)):
        is_hint = fault.severity is Severity.HINT
        count[is_hint] += 1
        if count[is_hint] <= MAXIMUM_FAULTS:
            yield fault
        elif not is_hint:
            return


def _faults(value: JsonValue, message: str, slots: Slots) -> Iterator[Diagnostic]:
    yield from _duplicate_keys(value)
    pending = [Job(value, message_slot(message, "the body"))]
    while pending:
        for outcome in _outcomes(pending.pop(), slots):
            if isinstance(outcome, Job):
                pending.append(outcome)
            else:
                yield outcome


def _duplicate_keys(value: JsonValue) -> Iterator[Diagnostic]:
    pending = [value]
    while pending:
        current = pending.pop()
        pending += inner_values(current)
        if isinstance(current, JsonObject):
            first: dict[str, JsonString] = {}
            for key in [member.key for member in current.members if "{{" not in member.key.value]:
                if first.setdefault(key.value, key) is not key:
                    message = f"the key {shown(key.value)} stands twice in one object"
                    related = (Related("the first time", first[key.value].span),)
                    yield Diagnostic(DUPLICATE_KEY, message, key.span, related)


def _outcomes(job: Job, slots: Slots) -> Iterator[Outcome]:
    if is_open(job.value):
        return
    form = None if job.is_settled or not job.slot.has_other_forms else _foreign_form(job, slots)
    if form is None:
        yield from _message_outcomes(job, slots) if job.slot.is_message else scalar_faults(job.value, job.slot, slots)
        return
    yield _foreign(job, form)
    if form.value is not None:
        yield Job(form.value, job.slot, job.depth, is_settled=True)


# The rules of well-known types are imported where they are used: few messages have such fields.


def _foreign_form(job: Job, slots: Slots) -> Form | None:
    from protowright.request.body.foreign_forms import foreign_form

    return foreign_form(job.value, job.slot, slots)


def _message_outcomes(job: Job, slots: Slots) -> Iterator[Outcome]:
    name = job.slot.type_name
    own = job._replace(depth=job.depth + 1)
    if own.depth > MAXIMUM_DEPTH:
        yield too_deep(job.value)
    elif name in WRAPPERS:
        yield from scalar_faults(job.value, wrapped(job.slot), slots)
    elif name in TEXT_FORMS:
        from protowright.request.body.text_forms import text_faults

        yield from text_faults(job.value, job.slot)
    elif name in FREE_FORM:
        from protowright.request.body.free_form import free_form_faults

        yield from free_form_faults(own)
    elif name == ANY:
        from protowright.request.body.any_values import any_outcomes

        yield from any_outcomes(own, slots)
    elif slots.schema.message(name) is not None:
        yield from message_outcomes(own, slots)


def _foreign(job: Job, form: Form) -> Diagnostic:
    """The hint that a value is understood, though in a form of its own."""
    message = f"{job.slot.subject} is given as {form.description}, which is understood here but is not its JSON form"
    help = f"its JSON form is {takes(job.slot)}"
    fixes: tuple[Fix, ...] = ()
    if form.value is not None:
        fixes = (Fix("Write it in its JSON form", (Edit(job.value.span, json_text(form.value)),)),)
    return Diagnostic(FOREIGN_JSON_FORM, message, job.value.span, help=help, fixes=fixes)

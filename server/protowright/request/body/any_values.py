"""`google.protobuf.Any`: an object with `"@type"`, and the fields of that type beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import INVALID_ANY, UNKNOWN_ANY_TYPE, UNKNOWN_FIELD
from protowright.request.body.faults import head, is_null, is_open, kind, mismatch, shown
from protowright.request.body.jobs import Job, Outcome
from protowright.request.body.messages import field_outcomes
from protowright.request.body.slots import VALUE, WELL_KNOWN, WRAPPERS, Slots, message_slot
from protowright.request.syntax.json_nodes import JsonMember, JsonObject, JsonString, JsonValue
from protowright.text.nearest import nearest, suggestion

TYPE_KEY: Final = "@type"
TYPE_URL_KEYS: Final = ("type_url", "typeUrl")
"""What the type is called in the fields of `Any` itself, which is not its JSON form."""

LIKENESS: Final = 0.8
"""How alike a type must be to be worth naming: the server may well know one that the schema lacks."""


def any_outcomes(job: Job, slots: Slots) -> Iterator[Outcome]:
    """What is wrong with a value in the slot of an `Any`, and the values in it. The order of its members is free."""
    value = job.value
    if not isinstance(value, JsonObject):
        yield mismatch(value, job.slot)
        return
    type_member = _type_member(value)
    if type_member is None:
        if value.members and all("{{" not in member.key.value for member in value.members):
            yield _without_type(value, job)
        return
    named = type_member.value
    if isinstance(named, JsonString) and not is_open(named):
        yield from _content(value, type_member.key.value, named, job, slots)
    elif named is not None and not is_open(named):
        text = f"`{type_member.key.value}` takes the name of a type as a string, and this is {kind(named)}"
        yield Diagnostic(INVALID_ANY, text, head(named))


def any_type_name(value: JsonObject) -> str | None:
    """The full name of the type that an `Any` says it holds; None when it says none."""
    member = next((member for member in value.members if member.key.value == TYPE_KEY), None)
    if member is None or not isinstance(member.value, JsonString) or is_open(member.value):
        return None
    return member.value.value.rpartition("/")[2]


def _type_member(value: JsonObject) -> JsonMember | None:
    for name in (TYPE_KEY, *TYPE_URL_KEYS):
        for member in value.members:
            if member.key.value == name:
                return member
    return None


def _without_type(value: JsonObject, job: Job) -> Diagnostic:
    keys = {member.key.value.lower(): member.key for member in value.members}
    near = keys.get("type") or keys.get(next(iter(nearest(TYPE_KEY, keys)), ""))
    fixes = () if near is None else guesses(near.span, [TYPE_KEY], json.dumps)
    message = f'{job.slot.subject} takes an object with `"{TYPE_KEY}"`, and this one has none'
    help = f'write `"{TYPE_KEY}": "type.googleapis.com/package.Message"` beside the fields of that message'
    return Diagnostic(INVALID_ANY, message, head(value), help=help, fixes=fixes)


def _content(value: JsonObject, type_key: str, named: JsonString, job: Job, slots: Slots) -> Iterator[Outcome]:
    name = named.value.rpartition("/")[2]
    if name.startswith(".") or slots.schema.message(name) is None:
        yield _unknown_type(named, name, slots)
    elif type_key != TYPE_KEY:
        text = f"{job.slot.subject} holds bytes that are no `{name}`"
        help = f'write `"{TYPE_KEY}"` and the fields of `{name}`, or its bytes in base64 as `value`'
        yield Diagnostic(INVALID_ANY, text, head(value), help=help)
    elif name in WELL_KNOWN:
        yield from _well_known_content(value, name, job)
    else:
        yield from field_outcomes(value, name, job.depth, slots, skipped=TYPE_KEY)


def _well_known_content(value: JsonObject, name: str, job: Job) -> Iterator[Outcome]:
    """The JSON of a well-known type is no object of fields, so it stands under the key `value`."""
    keys = [member.key.value for member in value.members]
    if "value" not in keys and all("{{" not in key for key in keys):
        text = f"the JSON of a `{name}` in an `Any` stands under `value`, and there is none"
        yield Diagnostic(INVALID_ANY, text, head(value))
        return
    for member in value.members:
        if member.key.value == "value":
            yield from _well_known_value(member.value, name, job)
        elif member.key.value != TYPE_KEY and "{{" not in member.key.value:
            text = f"an `Any` of `{name}` has the members `{TYPE_KEY}` and `value`, and not {shown(member.key.value)}"
            yield Diagnostic(UNKNOWN_FIELD, text, member.key.span, help="remove it")


def _well_known_value(value: JsonValue | None, name: str, job: Job) -> Iterator[Outcome]:
    slot = message_slot(name, "`value`")
    if value is not None and is_null(value) and name != VALUE:
        yield mismatch(value, slot)
    elif value is not None:
        own = 1 if name in WRAPPERS else 0  # a wrapper in an `Any` is no level of its own
        yield Job(value, slot, job.depth - own)


def _unknown_type(named: JsonString, name: str, slots: Slots) -> Diagnostic:
    near = nearest(name, slots.schema.messages(), 3, LIKENESS)
    simple = name.rpartition(".")[2]
    near = near or [known for known in slots.schema.messages() if known.rpartition(".")[2] == simple][:3]
    prefix = named.value[: len(named.value) - len(name)]
    fixes = guesses(named.span, near, lambda known: json.dumps(prefix + known))
    message = f"the schema ({slots.schema.origin}) has no message {shown(name)}"
    help = suggestion(near) or "import its file, so that the message can be made"
    return Diagnostic(UNKNOWN_ANY_TYPE, message, named.span, help=help, fixes=fixes)

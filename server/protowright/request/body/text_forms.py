"""Well-known types whose JSON is a string: `Timestamp`, `Duration` and `FieldMask`.

What their forms are is judged by the methods of protobuf itself (`FromJsonString`), which the runner uses too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from google.protobuf import duration_pb2, field_mask_pb2, timestamp_pb2

from protowright.diagnostics.codes import Code
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import INVALID_DURATION, INVALID_FIELD_MASK, INVALID_TIMESTAMP
from protowright.proto.semantic.json_names import json_name
from protowright.request.body.faults import change_to, mismatch, shown
from protowright.request.body.numbers import integer_of
from protowright.request.body.slots import DURATION, FIELD_MASK, TIMESTAMP, Slot
from protowright.request.syntax.json_nodes import JsonNumber, JsonString, JsonValue

LONGEST: Final = 200
"""Characters of a text that is mended: no time is longer."""

MAXIMUM_EXPONENT: Final = 12
"""No duration is as long as ten to this many seconds, nor as short as one to minus as many."""

MANY_SECONDS: Final = 100_000_000_000
"""A number this large is milliseconds since 1970, not seconds: it were a time after the year 5000."""

_UNITS = {"h": "3600", "m": "60", "s": "1", "ms": "0.001", "us": "0.000001", "µs": "0.000001", "ns": "0.000000001"}
_PARTS = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(ms|us|µs|ns|h|m|s|)")
_SPOKEN_DURATION = re.compile(rf"(-?)((?:{_PARTS.pattern})+)")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ Tt]?(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?\s*([Zz]|[+-]\d\d:?\d\d|))")
_NANOSECONDS = Decimal("0.000000001")


@dataclass(frozen=True, slots=True)
class _Form:
    code: Code
    noun: str
    help: str


_FORMS: Mapping[str, _Form] = {
    TIMESTAMP: _Form(
        INVALID_TIMESTAMP,
        "a time of RFC 3339",
        "write date, time and offset, such as `2025-01-02T03:04:05.678Z` or `2025-01-02T03:04:05+01:00`",
    ),
    DURATION: _Form(
        INVALID_DURATION,
        "a duration",
        "write seconds with at most nine digits behind the dot and an `s`, such as `1.5s`",
    ),
    FIELD_MASK: _Form(
        INVALID_FIELD_MASK, "a list of field paths", "write JSON names, separated by commas: `userName,address.city`"
    ),
}


def text_faults(value: JsonValue, slot: Slot) -> Iterator[Diagnostic]:
    """What is wrong with `value` in the slot of one of these types."""
    if not isinstance(value, JsonString):
        since_1970 = _since_1970(value) if slot.type_name == TIMESTAMP else None
        yield mismatch(value, slot, fixes=() if since_1970 is None else [change_to(value, since_1970)])
    elif not is_text_of(value.value, slot.type_name):
        form = _FORMS[slot.type_name]
        message = f"{slot.subject} takes {form.noun}, and {shown(value.value)} is none"
        near = mended(value.value, slot.type_name)
        fixes = () if near is None else (change_to(value, near),)
        yield Diagnostic(form.code, message, value.span, help=form.help, fixes=fixes)


def is_text_of(text: str, type_name: str) -> bool:
    """Whether a text is the JSON form of a type."""
    try:
        if type_name == TIMESTAMP:
            timestamp_pb2.Timestamp().FromJsonString(text)
        elif type_name == DURATION:
            duration_pb2.Duration().FromJsonString(text)
        else:
            field_mask_pb2.FieldMask().FromJsonString(text)
    except (ValueError, OverflowError):
        return False
    return True


def timestamp_text(seconds: int, nanos: int) -> str | None:
    """The JSON form of a time since 1970; None when it lies outside of the years 1 to 9999."""
    try:
        return timestamp_pb2.Timestamp(seconds=seconds, nanos=nanos).ToJsonString()
    except (ValueError, OverflowError):
        return None


def duration_text(seconds: int, nanos: int) -> str | None:
    """The JSON form of a duration; None when it is longer than 10,000 years, or its parts have different signs."""
    try:
        return duration_pb2.Duration(seconds=seconds, nanos=nanos).ToJsonString()
    except (ValueError, OverflowError):
        return None


def decimal_duration(seconds: Decimal) -> str | None:
    """The same of seconds with decimals; None when these are more than nine as well."""
    if seconds and (abs(seconds.adjusted()) > MAXIMUM_EXPONENT or seconds % _NANOSECONDS):
        return None
    text = f"{seconds.normalize():f}s"
    return text if is_text_of(text, DURATION) else None


def mask_path(path: str) -> str | None:
    """The JSON form of a path in a field mask; None when it has none, as `a_1`: that would be read as `a1`."""
    camel = ".".join([json_name(part) for part in path.split(".")]) if "_" in path else path
    if "," in path or not is_text_of(camel, FIELD_MASK):
        return None
    mask = field_mask_pb2.FieldMask()
    mask.FromJsonString(camel)
    return camel if "_" not in path or list(mask.paths) == [path] else None


def mended(text: str, type_name: str) -> str | None:
    """The text that a faulty one of the type seems to mean."""
    if len(text) > LONGEST:
        return None
    if type_name == FIELD_MASK:
        paths = [mask_path(path.strip()) for path in text.split(",")]
        return None if None in paths else ",".join([path for path in paths if path])
    made = _time_in(text.strip()) if type_name == TIMESTAMP else _duration_in(text.strip())
    return made if made is not None and is_text_of(made, type_name) else None


def _since_1970(value: JsonValue) -> str | None:
    """The time of a number of seconds, or of milliseconds when it is too large for seconds of this age."""
    number = integer_of(value) if isinstance(value, JsonNumber) else None
    if not isinstance(number, int):
        return None
    seconds, milliseconds = divmod(number, 1000) if abs(number) >= MANY_SECONDS else (number, 0)
    return timestamp_text(seconds, milliseconds * 1_000_000)


def _time_in(text: str) -> str | None:
    """A date without its time, with a blank before it, without an offset (UTC is meant then), or in small letters."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    date, time, offset = match[1], match[2] or "00:00:00", (match[3] or "Z").upper()
    time = time if len(time) > 5 else f"{time}:00"
    return f"{date}T{time}{offset if ':' in offset or offset == 'Z' else f'{offset[:3]}:{offset[3:]}'}"


def _duration_in(text: str) -> str | None:
    """A duration with other units (`1h30m`, `500ms`), or without any: seconds are meant then."""
    match = _SPOKEN_DURATION.fullmatch(text)
    if match is None:
        return None
    seconds = sum(
        (Decimal(number) * Decimal(_UNITS[unit or "s"]) for number, unit in _PARTS.findall(match[2])), Decimal(0)
    )
    return decimal_duration(-seconds if match[1] else seconds)

"""Variables that have a new value at each use: `{{$uuid}}`, `{{$randomInt 1 6}}`, `{{$datetime iso8601 -1 d}}`."""

from __future__ import annotations

import datetime
import random
import re
import string
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from protowright.request.date_format import RFC1123, format_date, iso_date, shifted

LONGEST: Final = 100_000
"""The longest random text, in characters."""

_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s(),\"']+")


def split_call(expression: str) -> tuple[str, list[str]]:
    """The name and the arguments of `$name a "b c"` or `$name(a, "b c")`. Quotes stay: they mark a text."""
    name, *arguments = [match[0] for match in _TOKEN.finditer(expression)] or [""]
    return name, arguments


def dynamic_value(expression: str) -> str | None:
    """The value of a dynamic variable; None when there is none of that name. Raises ValueError for unfit arguments."""
    name, arguments = split_call(expression)
    make = DYNAMIC.get(name)
    return None if make is None else make(arguments)


def unquoted(argument: str) -> str:
    """An argument without its quotes."""
    return argument[1:-1] if argument[:1] in ("'", '"') else argument


# Times


def _utc() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def _local() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _at(moment: datetime.datetime, offset: Sequence[str]) -> datetime.datetime:
    """`moment` with an offset of `count unit`, or without one."""
    if not offset:
        return moment
    count, unit = offset
    return shifted(moment, int(count), unit)


def _timestamp(arguments: list[str]) -> str:
    return str(int(_at(_utc(), arguments).timestamp()))


def _iso_timestamp(arguments: list[str]) -> str:
    return iso_date(_at(_utc(), arguments))


def _date(arguments: list[str]) -> str:
    return format_date(_at(_local(), arguments), "YYYY-MM-DD")


def _datetime(now: Callable[[], datetime.datetime], zone: str) -> Callable[[list[str]], str]:
    """`format offset unit`; the format is `iso8601`, `rfc1123` or a layout in quotes. `zone` ends an RFC 1123 date."""

    def make(arguments: list[str]) -> str:
        layout = arguments[0] if arguments else "iso8601"
        moment = _at(now(), arguments[1:])
        if layout == "iso8601":
            return iso_date(moment)
        if layout == "rfc1123":
            return format_date(moment, f"{RFC1123} {zone}")
        if layout[0] not in "\"'":
            raise ValueError(f"`{layout}` is no format")
        return format_date(moment, unquoted(layout))

    return make


# Chance


def _uuid(arguments: list[str]) -> str:
    _no_more(arguments)
    return str(uuid.uuid4())


def _integer(arguments: list[str]) -> str:
    """From the first number up to the second, without it."""
    low, high = (int(argument) for argument in arguments or ("0", "1000"))
    return str(random.randrange(low, high))


def _float(arguments: list[str]) -> str:
    low, high = (float(argument) for argument in arguments or ("0", "1000"))
    if not low < high < float("inf"):
        raise ValueError("there is nothing between these numbers")
    return repr(random.uniform(low, high))


def _letters(alphabet: str) -> Callable[[list[str]], str]:
    def make(arguments: list[str]) -> str:
        (length,) = (int(argument) for argument in arguments)
        if not 0 <= length <= LONGEST:
            raise ValueError(f"a random text has up to {LONGEST} characters")
        return "".join(random.choices(alphabet, k=length))

    return make


def _email(arguments: list[str]) -> str:
    """An address in a domain that is nobody's (RFC 2606)."""
    _no_more(arguments)
    return "".join(random.choices(string.ascii_lowercase, k=12)) + "@example.com"


def _no_more(arguments: list[str]) -> None:
    if arguments:
        raise ValueError("it takes no arguments")


DYNAMIC: Final[Mapping[str, Callable[[list[str]], str]]] = {
    "$uuid": _uuid,
    "$guid": _uuid,
    "$random.uuid": _uuid,
    "$timestamp": _timestamp,
    "$isoTimestamp": _iso_timestamp,
    "$date": _date,
    "$datetime": _datetime(_utc, "[GMT]"),
    "$localDatetime": _datetime(_local, "ZZ"),
    "$randomInt": _integer,
    "$random.integer": _integer,
    "$random.float": _float,
    "$random.alphabetic": _letters(string.ascii_letters),
    "$random.alphanumeric": _letters(string.ascii_letters + string.digits),
    "$random.hexadecimal": _letters(string.digits + "abcdef"),
    "$random.email": _email,
}
"""The variables that have a new value at each use, and how it is made from the arguments. Each may raise ValueError."""

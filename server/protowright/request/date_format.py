"""Dates and times in texts, in the formats of REST Client (those of Day.js)."""

from __future__ import annotations

import calendar
import datetime
import re

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_TOKEN = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|Do|D|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z|Q|X|x")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds", "ms": "milliseconds"}
_MONTHS_OF = {"y": 12, "Q": 3, "M": 1}

RFC1123 = "ddd, DD MMM YYYY HH:mm:ss"


def format_date(moment: datetime.datetime, layout: str) -> str:
    """`moment`, which knows its zone, in a layout such as `YYYY-MM-DD HH:mm`; `[text]` in it stays as it is."""
    return _TOKEN.sub(lambda match: match[1] if match[1] is not None else _part(moment, match[0]), layout)


def shifted(moment: datetime.datetime, count: int, unit: str) -> datetime.datetime:
    """`moment`, `count` units later: `y Q M w d h m s ms`. A day that the month does not have is its last one.

    Raises ValueError for another unit, and when the year is not between 1 and 9999.
    """
    try:
        if unit in _MONTHS_OF:
            return _months_later(moment, count * _MONTHS_OF[unit])
        if unit not in _UNITS:
            raise ValueError(f"`{unit}` is no unit")
        return moment + datetime.timedelta(**{_UNITS[unit]: count})
    except OverflowError:
        raise ValueError("the year is not between 1 and 9999") from None


def iso_date(moment: datetime.datetime) -> str:
    """ISO 8601 with milliseconds; UTC is written `Z`."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _months_later(moment: datetime.datetime, count: int) -> datetime.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise ValueError("the year is not between 1 and 9999")
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _part(moment: datetime.datetime, token: str) -> str:
    hour = moment.hour % 12 or 12
    numbers = {
        "YYYY": f"{moment.year:04}",
        "YY": f"{moment.year % 100:02}",
        "Q": str((moment.month + 2) // 3),
        "MM": f"{moment.month:02}",
        "M": str(moment.month),
        "DD": f"{moment.day:02}",
        "D": str(moment.day),
        "HH": f"{moment.hour:02}",
        "H": str(moment.hour),
        "hh": f"{hour:02}",
        "h": str(hour),
        "mm": f"{moment.minute:02}",
        "m": str(moment.minute),
        "ss": f"{moment.second:02}",
        "s": str(moment.second),
        "SSS": f"{moment.microsecond // 1000:03}",
        "X": str(int(moment.timestamp())),
        "x": str(int(moment.timestamp() * 1000)),
    }
    return numbers.get(token) or _word(moment, token)


def _word(moment: datetime.datetime, token: str) -> str:
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    half = "AM" if moment.hour < 12 else "PM"
    words = {
        "MMMM": month,
        "MMM": month[:3],
        "dddd": day,
        "ddd": day[:3],
        "dd": day[:2],
        "d": str((moment.weekday() + 1) % 7),
        "A": half,
        "a": half.lower(),
        "Do": _ordinal(moment.day),
        "Z": _zone(moment, ":"),
        "ZZ": _zone(moment, ""),
    }
    return words[token]


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _zone(moment: datetime.datetime, between: str) -> str:
    offset = moment.utcoffset() or datetime.timedelta()
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{between}{abs(minutes) % 60:02}"

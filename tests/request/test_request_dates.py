"""Dates in texts: every token of a layout, and offsets over the ends of months and years."""

from __future__ import annotations

import datetime

import pytest

from protowright.request.date_format import format_date, iso_date, shifted

UTC = datetime.timezone.utc
MOMENT = datetime.datetime(2026, 3, 1, 15, 4, 5, 67000, UTC)
WEST = datetime.datetime(2026, 11, 22, 0, 4, 5, 0, datetime.timezone(datetime.timedelta(hours=-3, minutes=-30)))


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("YYYY-MM-DD[T]HH:mm:ss.SSS", "2026-03-01T15:04:05.067"),
        ("YY M D H h m s", "26 3 1 15 3 4 5"),
        ("hh A a", "03 PM pm"),
        ("MMMM MMM dddd ddd dd d", "March Mar Sunday Sun Su 0"),
        ("Do Q Z ZZ", "1st 1 +00:00 +0000"),
        ("X x", "1772377445 1772377445067"),
        ("[YYYY] é-", "YYYY é-"),
    ],
)
def test_layout(layout: str, text: str) -> None:
    assert format_date(MOMENT, layout) == text


def test_layout_in_another_zone() -> None:
    assert format_date(WEST, "Do h A Z ZZ") == "22nd 12 AM -03:30 -0330"
    assert iso_date(WEST) == "2026-11-22T00:04:05.000-03:30" and iso_date(MOMENT) == "2026-03-01T15:04:05.067Z"


@pytest.mark.parametrize(
    ("day", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (23, "23rd")]
)
def test_ordinal_days(day: int, text: str) -> None:
    assert format_date(MOMENT.replace(day=day), "Do") == text


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        ("2024-02-29", 1, "y", "2025-02-28"),
        ("2026-01-31", 1, "M", "2026-02-28"),
        ("2026-01-31", -2, "M", "2025-11-30"),
        ("2026-11-30", 1, "Q", "2027-02-28"),
        ("2026-12-31", 1, "w", "2027-01-07"),
        ("2026-12-31", 1, "d", "2027-01-01"),
        ("2026-12-31", 24, "h", "2027-01-01"),
        ("2026-12-31", 1440, "m", "2027-01-01"),
        ("2026-12-31", 86400, "s", "2027-01-01"),
        ("2026-12-31", 86400000, "ms", "2027-01-01"),
    ],
)
def test_offset(start: str, count: int, unit: str, end: str) -> None:
    moment = datetime.datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert format_date(shifted(moment, count, unit), "YYYY-MM-DD") == end


@pytest.mark.parametrize(("count", "unit"), [(9000, "y"), (-3000, "y"), (10**9, "d"), (10**30, "s"), (1, "fortnight")])
def test_offsets_out_of_reach(count: int, unit: str) -> None:
    with pytest.raises(ValueError, match=r"year|unit"):
        shifted(MOMENT, count, unit)

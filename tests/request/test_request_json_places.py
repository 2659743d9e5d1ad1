"""The way to a place in a body, and the same place in a body of the same structure."""

from __future__ import annotations

import pytest

from protowright.request.json_places import place_at, way_to
from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.json_parser import JsonParser

STRICT = '{"a": [1, {"b": {"a": 2}}], "a": "x", "c": []}'
WRITTEN = """{
  // a comment
  "a": [{{one}}, {
    "b": {"a": 2,},
  }],
  "a": "{{x}}", "c": [],
}"""


def value(text: str) -> JsonValue:
    (found,) = JsonParser(text, 0, len(text)).values()
    return found


@pytest.mark.parametrize(
    "strict, way, written",
    [
        ("{", (), WRITTEN),
        ('"a": [', (0,), '"a"'),
        ("1", (0, 0), "{{one}}"),
        ('"b"', (0, 1, 0), '"b"'),
        ("2", (0, 1, 0, 0), '"a"'),
        ('"x"', (1,), '"a"'),
        ("[]", (2,), '"c"'),
    ],
)
def test_a_place_is_found_again(strict: str, way: tuple[int, ...], written: str) -> None:
    assert way_to(value(STRICT), STRICT.index(strict)) == way
    assert place_at(value(WRITTEN), way).of(WRITTEN) == written


def test_equal_keys_are_told_apart() -> None:
    body = value(WRITTEN)
    assert place_at(body, (0,)).start < place_at(body, (1,)).start


@pytest.mark.parametrize("way", [(9,), (2, 0), (1, 0, 0)])
def test_a_way_that_leads_too_far_ends_where_the_body_does(way: tuple[int, ...]) -> None:
    assert place_at(value(WRITTEN), way).of(WRITTEN) in (WRITTEN, '"c"', '"a"')

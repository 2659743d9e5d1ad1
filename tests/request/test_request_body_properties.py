"""What holds for any body, however broken: nothing raises, places lie in the text, what is sent is JSON."""

from __future__ import annotations

import base64
import json
import random

import pytest
from tests.support.random_bodies import Bodies, written
from tests.support.request_bodies import TYPES, body_schema, tree

from protowright.request.body import body_json, check_body
from protowright.request.syntax.json_parser import JsonParser
from protowright.text.edit import apply_edits

PIECES = (
    '"',
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "{{x}}",
    "{{",
    "null",
    "1e9",
    '"@type"',
    '"value"',
    '"\\ud800"',
    "//",
    "\\",
)


def look_at(text: str, message: str) -> None:
    parser = JsonParser(text, 0, len(text))
    for value in parser.values():
        for item in check_body(value, message, body_schema()):
            assert 0 <= item.span.start <= item.span.end <= len(text)
            for fix in item.fixes:
                assert apply_edits(text, fix.edits) != text
        sent = body_json(value, lambda part: part.replace("{{x}}", "[1]"), message, body_schema())
        json.loads(sent, parse_int=str)  # Python reads no integer of more than 4300 digits


@pytest.mark.parametrize("seed", range(12))
def test_prefixes_and_deletions_of_bodies(seed: int) -> None:
    source = random.Random(seed)
    message = TYPES[seed % len(TYPES)]
    text = written(Bodies(source, foreign=0.5).mutant(message))[:1500]
    for _ in range(25):
        end = source.randrange(len(text) + 1)
        look_at(text[:end], message)
        look_at(text[:end] + text[end + source.choice((1, 1, 5)) :], message)
        look_at(text[:end] + source.choice(PIECES) + text[end:], message)


def test_any_json_for_any_well_known_type() -> None:
    source = random.Random(0)
    bodies = Bodies(source, foreign=0.5)
    values = [written(bodies.mutant(source.choice(TYPES))) for _ in range(10)]
    values += ["null", "1e400", "[]", "{}", '""', "{{x}}", '{"value": {"value": 1}}', "[" * 100 + "]" * 100]
    names = [name for name in body_schema().messages() if name.startswith("google.protobuf.")]
    assert len(names) > 15
    for value in values:
        for name in names:
            look_at(value, name)


def test_an_any_whose_bytes_nest_deeper_than_bodies_may() -> None:
    data = b""
    for _ in range(80):
        field = b"\xba\x01"  # `threes`, a message
        size = len(data)
        data = field + (bytes([size]) if size < 128 else bytes([size % 128 + 128, size // 128])) + data
    text = f'{{"any": {{"typeUrl": "x/bodies.Three", "value": "{base64.b64encode(data).decode()}"}}}}'
    look_at(text, "bodies.Three")
    assert [item.code.name for item in check_body(tree(text), "bodies.Three", body_schema())] == ["invalid-any"]

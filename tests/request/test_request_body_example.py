"""Examples of bodies are taken by protobuf, for every message there is."""

from __future__ import annotations

import json
from functools import cache

import pytest
from tests.support.fixtures import parse_fixture, path_of
from tests.support.protos import bundled, samples, text_of
from tests.support.request_bodies import TYPES, body_schema, refusal, tree

from protowright.project.schemas import schema_of_file
from protowright.proto.schema import Schema
from protowright.request.body import check_body, example_body

FILES = {**bundled(), **samples()}


@cache
def schema(text: str) -> Schema:
    return schema_of_file(parse_fixture(text).snapshot(), path_of("main.proto"))


def of_file(name: str) -> Schema:
    """The schema of a file; what it imports comes bundled, or is a sample."""
    others = "".join(f"//- {path}\n{text_of(file)}\n" for path, file in samples().items())
    return schema(f'{others}//- main.proto\nsyntax = "proto3";\nimport "{name}";\n')


@pytest.mark.parametrize("name", [name for name in FILES if "compiler" not in name])
def test_the_example_of_every_message_is_taken(name: str) -> None:
    found = of_file(name)
    for message in found.messages():
        for all_fields in (True, False):
            text = example_body(found, message, all_fields=all_fields)
            assert refusal(text, message, found) is None, (message, text)
            assert list(check_body(tree(text), message, found)) == []


@pytest.mark.parametrize("message", TYPES)
def test_an_example_has_every_field_but_of_a_oneof_the_first(message: str) -> None:
    text = example_body(body_schema(), message)
    assert refusal(text, message, body_schema()) is None
    descriptor = body_schema().message(message)
    assert descriptor is not None
    later = {"right", "free", "none", "other", "b"}
    recursive = {"threes", "byString", "twos", "one", "inner"}
    expected = {field.json_name for field in descriptor.field} - later - recursive
    assert set(json.loads(text)) - {"other"} == expected
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False)


def test_how_values_look() -> None:
    shown = json.loads(example_body(body_schema(), "bodies.Three"))
    assert shown["fInt32"] == 0 and shown["fInt64"] == "0" and shown["fBool"] is False and shown["fString"] == ""
    assert shown["color"] == "COLOR_RED" and shown["ints"] == [0] and shown["byInt"] == {"0": ""}
    assert (
        shown["atTime"] == "2025-01-02T03:04:05Z"
        and shown["wInt64"] == "0"
        and shown["byBool"] == {"false": "COLOR_RED"}
    )


def test_required_fields_come_first_and_alone_when_asked() -> None:
    found = schema(
        """\
//- main.proto
syntax = "proto2";
message A { optional int32 a = 1; required B b = 2; optional A again = 3; }
message B { optional A a = 1; required string name = 2; repeated B more = 3; }
"""
    )
    assert list(json.loads(example_body(found, "A"))) == ["b", "a"]
    assert json.loads(example_body(found, "A")) == {"b": {"name": ""}, "a": 0}
    assert json.loads(example_body(found, ".A", all_fields=False)) == {"b": {"name": ""}}
    assert example_body(found, "not.Known") == "{}"


def test_an_example_has_an_end_where_messages_multiply() -> None:
    many = "".join(f"message M{at} {{ M{at + 1} a = 1; M{at + 1} b = 2; M{at + 1} c = 3; }}\n" for at in range(60))
    found = schema(f'//- main.proto\nsyntax = "proto3";\n{many}message M60 {{ string s = 1; }}\n')
    text = example_body(found, "M0")
    assert len(text) < 2_000_000 and refusal(text, "M0", found) is None

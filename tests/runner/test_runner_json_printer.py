"""Messages as proto3 JSON: the same as protobuf prints them, but sorted maps and no message that is refused."""

from __future__ import annotations

import json
import random
import struct
from typing import Any

import pytest
from google.protobuf import descriptor_pb2, json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.internal import type_checkers
from tests.runner.json_differential import run
from tests.runner.json_reference import reference
from tests.runner.json_schema import well_known_types, wide_pool, wide_types

from protowright.runner.json_printer import JsonPrinter
from protowright.runner.json_printer.scalars import single

PRINTER = JsonPrinter(wide_pool())


def make(name: str, **fields: Any) -> Any:
    """A message of a type, by its name in `json_protos` or in `google.protobuf`."""
    package = "json." if name.startswith(("two", "three", "edition")) else "google.protobuf."
    return message_factory.GetMessageClass(wide_pool().FindMessageTypeByName(package + name))(**fields)


def line(message: Any) -> str:
    """The message on one line."""
    return PRINTER.line(message)


def test_random_messages_are_printed_as_protobuf_prints_them() -> None:
    figures = run(300, seed=7)
    assert figures["same text"] > 300
    assert figures["read back to the same message"] > 150
    assert figures["refused by json_format, printed by us"] > 10
    assert figures["of them from damaged bytes"] > 30


@pytest.mark.parametrize("descriptor", [*wide_types(), *well_known_types()], ids=lambda each: each.full_name)
def test_an_empty_message_of_every_type(descriptor: Any) -> None:
    message = message_factory.GetMessageClass(descriptor)()
    assert PRINTER.text(message) == reference(message, wide_pool())


def test_the_form_on_one_line() -> None:
    message = make("three.Lists", int32s=[1, 2], strings=["a,\n b"], scalars=[{}, {"a_bool": True}])
    assert line(message) == '{"int32s": [1, 2], "strings": ["a,\\n b"], "scalars": [{}, {"aBool": true}]}'
    assert PRINTER.text(message).splitlines()[:4] == ["{", '  "int32s": [', "    1,", "    2"]


def test_fields_stand_in_the_order_of_their_numbers() -> None:
    message = make("three.Choice", left="x", a_string="y")
    assert line(message) == '{"aString": "y", "left": "x"}'


def test_entries_of_maps_are_sorted_by_key() -> None:
    numbers = [10, -1, 9, -10, 100, 0]
    message = make("three.Maps", by_int32=dict.fromkeys(numbers, 1), by_string=dict.fromkeys("bB10aä", ""))
    found = json.loads(line(message))
    assert list(found["byInt32"]) == ["-10", "-1", "0", "9", "10", "100"]
    assert list(found["byString"]) == ["0", "1", "B", "a", "b", "ä"]


def test_both_keys_of_a_map_by_bool() -> None:
    message = make("three.Maps")
    message.by_bool[True].a_bool = True
    message.by_bool[False].SetInParent()
    assert line(message) == '{"byBool": {"false": {}, "true": {"aBool": true}}}'


def test_floats_are_as_short_as_protobuf_makes_them() -> None:
    source = random.Random(1)
    for _ in range(20_000):
        (value,) = struct.unpack("<f", source.randbytes(4))
        if value == value and abs(value) != float("inf"):
            assert single(value) == repr(type_checkers.ToShortestFloat(value))


@pytest.mark.parametrize(
    ("message", "printed"),
    [
        (make("Timestamp", seconds=253_402_300_800), '{"seconds": "253402300800"}'),
        (make("Timestamp", seconds=-62_135_596_801, nanos=5), '{"seconds": "-62135596801", "nanos": 5}'),
        (make("Timestamp", nanos=-1), '{"nanos": -1}'),
        (make("Timestamp", nanos=1_000_000_000), '{"nanos": 1000000000}'),
        (make("Duration", seconds=315_576_000_001), '{"seconds": "315576000001"}'),
        (make("Duration", seconds=1, nanos=-1), '{"seconds": "1", "nanos": -1}'),
        (make("Duration", seconds=-1, nanos=1), '{"seconds": "-1", "nanos": 1}'),
        (make("FieldMask", paths=["a_b", "fooBar"]), '{"paths": ["a_b", "fooBar"]}'),
        (make("FieldMask", paths=["a_1"]), '{"paths": ["a_1"]}'),
        (make("Value", number_value=float("nan")), '{"numberValue": "NaN"}'),
        (make("Value", number_value=float("-inf")), '{"numberValue": "-Infinity"}'),
    ],
)
def test_what_has_no_json_is_printed_by_its_fields(message: Any, printed: str) -> None:
    with pytest.raises((ValueError, json_format.Error)):
        reference(message, wide_pool())
    assert line(message) == printed


def test_one_value_without_json_leaves_the_rest_as_it_is() -> None:
    message = make("three.WellKnown", timestamps=[{"nanos": -1}, {"seconds": 1}], int32_value={"value": 0})
    message.any.Pack(make("Duration", seconds=1, nanos=-1))
    assert json.loads(line(message)) == {
        "any": {"@type": "type.googleapis.com/google.protobuf.Duration", "value": {"seconds": "1", "nanos": -1}},
        "int32Value": 0,
        "timestamps": [{"nanos": -1}, "1970-01-01T00:00:01Z"],
    }


def test_a_value_with_nothing_in_it_is_null() -> None:
    assert line(make("ListValue", values=[make("Value")])) == "[null]"


@pytest.mark.parametrize(
    ("type_url", "value", "printed"),
    [
        (
            "type.googleapis.com/other.Thing",
            b"\x01\x02",
            '{"@type": "type.googleapis.com/other.Thing", "value": "AQI="}',
        ),
        ("x/json.three.Scalars", b"\xff", '{"@type": "x/json.three.Scalars", "value": "/w=="}'),
        ("x/json.three.Color", b"", '{"@type": "x/json.three.Color", "value": ""}'),
        ("", b"\x01", '{"@type": "", "value": "AQ=="}'),
        ("a\n/", b"", '{"@type": "a\\n/", "value": ""}'),
    ],
)
def test_an_any_that_cannot_be_opened_is_its_type_and_base64(type_url: str, value: bytes, printed: str) -> None:
    assert line(make("Any", type_url=type_url, value=value)) == printed


@pytest.mark.parametrize(
    ("type_url", "value", "printed"),
    [
        ("json.three.Nothing", b"\x08\x01", '{"@type": "json.three.Nothing"}'),
        ("/json.three.Maps.ByInt32Entry", b"\x08\x01", '{"@type": "/json.three.Maps.ByInt32Entry", "key": 1}'),
        ("/google.protobuf.BoolValue", b"", '{"@type": "/google.protobuf.BoolValue", "value": false}'),
        ("/google.protobuf.Empty", b"", '{"@type": "/google.protobuf.Empty"}'),
        ("/google.protobuf.Any", b"", '{"@type": "/google.protobuf.Any", "value": {}}'),
    ],
)
def test_an_any_is_its_type_and_what_it_holds(type_url: str, value: bytes, printed: str) -> None:
    message = make("Any", type_url=type_url, value=value)
    assert line(message) == printed
    assert PRINTER.text(message) == reference(message, wide_pool())


def test_only_the_any_that_cannot_be_opened_stays_closed() -> None:
    good, bad = (
        make("Any", type_url="/json.three.Scalars", value=b"\x08\x05"),
        make("Any", type_url="/json.three.Scalars"),
    )
    bad.value = b"\xff"
    assert json.loads(line(make("three.WellKnown", anys=[bad, good])))["anys"] == [
        {"@type": "/json.three.Scalars", "value": "/w=="},
        {"@type": "/json.three.Scalars", "anInt32": 5},
    ]


@pytest.mark.parametrize(
    ("name", "field"), [("three.Scalars", b"\x8a\x01"), ("two.OldMaps", b"\x2a"), ("three.Choice", b"\x0a")]
)
def test_a_hundred_levels(name: str, field: bytes) -> None:
    """protobuf itself reads no more than that."""
    entry = name == "two.OldMaps"
    data = b""
    for _ in range(50 if entry else 100):
        data = _delimited(field, _delimited(b"\x12", data) if entry else data)
    message = type(make(name)).FromString(data)
    assert PRINTER.text(message) == reference(message, wide_pool())


def test_a_hundred_levels_of_groups() -> None:
    message = type(make("edition.Chosen")).FromString(b"\x43" * 100 + b"\x44" * 100)
    assert PRINTER.text(message) == reference(message, wide_pool())


def test_an_any_deeper_than_any_reader_goes_stays_closed() -> None:
    data = b""
    for _ in range(3_000):
        data = _packed(b"/google.protobuf.Any", data)
    found = json.loads(line(type(make("Any")).FromString(data)))
    levels = 1
    while isinstance(found["value"], dict):
        found = found["value"]
        levels += 1
    assert levels == 101
    assert len(found["value"]) > 10_000


def test_a_hundred_levels_in_the_deepest_any() -> None:
    data = b""
    for _ in range(100):
        data = _delimited(b"\x92\x01", data)
    data = _packed(b"/json.three.Lists", data)
    for _ in range(99):
        data = _packed(b"/json.three.WellKnown", _delimited(b"\x22", data))
    assert PRINTER.text(type(make("Any")).FromString(data)).count('"lists"') == 100


def _packed(type_url: bytes, value: bytes) -> bytes:
    return _delimited(b"\x0a", type_url) + _delimited(b"\x12", value)


def _delimited(tag: bytes, content: bytes) -> bytes:
    size, length = b"", len(content)
    while length > 127:
        size += bytes([length % 128 + 128])
        length //= 128
    return tag + size + bytes([length]) + content


@pytest.mark.parametrize(
    ("name", "data", "printed"),
    [
        ("two.OldLists", b"\x2a\x01\xff\x2a\x01a", '{"strings": ["b\'\\\\xff\'", "a"]}'),
        ("two.Scope", b"\x12\x03\x72\x01\xff", '{"old": {"aString": "b\'\\\\xff\'"}}'),
        ("two.OldMaps", b"\x1a\x05\x08\x01\x12\x01\xff", '{"byBool": {"true": "b\'\\\\xff\'"}}'),
        (
            "two.OldMaps",
            b"\x32\x05\x08\x14\x12\x01\xff\x32\x04\x08\x04\x12\x00",
            '{"byNumber": {"2": "", "10": "b\'\\\\xff\'"}}',
        ),
    ],
)
def test_strings_that_are_no_utf_8(name: str, data: bytes, printed: str) -> None:
    message = type(make(name)).FromString(data)
    assert line(message) == printed == line(message)
    assert json.loads(printed) == json_format.MessageToDict(message, descriptor_pool=wide_pool())


@pytest.mark.parametrize(
    ("data", "printed"),
    [
        (b"\x0a\x06\x0a\x01\xff\x12\x01a", '{"strings": {"b\'\\\\xff\'": "a"}}'),
        (
            b"\x0a\x06\x0a\x01\xff\x12\x01a\x0a\x06\x0a\x01a\x12\x01\xfe",
            '{"strings": {"a": "b\'\\\\xfe\'", "b\'\\\\xff\'": "a"}}',
        ),
        (b"\x08\x05\x0a\x06\x0a\x01\xff\x12\x01a", '{"strings": {"b\'\\\\xff\'": "a"}}'),
        (b"\x22\x06\x0a\x01\xff\x12\x01\xfe", '{"manyBytes": {"b\'\\\\xff\'": "/g=="}}'),
        (b"\x2a\x09\x0a\x01\xff\x12\x04\x10\x01\x1a\x00", '{"nested": {"b\'\\\\xff\'": {"byBool": {"false": ""}}}}'),
    ],
)
def test_keys_that_are_no_utf_8(data: bytes, printed: str) -> None:
    message = type(make("two.OldMaps")).FromString(data)
    with pytest.raises(json_format.Error):
        reference(message, wide_pool())
    assert line(message) == printed


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("google/protobuf/timestamp.proto", "Timestamp"),
        ("google/protobuf/struct.proto", "Value"),
        ("google/protobuf/any.proto", "Any"),
        ("google/protobuf/wrappers.proto", "StringValue"),
    ],
)
def test_a_type_that_is_well_known_by_name_alone_is_a_type_like_others(file: str, name: str) -> None:
    proto = descriptor_pb2.FileDescriptorProto(name=file, package="google.protobuf", syntax="proto3")
    proto.message_type.add(name=name).field.add(name="own_field", json_name="ownField", number=1, label=1, type=5)
    pool = DescriptorPool()
    pool.Add(proto)
    message = message_factory.GetMessageClass(pool.FindMessageTypeByName(f"google.protobuf.{name}"))(own_field=5)
    assert JsonPrinter(pool).line(message) == '{"ownField": 5}'


def test_messages_whose_types_are_of_another_pool() -> None:
    any_of_ours = make("Any", type_url="/json.three.Scalars", value=b"\x08\x05")
    assert JsonPrinter(DescriptorPool()).line(any_of_ours) == '{"@type": "/json.three.Scalars", "value": "CAU="}'


def test_fields_that_are_named_like_methods_of_a_message() -> None:
    proto = descriptor_pb2.FileDescriptorProto(name="methods.proto", syntax="proto3")
    names = ("ListFields", "DESCRIPTOR", "SerializePartialToString", "WhichOneof")
    kind = proto.message_type.add(name="Methods")
    for number, name in enumerate(names, 1):
        kind.field.add(name=name, json_name=name, number=number, label=1, type=5)
    pool = DescriptorPool()
    pool.Add(proto)
    message = message_factory.GetMessageClass(pool.FindMessageTypeByName("Methods"))(**dict.fromkeys(names, 1))
    assert json.loads(JsonPrinter(pool).line(message)) == dict.fromkeys(names, 1)

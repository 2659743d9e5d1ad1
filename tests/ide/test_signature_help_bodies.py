"""The fields of the message whose JSON is being written, around the cursor of a request file."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture

from protowright.ide.signature_help import signature_help
from protowright.ide.signatures import Signature

FILES = """\
//- shop.proto
syntax = "proto3";
package shop;
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
// What is bought.
message Order {
  // Who buys.
  string user_id = 1;
  repeated Item items = 2;
  map<string, Item> by_name = 3;
  oneof more { google.protobuf.Any any = 4; google.protobuf.Struct free = 5; }
}
message Item { string sku = 1; Level level = 2; }
message Nothing {}
enum Level { LOW = 0; }
service Orders {
  rpc Place(Order) returns (Order);
  rpc Upload(stream Item) returns (Order);
  rpc Ping(Nothing) returns (Order);
}
//- two.proto
syntax = "proto2";
message Two {
  optional string note = 1;
  extensions 100 to 200;
  extend Two { optional int32 more = 100; }
}
service Twos { rpc Get(Two) returns (Two); }
//- a.grpc
"""
ORDER = (
    "shop.Order { userId: string, items: repeated shop.Item, byName: map<string, shop.Item>, "
    "any: google.protobuf.Any, free: google.protobuf.Struct }"
)
ITEM = "shop.Item { sku: string, level: shop.Level }"
MAP = "map { string: shop.Item }"


def signature(body: str, call: str = "shop.Orders/Place") -> Signature | None:
    fixture = parse_fixture(f"{FILES}GRPC localhost:1/{call}\n\n{body}")
    return signature_help(fixture.snapshot(), fixture.main, fixture.cursor)


def check_signature(body: str, label: str, active: str, call: str = "shop.Orders/Place") -> None:
    """The signature at the cursor of a body, and the part of it that is active."""
    found = signature(body, call)
    assert found is not None
    assert (found.label, found.parameters[found.active].span.of(found.label)) == (label, active)


@pytest.mark.parametrize(
    ("body", "active"),
    [
        ("{$0", "userId: string"),
        ("{ $0 }", "userId: string"),
        ('{ "it$0', "items: repeated shop.Item"),
        ('{ "it$0ems": [] }', "items: repeated shop.Item"),
        ('{ "items": $0', "items: repeated shop.Item"),
        ('{ "items": [$0] }', "items: repeated shop.Item"),
        ('{ "items": [{}]$0 }', "items: repeated shop.Item"),
        ('{ "items": [{}],$0 }', "userId: string"),
        ('{ "userId": "a", $0 }', "items: repeated shop.Item"),
        ('{ "userId": "a"\n  $0\n}', "items: repeated shop.Item"),
        ('{ "userId": "a$0", "items": [] }', "userId: string"),
        ('{ "items": [], "userId": {{na$0me}} }', "userId: string"),
        ('{ "free": { "a": [{ "b": $0', "free: google.protobuf.Struct"),
    ],
)
def test_fields(body: str, active: str) -> None:
    check_signature(body, ORDER, active)


def test_fields_of_inner_messages() -> None:
    check_signature('{ "items": [{ $0 }] }', ITEM, "sku: string")
    check_signature('{ "items": [{ "sku": "a" }, { "level": "LO$0W" }] }', ITEM, "level: shop.Level")
    check_signature('{ "byName": { "a": { "le$0', ITEM, "level: shop.Level")


def test_maps() -> None:
    check_signature('{ "byName": { $0 } }', MAP, "string")
    check_signature('{ "byName": { "a$0": {} } }', MAP, "string")
    check_signature('{ "byName": { "a": $0 } }', MAP, "shop.Item")


def test_keys_are_spelled_as_those_around_are() -> None:
    own = ORDER.replace("userId", "user_id").replace("byName", "by_name")
    check_signature('{ "by_name": {}, "user_id": "$0" }', own, "user_id: string")
    check_signature('{ "userId": "", "by_name": $0 }', ORDER, "byName: map<string, shop.Item>")


def test_what_an_any_holds() -> None:
    check_signature('{ "any": { $0 } }', "google.protobuf.Any { @type: string }", "@type: string")
    typed = '{ "any": { "@type": "type.googleapis.com/%s", "%s": $0 } }'
    held = "shop.Item { @type: string, sku: string, level: shop.Level }"
    check_signature(typed % ("shop.Item", "level"), held, "level: shop.Level")
    held = "google.protobuf.Any { @type: string, value: google.protobuf.Duration }"
    check_signature(typed % ("google.protobuf.Duration", "value"), held, "value: google.protobuf.Duration")


def test_streams() -> None:
    check_signature('[{ "sku": "" }, { "level": $0 }]', ITEM, "level: shop.Level", "shop.Orders/Upload")
    check_signature('{ "sku": "" }\n===\n{ "level": $0 }', ITEM, "level: shop.Level", "shop.Orders/Upload")


def test_an_extension_stands_behind_the_fields() -> None:
    check_signature('{ "note": $0 }', "Two { note: string }", "note: string", "Twos/Get")
    check_signature('{ "[Two.more]": $0 }', "Two { note: string, [Two.more]: int32 }", "[Two.more]: int32", "Twos/Get")


def test_documentation() -> None:
    found = signature('{ "userId": $0 }')
    assert found is not None
    assert found.documentation == "What is bought."
    assert [parameter.documentation for parameter in found.parameters] == ["Who buys.", "", "", "", ""]


@pytest.mark.parametrize(
    "body",
    [
        "$0",
        "{}$0",
        "{} $0",
        "{ // $0\n}",
        '{ "nope": $0 }',
        '{ "nope": { "a": $0 } }',
        '{ "items": { $0 } }',
        "{}\n?? body $.$0",
        "{}\n\n>> ./$0a.json",
    ],
)
def test_places_without_one(body: str) -> None:
    assert signature(body) is None


def test_calls_without_one() -> None:
    assert signature("{ $0 }", "shop.Orders/Ping") is None
    assert signature("{ $0 }", "nobody.Knows/It") is None
    fixture = parse_fixture(f"{FILES}GRPC localhost:1/shop.Orders/Place\nkey: {{$0\n\n{{}}")
    assert signature_help(fixture.snapshot(), fixture.main, fixture.cursor) is None

"""Completion inside JSON bodies: keys and values by the schema, and what accepting one writes."""

from __future__ import annotations

import pytest
from tests.support.fixtures import accept_snippet, labels

SHOP = """\
//- shop.proto
syntax = "proto3";
package shop;
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
message Order {
  // Who buys.
  string user_id = 1;
  repeated Item items = 2;
  Status status = 3;
  repeated Status statuses = 4;
  map<string, Item> by_name = 5;
  map<bool, Status> by_flag = 6;
  oneof pay { Card card = 7; string voucher = 8; }
  bool gift = 9;
  int32 count = 10;
  int32 old = 11 [deprecated = true];
  google.protobuf.Timestamp at = 12;
  google.protobuf.Duration within = 13;
  google.protobuf.FieldMask mask = 14;
  google.protobuf.Any any = 15;
  google.protobuf.Struct free = 16;
  google.protobuf.BoolValue maybe = 17;
}
message Item { string sku = 1; int32 quantity = 2; Order order = 3; }
message Card { string token = 1; Item last_item = 2; }
enum Status {
  STATUS_UNSPECIFIED = 0;
  // It is paid.
  STATUS_PAID = 1;
  STATUS_LOST = 2 [deprecated = true];
}
service Orders {
  rpc Place(Order) returns (Order);
  rpc Upload(stream Item) returns (Order);
}
//- two.proto
syntax = "proto2";
message Two {
  optional string note = 1;
  required string id = 2;
  extensions 100 to 200;
  extend Two { optional int32 more = 100; }
}
service Twos { rpc Get(Two) returns (Two); }
//- a.grpc
"""
PLACE = f"{SHOP}GRPC localhost:1/shop.Orders/Place\n\n"
UPLOAD = f"{SHOP}GRPC localhost:1/shop.Orders/Upload\n\n"
GET = f"{SHOP}GRPC localhost:1/Twos/Get\n\n"


def check(before: str, label: str, after: str, head: str = PLACE) -> None:
    """Accepting the item turns the body `before` into `after`, in which `$0` is where the cursor goes."""
    assert accept_snippet(head + before, label).endswith(after), accept_snippet(head + before, label)


# Keys


def test_keys_are_the_fields_of_the_message() -> None:
    assert labels(PLACE + "{ $0 }")[:4] == ["userId", "items", "status", "statuses"]
    assert labels(PLACE + '{ "items": [{ $0 }] }') == ["sku", "quantity", "order"]
    assert labels(PLACE + '{ "card": { "lastItem": { "order": { "ca$0" } } } }')[0] == "card"


@pytest.mark.parametrize(
    ("before", "label", "after"),
    [
        ("{ $0 }", "userId", '{ "userId": "$0" }'),
        ("{ us$0 }", "userId", '{ "userId": "$0" }'),
        ('{ "us$0 }', "userId", '{ "userId": "$0" }'),
        ('{ "us$0" }', "userId", '{ "userId": "$0" }'),
        ('{ "us$0erNam" }', "userId", '{ "userId": "$0" }'),
        ("{ $0 }", "items", '{ "items": [$0] }'),
        ("{ $0 }", "byName", '{ "byName": {$0} }'),
        ("{ $0 }", "card", '{ "card": {$0} }'),
        ("{ $0 }", "status", '{ "status": "$0" }'),
        ("{ $0 }", "gift", '{ "gift": $0 }'),
        ("{ $0 }", "count", '{ "count": $0 }'),
        ("{ $0 }", "at", '{ "at": "$0" }'),
        ("{ $0 }", "maybe", '{ "maybe": $0 }'),
        ("{ $0 }", "any", '{ "any": { "@type": "$0" } }'),
        ("{$0", "userId", '{"userId": "$0"'),
    ],
)
def test_a_key_comes_with_quotes_and_the_shape_of_its_value(before: str, label: str, after: str) -> None:
    check(before, label, after)


def test_a_key_that_has_its_value_is_all_that_is_written() -> None:
    check('{ "us$0": "x" }', "userId", '{ "userId": "x" }')
    check('{ us$0: "x" }', "userId", '{ "userId": "x" }')
    check('{ "us$0 : "x" }', "userId", '{ "userId" : "x" }')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{ gi$0\n  "count": 1 }', '{ "gift": $0,\n  "count": 1 }'),
        ('{ gi$0, "count": 1 }', '{ "gift": $0, "count": 1 }'),
        ('{ "count": 1\n  gi$0 }', '{ "count": 1,\n  "gift": $0 }'),
        ('{ "count": 1 // one\n  $0 }', '{ "count": 1, // one\n  "gift": $0 }'),
        ('{ "card": {}$0 }', '{ "card": {}, "gift": $0 }'),
        ('{ "count": 1,\n  "gi$0\n  "card": {} }', '{ "count": 1,\n  "gift": $0,\n  "card": {} }'),
        ('{ "items": [{}] "gi$0 }', '{ "items": [{}], "gift": $0 }'),
    ],
)
def test_commas_that_lack_are_written_and_none_twice(before: str, after: str) -> None:
    check(before, "gift", after)


def test_no_field_is_offered_twice() -> None:
    assert "userId" not in labels(PLACE + '{ "userId": "a", $0 }')
    assert "userId" not in labels(PLACE + '{ $0, "user_id": "a" }')
    assert "sku" in labels(PLACE + '{ "items": [{ "sku": "a" }, { $0 }] }')


def test_other_members_of_a_set_oneof_are_left_out() -> None:
    assert {"card", "voucher"} <= set(labels(PLACE + "{ $0 }"))
    assert not {"card", "voucher"} & set(labels(PLACE + '{ "voucher": "a", $0 }'))
    assert "voucher" in labels(PLACE + '{ "vou$0": "a" }')


def test_required_fields_come_first_and_extensions_last() -> None:
    assert labels(GET + "{ $0 }") == ["id", "note", "[Two.more]"]


def test_deprecated_fields_come_last_and_are_tagged() -> None:
    assert labels(PLACE + "{ $0 }")[-1] == "old"


def test_keys_are_spelled_as_those_around() -> None:
    assert "user_id" in labels(PLACE + '{ "by_name": {}, "by_flag": {}, $0 }')
    assert labels(PLACE + '{ "user_$0" }') == ["user_id"]


def test_keys_of_maps() -> None:
    check('{ "byName": { $0 } }', "key", '{ "byName": { "key": {$0} } }')
    check('{ "byName": { "tea$0" } }', "tea", '{ "byName": { "tea": {$0} } }')
    assert labels(PLACE + '{ "byFlag": { "true": "STATUS_PAID", $0 } }') == ["false"]
    assert labels(PLACE + '{ "byName": { "tea": { $0 } } }') == ["sku", "quantity", "order"]


# Values


def test_values_of_enums() -> None:
    assert labels(PLACE + '{ "status": $0 }') == ["STATUS_UNSPECIFIED", "STATUS_PAID", "STATUS_LOST"]
    check('{ "status": $0 }', "STATUS_PAID", '{ "status": "STATUS_PAID" }')
    check('{ "status": "STA$0" }', "STATUS_PAID", '{ "status": "STATUS_PAID" }')
    check('{ "status": "STA$0\n  "gift": true }', "STATUS_PAID", '{ "status": "STATUS_PAID",\n  "gift": true }')
    check('{ "status": ST$0, "gift": true }', "STATUS_PAID", '{ "status": "STATUS_PAID", "gift": true }')
    check('{ "byFlag": { "true": $0 } }', "STATUS_PAID", '{ "byFlag": { "true": "STATUS_PAID" } }')


def test_values_of_lists() -> None:
    assert labels(PLACE + '{ "statuses": $0 }') == ["[]"]
    check('{ "statuses": ["STATUS_PAID" $0] }', "STATUS_LOST", '{ "statuses": ["STATUS_PAID", "STATUS_LOST"] }')
    check('{ "statuses": [$0 "STATUS_PAID"] }', "STATUS_LOST", '{ "statuses": ["STATUS_LOST", "STATUS_PAID"] }')
    check('{ "statuses": "ST$0" }', "STATUS_PAID", '{ "statuses": ["STATUS_PAID"] }')
    check('{ "items": [$0] }', "{}", '{ "items": [{$0}] }')


def test_booleans_and_messages() -> None:
    assert labels(PLACE + '{ "gift": $0 }') == ["true", "false"]
    assert labels(PLACE + '{ "maybe": t$0 }') == ["true"]
    check('{ "card": $0, "gift": true }', "{}", '{ "card": {$0}, "gift": true }')


def test_the_type_of_an_any_and_its_fields() -> None:
    check('{ "any": { $0 } }', "@type", '{ "any": { "@type": "$0" } }')
    url = "type.googleapis.com/shop.Item"
    check('{ "any": { "@type": "$0" } }', url, f'{{ "any": {{ "@type": "{url}" }} }}')
    check('{ "any": { "@type": "It$0" } }', url, f'{{ "any": {{ "@type": "{url}" }} }}')
    check('{ "any": { "@type": $0 } }', url, f'{{ "any": {{ "@type": "{url}" }} }}')
    check('{ "any": { "@type": "example.org/shop.It$0" } }', "example.org/shop.Item", 'org/shop.Item" } }')
    assert labels(PLACE + f'{{ "any": {{ "@type": "{url}", $0 }} }}') == ["sku", "quantity", "order"]
    assert labels(PLACE + f'{{ "any": {{ $0, "@type": "{url}" }} }}') == ["sku", "quantity", "order"]
    timestamp = "type.googleapis.com/google.protobuf.Duration"
    assert labels(PLACE + f'{{ "any": {{ "@type": "{timestamp}", $0 }} }}') == ["value"]
    assert labels(PLACE + f'{{ "any": {{ "@type": "{timestamp}", "value": $0 }} }}') == ["1.5s"]


def test_well_known_types_have_their_own_forms() -> None:
    now, dynamic = labels(PLACE + '{ "at": "$0" }')
    assert len(now) == len("2025-01-02T03:04:05Z") and now.endswith("Z") and dynamic == "{{$isoTimestamp}}"
    check('{ "within": $0 }', "1.5s", '{ "within": "1.5s" }')
    assert labels(PLACE + '{ "free": $0 }') == ["{}"]
    assert labels(PLACE + '{ "free": { "a": [$0] } }') == ['""', "{}", "[]", "true", "false", "null"]


def test_paths_of_a_mask_are_those_of_the_messages_beside_it() -> None:
    assert labels(PLACE + '{ "card": {}, "mask": "$0" }') == ["token", "lastItem"]
    check('{ "card": {}, "mask": "token,la$0" }', "token,lastItem", '{ "card": {}, "mask": "token,lastItem" }')
    check('{ "card": {}, "mask": "to$0,lastItem" }', "token,lastItem", '{ "card": {}, "mask": "token,lastItem" }')
    assert labels(PLACE + '{ "card": {}, "mask": "lastItem.s$0" }')[0] == "lastItem.sku"


# Places


@pytest.mark.parametrize(
    "body",
    [
        '{ "userId": "a$0" }',
        '{ "userId"$0 }',
        '{ "nothing": { $0 } }',
        "{ // $0",
        "{ /* $0 */ }",
        '{ "count": 1$0 }',
        '{ "status": { $0 } }',
        '{ "status": $0"STATUS_PAID" }',
        '{ "items": $0 [] }',
        '{ "free": { $0 } }',
        '{ "within": { $0 } }',
        "{}\n?? status == OK\n$0",
    ],
)
def test_nothing_is_offered(body: str) -> None:
    assert labels(PLACE + body) == []


def test_messages_of_a_stream() -> None:
    for body in ("{}\n===\n{ $0 }", "[{}, { $0 }]", "{} { $0 }", "=== wait-for-server\n{ $0"):
        assert labels(UPLOAD + body) == ["sku", "quantity", "order"], body
    check("[$0]", "{}", "[{$0}]", UPLOAD)


def test_what_is_broken_elsewhere_does_no_harm() -> None:
    assert labels(PLACE + '{ "userId": , "items": [{ "sku": "a, },\n  { $0 }') == ["sku", "quantity", "order"]
    assert labels(PLACE + '{ "items" [{ "sku" "a" "quantity": }, { "q$0\n\n### next\nGRPC h/a.B/C') == ["quantity"]


def test_a_body_belongs_to_its_own_request() -> None:
    assert labels(UPLOAD + "{}\n\n###\nGRPC localhost/Twos/Get\n\n{ $0 }") == ["id", "note", "[Two.more]"]
    assert labels(UPLOAD + "{ $0 }\n\n###\nGRPC localhost/Twos/Get\n\n{}") == ["sku", "quantity", "order"]


def test_a_comment_behind_the_cursor_is_left_alone() -> None:
    written = accept_snippet(PLACE + "{\n  $0// why\n}", "gift")
    assert written.endswith('{\n  "gift": $0// why\n}')
    written = accept_snippet(PLACE + '{ "items": [{"quantity": 3 $0/* why */}] }', "sku")
    assert written.endswith('{ "items": [{"quantity": 3, "sku": "$0"/* why */}] }')


def test_a_time_is_replaced_as_a_whole() -> None:
    written = accept_snippet(PLACE + '{ "at": "$02020-01-01T00:00:00.5+01:00", "count": 1 }', "{{$isoTimestamp}}")
    assert written.endswith('{ "at": "{{$isoTimestamp}}", "count": 1 }')

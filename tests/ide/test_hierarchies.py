"""Call hierarchies (rpcs, messages, requests) and type hierarchies (messages and their extensions)."""

from __future__ import annotations

import os

import pytest
from tests.support.fixtures import parse_fixture

from protowright.ide.call_hierarchy import Call, HierarchyItem, incoming_calls, outgoing_calls, prepare_calls
from protowright.ide.type_hierarchy import prepare_types, subtypes, supertypes

FILES = """\
//- a.proto
package shop;
message Tea { Leaf leaf = 1; map<string, Leaf> more = 2; Size size = 3; }
message Leaf { Leaf inner = 1; string name = 2; }
enum Size { SIZE_ZERO = 0; }
service Shop {
  rpc Buy(Tea) returns (stream Box);
  rpc Swap(Tea) returns (Tea);
}
message Box { repeated Tea teas = 1; }
//- b.proto
import "a.proto";
package other;
service Trade { rpc Deal(shop.Tea) returns (shop.Box); }
message Outer { message Inner { shop.Tea tea = 1; } }
//- a.grpc
# @name first
GRPC h/shop.Shop/Buy
###
# @name second
GRPC h/shop.Shop/Buy
"""


def check_calls(marked: tuple[str, str], item: str, incoming: list[str], outgoing: list[str]) -> None:
    """The item at a place of the files, what leads to it and where it leads: names with how often, in order of names."""
    assert marked[0] in FILES
    fixture = parse_fixture(FILES.replace(*marked, 1))
    snapshot = fixture.snapshot()
    (found,) = prepare_calls(snapshot, fixture.main, fixture.cursor)
    assert f"{found.kind} {found.detail}" == item
    assert sorted(map(shown, incoming_calls(snapshot, found))) == incoming
    for call in incoming_calls(snapshot, found):
        name = found.name
        assert all(span.of(fixture.files[call.item.path]) == name for span in call.spans)
    out = outgoing_calls(snapshot, found)
    assert sorted(map(shown, out)) == outgoing
    for call in out:
        assert all(span.of(fixture.files[found.path]).endswith(call.item.name) for span in call.spans)


def shown(call: Call) -> str:
    """A call: the kind and name of its other end, and how often it is written."""
    return f"{name_of(call.item)} x{len(call.spans)}"


def name_of(item: HierarchyItem) -> str:
    """The kind and name of an item."""
    return f"{item.kind} {item.name if item.kind == 'request' else item.detail}"


def test_a_message_is_reached_by_rpcs_and_messages() -> None:
    check_calls(
        ("message Tea", "message T$0ea"),
        "message shop.Tea",
        [
            "message other.Outer.Inner x1",
            "message shop.Box x1",
            "rpc other.Trade.Deal x1",
            "rpc shop.Shop.Buy x1",
            "rpc shop.Shop.Swap x2",
        ],
        ["message shop.Leaf x2"],
    )


def test_a_message_of_itself() -> None:
    check_calls(
        ("message Leaf", "message $0Leaf"),
        "message shop.Leaf",
        ["message shop.Leaf x1", "message shop.Tea x2"],
        ["message shop.Leaf x1"],
    )


def test_an_rpc_is_called_by_requests() -> None:
    check_calls(
        ("rpc Buy", "rpc B$0uy"),
        "rpc shop.Shop.Buy",
        ["request first x1", "request second x1"],
        ["message shop.Box x1", "message shop.Tea x1"],
    )
    check_calls(("rpc Swap", "rpc Sw$0ap"), "rpc shop.Shop.Swap", [], ["message shop.Tea x2"])


def test_places_that_stand_for_a_message_or_rpc() -> None:
    for marked in (("(Tea) returns (Tea)", "(T$0ea) returns (Tea)"), ("shop.Tea tea", "shop.T$0ea tea")):
        fixture = parse_fixture(FILES.replace(*marked, 1))
        assert [item.detail for item in prepare_calls(fixture.snapshot(), fixture.main, fixture.cursor)] == ["shop.Tea"]
    for field in (("Leaf leaf", "Leaf le$0af"), ("> more", "> mo$0re")):
        fixture = parse_fixture(FILES.replace(*field, 1))
        assert [item.detail for item in prepare_calls(fixture.snapshot(), fixture.main, fixture.cursor)] == [
            "shop.Leaf"
        ]
    fixture = parse_fixture(FILES.replace("Shop/Buy", "Shop/B$0uy", 1))
    (rpc,) = prepare_calls(fixture.snapshot(), fixture.main, fixture.cursor)
    assert name_of(rpc) == "rpc shop.Shop.Buy"


@pytest.mark.parametrize(
    "marked", [("enum Size", "enum $0Size"), ("string name", "string na$0me"), ("package", "pack$0age")]
)
def test_places_that_stand_for_none(marked: tuple[str, str]) -> None:
    fixture = parse_fixture(FILES.replace(*marked, 1))
    assert prepare_calls(fixture.snapshot(), fixture.main, fixture.cursor) == []


def test_a_request_leads_to_its_rpc() -> None:
    fixture = parse_fixture(FILES.replace("rpc Buy", "rpc B$0uy"))
    snapshot = fixture.snapshot()
    (rpc,) = prepare_calls(snapshot, fixture.main, fixture.cursor)
    request = incoming_calls(snapshot, rpc)[0].item
    assert os.path.basename(request.path) == request.detail == "a.grpc"
    assert incoming_calls(snapshot, request) == []
    (back,) = outgoing_calls(snapshot, request)
    assert back.item == rpc


def test_what_is_gone_leads_nowhere() -> None:
    fixture = parse_fixture(FILES.replace("rpc Buy", "rpc B$0uy"))
    (rpc,) = prepare_calls(fixture.snapshot(), fixture.main, fixture.cursor)
    empty = parse_fixture("//- a.proto\n").snapshot()
    assert incoming_calls(empty, rpc) == outgoing_calls(empty, rpc) == []


# Types


EXTENSIONS = """\
//- a.proto
package a;
message Base { extensions 100 to 200; }
message Payload {}
extend Base { optional Payload payload = 100; optional int32 plain = 101; }
//- b.proto
import "a.proto";
package b;
message Holder {
  extend a.Base { optional Holder holder = 102; }
}
//- c.proto
package c;
message Base { extensions 100; }
extend Base { optional int32 other = 100; }
"""


def types_at(old: str, new: str) -> tuple[list[str], list[str], list[str]]:
    """The item at a place, what is above it and what is below it."""
    fixture = parse_fixture(EXTENSIONS.replace(old, new, 1))
    snapshot = fixture.snapshot()
    found = prepare_types(snapshot, fixture.main, fixture.cursor)
    above = [name_of(item) for each in found for item in supertypes(snapshot, each)]
    below = [name_of(item) for each in found for item in subtypes(snapshot, each)]
    return [name_of(item) for item in found], above, sorted(below)


def test_extensions_stand_below_the_message_they_extend() -> None:
    extensions = ["extension a.payload", "extension a.plain", "extension b.Holder.holder"]
    assert types_at("message Base", "message B$0ase") == (["message a.Base"], [], extensions)
    assert types_at("extend a.Base", "extend a.B$0ase") == (["message a.Base"], [], extensions)


def test_an_extension_stands_between_two_messages() -> None:
    assert types_at("Payload payload", "Payload pay$0load") == (
        ["extension a.payload"],
        ["message a.Base"],
        ["message a.Payload"],
    )
    assert types_at("int32 plain", "int32 pl$0ain") == (["extension a.plain"], ["message a.Base"], [])


def test_a_message_that_an_extension_adds() -> None:
    assert types_at("message Holder", "message $0Holder") == (["message b.Holder"], ["message a.Base"], [])


def test_places_without_a_type() -> None:
    assert types_at("package a", "pack$0age a") == ([], [], [])
    assert types_at("optional int32 plain", "optional in$0t32 plain") == ([], [], [])

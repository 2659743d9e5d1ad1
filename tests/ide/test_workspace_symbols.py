"""Finding declarations by parts of their names."""

from __future__ import annotations

from tests.support.fixtures import parse_fixture

from protowright.ide.workspace_symbols import MAXIMUM_SYMBOLS, workspace_symbols

FILES = """
//- shop/orders.proto
package shop.v1;
message Order { message Item {} enum State { NEW = 0; } string order = 1; }
service Orders { rpc PlaceOrder(Order) returns (Order); }
message PlaceRequest {}
//- other.proto
message order {}
message Reorder {}
message OtherReadDoorHandlers {}
//- shop/orders.grpc
# @name place
GRPC x/shop.v1.Orders/PlaceOrder
"""


def found(query: str) -> list[str]:
    fixture = parse_fixture(FILES)
    symbols = workspace_symbols(fixture.snapshot(), query)
    for symbol in symbols:
        text = symbol.span.of(fixture.files[symbol.path])
        assert text == symbol.name or symbol.kind == "request"
    return [f"{symbol.kind} {symbol.container}/{symbol.name}" for symbol in symbols]


def test_the_best_match_comes_first() -> None:
    assert found("Order") == [
        "message shop.v1/Order",
        "message /order",
        "service shop.v1/Orders",
        "rpc shop.v1.Orders/PlaceOrder",
        "message /Reorder",
        "message /OtherReadDoorHandlers",
    ]


def test_initials_find_names() -> None:
    assert found("pr")[0] == "message shop.v1/PlaceRequest"
    assert found("po")[0] == "rpc shop.v1.Orders/PlaceOrder"


def test_letters_in_their_order() -> None:
    assert found("plrq") == ["message shop.v1/PlaceRequest"]
    assert found("qrlp") == [] and found("xyz") == []


def test_a_dot_asks_for_full_names() -> None:
    assert found("order.item") == ["message shop.v1.Order/Item"]
    assert found("shop.v1.Order")[0] == "message shop.v1/Order"
    assert found("v1.state") == ["enum shop.v1.Order/State"]


def test_requests_are_found_by_their_names() -> None:
    assert "request orders.grpc/place" in found("place")


def test_nothing_typed_shows_everything_up_to_the_limit() -> None:
    assert len(found("")) == 10
    text = "\n".join(f"message M{number} {{}}" for number in range(MAXIMUM_SYMBOLS + 50))
    assert len(workspace_symbols(parse_fixture(text).snapshot(), "m")) == MAXIMUM_SYMBOLS


def test_special_characters_are_letters_like_others() -> None:
    for query in ("[", "^", "\\", "]", "*", "a-b", "(", " Or der "):
        assert found(query) == (found("Order") if "Or" in query else [])


def test_a_cancelled_search_finds_no_more() -> None:
    assert workspace_symbols(parse_fixture(FILES).snapshot(), "order", lambda: True) == []

"""Finding declarations by parts of their names."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from tests.support.fixtures import parse_fixture

from protowright.ide.workspace_symbols import MAXIMUM_SYMBOLS, workspace_symbols
from protowright.project.host import Host
from protowright.project.source_scan import ScannedName
from protowright.project.symbol_table import FoundName, SymbolTable

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


def test_files_on_disk_and_open_ones(tmp_path: Path) -> None:
    """What is open counts, not what is on disk; after a change on disk it is read again."""
    (tmp_path / "a.proto").write_text("message Apple {}\nmessage Apricot {}\n")
    (tmp_path / "b.proto").write_text("package b;\nmessage Berry { message Applet {} }\n")
    host = Host([str(tmp_path)])

    def names(query: str) -> list[str]:
        return [symbol.name for symbol in workspace_symbols(host.snapshot(), query)]

    assert names("ap") == ["Apple", "Applet", "Apricot"]
    assert names("b.berry.a") == ["Applet"]
    host.open(str(tmp_path / "a.proto"), "message Apex {}\n")
    assert names("ap") == ["Apex", "Applet"]
    (tmp_path / "b.proto").write_text("message Cherry {}\n")
    (tmp_path / "c.proto").write_text("message Apse {}\n")
    host.disk_changed()
    assert names("ap") == ["Apex", "Apse"]
    host.close(str(tmp_path / "a.proto"))
    assert names("ap") == ["Apse", "Apple", "Apricot"]


@pytest.mark.parametrize("query", ["a", "ab", "aa", "cab", "b.a", "a.b.c", "x", "İ"])
def test_the_table_finds_what_looking_at_each_name_finds(query: str) -> None:
    """The hits are exactly the names that have the letters in their order."""
    source = random.Random(query)
    words = ["".join(source.choices("abcABC_İ", k=source.randrange(1, 6))) for _ in range(200)]
    containers = source.choices(["", "a.b", "C"], k=len(words))
    names = [
        FoundName(ScannedName(word, "message", container, 0, 0), str(index))
        for index, (word, container) in enumerate(zip(words, containers, strict=True))
    ]
    pattern = re.compile(".*".join(re.escape(letter) for letter in query.lower()))
    fitting = {each for each in names if pattern.search((each.full if "." in query else each.name.name).lower())}
    found = SymbolTable(names).best(query, 10 * len(names))
    assert {hit.found for hit in found} == fitting
    assert found == sorted(found)

"""Completion in request files: the items, and the text after accepting one."""

from __future__ import annotations

import pytest
from tests.support.fixtures import check_completion, complete

from protowright.ide.completion import documentation

SHOP = """\
//- shop/v1/orders.proto
syntax = "proto3";
package shop.v1;
message M {}
// Takes orders.
service Orders {
  // One order.
  rpc Get(M) returns (M);
  rpc Watch(M) returns (stream M);
  rpc Upload(stream M) returns (M);
  rpc Chat(stream M) returns (stream M);
}
service Users { rpc GetUser(M) returns (M); }
//- chat.proto
syntax = "proto3";
message M {}
service Chat { rpc Send(M) returns (M); }
//- a.grpc
### a title
"""
ALL = ("Chat", "shop.v1.Orders", "shop.v1.Users")


@pytest.mark.parametrize(
    "before",
    [
        "GRPC localhost:1/",
        "GRPC {{host}}/",
        "GRPC localhost:1 ",
        "grpc://h/",
        "GRPC https://h/prefix/",
        "grpc h/",
        "GRPC example.com/",
    ],
)
def test_services_behind_a_host(before: str) -> None:
    check_completion(f"{SHOP}{before}$0\n", {name: f"{before}{name}/" for name in ALL})


def test_what_is_typed_is_replaced() -> None:
    check_completion(f"{SHOP}GRPC h/sh$0\n", {name: f"GRPC h/{name}/" for name in ALL[1:]})
    check_completion(f"{SHOP}GRPC h/ord$0\n", {"shop.v1.Orders": "GRPC h/shop.v1.Orders/"})
    check_completion(f"{SHOP}GRPC h/shop.v1.U$0\n", {"shop.v1.Users": "GRPC h/shop.v1.Users/"})


def test_the_rest_of_the_word_is_replaced_too() -> None:
    check_completion(f"{SHOP}GRPC h/shop.v1.O$0rdrs\n", {"shop.v1.Orders": "GRPC h/shop.v1.Orders/"})


def test_a_name_that_starts_so_comes_first() -> None:
    _, found = complete(f"{SHOP}GRPC h/c$0\n")
    assert [item.label for item in found.items] == ["Chat"]
    _, found = complete(f"{SHOP}GRPC h/s$0\n")
    assert [item.label for item in found.items] == ["shop.v1.Orders", "shop.v1.Users"]


def test_methods_of_a_service() -> None:
    before = "GRPC h/shop.v1.Orders/"
    check_completion(f"{SHOP}{before}$0\n", {name: f"{before}{name}" for name in ("Chat", "Get", "Upload", "Watch")})
    check_completion(f"{SHOP}{before}w$0\n", {"Watch": f"{before}Watch"})
    check_completion(f"{SHOP}GRPC h Chat/S$0end\n", {"Send": "GRPC h Chat/Send"})


def documented(text: str) -> dict[str, tuple[str, str, str]]:
    """Kind, detail and documentation of each item at the cursor."""
    fixture, found = complete(text)
    snapshot = fixture.snapshot()
    comments = {item: documentation(snapshot, item.declared) for item in found.items if item.declared is not None}
    return {item.label: (item.kind, item.detail, comments.get(item, item.documentation)) for item in found.items}


def test_methods_show_their_shape_and_comment() -> None:
    shapes = documented(f"{SHOP}GRPC h/shop.v1.Orders/$0\n")
    assert shapes == {
        "Get": ("rpc", "(M) returns (M)", "One order."),
        "Watch": ("rpc", "(M) returns (stream M)", ""),
        "Upload": ("rpc", "(stream M) returns (M)", ""),
        "Chat": ("rpc", "(stream M) returns (stream M)", ""),
    }
    assert documented(f"{SHOP}GRPC h/O$0\n")["shop.v1.Orders"] == ("service", "", "Takes orders.")


@pytest.mark.parametrize(
    "line",
    [
        "GRPC local$0",
        "# GRPC h/$0",
        "x-a: GRPC h/$0",
        "GRPC h/nope.Service/$0",
        "GRPC h/shop.v1.Orders/zz$0",
    ],
)
def test_nothing_is_offered(line: str) -> None:
    check_completion(f"{SHOP}{line}\n", {})


def test_a_long_list_is_cut_and_says_so() -> None:
    services = "".join(f"service S{number:03} {{}}\n" for number in range(250))
    _, found = complete(f"//- many.proto\n{services}//- a.grpc\nGRPC h/$0\n")
    assert len(found.items) == 100 and found.is_incomplete
    _, found = complete(f"//- many.proto\n{services}//- a.grpc\nGRPC h/S24$0\n")
    assert [item.label for item in found.items][:10] == [f"S24{number}" for number in range(10)]
    assert not found.is_incomplete


def test_request_lines_mean_nothing_in_other_files() -> None:
    check_completion("//- a.proto\nmessage A { GRPC h/$0 }\n", {})

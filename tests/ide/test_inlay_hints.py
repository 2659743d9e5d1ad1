"""Hints between the words of a text."""

from __future__ import annotations

import pytest
from tests.support.navigation import check_hints

from protowright.ide.inlay_hints import inlay_hints
from protowright.project.host import Host
from protowright.text.span import Span

SHOP = """\
//- shop/v1/shop.proto
package shop.v1;
service Shop { rpc Buy(Tea) returns (Tea); }
message Tea {}
"""


@pytest.mark.parametrize(
    ("target", "label"),
    [
        ("localhost:50051", "plaintext"),
        ("127.0.0.1", "plaintext"),
        ("shop.example.com", "TLS"),
        ("dns:///shop.example.com", "TLS"),
        ("{{host}}", "TLS"),
    ],
)
def test_how_a_target_is_called(target: str, label: str) -> None:
    line = f"GRPC {target}/shop.v1.Shop/Buy"
    carets = "^" * len(line)
    check_hints(f"{SHOP}//- a.grpc\n@host = example.com\n{line}\n{carets} {label}\n", schema=False)


def test_what_is_written_needs_no_hint() -> None:
    for target in ("grpc://localhost:1", "grpcs://example.com", "https://example.com", "unix:/tmp/s", "{{nowhere}}"):
        check_hints(f"//- a.grpc\nGRPC {target}/a.B/C\n", schema=False)


def test_what_is_written_and_is_not_all() -> None:
    check_hints(
        """
        //- a.grpc
        # @grpc-insecure
        GRPC grpcs://example.com/a.B/C
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ TLS, certificate not verified
        ###
        # @grpc-plaintext
        GRPC example.com/a.B/C
        ^^^^^^^^^^^^^^^^^^^^^^ plaintext
        """,
        schema=False,
    )


def test_where_the_schema_comes_from() -> None:
    requests = """\
//- a.grpc
GRPC grpc://h:1/shop.v1.Shop/Buy
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shop/v1/shop.proto
###
GRPC grpc://h:1/other.Service/Buy
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reflection
###
GRPC grpc://h:1/
### only a heading
"""
    check_hints(SHOP + requests)
    check_hints("//- a.grpc\nGRPC grpc://h:1/shop.v1.Shop/Buy\n", schema=False)


def test_requests_of_other_protocols_have_none() -> None:
    check_hints("//- a.http\nGET https://example.com\n")


def test_both_hints_of_a_request() -> None:
    host = Host()
    host.open("/a.grpc", "GRPC h/a.B/C\n")
    found = inlay_hints(host.snapshot(), "/a.grpc", Span(0, 5))
    assert found == []
    found = inlay_hints(host.snapshot(), "/a.grpc", Span(0, 20))
    assert [hint.label for hint in found] == ["TLS", "reflection"]


def test_maps_and_groups() -> None:
    check_hints(
        """
        package a.b;
        message Outer {
          message Inner {}
          map<string, Inner> first = 1;
                      ^^^^^ a.b.Outer.Inner
          map<string, a.b.Outer.Inner> full = 2;
          map<string, .a.b.Outer.Inner> dotted = 3;
          map<string, string> scalar = 4;
          map<string, Missing> missing = 5;
          optional group Result = 6 {}
                         ^^^^^^ a.b.Outer.Result
          extensions 100;
        }
        extend Outer {
          optional group Late = 100 {}
                         ^^^^ a.b.Late
        }
        """
    )


def test_types_can_be_turned_off() -> None:
    check_hints("package a;\nmessage B { map<string, B> b = 1; }\n", types=False)
    check_hints("message B { map<string, B> b = 1; map<\n")
    check_hints("")

"""Run lenses above requests, and outlines of both languages."""

from __future__ import annotations

from tests.support.fixtures import check_code_lenses, check_symbols, parse_fixture

from protowright.ide.code_lens import code_lenses
from protowright.ide.run_diagnostics import run_diagnostics
from protowright.project.run_reports import FailedAssertion, RunReport, RunReports


def test_a_lens_for_each_request() -> None:
    check_code_lenses(
        """
        //- a.grpc
        @host = localhost:1
        ### Place
        # @name place
          GRPC {{host}}/a.B/C
          ^^^^^^^^^^^^^^^^^^^ ▶ Run: place
          ^^^^^^^^^^^^^^^^^^^ ▶ Run all

        {}
        ### Only a heading
        ###
        GRPC {{host}}/a.B/C
        ^^^^^^^^^^^^^^^^^^^ ▶ Run: C
        ###
        GRPC {{host}}/a.B/C
        ^^^^^^^^^^^^^^^^^^^ ▶ Run: C-2
        ###
        GRPC {{host}}/
        ^^^^^^^^^^^^^^ ▶ Run: list
        """
    )


def test_only_grpc_blocks_of_http_files_have_one() -> None:
    check_code_lenses(
        """
        //- a.http
        POST https://example.com
        ###
        GRPC h/a.B/C
        ^^^^^^^^^^^^ ▶ Run: C
        """
    )


def test_proto_files_have_none() -> None:
    check_code_lenses("//- a.proto\n// GRPC h/a.B/C\nservice S {}\n")


def test_outline_of_a_proto_file() -> None:
    check_symbols(
        """
        syntax = "proto3";
        package shop.v1;
        import "a.proto";
        message Tea {
          optional string name = 1;
          map<string, a.Cup> cups = 2;
          oneof kind { bool green = 3; }
          message Leaf { repeated Tea up = 1; }
          reserved 9;
        }
        enum Size { NONE = 0; }
        extend Tea { optional group Extra = 100 { optional int32 a = 1; } }
        service Kettle {
          option deprecated = true;
          rpc Boil(Tea) returns (stream Tea) { option deprecated = true; }
        }
        """,
        """
        package shop.v1
        message Tea
          field name: optional string
          field cups: map<string, a.Cup>
          oneof kind
            field green: bool
          message Leaf
            field up: repeated Tea
        enum Size
          enum value NONE
        extend extend Tea
          field Extra: optional group
            field a: optional int32
        service Kettle
          rpc Boil: (Tea) returns (stream Tea)
        """,
    )


def test_outline_while_typing() -> None:
    check_symbols(
        """
        message Tea {
          string
          Cup cup = 1;
          message
        }
        message
        service Kettle {
          rpc
          rpc Boil(
        """,
        """
        message Tea
          field cup: Cup
        service Kettle
          rpc Boil: () returns ()
        """,
    )


def test_outline_of_a_request_file() -> None:
    check_symbols(
        """
        //- a.grpc
        ### Place an order
        # @name place
        GRPC h/shop.v1.Orders/Place
        ###
        GRPC h/shop.v1.Orders/Get
        ### Nothing to run
        """,
        """
        request place: Place an order
        request Get: shop.v1.Orders/Get
        """,
    )


def test_a_lens_for_each_method() -> None:
    check_code_lenses(
        """
        //- a.proto
        syntax = "proto3";
        package shop.v1;
        message M {}
        service Orders {
          rpc Place(M) returns (M);
              ^^^^^ ▶ New request: shop.v1.Orders/Place
          rpc Watch(M) returns (stream M);
              ^^^^^ ▶ New request: shop.v1.Orders/Watch
        }
        """
    )


def test_a_lens_marks_what_is_insecure() -> None:
    check_code_lenses(
        """
        //- a.grpc
        # @grpc-insecure
        GRPC grpcs://h/a.B/C
        ^^^^^^^^^^^^^^^^^^^^ ▶ Run · certificate not verified: C
        """
    )


def test_lenses_tell_of_the_last_run() -> None:
    fixture = parse_fixture("//- a.grpc\n# @name one\nGRPC h/a.B/C\n### two\n# @name two\nGRPC h/a.B/C\n$0")
    failed = (FailedAssertion(3, "status == OK", "it is NOT_FOUND"),)
    report = RunReport("", "", "NOT_FOUND", 0.0124, False, "/w/a.one.grpc-response", 2, failed)
    reports = RunReports({(fixture.main, "one"): report}, frozenset({(fixture.main, "two")}))
    lenses = code_lenses(fixture.snapshot(), fixture.main, reports)
    assert [(lens.title, lens.subject) for lens in lenses] == [
        ("▶ Run", "one"),
        ("▶ Run all", ""),
        ("✗ NOT_FOUND · 12.4 ms · 1 of 2 assertions failed", "one"),
        ("✕ Cancel", "two"),
    ]


def test_what_a_run_found_is_said_until_the_request_changes() -> None:
    text = '# @name one\nGRPC h/a.B/C\n\n{ "order": { "lineItems": [{}, {"sku": ""}] } }\n\n?? status == OK\n'
    fixture = parse_fixture(f"//- a.grpc\n{text}$0")
    snapshot = fixture.snapshot()
    violations = (("order.line_items[1].sku", "must be given."), ("nothing.here", "is odd"))
    failed = (FailedAssertion(5, "status == OK", "it is INVALID_ARGUMENT"),)
    document = snapshot.document(fixture.main)
    assert document is not None
    (block,) = document.requests.requests
    report = RunReport(block.span.of(document.text), "", "INVALID_ARGUMENT", 0.1, False, None, 1, failed, violations)
    found = run_diagnostics(snapshot, fixture.main, RunReports({(fixture.main, "one"): report}))
    assert [(each.span.of(document.text), each.message) for each in found] == [
        ("GRPC h/a.B/C", "the server refused `nothing.here`: is odd"),
        ('"sku"', "the server refused `order.line_items[1].sku`: must be given"),
        ("status == OK", "this did not hold: it is INVALID_ARGUMENT"),
    ]
    expected = RunReport(block.span.of(document.text), "", "INVALID_ARGUMENT", 0.1, True, None, 1, (), violations)
    assert run_diagnostics(snapshot, fixture.main, RunReports({(fixture.main, "one"): expected})) == []
    changed = RunReport("GRPC h/a.B/D", "", "OK", 0.1, True, None, 1, failed, violations)
    assert run_diagnostics(snapshot, fixture.main, RunReports({(fixture.main, "one"): changed})) == []

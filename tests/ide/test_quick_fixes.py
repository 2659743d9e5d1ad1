"""What mends the fault at the cursor."""

from __future__ import annotations

from tests.support.fixtures import check_quick_fixes

NUMBERS = """\
//- a.proto
syntax = "proto3";
message A {
  string id = 1;
  string note = $01;
  string other = 1;
}
"""


def test_the_fault_at_the_cursor_is_mended_and_no_other() -> None:
    check_quick_fixes(NUMBERS, {"Change to 2": "  string note = 2;"})


def test_there_is_nothing_to_mend_beside_the_fault() -> None:
    check_quick_fixes(NUMBERS.replace("$0", "").replace("string id", "str$0ing id"), {})


def test_a_cursor_right_behind_the_fault_touches_it() -> None:
    text = "//- a.proto\nsyntax = 'proto3';\nmessage A { strnig$0 a = 1; }"
    check_quick_fixes(text, {"Change to `string`": "message A { string a = 1; }"}, is_preferred=False)


def test_several_ways_are_all_offered_and_none_is_preferred() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        message A { Orde$0 a = 1; }
        message Order {}
        message Ordel {}
        """
    expected = {"Change to `Order`": "message A { Order a = 1; }", "Change to `Ordel`": "message A { Ordel a = 1; }"}
    check_quick_fixes(text, expected, is_preferred=False)


def test_requests_have_fixes_too() -> None:
    text = """
        //- shop.proto
        syntax = "proto3";
        package shop;
        message Empty {}
        service Orders { rpc Place(Empty) returns (Empty); }
        //- a.grpc
        GRPC localhost:1/shop.Orders/Plac$0
        """
    check_quick_fixes(text, {"Change to `Place`": "GRPC localhost:1/shop.Orders/Place"}, is_preferred=False)

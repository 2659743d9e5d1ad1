"""Lenses that count."""

from __future__ import annotations

import itertools

from tests.support.fixtures import parse_fixture
from tests.support.navigation import check_count_lenses

from protowright.ide.reference_lenses import count_lenses, references_by_name

FILES = """\
//- b.proto
import "a.proto";
message B {
  shop.Tea tea = 1;
  shop.Tea.Kind kind = 2;
  // shop.Tea is not counted here
  string Tea = 3;
}
//- other.proto
package other;
message Tea { Tea tea = 1; }
//- a.grpc
GRPC h/shop.Shop/Buy
###
GRPC h/shop.Shop/Buy
###
GRPC h/other.Shop/Buy
//- a.proto
package shop;
message Tea {
        ^^^ 4 references
  enum Kind { KIND_ZERO = 0; }
       ^^^^ 2 references
  Kind kind = 1;
  map<string, int32> sizes = 2;
}
service Shop {
  rpc Buy(Tea) returns (stream Tea);
      ^^^ 2 requests
  rpc Sell(Never) returns (Never);
      ^^^^ 0 requests
}
message Never {}
        ^^^^^ 2 references
"""


def test_messages_enums_and_methods() -> None:
    check_count_lenses(FILES)


def test_places_without_such_lenses() -> None:
    for text in ("", "//- a.grpc\nGRPC h/a.B/C\n", 'syntax = "proto3";\nimport "a";\npackage a;\n'):
        check_count_lenses(text)


def test_of_two_declarations_of_one_name_the_first_counts() -> None:
    check_count_lenses(
        "message A {}\n        ^ 1 reference\nmessage A {}\nmessage B { A a = 1; }\n        ^ 0 references\n"
    )


def test_a_search_that_is_cancelled_looks_no_further() -> None:
    fixture = parse_fixture(FILES)
    snapshot = fixture.snapshot()
    asked = itertools.count()
    found = references_by_name(snapshot, fixture.main, lambda: next(asked) > 0)
    assert set(found) == {lens.full_name for lens in count_lenses(snapshot, fixture.main)}
    assert not any(found.values())
    assert next(asked) < 20

"""Names in assertions: fields of their paths, and the enum values they compare with."""

from __future__ import annotations

import pytest
from tests.support.fixtures import check_hover, parse_fixture
from tests.support.navigation import check_references
from tests.support.renaming import check_rename

from protowright.ide.definition import definition

SHOP = """\
//- shop.proto
syntax = "proto3";
package shop;
message Order {
  enum Status { NONE = 0; PAID = 1; }
  Status status = 1;
  repeated Status past = 2;
  map<string, Status> by_name = 3;
  string note = 4;
}
service Orders { rpc Get(Order) returns (Order); }
//- a.grpc
GRPC localhost:1/shop.Orders/Get

"""


@pytest.mark.parametrize(
    ("assertion", "is_name"),
    [
        ("body $.status == PA$0ID", True),
        ("message[0] $.status != PA$0ID", True),
        ("body $.status == 'PA$0ID'", True),
        ('body $.status == "PA$0ID"', True),
        ("body $.past[0] == PA$0ID", True),
        ("body $.past includes PA$0ID", True),
        ("body $.past contains PA$0ID", True),
        ("body $.byName['a'] == PA$0ID", True),
        ("body $.byName.a == PA$0ID", True),
        ('body $.status == "\\u0050A$0ID"', False),
        ("body $.status includes PA$0ID", False),  # a part of the text
        ("body $.status matches PA$0ID", False),
        ("body $.byName includes PA$0ID", False),  # a key
        ("body $.note == PA$0ID", False),
        ("body $..status == PA$0ID", True),
        ("body $.status == OP$0EN", False),
        ("details $.status == PA$0ID", False),
        ("header status == PA$0ID", False),
    ],
)
def test_an_enum_value_that_a_field_is_compared_with(assertion: str, is_name: bool) -> None:
    fixture = parse_fixture(f"{SHOP}?? {assertion}\n")
    found = definition(fixture.snapshot(), fixture.main, fixture.cursor)
    assert [link.span.of(fixture.files[fixture.main]) for link in found] == (["PAID"] if is_name else [])
    assert all(link.place.span.of(fixture.files[link.place.path]) == "PAID" for link in found)


def test_references_of_an_enum_value() -> None:
    check_references(
        """
        //- shop.proto
        enum Status { NONE = 0; PAID$0 = 1; }
                                ^^^^^^ declaration
        message Order { Status status = 1; repeated Status past = 2; }
        service Orders { rpc Get(Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/Orders/Get

        { "status": "PAID" }
                     ^^^^ read

        ?? body $.status == PAID
                            ^^^^ read
        ?? body $.past includes "PAID"
                                 ^^^^ read
        ?? header x == PAID
        """
    )


def test_rename_changes_what_assertions_compare_with() -> None:
    assertions = "?? body $.status == PAID\n?? body $.past includes 'PAID'\n?? body $.note == PAID\n"
    renamed = "?? body $.status == SETTLED\n?? body $.past includes 'SETTLED'\n?? body $.note == PAID\n"
    marked = SHOP.replace("PAID", "PA$0ID")
    check_rename(marked + assertions, "SETTLED", SHOP.replace("PAID", "SETTLED") + renamed)


def test_rename_of_a_field_changes_assertions_and_references() -> None:
    calls = "{{ {0}: '' }}\n\n?? body $.{0} == a\n### b\n# @name b\nGRPC localhost:1/shop.Orders/Get\n\n"
    calls += '{{ "note": "{{{{b.request.body.$.{0}}}}} {{{{b.response.body.$.{0}}}}}" }}\n'.replace('"note"', '"{0}"')
    marked = SHOP.replace("string note", "string no$0te")
    check_rename(marked + calls.format("note"), "remark", SHOP.replace("note", "remark") + calls.format("remark"))


def test_hover() -> None:
    check_hover(f"{SHOP}?? body $.by$0Name.a == PAID\n", "field `shop.Order.by_name`", "from `shop.proto`")
    check_hover(f"{SHOP}?? body $.status == PA$0ID\n", "enum value `shop.Order.PAID`", "number: `1`")
    check_hover(f"{SHOP}?? bo$0dy $.status == PAID\n", "`body`")
    check_hover(f"{SHOP}?? body $.note == PA$0ID\n")

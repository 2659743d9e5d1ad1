"""What is shown about the name under the cursor."""

from __future__ import annotations

from tests.support.fixtures import check_hover

SHOP = """\
//- shop/v1/orders.proto
syntax = "proto3";
package shop.v1;
// Takes orders,
// and gives them back.
service Orders {
  // One order.
  rpc Get(GetRequest) returns (stream Order);
  rpc Bare(GetRequest) returns (Order); // trails
}
message GetRequest { string order_id = 1; }
/**
 * An order.
 *   With more.
 */
message Order {
  // The state of an order.

  // How it goes.
  State state = 1;
  enum State { STATE_UNKNOWN = 0; /* on its way */ STATE_SENT = 1; }
}
"""


def test_a_used_type_shows_its_declaration_and_comment() -> None:
    check_hover(
        """
        //- a.proto
        import "b.proto";
        message A {
          x.Outer.In$0ner b = 1;
                  ^^^^^^^
        }
        //- b.proto
        package x;
        message Outer {
          // What is inside.
          message Inner {
            string name = 1;
          }
        }
        """,
        "```proto\nmessage Inner {\n  string name = 1;\n}\n```",
        "message `x.Outer.Inner`",
        "What is inside.",
        "from `b.proto`",
    )


def test_each_component_of_a_name_is_itself() -> None:
    files = """
        //- a.proto
        import "b.proto";
        message A { {} b = 1; }
        //- b.proto
        // About x.
        package x;
        message Outer { message Inner { string name = 1; } }
        """
    check_hover(files.replace("{}", "x.Ou$0ter.Inner", 1), "message `x.Outer`")
    check_hover(files.replace("{}", "$0x.Outer.Inner", 1), "package x;", "About x.", "declared in `b.proto`")
    check_hover(files.replace("{}", "x.Ou$0ter.Missing", 1), "message `x.Outer`")


def test_a_declared_name_shows_itself() -> None:
    check_hover(
        """
        message A {
          // Its name.
          string na$0me = 1; // not this
                 ^^^^^^
        }
        """,
        "```proto\nstring name = 1;\n```\n\nfield `A.name`\n\nIts name.",
    )


def test_a_cursor_right_behind_a_name_still_means_it() -> None:
    check_hover("message A { B$0 b = 1; }\nmessage B {}\n", "message `B`")
    check_hover("message A { $0B b = 1; }\nmessage B {}\n", "message `B`")


def test_places_without_a_name() -> None:
    for text in (
        "message A { int32 b = 1$0; }",
        "mess$0 A {}",
        'import "str$0ing";',
        "message A { Nope$0 b = 1; }",
        "// A$0\nmessage A {}",
        "// message$0\nmessage A {}",
        "$0",
    ):
        check_hover(text)


def test_enum_values_methods_groups_and_extensions() -> None:
    check_hover("package p;\nenum E { A = 0; $0B = 1; }\n", "enum value `p.B`")
    check_hover("message M {}\nservice S { rpc $0R(M) returns (M); }\n", "rpc `S.R`", "rpc R(M) returns (M);")
    check_hover("message M { extensions 1; }\nextend M { optional int32 $0e = 1; }\n", "extension `e`")
    check_hover("message M { oneof $0o { int32 a = 1; } }\n", "oneof `M.o`")


def test_a_bundled_type() -> None:
    check_hover(
        'import "google/protobuf/timestamp.proto";\nmessage A { google.protobuf.Time$0stamp at = 1; }\n',
        "message `google.protobuf.Timestamp`",
        "A Timestamp represents a point in time",
    )


def test_comment_styles() -> None:
    check_hover(
        SHOP + "//- a.proto\nimport 'shop/v1/orders.proto';\nmessage A { shop.v1.Ord$0er o = 1; }\n", "An order.\n"
    )
    check_hover("message A {\n  // Far.\n\n  // Near.\n  int32 $0a = 1;\n}\n", "field `A.a`\n\nNear.")
    check_hover("message A {\n  int32 $0a = 1; // behind\n}\n", "field `A.a`\n\nbehind")
    check_hover("message A { // of A\n  int32 $0a = 1;\n}\n", "field `A.a`")


def test_a_long_declaration_is_cut() -> None:
    fields = "".join(f"  int32 f{number} = {number};\n" for number in range(1, 200))
    check_hover(f"message $0A {{\n{fields}}}\n", "  // ...\n```")


# Request files


def test_the_service_and_the_method_of_a_request() -> None:
    request = "//- a.grpc\n# @name a\nGRPC localhost:1/shop.v1.{}/{}\n{}\n"
    service = request.format("Ord$0ers", "Get", " " * 17 + "^" * 16)
    check_hover(SHOP + service, "service `shop.v1.Orders`", "Takes orders,\nand gives them back.")
    method = request.format("Orders", "G$0et", " " * 32 + "^" * 5)
    check_hover(SHOP + method, "rpc Get(GetRequest) returns (stream Order);", "rpc `shop.v1.Orders.Get`", "One order.")
    check_hover(SHOP + request.format("Orders", "Bare$0", ""), "rpc `shop.v1.Orders.Bare`", "trails")


def test_a_request_without_a_known_name() -> None:
    for line in (
        "GRPC {{nowhere}}:1$0/shop.v1.Orders/Get",
        "GRPC localhost:1/shop.v1.No$0pe/Get",
        "GRPC localhost:1/$0",
        "#$0",
    ):
        check_hover(f"{SHOP}//- a.grpc\n{line}\n")

"""Renaming what is declared in `.proto` files."""

from __future__ import annotations

import pytest
from tests.support.renaming import check_refusal, check_rename


def test_a_message_in_partly_and_fully_qualified_names() -> None:
    check_rename(
        """
        //- money.proto
        syntax = "proto3";
        package foo.v1;
        // Money is Money.
        message Mo$0ney { message Part { Money whole = 1; } }
        //- other.proto
        syntax = "proto3";
        package foo.bar;
        import "money.proto";
        message Price { foo.v1.Money a = 1; v1.Money.Part b = 2; .foo.v1.Money c = 3; map<string, v1.Money> d = 4; }
        """,
        "Cash",
        """
        //- money.proto
        syntax = "proto3";
        package foo.v1;
        // Money is Money.
        message Cash { message Part { Cash whole = 1; } }
        //- other.proto
        syntax = "proto3";
        package foo.bar;
        import "money.proto";
        message Price { foo.v1.Cash a = 1; v1.Cash.Part b = 2; .foo.v1.Cash c = 3; map<string, v1.Cash> d = 4; }
        """,
    )


def test_a_use_that_would_be_captured_is_written_longer() -> None:
    check_rename(
        """
        //- a.proto
        syntax = "proto3";
        package foo.v1;
        message Mo$0ney {}
        message Holder { message Cash {} Money a = 1; Cash b = 2; }
        """,
        "Cash",
        """
        //- a.proto
        syntax = "proto3";
        package foo.v1;
        message Cash {}
        message Holder { message Cash {} v1.Cash a = 1; Cash b = 2; }
        """,
        is_reversible=False,
    )


def test_another_name_that_would_be_captured_is_written_longer() -> None:
    check_rename(
        """
        //- a.proto
        syntax = "proto3";
        package foo;
        message Cash {}
        //- b.proto
        syntax = "proto3";
        package foo.v1;
        import "a.proto";
        message Mo$0ney {}
        message Holder { Cash a = 1; Money b = 2; }
        """,
        "Cash",
        """
        //- b.proto
        syntax = "proto3";
        package foo.v1;
        import "a.proto";
        message Cash {}
        message Holder { foo.Cash a = 1; Cash b = 2; }
        """,
        is_reversible=False,
    )


def test_a_group_is_a_message_and_a_field() -> None:
    check_rename(
        """
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        message Rule { optional group Lim$0it = 1 { optional int32 low = 1; } optional Limit other = 2; }
        extend google.protobuf.MessageOptions { optional Rule rule = 5000; }
        message A { option (rule) = { Limit { low: 1 } }; }
        message B { option (rule).limit.low = 1; optional Rule.Limit a = 1; }
        """,
        "Bound",
        """
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        message Rule { optional group Bound = 1 { optional int32 low = 1; } optional Bound other = 2; }
        extend google.protobuf.MessageOptions { optional Rule rule = 5000; }
        message A { option (rule) = { Bound { low: 1 } }; }
        message B { option (rule).bound.low = 1; optional Rule.Bound a = 1; }
        """,
    )


def test_an_enum_value_in_defaults_literals_and_bodies() -> None:
    check_rename(
        """
        //- kind.proto
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        enum Kind { NO$0NE = 0; SOME = 1; }
        message Rule { optional Kind kind = 1 [default = NONE]; repeated Kind kinds = 2; }
        extend google.protobuf.MessageOptions { optional Rule rule = 5000; optional Kind kind = 5001; }
        message A { option (rule) = { kind: NONE kinds: [NONE, SOME] }; option (kind) = NONE; }
        service S { rpc Call(Rule) returns (Rule); }
        //- a.grpc
        GRPC localhost:1/S/Call

        { "kind": "NONE", "kinds": ["NONE", "SOME"] }
        """,
        "NOTHING",
        """
        //- kind.proto
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        enum Kind { NOTHING = 0; SOME = 1; }
        message Rule { optional Kind kind = 1 [default = NOTHING]; repeated Kind kinds = 2; }
        extend google.protobuf.MessageOptions { optional Rule rule = 5000; optional Kind kind = 5001; }
        message A { option (rule) = { kind: NOTHING kinds: [NOTHING, SOME] }; option (kind) = NOTHING; }
        service S { rpc Call(Rule) returns (Rule); }
        //- a.grpc
        GRPC localhost:1/S/Call

        { "kind": "NOTHING", "kinds": ["NOTHING", "SOME"] }
        """,
    )


def test_a_field_in_bodies_keeps_its_form() -> None:
    check_rename(
        """
        //- a.proto
        syntax = "proto3";
        package shop.v1;
        message Order { string user$0_id = 1; Order more = 2; string kept = 3 [json_name = "userName"]; }
        service Orders { rpc Place(Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/shop.v1.Orders/Place

        { "userId": "user_id", "more": { "user_id": "userId", "userName": "" } }
        """,
        "buyer_id",
        """
        //- a.proto
        syntax = "proto3";
        package shop.v1;
        message Order { string buyer_id = 1; Order more = 2; string kept = 3 [json_name = "userName"]; }
        service Orders { rpc Place(Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/shop.v1.Orders/Place

        { "buyerId": "user_id", "more": { "buyer_id": "userId", "userName": "" } }
        """,
    )


def test_a_message_in_an_any_and_a_service_in_a_request_line() -> None:
    files = """
        //- a.proto
        syntax = "proto3";
        package shop.v1;
        import "google/protobuf/any.proto";
        message {message} { google.protobuf.Any held = 1; }
        service {service} { rpc Place({message}) returns ({message}); }
        //- a.grpc
        GRPC localhost:1/shop.v1.{plain_service}/Place

        { "held": { "@type": "type.googleapis.com/shop.v1.{plain_message}" } }
        """

    def filled(message: str, service: str, cursor: str = "") -> str:
        names = {"message": message, "service": service}
        drawn = {**names, **({cursor: names[cursor][0] + "$0" + names[cursor][1:]} if cursor else {})}
        return (
            files.replace("{message}", drawn["message"], 1)
            .replace("{message}", message)
            .replace("{service}", drawn["service"])
            .replace("{plain_message}", message)
            .replace("{plain_service}", service)
        )

    check_rename(filled("Order", "Orders", "message"), "Basket", filled("Basket", "Orders"))
    check_rename(filled("Order", "Orders", "service"), "Shops", filled("Order", "Shops"))


def test_a_package() -> None:
    check_rename(
        """
        //- a.proto
        syntax = "proto3";
        package shop.$0v1;
        message Order { Order a = 1; v1.Order b = 2; shop.v1.Order c = 3; }
        service Orders { rpc Place(Order) returns (Order); }
        //- sub.proto
        syntax = "proto3";
        package shop.v1.sub;
        message Other { shop.v1.sub.Other a = 1; }
        //- b.proto
        syntax = "proto3";
        package shop.other;
        import "a.proto";
        import "sub.proto";
        message Uses { shop.v1.Order a = 1; v1.Order b = 2; .shop.v1.Order c = 3; v1.sub.Other d = 4; }
        //- a.grpc
        GRPC localhost:1/shop.v1.Orders/Place
        """,
        "shop.v2",
        """
        //- a.proto
        syntax = "proto3";
        package shop.v2;
        message Order { Order a = 1; v2.Order b = 2; shop.v2.Order c = 3; }
        service Orders { rpc Place(Order) returns (Order); }
        //- b.proto
        syntax = "proto3";
        package shop.other;
        import "a.proto";
        import "sub.proto";
        message Uses { shop.v2.Order a = 1; v2.Order b = 2; .shop.v2.Order c = 3; v1.sub.Other d = 4; }
        //- a.grpc
        GRPC localhost:1/shop.v2.Orders/Place
        """,
    )


def test_a_package_that_leaves_the_one_around_it() -> None:
    check_rename(
        """
        //- a.proto
        syntax = "proto3";
        package shop;
        message Base {}
        //- b.proto
        syntax = "proto3";
        package shop.$0v1;
        import "a.proto";
        message Order { Base a = 1; }
        """,
        "store",
        """
        //- b.proto
        syntax = "proto3";
        package store;
        import "a.proto";
        message Order { shop.Base a = 1; }
        """,
        is_reversible=False,
    )


def test_names_that_are_none() -> None:
    message = "message Mo$0ney {}"
    check_refusal(
        message, "1 bad", "`1 bad` is no name: a name is letters, digits and `_`, and does not begin with a digit"
    )
    check_refusal(message, "int32", "`int32` is a type of the language, and would be read as that where it is used")
    check_refusal(
        "message Mo$0ney {} message A { optional Money a = 1; oneof b { Money c = 2; } }",
        "option",
        "it would not compile: a oneof has at least one field (main.proto:1)",
    )
    check_refusal("$0// nothing", "a", "there is no name here that can be renamed")


@pytest.mark.parametrize(("part", "name"), [("ke$0y: ", "key"), ("val$0ue: ", "value")])
def test_the_fields_of_map_entries_are_no_names(part: str, name: str) -> None:
    text = """
        //- o.proto
        syntax = "proto3"; package o; import "google/protobuf/descriptor.proto";
        message R { map<string, int32> prices = 1; }
        extend google.protobuf.FieldOptions { R r = 50000; }
        //- m.proto
        syntax = "proto3";
        import "o.proto";
        message M { int32 a = 1 [(o.r) = { prices { key: "a" value: 1 } }]; }
        """.replace(part.replace("$0", ""), part)
    check_refusal(text, "zeta", f"the entries of every map have a `{name}`: it is no name of this file's")


def test_a_copy_of_the_file_in_another_module_is_left_alone() -> None:
    copy = 'syntax = "proto3"; package common; message Money { string units = 1; }\n'
    uses = 'syntax = "proto3"; import "common/common.proto"; message U { common.Money m = 1; }\n'
    text = f"//- b/proto/common/common.proto\n{copy}//- b/proto/b/b.proto\n{uses}//- a/proto/a/a.proto\n{uses}"
    text += "//- a/proto/common/common.proto\n" + copy.replace("Money", "Mo$0ney")
    expected = f"//- a/proto/common/common.proto\n{copy}//- a/proto/a/a.proto\n{uses}".replace("Money", "Cash")
    check_rename(text, "Cash", expected)


def test_names_that_are_taken() -> None:
    check_refusal("message Mo$0ney {} message Cash {}", "Cash", "`Cash` is a message already")
    check_refusal("enum A { O$0NE = 0; } enum B { TWO = 0; }", "TWO", "`TWO` is an enum value already")
    check_refusal(
        """
        //- a.proto
        package shop;
        message Mo$0ney {}
        //- b.proto
        package shop;
        message Cash {}
        """,
        "Cash",
        "`shop.Cash` is a message in `b.proto` already",
    )
    check_refusal(
        'syntax = "proto3"; message M { string fo$0o = 1; string bar_baz = 2; }',
        "barBaz",
        "it would not compile: the JSON name of `bar_baz`, `barBaz`, is that of `barBaz` too (main.proto:1)",
    )
    check_refusal(
        'syntax = "proto3"; message M { reserved "gone"; string fo$0o = 1; }',
        "gone",
        "it would not compile: the name `gone` is reserved in `M` (main.proto:1)",
    )


def test_a_name_of_others() -> None:
    check_refusal(
        """
        import "google/protobuf/any.proto";
        message M { optional google.protobuf.A$0ny a = 1; }
        """,
        "Some",
        "`Any` is declared in `any.proto`, which is not a file of the workspace",
    )


def test_a_variable() -> None:
    check_rename(
        """
        //- a.grpc
        @ho$0st = localhost:1
        @other = {{host}}
        GRPC {{host}}/S/Call
        x: {{other}} {{ host }} host
        """,
        "server",
        """
        //- a.grpc
        @server = localhost:1
        @other = {{server}}
        GRPC {{server}}/S/Call
        x: {{other}} {{ server }} host
        """,
    )


def test_a_request() -> None:
    check_rename(
        """
        //- a.grpc
        ### One
        # @name lo$0gin
        GRPC localhost:1/S/Call
        ### Two
        # @ref login
        GRPC localhost:1/S/Call
        x: {{login.response.body.$.login}} {{login.request.headers.x}}
        """,
        "enter",
        """
        //- a.grpc
        ### One
        # @name enter
        GRPC localhost:1/S/Call
        ### Two
        # @ref enter
        GRPC localhost:1/S/Call
        x: {{enter.response.body.$.login}} {{enter.request.headers.x}}
        """,
    )


def test_a_package_takes_no_name_of_a_file_without_one() -> None:
    check_refusal(
        """
        //- a.proto
        syntax = "proto3";
        package f$0oo;
        message P {}
        //- b.proto
        syntax = "proto3";
        message Bare {}
        """,
        "Bare",
        "`Bare` is a message, and cannot be a package too",
    )


def test_names_that_would_be_read_as_types_of_the_language() -> None:
    files = """
        //- b.proto
        syntax = "proto3";
        import "a.proto";
        message M { foo.P p = 1; }
        //- a.proto
        syntax = "proto3";
        package f$0oo;
        message P {}
        """
    check_refusal(
        files,
        "string",
        "it would not compile: `string` in front is read as the type `string`, which no name may follow (b.proto:3)",
    )
    files = """
        //- a.proto
        syntax = "proto3";
        message F$0oo { message In {} Foo.In b = 2; }
        """
    check_refusal(
        files,
        "map",
        "it would not compile: `map` in front is read as the type `map`, which no name may follow (a.proto:2)",
    )

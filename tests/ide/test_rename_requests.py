"""Renaming what requests name, and requests themselves."""

from __future__ import annotations

from tests.support.renaming import check_refusal, check_rename

SHOP = """
        //- shop.proto
        syntax = "proto3";
        package shop.v1;
        message {order} { string {id} = 1; repeated {order} {parts} = 2; map<string, {order}> named = 3; }
        service {service} { rpc {method}({order}) returns ({order}); }
"""
CALLS = """
        //- a.grpc
        # @name place
        GRPC localhost:1/shop.v1.{service}/{method}
        x: {{{{place.request.body.{jsonId}}}}}

        {{ "{jsonId}": "" }}

        ?? body $.{parts}[0].{jsonId} == userId
        ?? message[0] $.named['a'].{parts}[*]['{jsonId}'] exists
        ?? body $.named.parts.{jsonId} == 1
        ?? body $..{jsonId} exists
        ?? body $.{parts}..['{jsonId}'] exists
        ?? body $.{parts}[?@.{jsonId} == 'userId' && @.named.userId.{parts}[?@.{jsonId}]].{jsonId} exists
        ?? body $.named[?count(@.{parts}[?$.{parts}[0].{jsonId} == @.{jsonId}]) > 1]..{jsonId} exists
        ?? body $.other[?@.userId == 1].userId exists
        ?? body $..[?@.userId == 1].userId exists
        ### Again
        # @grpc-reflection
        GRPC localhost:1/shop.v1.{service}/{method}
        x: {{{{place.response.body.$..{jsonId}}}}}
        y: {{{{place.response.body.$.{parts}[1].{jsonId}}}}} {{{{place.{jsonId}}}}} {{{{place.response.headers.userId}}}}
        ### What is it
        GRPC localhost:1 describe shop.v1.{order}
        ### And this
        GRPC localhost:1 describe shop.v1.{service}
        ### The same
        # @grpc shop.v1.{service}/{method}
        GRPC localhost:1

        {{ "{parts}": [{{ "{jsonId}": "" }}] }}
"""
NAMES = {
    "order": "Order",
    "id": "user_id",
    "parts": "parts",
    "service": "Orders",
    "method": "Place",
    "jsonId": "userId",
}


def check(kind: str, new_name: str, **others: str) -> None:
    """Renaming what is declared in the place of `kind` changes it wherever the place is filled in."""
    marked = NAMES[kind][0] + "$0" + NAMES[kind][1:]
    old, new = dict(NAMES), {**NAMES, kind: new_name, **others}
    proto = SHOP
    first = proto.index("{" + kind + "}")
    proto = proto[:first] + marked + proto[first + len(kind) + 2 :]
    check_rename(_filled(proto, old) + CALLS.format(**old), new_name, _filled(SHOP, new) + CALLS.format(**new))


def _filled(text: str, names: dict[str, str]) -> str:
    for kind, name in names.items():
        text = text.replace("{" + kind + "}", name)
    return text


def test_a_field_in_bodies_assertions_and_references() -> None:
    check("id", "buyer_name", jsonId="buyerName")
    check("parts", "pieces")


def test_a_message_that_a_request_asks_about() -> None:
    check("order", "Basket")


def test_a_service_and_a_method_with_and_without_a_schema() -> None:
    check("service", "Shop")
    check("method", "Buy")


def test_a_body_in_a_file_of_its_own() -> None:
    files = """
        //- shop.proto
        syntax = "proto3";
        package {declared};
        import "google/protobuf/any.proto";
        message Order { string {id} = 1; google.protobuf.Any held = 2; }
        service Orders { rpc Place(stream Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/{package}.Orders/Place

        < ./bodies/one.json
        //- bodies/one.json
        [{"{json}": "{json}", "held": {"@type": "a/{package}.Order", "{json}": ""}}]
        """

    def filled(declared: str, package: str, id: str, json: str) -> str:
        names = {
            "{declared}": declared,
            "{package}": package,
            "{id}": id,
            '"{json}":': f'"{json}":',
            "{json}": "userId",
        }
        text = files
        for place, name in names.items():
            text = text.replace(place, name)
        return text

    field = filled("shop.v1", "shop.v1", "buyer_id", "buyerId")
    changed = field.replace("//- a.grpc", "//- gone").split("//- gone")
    kept = "//- bodies" + changed[1].split("//- bodies")[1]
    check_rename(filled("shop.v1", "shop.v1", "us$0er_id", "userId"), "buyer_id", changed[0] + kept)
    check_rename(filled("sh$0op.v1", "shop.v1", "a", "a"), "store.v2", filled("store.v2", "store.v2", "a", "a"))


def test_a_request_in_the_files_that_import_its_own() -> None:
    check_rename(
        """
        //- login.grpc
        # @name lo$0gin
        GRPC localhost:1/S/Call
        //- a.grpc
        # @import ./login.grpc
        ### One
        # @ref login
        GRPC localhost:1/S/Call
        x: {{login.response.headers.x}}
        //- b.grpc
        # @name login
        GRPC localhost:1/S/Call
        """,
        "enter",
        """
        //- login.grpc
        # @name enter
        GRPC localhost:1/S/Call
        //- a.grpc
        # @import ./login.grpc
        ### One
        # @ref enter
        GRPC localhost:1/S/Call
        x: {{enter.response.headers.x}}
        """,
    )


def test_names_that_are_taken() -> None:
    check_refusal("//- a.grpc\n@ho$0st = 1\n@other = 2", "other", "`other` is a variable of this file already")
    check_refusal(
        """
        //- a.grpc
        # @name lo$0gin
        GRPC localhost:1/S/Call
        ###
        # @name enter
        GRPC localhost:1/S/Call
        """,
        "Enter",
        "`enter` is a request of this file already",
    )


def test_what_has_no_name_of_its_own() -> None:
    check_refusal(
        """
        //- a.grpc
        GRPC localhost:1/S/Call
        ###
        # @ref Ca$0ll
        GRPC localhost:1/S/Other
        """,
        "enter",
        "the request `Call` has no name of its own: give it one with `# @name Call`",
    )


def test_a_descent_to_several_fields_of_that_name_stays() -> None:
    check_rename(
        """
        //- shop.proto
        message Order { repeated Item items = 1; Buyer buyer = 2; }
        message Item { string na$0me = 1; }
        message Buyer { map<string, Person> known = 1; }
        message Person { string name = 1; }
        service Orders { rpc Get(Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/Orders/Get

        ?? body $..name exists
        ?? body $.items..name exists
        ?? body $.buyer..name exists
        """,
        "title",
        """
        //- shop.proto
        message Order { repeated Item items = 1; Buyer buyer = 2; }
        message Item { string title = 1; }
        message Buyer { map<string, Person> known = 1; }
        message Person { string name = 1; }
        service Orders { rpc Get(Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/Orders/Get

        ?? body $..name exists
        ?? body $.items..title exists
        ?? body $.buyer..name exists
        """,
    )


def test_a_variable_that_lines_without_a_target_call_keeps_its_name() -> None:
    reason = "a line without a target calls the variable `host`: write its target first"
    check_refusal("//- a.grpc\n@ho$0st = a:1\nGRPC /shop.v1.S/Call", "server", reason)
    check_refusal("//- a.grpc\n@ser$0ver = a:1\nGRPC /shop.v1.S/Call", "host", reason)

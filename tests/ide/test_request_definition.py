"""Where the names of request files lead."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture, path_of
from tests.support.navigation import check_definition, check_type_definition

from protowright.ide.definition import definition

SHOP = """\
//- shop.proto
syntax = "proto3";
package shop.v1;
import "google/protobuf/any.proto";
service Orders {
        {Orders}
  rpc Place(PlaceRequest) returns (PlaceRequest);
      {Place}
  rpc Fill(stream PlaceRequest) returns (PlaceRequest);
}
message PlaceRequest {
        {PlaceRequest}
  string user_id = 1;
         {user_id}
  repeated Item items = 2;
                {items}
  map<string, Item> by_name = 3;
                    {by_name}
  oneof how { Kind kind = 4; string word = 5; }
                   {kind}
  google.protobuf.Any held = 6;
                      {held}
}
message Item { string sku = 1; }
                      {sku}
enum Kind { KIND_NONE = 0; KIND_TEA = 1; }
                           {KIND_TEA}
//- a.grpc
GRPC localhost:1/{line}

{body}
"""


def check(name: str, source: str, body: str = "{}", line: str = "shop.v1.Orders/Place") -> None:
    text = SHOP.replace("{body}", body).replace("{line}", line)
    known = ["Orders", "Place", "PlaceRequest", "user_id", "items", "by_name", "kind", "held", "sku", "KIND_TEA"]
    for each in known:
        text = text.replace("{" + each + "}", "^" * len(each) + " def" if each == name else "")
    check_definition(text, source)


def test_the_service_and_the_method_of_a_request_line() -> None:
    check("Orders", "Orders", line="shop.v1.Or$0ders/Place")
    check("Place", "Place", line="shop.v1.Orders/Pl$0ace")
    check("", "", line="shop.v1.Orders/No$0pe")


@pytest.mark.parametrize(
    ("body", "name", "source"),
    [
        ('{ "user$0Id": "" }', "user_id", "userId"),
        ('{ "user$0_id": "" }', "user_id", "user_id"),
        ('{ user$0Id: "" }', "user_id", "userId"),
        ('{ "items": [{ "sk$0u": "" }] }', "sku", "sku"),
        ('{ "by$0Name": {} }', "by_name", "byName"),
        ('{ "byName": { "x": { "$0sku": "" } } }', "sku", "sku"),
        ('{ "ki$0nd": 1 }', "kind", "kind"),
        ('{ "kind": "KIND$0_TEA" }', "KIND_TEA", "KIND_TEA"),
        (
            '{ "held": { "@type": "type.googleapis.com/shop.v1.Pl$0aceRequest" } }',
            "PlaceRequest",
            "PlaceRequest",
        ),
        ('{ "held": { "@type": "a/shop.v1.Item", "s$0ku": "" } }', "sku", "sku"),
        ('{}\n===\n{ "items": [{ "sku$0": "" }, ', "sku", "sku"),
    ],
)
def test_keys_and_values_of_a_body(body: str, name: str, source: str) -> None:
    check(name, source, body)


def test_an_array_of_messages_for_a_client_stream() -> None:
    check("user_id", "userId", '[{ "user$0Id": "" }]', "shop.v1.Orders/Fill")


def test_what_a_body_does_not_know() -> None:
    for body in ('{ "no$0pe": 1 }', '{ "kind": "NO$0PE" }', '{ "userId": "KIND$0_TEA" }', '{ "by$0": '):
        check("", "", body)


def test_variables_of_the_file() -> None:
    check_definition("//- a.grpc\n@host = localhost:1\n ^^^^ def\n\nGRPC {{ho$0st}}/a.B/C\n", "host")
    check_definition("//- a.grpc\n@host = localhost:1\n ^^^^ def\n\n@b = x{{ ho$0st }}\n", "host")
    check_definition('//- a.grpc\n@a = 1\n ^ def\n\nGRPC x/a.B/C\n\n{ "a": "{{$0a}}", "b": {{a}} }\n', "a")
    check_definition("//- a.grpc\n# @prompt pin Your PIN\n          ^^^ def\nGRPC x/a.B/C\nkey: {{p$0in}}\n", "pin")
    check_definition("//- a.grpc\nGRPC {{no$0pe}}/a.B/C\n")


def test_variables_of_environment_files() -> None:
    check_definition(
        """
        //- http-client.env.json
        { "dev": { "host": "a" },
                    ^^^^ def
          "other": { "host": "b", "hosts": "host" } }
                      ^^^^ def
        //- sub/a.grpc
        GRPC {{ho$0st}}/a.B/C
        """,
        "host",
    )
    check_definition("//- .env\nA=1\nexport TOKEN=x\n       ^^^^^ def\n//- a.grpc\nGRPC x/a.B/C\nk: {{TOK$0EN}}\n")


def test_references_lead_to_the_request() -> None:
    login = "//- a.grpc\n### Log in\n# @name login\n        ^^^^^ def\nGRPC x/a.B/C\n###\n"
    check_definition(login + "GRPC x/a.B/D\nk: {{lo$0gin.response.body.$.token}}\n", "login")
    check_definition(login + "GRPC x/a.B/D\nk: {{lo$0gin.token}}\n", "login")
    check_definition(login + "# @ref log$0in\nGRPC x/a.B/D\n", "login")
    check_definition("//- a.grpc\nGRPC x/a.B/C\n^^^^^^^^^^^^ def\n###\nGRPC x/a.B/D\nk: {{$0C.response.status}}\n", "C")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("proto < ./sub/$0b.proto", "sub/b.proto"),
        ("# @grpc-proto sub/b$0.proto", "sub/b.proto"),
        ("# @import ./sub/c$0.grpc", "sub/c.grpc"),
        ("GRPC x/a.B/C\n\n< ./sub/bo$0dy.json", "sub/body.json"),
        ("GRPC x/a.B/C\n\n<@latin1 ./sub/bo$0dy.json", "sub/body.json"),
    ],
)
def test_paths_lead_to_their_files(line: str, name: str) -> None:
    files = "//- sub/b.proto\nmessage B {}\n//- sub/c.grpc\n\n//- sub/body.json\n{}\n//- a.grpc\n"
    fixture = parse_fixture(f"{files}{line}\n\n###\nGRPC x/a.B/C\n")
    (link,) = definition(fixture.snapshot(), fixture.main, fixture.cursor)
    assert link.place.path == path_of(name)


def test_paths_of_files_that_are_not_there_lead_nowhere() -> None:
    check_definition("//- a.grpc\nproto < no$0pe.proto\n\nGRPC x/a.B/C\n")
    check_definition("//- a.grpc\nGRPC x/a.B/C\n\n< ./no$0pe.json\n")


def test_the_type_of_a_key() -> None:
    check_type_definition(
        """
        //- a.proto
        syntax = "proto3";
        service S { rpc R(M) returns (M); }
        message M { M inner = 1; }
                ^ def
        //- a.grpc
        GRPC x/S/R
        { "in$0ner": {} }
        """
    )

"""What is wrong with request files, beyond their syntax."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

from tests.support.fixtures import check_diagnostics, parse_fixture

from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host
from protowright.text.edit import apply_edits

SHOP = """\
//- shop/v1/orders.proto
syntax = "proto3";
package shop.v1;
import "google/protobuf/timestamp.proto";
import "google/protobuf/struct.proto";
service Orders {
  rpc Get(GetRequest) returns (Order);
  rpc Upload(stream Order) returns (Order);
}
service OrdersAdmin { rpc Get(GetRequest) returns (Order); }
message GetRequest { string order_id = 1; }
message Order {
  string order_id = 1;
  repeated Item items = 2;
  map<string, Item> by_name = 3;
  google.protobuf.Timestamp at = 4;
  google.protobuf.Struct free = 5;
  Order parent = 6;
  oneof pay { Card card = 7; string iban = 8; }
  string kebab = 9 [json_name = "ke-bab"];
  message Card { string token = 1 [json_name = "cardToken"]; }
}
message Item { string sku = 1; int32 quantity = 2; }
"""


def check(text: str) -> None:
    check_diagnostics(SHOP + "//- requests/a.grpc\n" + text)


def test_fields_at_every_depth() -> None:
    check(
        """\
GRPC localhost:1/shop.v1.Orders/Upload

{
  "orderId": "a",
  "order": 1, // error: [unknown-field]
  "items": [{ "sku": "tea" }, { "skuu": "tea" }], // error: [unknown-field]
  "byName": { "any key": { "quantity": 1, "amount": 1 } }, // error: [unknown-field]
  "at": "2026-01-02T03:04:05Z",
  "free": { "what": { "ever": 1 } },
  "parent": { "parent": { "card": { "cardToken": "x" }, "bic": 2 } }, // error: [unknown-field]
  "{{name}}": 1, // error: [unresolved-variable]
  "[shop.v1.extension]": 1 // error: [unknown-field]
}
"""
    )


def test_every_message_of_a_stream_is_checked() -> None:
    check(
        """\
GRPC localhost:1/shop.v1.Orders/Upload

{ "a": 1 } // error: [unknown-field]
===
{ "orderId": "1" }
=== wait-for-server // warning: [useless-wait]
{ "b": 1 } // error: [unknown-field]

###
GRPC localhost:1/shop.v1.Orders/Upload
[
  { "orderId": "1" },
  { "c": 1 } // error: [unknown-field]
]
"""
    )


def test_services_and_methods() -> None:
    check(
        """\
GRPC localhost:1/shop.v1.Orders/get // error: [unknown-method]
###
GRPC localhost:1/shop.v1.orders/Get // warning: [unknown-service]
###
GRPC localhost:1/shop.v2.Orders/Get // warning: [unknown-service]
###
GRPC localhost:1/completely.different.Thing/Get
###
GRPC localhost:1/{{service}}/Get // error: [unresolved-variable]
###
GRPC localhost:1/
###
GRPC localhost:1 describe shop.v1.Nothing
"""
    )


def test_directives_variables_and_names() -> None:
    check(
        """\
@host = localhost:1
@loop = {{loop}} // error: [unresolved-variable]
# @name one
# @nmae two // hint: [unknown-directive]
# @timeout {{nothing}} // error: [unresolved-variable]
# @note ask for {{nothing}}
GRPC {{host}}/shop.v1.Orders/Get
authorization: Bearer {{token}} {{login.response.body.$.iban}} {{$processEnv HOME}} // error: [unresolved-variable]

{ "orderId": "{{$uuid}} {{id}}" } // error: [unresolved-variable]

###
# @name One // warning: [duplicate-request-name]
# @Timeout 5s
GRPC {{host}}/shop.v1.Orders/Get

###
# @name login
GRPC {{host}}/shop.v1.Orders/Get
"""
    )


def test_references_to_other_requests() -> None:
    check(
        """\
@order = {{get.response.body.$.orderId}}
@other = {{gett.response.body.$.orderId}} // error: [unresolved-variable]
# @name get
# @note {{other}}
GRPC localhost:1/shop.v1.Orders/Get

###
# @prompt reason
# @ref get
GRPC localhost:1/shop.v1.Orders/Get
x-order: {{order}} {{get.orderId}} {{get.response.status}} {{get.request.body.$}} {{reason}}
x-wrong: {{get.response.bdy.$}} // error: [unresolved-variable]
x-path: {{get.response.body.$.[}} // error: [unresolved-variable]
x-web: {{page.response.body.$}} // error: [unresolved-variable]

?? body $.orderId == {{order}}
?? body $.orderId == {{nothing}} // error: [unresolved-variable]

###
# @name page
GET https://example.com
"""
    )


def test_requests_of_imported_files_are_known() -> None:
    other = "# @name login\nGRPC localhost:1/shop.v1.Orders/Get\n\n###\n# @name page\nGET http://localhost\n"
    text = """\
        # @import ./other.grpc
        # @ref page // error: [unknown-request]
        GRPC {{login.response.body.$.iban}}/shop.v1.Orders/Get
        x-one: {{login.orderId}} {{login.response.status}}
        x-two: {{login.order}} // warning: [path-finds-nothing]
        x-three: {{logout.response.status}} // error: [unresolved-variable]
        x-four: {{page.response.status}} // error: [unresolved-variable]
        """
    check_diagnostics(f"{SHOP}//- requests/other.grpc\n{other}//- requests/a.grpc\n{textwrap.dedent(text)}")


def test_requests_of_files_that_are_missing_are_not_looked_for() -> None:
    check("# @import ./other.grpc // error: [missing-file]\nGRPC {{login.response.body.$.x}}/shop.v1.Orders/Get\n")


def test_a_variable_may_look_like_a_reference() -> None:
    text = """\
        # @name login
        # @prompt login.asked
        GRPC localhost:1/shop.v1.Orders/Get

        {"orderId": "{{login.user}} {{login.secret}} {{login.asked}}"}
        """
    environment = '//- http-client.env.json\n{ "dev": { "login.user": "1" } }\n//- .env\nlogin.secret=1\n'
    check_diagnostics(f"{SHOP}{environment}//- a.grpc\n{textwrap.dedent(text)}")


def test_a_method_with_an_unknown_type_is_not_told_to_be_missing() -> None:
    service = 'syntax = "proto3";\npackage bad;\nmessage M {}\nservice S { rpc One(M) returns (Mm); rpc Two(M) returns (M); }\n'
    fixture = parse_fixture(f"//- bad.proto\n{service}//- a.grpc\nGRPC localhost:1/bad.S/One\n")
    (found,) = diagnostics(fixture.snapshot(), fixture.main)
    assert (found.message, found.help) == (
        "a type of the method `One` is unknown (bad.proto:4)",
        "mend the `.proto` file first",
    )


def test_files_that_a_request_needs_and_nobody_has() -> None:
    text = """\
        # @import ./nowhere.grpc // error: [missing-file]
        # @grpc-cacert ~/nowhere.pem // error: [missing-file]
        # @grpc-protoset {{folder}}/no.binpb // error: [unresolved-variable]
        GRPC localhost:1/shop.v1.Orders/Upload

        < ./body.json
        ===
        < no-body.json // error: [missing-file]

        >> written.json
        """
    check_diagnostics(f"{SHOP}//- requests/body.json\n{{}}\n//- requests/a.grpc\n{textwrap.dedent(text)}")


def test_schemas_that_a_request_names_and_nobody_has(tmp_path: Path) -> None:
    text = """\
        proto < ../nowhere.proto
        Protoset: nowhere.binpb

        ###
        # @grpc-import-path ../protos
        # @grpc-proto found.proto
        # @grpc-proto lost.proto
        # @grpc-proto {{folder}}/shop.proto
        GRPC localhost:1/found.Found/Get
        """
    for folder in ("protos", "requests"):
        (tmp_path / folder).mkdir()
    (tmp_path / "protos/found.proto").write_text('syntax = "proto3";\nservice Found {}\n', encoding="utf-8")
    path = str(tmp_path / "requests/a.grpc")
    host = Host([str(tmp_path)])
    host.open(path, textwrap.dedent(text))
    found = [each for each in diagnostics(host.snapshot(), path) if each.code.name == "missing-file"]
    assert [each.message for each in found] == [
        "the file `../nowhere.proto` is not there",
        "the file `nowhere.binpb` is not there",
        "the file `lost.proto` is not there",
    ]


def test_what_is_there_and_no_file(tmp_path: Path) -> None:
    path = str(tmp_path / "a.grpc")
    host = Host([str(tmp_path)])
    host.open(path, f"GRPC h/a.B/C\n\n< {os.devnull}\n\n###\nGRPC h/a.B/C\n\n< .\n")
    assert [each.message for each in diagnostics(host.snapshot(), path)] == ["`.` is a folder, and a file is needed"]


def test_requests_that_are_to_run_first_and_are_nowhere() -> None:
    check(
        """\
# @name get
# @ref gett // error: [unknown-request]
# @forceRef nobody // error: [unknown-request]
GRPC localhost:1/shop.v1.Orders/Get

###
# @ref get
GRPC localhost:1/shop.v1.Orders/Get
"""
    )
    assert "# @name get\n# @ref get\nGRPC" in mended("# @name get\n# @ref gett\nGRPC h/shop.v1.Orders/Get")[0]


def test_requests_of_imported_files_may_run_first() -> None:
    text = (
        "# @import ./other.grpc\n# @ref login\n# @ref logout // error: [unknown-request]\nGRPC h/shop.v1.Orders/Get\n"
    )
    other = "# @name login\nGRPC h/shop.v1.Orders/Get\n"
    check_diagnostics(f"{SHOP}//- requests/other.grpc\n{other}//- requests/a.grpc\n{text}")


def test_who_is_missing_when_a_file_is_missing() -> None:
    check("# @import ./other.grpc // error: [missing-file]\n# @ref login\nGRPC h/shop.v1.Orders/Get\n")


def test_targets_nobody_can_call() -> None:
    check(
        """\
GRPC localhost:5oo51/shop.v1.Orders/Get // error: [invalid-target]

###
GRPC :50051/shop.v1.Orders/Get // error: [invalid-target]

###
GRPC localhost:0/ // error: [invalid-target]

###
GRPC /shop.v1.Orders/Get // error: [invalid-target]

###
GRPC localhost:{{port}}/shop.v1.Orders/Get // error: [unresolved-variable]
"""
    )


def test_a_line_without_a_target_calls_a_host_that_is_known() -> None:
    check("@host = localhost:1\n\n###\nGRPC /shop.v1.Orders/Get\n")
    check("# @prompt host\nGRPC /shop.v1.Orders/Get\n")
    files = '//- http-client.env.json\n{ "dev": { "host": "localhost:1" } }\n//- a.grpc\nGRPC /shop.v1.Orders/Get\n'
    check_diagnostics(SHOP + files)


def test_requests_without_a_method() -> None:
    check(
        """\
GRPC localhost:1/shop.v1.Orders // error: [missing-method]

###
GRPC localhost:1/elsewhere.Orders // error: [missing-method]

###
GRPC localhost:1 // error: [missing-method]

###
GRPC localhost:1/

###
GRPC localhost:1/shop.v1.Orders/
"""
    )


def test_environment_files_that_are_ignored_are_named_where_a_variable_is_missed() -> None:
    files = '//- http-client.env.json\n{ "dev": {\n//- a.grpc\nGRPC {{host}}/shop.v1.Orders/Get\n'
    fixture = parse_fixture(SHOP + files)
    (found,) = diagnostics(fixture.snapshot(), fixture.main)
    assert found.help is not None and found.help.endswith("http-client.env.json is ignored: the `{` has no `}`")


def test_circles_are_said_once() -> None:
    check(
        """\
# @name a
# @ref b // error: [circular-reference]
GRPC localhost:1/shop.v1.Orders/Get
###
# @name b
GRPC localhost:1/shop.v1.Orders/Get
x: {{c.response.status}}
###
# @name c
# @forceRef a
GRPC localhost:1/shop.v1.Orders/Get
###
# @name d
# @ref a
GRPC localhost:1/shop.v1.Orders/Get
###
# @name e
GRPC localhost:1/shop.v1.Orders/Get
x: {{e.response.status}} // error: [circular-reference]

?? header x == {{e.response.headers.x}}
"""
    )


def test_other_protocols_are_left_alone() -> None:
    check_diagnostics(SHOP + "//- a.http\nPOST https://example.com/{{nothing}}\nx = y\n\n<a>{{b}}</a>\n###\nGET a\n")
    check_diagnostics(SHOP + "//- a.http\n# @no-redirect {{nothing}}\nGET https://example.com/\n\n{{nothing}}\n")


def test_variables_in_keys_and_in_names_of_files() -> None:
    check(
        """\
GRPC localhost:1/shop.v1.Orders/Get
{{key}}: 1 // error: [unresolved-variable]

< ./{{folder}}/a.json // error: [unresolved-variable]
"""
    )


def test_the_schema_that_a_file_names_comes_first() -> None:
    check_diagnostics(
        SHOP
        + """\
//- other.proto
syntax = "proto3";
package shop.v1;
message Other { string other = 1; }
service Orders { rpc Get(Other) returns (Other); }
//- requests/line.grpc
proto < ../other.proto
GRPC localhost:1/shop.v1.Orders/Get

{ "other": "", "orderId": "1" } // error: [unknown-field]
//- requests/directive.grpc
# @grpc-proto ../other.proto
GRPC localhost:1/shop.v1.Orders/Get

{ "other": "", "orderId": "1" } // error: [unknown-field]
###
# @grpc-proto ../shop/v1/orders.proto
GRPC localhost:1/shop.v1.Orders/Get

{ "other": "", "orderId": "1" } // error: [unknown-field]
"""
    )


def mended(text: str) -> list[str]:
    """What the request file is after each single fix."""
    fixture = parse_fixture(SHOP + "//- a.grpc\n" + text)
    found = diagnostics(fixture.snapshot(), fixture.main)
    return [apply_edits(fixture.files[fixture.main], fix.edits) for item in found for fix in item.fixes]


def test_fixes() -> None:
    assert mended("GRPC localhost:1/shop.v1.Orders/Gett") == ["GRPC localhost:1/shop.v1.Orders/Get"]
    assert mended("GRPC localhost:1/shop.v2.Orders/Get") == ["GRPC localhost:1/shop.v1.Orders/Get"]
    assert mended('GRPC h/shop.v1.Orders/Get\n\n{ "orderIdd": 1 }') == ['GRPC h/shop.v1.Orders/Get\n\n{ "orderId": 1 }']
    assert mended("# @timout 1s\nGRPC h/shop.v1.Orders/Get") == ["# @timeout 1s\nGRPC h/shop.v1.Orders/Get"]
    assert 'GRPC h/shop.v1.Orders/Get\n\n{ "orderId": 1 }' in mended("GRPC h/shop.v1.Orders/Get\n\n{ orderIdd: 1 }")


def test_scripts_of_other_tools_are_marked_and_those_of_other_protocols_left_alone() -> None:
    check_diagnostics("""
        //- a.grpc
        GRPC localhost:1/a.B/C

        > {% client.log("done") %} // hint: [script-not-run]

        ### HTTP
        GET https://shop.example

        > {% client.log("done") %}
        """)


ENVIRONMENTS = """\
//- requests/http-client.env.json
{
  "dev": { "id": "1", "Security": { "Auth": { "shop": { "Type": "OAuth2" } } } },
  "production": { "other": "2" }
}
"""


def test_a_variable_of_any_environment_has_a_value() -> None:
    """Which environment a request will run in, nobody knows before."""
    text = """\
        GRPC localhost:1/shop.v1.Orders/Get
        authorization: Bearer {{$auth.token("shop")}}

        { "orderId": "{{id}}{{other}}{{nowhere}}" } // error: [unresolved-variable]

        ###
        GRPC localhost:1/shop.v1.Orders/Get
        authorization: Bearer {{$auth.token("shopp")}} # error: [unresolved-variable]
        """
    check_diagnostics(SHOP + ENVIRONMENTS + "//- requests/a.grpc\n" + textwrap.dedent(text))


def test_what_no_environment_can_give_is_not_sought_there() -> None:
    fixture = parse_fixture(SHOP + "//- requests/a.grpc\nGRPC {{$nothing}}/shop.v1.Orders/Get\n")
    (found,) = diagnostics(fixture.snapshot(), fixture.main)
    assert (found.code.name, found.help) == ("unresolved-variable", None)


def test_variables_that_are_not_closed_are_told() -> None:
    check(
        """\
GRPC localhost:1/shop.v1.Orders/Get
x-key: {{key  # warning: [unclosed-variable]

{ "orderId": "{{id" } // warning: [unclosed-variable]

?? body $.orderId == {{id # warning: [unclosed-variable]
"""
    )


def test_closing_braces_are_completed() -> None:
    for written, mended in (("{{key", "{{key}}"), ("{{key}", "{{key}}"), ("{{a}} {{key b", "{{a}} {{key}} b")):
        text = f"@key = 1\n@a = 1\nGRPC localhost:1/a.B/C\nx: {written}\n"
        fixture = parse_fixture(f"//- a.grpc\n{text}")
        (found,) = (
            each for each in diagnostics(fixture.snapshot(), fixture.main) if each.code.name == "unclosed-variable"
        )
        assert apply_edits(text, found.fixes[0].edits) == text.replace(written, mended)


def test_a_word_that_has_grown_together_with_the_target_is_told() -> None:
    text = "@host = localhost:1\nGRPC{{host}}/a.B/C\n"
    fixture = parse_fixture(f"//- a.grpc\n{text}")
    (found,) = diagnostics(fixture.snapshot(), fixture.main)
    assert (found.code.name, found.message) == ("invalid-target", "there is no blank behind `GRPC`")
    assert apply_edits(text, found.fixes[0].edits) == text.replace("GRPC{{", "GRPC {{")


def test_a_circle_of_variables_has_no_other_name_to_suggest() -> None:
    fixture = parse_fixture("//- a.grpc\n@a = {{b}}\n@b = {{a}}\nGRPC localhost:1/a.B/C\nx: {{a}} {{ }}\n")
    found = [(each.message, each.help) for each in diagnostics(fixture.snapshot(), fixture.main)]
    assert found == [
        ("the variable `b` refers to itself", None),
        ("the variable `a` refers to itself", None),
        ("the variable `a` refers to itself", None),
        ("there is no name between the braces", None),
    ]

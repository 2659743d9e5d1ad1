"""Completion in request files outside of their bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.fixtures import accept, complete, item_of, labels, parse_fixture, path_of

from protowright.ide.completion import completion
from protowright.project.host import Host
from protowright.project.schema_store import SchemaStore
from protowright.project.schemas import schema_of_file

SHOP = """\
//- shop.proto
syntax = "proto3";
package shop;
message Order { string id = 1; repeated Item items = 2; Status status = 3; map<string, Item> by_name = 4; bool paid = 5; }
message Item { string sku = 1; Order order = 2; }
enum Status { STATUS_UNSPECIFIED = 0; STATUS_PAID = 1; }
service Orders { rpc Place(Order) returns (Order); rpc Watch(Order) returns (stream Order); }
//- http-client.env.json
{ "$shared": { "shop_host": "grpc://shop.example:443" }, "dev": { "user": "42" } }
//- .env
API_KEY=1
//- other.grpc
# @tag smoke, slow
GRPC grpcs://other.example/shop.Orders/Place
x-tenant: blue
authorization: Bearer {{token}}
x-secret: hidden
//- a.grpc
@mine = localhost:1
### Place
# @name place
GRPC localhost:1/shop.Orders/Place
x-trace-bin: AAEC

{}

###
"""
REQUEST = f"{SHOP}# @name next\nGRPC localhost:1/shop.Orders/Place\n"


def last_line(text: str, label: str) -> str:
    """The line of the cursor, which is the last one, after accepting an item."""
    return accept(text, label).splitlines()[-1]


# Request lines


def test_targets_are_those_called_before_and_variables_that_hold_one() -> None:
    found = labels(SHOP + "GRPC $0")
    assert found[:4] == ["localhost:1", "{{shop_host}}", "{{mine}}", "grpcs://other.example"]
    assert found[4:] == ["grpc://", "grpcs://", "unix:", "dns:///"]
    assert last_line(SHOP + "GRPC oth$0", "grpcs://other.example") == "GRPC grpcs://other.example/"
    assert (
        last_line(SHOP + "GRPC $0localhost:2/shop.Orders/Place", "localhost:1") == "GRPC localhost:1/shop.Orders/Place"
    )


def test_lines_begin_with_a_verb_or_a_directive() -> None:
    assert last_line(SHOP + "GR$0", "GRPC") == "GRPC "
    assert labels(SHOP + "$0") == ["GRPC", "# @name", "@variable", "proto <", "Protoset:", "###"]
    assert labels(SHOP + "### $0") == []


def test_methods_behind_a_directive() -> None:
    assert last_line(SHOP + "# @grpc sh$0", "shop.Orders") == "# @grpc shop.Orders/"
    assert labels(SHOP + "# @grpc shop.Orders/$0") == ["Place", "Watch"]


def test_what_a_server_told_by_reflection_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = SchemaStore(str(tmp_path))
    monkeypatch.setattr("protowright.project.schema_store.user_schema_store", lambda: store)
    fixture = parse_fixture(SHOP)
    store.keep("grpc://told:1", schema_of_file(fixture.snapshot(), path_of("shop.proto")).files)
    alone = "//- b.grpc\nGRPC grpc://told:1/"
    assert last_line(alone + "$0", "shop.Orders") == "GRPC grpc://told:1/shop.Orders/"
    assert labels(alone + "shop.Orders/$0") == ["Place", "Watch"]
    assert labels(alone + 'shop.Orders/Place\n\n{ "status": "$0" }') == ["STATUS_UNSPECIFIED", "STATUS_PAID"]
    assert labels(alone + "shop.Orders/Place\n\n{}\n\n?? body $.byN$0") == ["byName"]


# Metadata


def test_keys_of_metadata_were_seen_before_or_are_well_known() -> None:
    found = labels(REQUEST + "x-$0")
    assert found[:3] == ["x-trace-bin", "x-tenant", "x-secret"] and "x-request-id" in found
    assert last_line(REQUEST + "auth$0", "authorization") == "authorization: "
    assert "x-tenant" not in labels(REQUEST + "x-tenant: 1\n$0x")
    assert item_of(complete(REQUEST + "x-tr$0")[1], "x-trace-bin").detail == "bytes, as base64"


def test_values_of_metadata() -> None:
    assert labels(REQUEST + "authorization: $0") == ["Bearer", "Basic", "Bearer {{token}}"]
    assert last_line(REQUEST + "authorization: B$0", "Bearer") == "authorization: Bearer "
    assert labels(REQUEST + "x-tenant: $0") == ["blue"]
    assert labels(REQUEST + "x-secret: $0") == []


# Directives


def test_names_of_directives_are_documented() -> None:
    item = item_of(complete(SHOP + "# @tim$0")[1], "timeout")
    assert item.documentation.startswith("`@timeout` ends the call")
    assert last_line(SHOP + "# @tim$0", "timeout") == "# @timeout "
    assert last_line(SHOP + "// @dis$0", "disabled") == "// @disabled"
    assert "name" not in labels(SHOP + "# @name a\n# @$0")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# @grpc-compression $0", ["gzip", "deflate", "identity"]),
        ("# @grpc-plaintext $0", ["true", "false"]),
        ("# @ref $0", ["place"]),
        ("# @forceRef pl$0", ["place"]),
        ("# @tag $0", ["smoke", "slow"]),
        ("# @tag fast, s$0", ["smoke", "slow"]),
        ("# @timeout 3$0", ["30s", "300ms"]),
        ("# @nothing $0", []),
        ("# a note $0", []),
    ],
)
def test_values_of_directives(line: str, expected: list[str]) -> None:
    assert labels(SHOP + line) == expected


def test_a_prompt_is_for_a_variable_without_a_value() -> None:
    assert labels(SHOP + "# @prompt $0\nGRPC {{mine}}/{{unknown}}/Place") == ["unknown"]


# Variables


def test_variables_come_from_the_file_and_from_environments() -> None:
    found = labels(SHOP + "GRPC {{$0")
    assert found[:4] == ["mine", "shop_host", "user", "API_KEY"]
    assert {"$uuid", "$timestamp", "$processEnv", "place.response.body.$"} <= set(found)
    assert last_line(SHOP + "GRPC {{mi$0", "mine") == "GRPC {{mine}}"
    assert last_line(SHOP + "GRPC {{mi$0}}/x", "mine") == "GRPC {{mine}}/x"
    assert last_line(SHOP + "GRPC {{m$0iin}}/x", "mine") == "GRPC {{mine}}/x"
    assert last_line(REQUEST + '\n{ "id": "{{$u$0" }', "$uuid") == '{ "id": "{{$uuid}}" }'
    assert last_line(REQUEST + '\n{"byName": {"id": "{{mi$0"}}', "mine") == '{"byName": {"id": "{{mine}}"}}'


def test_values_of_environments_are_not_shown() -> None:
    assert item_of(complete(SHOP + "GRPC {{us$0")[1], "user").detail == "of the environment `dev`"


def test_references_to_other_requests() -> None:
    assert last_line(REQUEST + "x-a: {{pla$0", "place.response.body.$") == "x-a: {{place.response.body.$}}"
    assert labels(REQUEST + "x-a: {{place.$0")[:2] == ["response.body.$", "response.headers."]
    assert labels(REQUEST + "x-a: {{place.response.$0")[3] == "response.status"
    assert labels(REQUEST + "x-a: {{place.response.body.$.$0") == ["id", "items", "status", "byName", "paid"]
    assert (
        last_line(REQUEST + "x-a: {{place.response.body.$.it$0}}", "items") == "x-a: {{place.response.body.$.items[0]}}"
    )
    assert labels(REQUEST + "x-a: {{place.response.body.$.items[0].$0}}") == ["sku", "order"]
    assert "x-trace-bin" in labels(REQUEST + "x-a: {{place.request.headers.$0}}")
    assert not any(label.startswith("next.") for label in labels(REQUEST + "x-a: {{$0"))


# Assertions


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("?? st$0", ["status"]),
        ("?? m$0", ["message[0]", "messages count"]),
        ("?? messages c$0", ["messages count"]),
        ("?? status $0", ["==", "!=", ">", ">=", "<", "<="]),
        ("?? status == NOT$0", ["NOT_FOUND"]),
        ("?? duration < $0", ["100ms", "300ms", "1s", "5s"]),
        ("?? body $.it$0", ["items"]),
        ("?? body $.items[0].$0", ["sku", "order"]),
        ("?? body $.byName['tea'].$0", ["sku", "order"]),
        ("?? message[1] $.items[*].order.p$0", ["paid"]),
        ("?? body $.id st$0", ["startsWith"]),
        ("?? body $.status == STATUS_P$0", ["STATUS_PAID"]),
        ("?? body $.paid == $0", ["true", "false"]),
        ("?? header x$0", ["x-request-id"]),
        ("?? header x-request-id ex$0", ["exists"]),
        ("?? body $.nothing.$0", []),
    ],
)
def test_assertions(line: str, expected: list[str]) -> None:
    found = labels(f"{REQUEST}\n{{}}\n\n{line}")
    assert found[: len(expected)] == expected and (expected or not found)


def test_a_body_has_paths_and_operators() -> None:
    assert labels(f"{REQUEST}\n{{}}\n\n?? body $0")[:2] == ["$.id", "$.items"]
    assert last_line(f"{REQUEST}\n{{}}\n\n?? body $0", "$.items") == "?? body $.items[0]"
    assert "exists" in labels(f"{REQUEST}\n{{}}\n\n?? body $0")


# Files


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("proto < $0", ["protos/", "shop.proto", "./", "../"]),
        ("proto < protos/$0", ["v1/", "deep.proto"]),
        ("proto: sh$0", ["shop.proto"]),
        ("Protoset: $0", ["protos/", "set.binpb", "./", "../"]),
        ("# @import ./$0", ["protos/", "next.grpc"]),
        ("import ne$0", ["next.grpc"]),
        ("# @grpc-proto protos/d$0", ["deep.proto"]),
        ("# @grpc-import-path $0", ["protos/", "./", "../"]),
        ("# @grpc-cacert c$0", ["ca.pem"]),
        ("GRPC h/a.B/C\n\n< ./b$0", ["body.json"]),
        ("GRPC h/a.B/C\n\n<@ ./b$0", ["body.json"]),
        ("GRPC h/a.B/C\n\n{}\n>> ./pro$0", ["protos/"]),
        ("proto < nowhere/$0", []),
    ],
)
def test_files_folder_by_folder(tmp_path: Path, line: str, expected: list[str]) -> None:
    (tmp_path / "protos" / "v1").mkdir(parents=True)
    for name in (
        "shop.proto",
        "protos/deep.proto",
        "set.binpb",
        "ca.pem",
        "body.json",
        "next.grpc",
        ".hidden",
        "a.grpc",
    ):
        (tmp_path / name).write_text("")
    host, path, text = Host([str(tmp_path)]), str(tmp_path / "a.grpc"), line.replace("$0", "")
    host.open(path, text)
    found = [item.label for item in completion(host.snapshot(), path, line.index("$0")).items]
    assert found[: len(expected)] == expected and (expected or not found)


# Other files


def test_blocks_of_other_protocols_have_variables_and_directives_alone() -> None:
    http = "//- a.http\n@x = 1\nGET https://example.org/{{$0"
    assert labels(http)[0] == "x"
    assert labels("//- a.http\nGET https://example.org/\nacc$0") == []
    assert labels(SHOP.replace("a.grpc", "b.http") + "GRPC localhost:1/$0") == ["shop.Orders"]


def test_requests_of_imported_files_are_offered() -> None:
    other = "//- more/other.grpc\n# @name begin\nGRPC localhost:1/shop.Orders/Place\n//- b.grpc\n# @import more/other.grpc\n"
    assert "begin" in labels(f"{SHOP}{other}# @ref $0")
    line = "GRPC localhost:1/shop.Orders/Place\nx: "
    assert "begin.response.body.$" in labels(f"{SHOP}{other}{line}{{{{be$0}}}}")
    assert "paid" in labels(f"{SHOP}{other}{line}{{{{begin.response.body.$.$0}}}}")

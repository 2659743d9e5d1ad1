"""What hovers say in request files and response documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2 as pb
from tests.support.fixtures import check_hover
from tests.support.navigation import check_definition

from protowright.ide.hover import hover
from protowright.ide.hovering.request_phrases import DYNAMIC, OPERATORS, SUBJECTS
from protowright.project.host import Host
from protowright.project.schema_store import user_schema_store
from protowright.request import dynamic
from protowright.request.assertions.nodes import Subject
from protowright.request.assertions.operators import OPERATORS as ALL_OPERATORS

SHOP = """\
//- shop/v1/orders.proto
syntax = "proto3";
package shop.v1;
service Orders {
  rpc Place(stream PlaceRequest) returns (Order);
}
message PlaceRequest {
  // Who orders.
  string user_id = 1;
  repeated Item items = 2;
  map<string, Item> gifts = 3;
  State state = 4;
  oneof pay { string card = 5; int64 coins = 6; }
}
message Item { string sku = 1; }
enum State {
  STATE_UNKNOWN = 0;
  // On its way.
  STATE_SENT = 1;
}
message Order { Item first = 1; State state = 2; }
"""
REQUEST = "//- a.grpc\n@secret_token = hush\n@place = x\nGRPC localhost:50051/shop.v1.Orders/Place\n"


def test_a_method_shows_the_shape_of_what_it_takes_and_gives() -> None:
    check_hover(
        SHOP + REQUEST.replace("/Place", "/Pla$0ce"),
        "rpc Place(stream PlaceRequest) returns (Order);",
        "request `shop.v1.PlaceRequest`, any number of them",
        '{\n  "userId": string\n  "items": [Item]\n  "gifts": { [string]: Item }\n  "state": State\n'
        '  "card": string  // one of pay\n  "coins": int64  // one of pay\n}',
        "response `shop.v1.Order`\n\n```jsonc\n{",
        "from `shop/v1/orders.proto`",
    )


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('{"user$0Id": ""}', "Who orders."),
        ('{"user$0_id": ""}', "field number: `1`"),
        ('{"items": [{"sk$0u": ""}]}', "field `shop.v1.Item.sku`"),
        ('{"gifts": {"a": {"sk$0u": ""}}}', "field `shop.v1.Item.sku`"),
        ('{"state": "STATE_SE$0NT"}', "On its way."),
        ('[{"user$0Id": ""}]', "Who orders."),
        ('{"userId": "", "state": "STATE_SE$0NT', "On its way."),
    ],
)
def test_bodies(body: str, wanted: str) -> None:
    check_hover(f"{SHOP}{REQUEST}\n{body}\n", wanted)


def test_a_file_that_is_sent_shows_the_shape_of_what_has_to_be_in_it() -> None:
    files = SHOP + "//- bodies/one.json\n{}\n" + REQUEST
    shape = 'request `shop.v1.PlaceRequest`, any number of them\n\n```jsonc\n{\n  "userId": string'
    body = "\n< ./bodies/o$0ne.json\n  ^^^^^^^^^^^^^^^^^^^\n"
    check_hover(files + body, "sends what is in `./bodies/one.json`\n\n" + shape)
    check_hover(files + "\n<@ ./bodies/o$0ne.json\n", "`./bodies/one.json`, with its variables filled in\n\n" + shape)
    check_hover(files + "\n< ./no$0pe.json\n", "`./nope.json`, which is not there\n\n" + shape)
    check_hover(files + "\n< ./bo$0dies/{{place}}.json\n", "sends what is in `./bodies/{{place}}.json`\n\n" + shape)
    unknown = "//- one.json\n{}\n//- a.grpc\nGRPC h/a.B/C\n\n< ./o$0ne.json\n"
    check_hover(unknown, "sends what is in `./one.json`")


def test_the_target() -> None:
    at = REQUEST.replace("localhost", "local$0host")
    check_hover(SHOP + at, "```text\ngrpc://localhost:50051\n```", "- plaintext", "- schema: shop/v1/orders.proto")
    check_hover("//- a.grpc\nGRPC exa$0mple.com/a.B/C\n", "grpcs://example.com:443", "- TLS", "schema: reflection")
    insecure = "//- a.grpc\n# @grpc-insecure\nGRPC exa$0mple.com/a.B/C\n"
    check_hover(insecure, "TLS, certificate not verified")


def test_directives_metadata_assertions_and_saved_responses() -> None:
    def request(lines: str) -> str:
        return f"{SHOP}//- a.grpc\n{lines}\n"

    check_hover(request("# @time$0out 5s"), "directive `@timeout`: ends the call after this time", "value: duration")
    check_hover(request("# @grpc-comp$0ression gzip"), "value: one of `gzip`, `deflate`, `identity`")
    check_hover(request("# @grpc-global-plain$0text"), "holds for this block and all that follow")
    check_hover(request("# @nope$0 5s"))
    line = "GRPC localhost:1/a.B/C\n"
    check_hover(request(line + "authori$0zation: Bearer x"), "metadata `authorization`: credentials")
    check_hover(request(line + "x-a-b$0in: AAEC"), "base64")
    check_hover(request(line + "grpc-enco$0ding: x"), "reserved")
    check_hover(request(line + "x-$0a: 1"), "sent as it is written")
    check_hover(request(line + "\n?? sta$0tus == OK"), "`status`: the status of the call")
    check_hover(request(line + "\n?? message[$01] $.a > 0"), "`message[1]`: one message of a stream")
    check_hover(request(line + "\n?? duration <$0 300ms"), "`<`: it is less")
    check_hover(request(line + "\n?? duration < 300$0ms"))
    check_hover(request(line + "\n>>! out$0.json"), "saves the response in `out.json`; replaces the file")


def test_every_word_has_its_phrase() -> None:
    assert set(SUBJECTS) == {subject.value for subject in Subject}
    assert set(OPERATORS) == set(ALL_OPERATORS)
    assert set(dynamic.DYNAMIC) < set(DYNAMIC)


# Variables


def test_variables_of_the_file() -> None:
    text = "//- a.grpc\n@host = localhost\n@port = 1\n@both = {{host}}:{{port}}\nGRPC {{bo$0th}}/a.B/C\n"
    check_hover(text, "variable `both`", "```text\nlocalhost:1\n```", "from line 3 of this file")
    check_hover("//- a.grpc\n@a := {{b}}\n@b = 1\nGRPC {{$0a}}/a.B/C\n", "worked out anew at each use")
    check_hover("//- a.grpc\n@a = {{a}}\nGRPC {{$0a}}/a.B/C\n", "refers to itself")
    check_hover("//- a.grpc\nGRPC {{$0a}}/a.B/C\n", "the variable `a` has no value here")


def test_dynamic_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    check_hover("//- a.grpc\nGRPC h/a.B/C\nx: {{$u$0uid}}\n", "dynamic variable `$uuid`: a random UUID")
    monkeypatch.setenv("PROTOWRIGHT_PLAIN", "seen")
    monkeypatch.setenv("PROTOWRIGHT_TOKEN", "hushhush")
    check_hover("//- a.grpc\nGRPC h/a.B/C\nx: {{$processEnv PROTOWRIGHT_$0PLAIN}}\n", "```text\nseen\n```")
    check_hover("//- a.grpc\nGRPC h/a.B/C\nx: {{$env.PROTOWRIGHT_$0TOKEN}}\n", "```text\n***\n```")


def test_references_to_other_requests() -> None:
    text = "//- a.grpc\n# @name login\nGRPC h/a.B/C\n###\nGRPC h/a.B/C\nx: {{login.response.body.$.$0t}}\n"
    check_hover(text, "has a value when the request `login` has run")


def in_folder(folder: Path, text: str) -> str:
    """The hover at the cursor of a request file on disk, in the environment `dev`."""
    path = str(folder / "a.grpc")
    host = Host([str(folder)])
    host.open(path, text.replace("$0", ""))
    found = hover(host.snapshot(), path, text.index("$0"), "dev")
    assert found is not None
    return found.markdown


def test_environments_and_their_secrets(tmp_path: Path) -> None:
    public = {"$shared": {"host": "a.example"}, "dev": {"host": "dev.example", "user": "me"}}
    private = {"dev": {"api_key": "s3cret-value", "greeting": "hello"}}
    (tmp_path / "http-client.env.json").write_text(json.dumps(public))
    (tmp_path / "http-client.private.env.json").write_text(json.dumps(private))
    (tmp_path / ".env").write_text("DB_PASSWORD=open-sesame\n")
    own = "@header = Bearer {{api_key}}\n@again = {{header}} {{greeting}}\n"
    line = f"{own}GRPC {{{{host}}}}/a.B/C\nx: "
    assert "```text\ndev.example\n```" in in_folder(tmp_path, f"{own}GRPC {{{{ho$0st}}}}/a.B/C\n")
    shown = in_folder(tmp_path, f"{own}GRPC {{{{ho$0st}}}}/a.B/C\n")
    assert "from `http-client.env.json`" in shown
    assert "the environment `dev`" in shown
    for name, wanted in (
        ("api_k$0ey", "```text\n***\n```"),
        ("hea$0der", "```text\nBearer ***\n```"),
        ("aga$0in", "```text\nBearer *** hello\n```"),
        ("$dotenv DB_PASS$0WORD", "```text\n***\n```"),
    ):
        found = in_folder(tmp_path, f"{line}{{{{{name}}}}}\n")
        assert wanted in found
        assert "s3cret" not in found
        assert "sesame" not in found


# Without source


def test_a_schema_that_was_reflected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = pb.FileDescriptorProto(name="far.proto", package="far", syntax="proto3")
    message = file.message_type.add(name="Ask")
    kinds = pb.FieldDescriptorProto
    message.field.add(name="how_many", number=3, type=kinds.TYPE_INT32, label=kinds.LABEL_REPEATED)
    message.field.add(name="mood", number=4, type=kinds.TYPE_ENUM, type_name=".far.Mood", label=kinds.LABEL_OPTIONAL)
    file.enum_type.add(name="Mood").value.add(name="MOOD_GOOD", number=0)
    file.service.add(name="Oracle").method.add(name="Say", input_type=".far.Ask", output_type=".far.Ask")
    user_schema_store().keep("grpc://localhost:1", [file])
    line = "//- a.grpc\nGRPC localhost:1/far.Oracle/Say\n"
    origin = "from an earlier reflection of grpc://localhost:1"
    check_hover(line.replace("Say", "S$0ay"), "rpc Say(far.Ask) returns (far.Ask);", '"howMany": [int32]', origin)
    check_hover(line.replace("Oracle", "Ora$0cle"), "service `far.Oracle`", "rpc Say", origin)
    check_hover(f'{line}\n{{"how$0Many": []}}\n', "repeated int32 how_many = 3;", "JSON name: `howMany`")
    check_hover(f'{line}\n{{"mood": "MOOD$0_GOOD"}}\n', "MOOD_GOOD = 0;", "enum value `far.MOOD_GOOD`")
    response = 'GRPC 0 - OK\n# far.Oracle/Say at grpc://localhost:1 · 1 ms\n\n{ "how$0Many": [] }\n'
    check_hover(f"//- a.say.grpc-response\n{response}", "field `far.Ask.how_many`", origin)


# Response documents


RESPONSE = """\
//- a.place.grpc-response
GRPC 0 - OK
# shop.v1.Orders/Place at grpc://localhost:50051 · 1 ms · 2026-01-02T03:04:05Z
# schema: shop/v1/orders.proto
x-state: STATE_SENT

{ "first": { "sku": "a" } }

===

{ "state": "STATE_SENT" }

### trailers
x: {"state": 1}
"""


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("Orders/Place", "Orders/Pl$0ace", ("rpc `shop.v1.Orders.Place`", "response `shop.v1.Order`")),
        ("Orders/Place", "Ord$0ers/Place", ("service `shop.v1.Orders`",)),
        ('"sku"', '"s$0ku"', ("field `shop.v1.Item.sku`",)),
        ('"STATE_SENT"', '"STATE_S$0ENT"', ("On its way.",)),
        ("x-state: STATE", "x-state: ST$0ATE", ()),
        ('x: {"state"', 'x: {"st$0ate"', ()),
        ("GRPC 0", "GR$0PC 0", ()),
    ],
)
def test_a_response_document(before: str, after: str, wanted: tuple[str, ...]) -> None:
    check_hover(SHOP + RESPONSE.replace(before, after, 1), *wanted)


def test_definition_from_a_response_document() -> None:
    marked = SHOP.replace(
        "message Item { string sku = 1; }", "message Item { string sku = 1; }\n" + " " * 22 + "^^^ def"
    )
    check_definition(marked + RESPONSE.replace('"sku"', '"s$0ku"'), "sku")
    check_definition(SHOP + RESPONSE.replace("GRPC 0", "GR$0PC 0"))


def test_response_documents_that_are_not_whole() -> None:
    for text in ("", "$0", "GRPC - RUN", "GRPC 0 - OK\n# a/b", "GRPC 0 - OK\n# a.B/C at x\n\n{", "{{{\n===\n###\n"):
        check_hover(f"//- a.grpc-response\n{text.replace('$0', '')}$0\n")


def test_a_long_value_is_cut() -> None:
    check_hover(f"//- a.grpc\n@a = {'x' * 2000}\nGRPC {{{{$0a}}}}/a.B/C\n", f"{'x' * 500} …\n```")

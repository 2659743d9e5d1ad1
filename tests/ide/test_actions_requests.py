"""Actions of request files."""

from __future__ import annotations

import pytest
from tests.support.actions import check_action, offered, place
from tests.support.fixtures import parse_fixture

from protowright.ide.actions import actions

PROTO = """
    //- shop.proto
    syntax = "proto2";
    package shop;
    message Item { required string sku = 1; optional int32 count = 2; }
    message Order {
      required string id = 1;
      optional Item first = 2;
      repeated Item more = 3;
      oneof pay { string cash = 4; string card = 5; }
    }
    service Orders { rpc Place(Order) returns (Order); }
    //- a.grpc
"""


def test_a_request_without_a_body_gets_one() -> None:
    text = PROTO + "    GRPC localhost:1/shop.Orders/Pl$0ace\n    key: value\n\n    ### Other\n"
    expected = """
        //- a.grpc
        GRPC localhost:1/shop.Orders/Place
        key: value

        {
          "id": ""
        }

        ### Other
        """
    check_action(text, "Fill in the required fields", expected)


def test_what_is_written_stays_and_the_rest_is_filled_in() -> None:
    text = (
        PROTO
        + """\
    GRPC localhost:1/shop.Orders/Place

    {
      "card": "4",$0
      "more": [{"sku": "a"}, {}]
    }
    """
    )
    expected = """
        //- a.grpc
        GRPC localhost:1/shop.Orders/Place

        {
          "card": "4",
          "more": [{"sku": "a", "count": 0}, {
            "sku": "",
            "count": 0
          }],
          "id": "",
          "first": {
            "sku": "",
            "count": 0
          }
        }
        """
    check_action(text, "Fill in all fields", expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{\n  "sku": "1" // about it\n}', '{\n  "sku": "1", // about it\n  "count": 0\n}'),
        ('{\n  "sku": "1" # a\n  # b\n}', '{\n  "sku": "1", # a\n  "count": 0\n  # b\n}'),
        ('{\n  "sku": "1", // about it\n}', '{\n  "sku": "1", // about it\n  "count": 0,\n}'),
        ('{\n  "sku": "1",\n}', '{\n  "sku": "1",\n  "count": 0,\n}'),
        ('{"sku": "1" /* a */}', '{"sku": "1", /* a */ "count": 0}'),
        ('{"sku": "1" // a\n}', '{"sku": "1", // a\n  "count": 0\n}'),
        ('{"sku": "1",}', '{"sku": "1", "count": 0,}'),
    ],
)
def test_comments_stay_with_the_fields_they_are_about(before: str, after: str) -> None:
    proto = (
        '//- a.proto\nsyntax = "proto3";\nmessage Item { string sku = 1; int32 count = 2; }\n'
        "service Items { rpc Put(Item) returns (Item); }\n"
    )
    request = "//- a.grpc\nGRPC localhost:1/Items/Pu{}t\n\n{}\n"
    text = proto + request.format("$0", before)
    check_action(text, "Fill in all fields", request.format("", after))


def test_required_fields_of_inner_messages_are_filled_in() -> None:
    text = PROTO + '    GRPC localhost:1/shop.Orders/Place\n\n    {"first": {"count": 1}, "id": "7"}$0\n'
    expected = """
        //- a.grpc
        GRPC localhost:1/shop.Orders/Place

        {"first": {"count": 1, "sku": ""}, "id": "7"}
        """
    check_action(text, "Fill in the required fields", expected)


def test_fields_that_an_api_says_are_required_are_filled_in() -> None:
    proto = """
        //- shop.proto
        syntax = "proto3";
        package shop;
        import "google/api/field_behavior.proto";
        message Item {
          int32 count = 1;
          string sku = 2 [(google.api.field_behavior) = REQUIRED];
        }
        message Order {
          string note = 1;
          repeated Item items = 2 [(google.api.field_behavior) = IMMUTABLE, (google.api.field_behavior) = REQUIRED];
          string id = 3 [(google.api.field_behavior) = OUTPUT_ONLY];
          string by = 4 [(google.api.field_behavior) = REQUIRED];
        }
        service Orders { rpc Place(Order) returns (Order); }
        //- a.grpc
        GRPC localhost:1/shop.Orders/Place

        """
    expected = """
        //- a.grpc
        GRPC localhost:1/shop.Orders/Place

        {
          "items": [
            {
              "sku": ""
            }
          ],
          "by": ""
        }
        """
    check_action(proto + "{$0}\n", "Fill in the required fields", expected)


def test_a_body_that_does_not_parse_is_not_filled_in() -> None:
    text = PROTO + '    GRPC localhost:1/shop.Orders/Place\n\n    {"first": {$0\n'
    assert not any("Fill" in title for title in offered(text))


@pytest.mark.parametrize(
    ("written", "title", "after"),
    [
        ("localhost:1", "Write the scheme `grpc://` (in plaintext)", "grpc://localhost:1"),
        ("shop.example:443", "Write the scheme `grpcs://` (with TLS)", "grpcs://shop.example:443"),
    ],
)
def test_the_scheme_of_a_bare_host_is_written_down(written: str, title: str, after: str) -> None:
    expected = f"//- a.grpc\nGRPC {after}/shop.Orders/Place\n"
    check_action(f"//- a.grpc\nGRPC $0{written}/shop.Orders/Place\n", title, expected)


@pytest.mark.parametrize("target", ["grpc://a", "{{host}}", "unix:/a", "dns:a:1"])
def test_other_targets_say_it_already(target: str) -> None:
    assert not any("scheme" in title for title in offered(f"//- a.grpc\nGRPC $0{target}/shop.Orders/Place\n"))


PRIVATE = "http-client.private.env.json"
SECRET = "GRPC localhost:1/shop.Orders/Place\nauthorization: Bearer $0abc.def\n"
MOVED = "GRPC localhost:1/shop.Orders/Place\nauthorization: Bearer {{authorization}}\n"


def test_a_secret_becomes_a_variable_of_a_new_private_environment() -> None:
    text = f"//- a.grpc\n{SECRET}"
    created = '{\n  "$shared": {\n    "authorization": "abc.def"\n  }\n}\n'
    action = check_action(text, f"Move the secret to `{PRIVATE}`", f"//- a.grpc\n{MOVED}//- {PRIVATE}\n{created}")
    assert action.creates_file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{\n  "$shared": {\n    "a": "1"\n  }\n}\n',
            '{\n  "$shared": {\n    "authorization": "abc.def",\n    "a": "1"\n  }\n}\n',
        ),
        (
            '{\n  "dev": {}\n}\n',
            '{\n  "$shared": {\n    "authorization": "abc.def"\n  },\n  "dev": {}\n}\n',
        ),
        ('{"dev": {}}\n', '{\n  "$shared": {\n    "authorization": "abc.def"\n  },\n  "dev": {}}\n'),
        ("{}\n", '{\n  "$shared": {\n    "authorization": "abc.def"\n  }\n}\n'),
    ],
)
def test_the_private_environment_that_is_there_is_added_to(before: str, after: str) -> None:
    text = f"//- {PRIVATE}\n{before}//- sub/a.grpc\n{SECRET}"
    expected = f"//- {PRIVATE}\n{after}//- sub/a.grpc\n{MOVED}"
    check_action(text, f"Move the secret to `../{PRIVATE}`", expected)


def test_a_name_that_is_taken_gets_a_number() -> None:
    text = f"//- a.grpc\n@authorization = x\n{SECRET}"
    created = '{\n  "$shared": {\n    "authorization_2": "abc.def"\n  }\n}\n'
    moved = MOVED.replace("{{authorization}}", "{{authorization_2}}")
    expected = f"//- a.grpc\n@authorization = x\n{moved}//- {PRIVATE}\n{created}"
    check_action(text, f"Move the secret to `{PRIVATE}`", expected)


def test_a_variable_moves_with_its_name() -> None:
    text = "//- a.grpc\n@api_key = $0abc\nGRPC localhost:1/a.B/C\nx-api-key: {{api_key}}\n"
    created = '{\n  "$shared": {\n    "api_key": "abc"\n  }\n}\n'
    expected = f"//- a.grpc\nGRPC localhost:1/a.B/C\nx-api-key: {{{{api_key}}}}\n//- {PRIVATE}\n{created}"
    check_action(text, f"Move the secret to `{PRIVATE}`", expected)


def refusal(text: str) -> str:
    """Why the only action that moves a secret does not."""
    fixture = parse_fixture(text)
    found = actions(fixture.snapshot(), fixture.main, place(fixture))
    change = next(each for each in found if each.title.startswith("Move the secret")).change()
    assert not change
    return change.problem


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        (PRIVATE, '{"dev": {"token": "x"}}', "the environment `dev` has another `token`"),
        ("http-client.env.json", '{"dev": {"token": "x"}}', "the environment `dev` has another `token`"),
        (PRIVATE, '{"$shared": {"token": "x"}}', "the environment `$shared` has another `token`"),
        (".env", "token=x", "`.env` has another `token`"),
    ],
)
def test_a_variable_that_environments_have_with_another_value_stays(file: str, content: str, problem: str) -> None:
    request = '@token = $0"abc\\\\def" xyz\nGRPC localhost:1/a.B/C\nx: {{token}}\n'
    assert refusal(f"//- {file}\n{content}\n//- a.grpc\n{request}") == problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{ bro", "keys stand in double quotes"),
        ("[]", "it must be an object that holds one object of variables for each environment"),
    ],
)
def test_a_private_file_that_cannot_be_read_stays(content: str, problem: str) -> None:
    for request in (SECRET, "@token = $0abc\n"):
        text = f"//- {PRIVATE}\n{content}\n//- sub/a.grpc\n{request}"
        assert refusal(text) == f"`../{PRIVATE}` cannot be read: {problem}"


def test_a_secret_of_a_header_gets_a_name_that_no_environment_has() -> None:
    private = '{\n  "dev": { "authorization": "x" }\n}\n'
    after = '{\n  "$shared": {\n    "authorization_2": "abc.def"\n  },\n  "dev": { "authorization": "x" }\n}\n'
    moved = MOVED.replace("{{authorization}}", "{{authorization_2}}")
    text = f"//- {PRIVATE}\n{private}//- a.grpc\n{SECRET}"
    check_action(text, f"Move the secret to `{PRIVATE}`", f"//- {PRIVATE}\n{after}//- a.grpc\n{moved}")


@pytest.mark.parametrize("header", ["authorization: Bearer $0{{token}}", "x-request-id: $0abc", "authorization:$0"])
def test_there_is_no_secret_to_move(header: str) -> None:
    text = f"//- a.grpc\nGRPC localhost:1/a.B/C\n{header}\n"
    assert not any("secret" in title for title in offered(text))


def test_a_body_file_that_is_missing_is_created() -> None:
    text = PROTO + "    GRPC localhost:1/shop.Orders/Place\n\n    < bodies/order.json$0\n"
    expected = """
        //- bodies/order.json
        {
          "id": "",
          "first": {
            "sku": "",
            "count": 0
          },
          "more": [
            {
              "sku": "",
              "count": 0
            }
          ],
          "cash": ""
        }
        """
    assert check_action(text, "Create `bodies/order.json`", expected).creates_file


def test_other_forms_are_converted_all_at_once() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        package a;
        import "google/protobuf/timestamp.proto";
        message At { google.protobuf.Timestamp from = 1; google.protobuf.Timestamp to = 2; }
        service S { rpc Get(At) returns (At); }
        //- a.grpc
        GRPC localhost:1/a.S/Get

        {"from": {"sec$0onds": 1}, "to": {"seconds": 2}}
        """
    expected = """
        //- a.grpc
        GRPC localhost:1/a.S/Get

        {"from": "1970-01-01T00:00:01Z", "to": "1970-01-01T00:00:02Z"}
        """
    check_action(text, "Fix all `foreign-json-form` in this file", expected)


def test_forms_with_comments_in_them_stay() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        package a;
        import "google/protobuf/duration.proto";
        message Wait { google.protobuf.Duration least = 1; google.protobuf.Duration most = 2; }
        service S { rpc Get(Wait) returns (Wait); }
        //- a.grpc
        GRPC localhost:1/a.S/Get

        {
          "least": {
            // why so long
            "seconds"$0: 3 // three
          },
          "most": {"seconds": 4} // four
        }
        """
    expected = """
        //- a.grpc
        GRPC localhost:1/a.S/Get

        {
          "least": {
            // why so long
            "seconds": 3 // three
          },
          "most": "4s" // four
        }
        """
    assert "Write it in its JSON form" not in offered(text)
    check_action(text, "Fix all faults that have one fix", expected)


def test_a_request_is_written_for_a_method() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        package a;
        message M { string id = 1; }
        service S {
          // Gets it.
          rpc Get(M) re$0turns (M);
        }
        """
    expected = """
        //- a.grpc
        ### Gets it.
        GRPC localhost:50051/a.S/Get

        {
          "id": ""
        }
        """
    check_action(text, "Write a request for `Get`", expected)


def test_a_request_moves_to_its_own_file() -> None:
    text = """
        //- a.grpc
        # @timeout 3

        ### One
        @base = x
        @id = {{base}}1
        GRPC localhost:1/a.B/C
        key: {{id}}

        ### Two
        GR$0PC localhost:1/a.B/D
        key: {{id}}

        ### Three
        GRPC localhost:1/a.B/E
        """
    expected = """
        //- D.grpc
        # @timeout 3

        @base = x
        @id = {{base}}1

        ### Two
        GRPC localhost:1/a.B/D
        key: {{id}}
        //- a.grpc
        # @timeout 3

        ### One
        @base = x
        @id = {{base}}1
        GRPC localhost:1/a.B/C
        key: {{id}}

        ### Three
        GRPC localhost:1/a.B/E
        """
    assert check_action(text, "Move the request to `D.grpc`", expected).creates_file


def test_requests_that_use_one_another_stay_together() -> None:
    text = "//- a.grpc\n### One\nGRPC a/b.C/D\n\n### Two\n{}\nkey: {{{{D.response.body.$.id}}}}\n"
    for line in ("GRPC a/b.C/E", "GRPC a/b.C/E$0"):
        shown = text.format(line) if "$0" in line else text.format(line).replace("C/D", "C/D$0")
        fixture = parse_fixture(shown)
        found = actions(fixture.snapshot(), fixture.main, place(fixture))
        change = next(each for each in found if each.title.startswith("Move the request")).change()
        assert not change and "response" in change.problem

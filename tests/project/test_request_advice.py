"""What request files are told beyond their syntax and their bodies: metadata, secrets, numbers of messages, old names."""

from __future__ import annotations

from collections import Counter

from tests.support.fixtures import check_diagnostics, check_quick_fixes, parse_fixture

from protowright.diagnostics.diagnostic import Tag
from protowright.ide.diagnostics import diagnostics
from protowright.text.edit import apply_edits

TEAS = """\
//- teas/v1/teas.proto
syntax = "proto3";
package teas.v1;
service Teas {
  rpc Get(Tea) returns (Tea);
  rpc Find(Tea) returns (Tea) { option deprecated = true; }
  rpc Watch(Tea) returns (stream Tea);
  rpc Upload(stream Tea) returns (Tea);
  rpc Talk(stream Tea) returns (stream Tea);
}
service Old { option deprecated = true; rpc Get(Tea) returns (Tea); }
message Tea {
  string name = 1;
  string label = 2 [deprecated = true];
  repeated Tea blend = 3;
  Kind kind = 4;
  map<string, Tea> by_name = 5 [deprecated = true];
}
enum Kind { KIND_UNSPECIFIED = 0; KIND_BRICK = 1 [deprecated = true]; }
"""


def check(text: str, path: str = "requests/a.grpc") -> None:
    check_diagnostics(f"{TEAS}//- requests/a.json\n{{}}\n//- {path}\n{text}")


def test_metadata() -> None:
    check("""\
GRPC h:1/teas.v1.Teas/Get
Content-Type: application/json // hint: [ignored-metadata]
GRPC-Timeout: 5S // warning: [reserved-metadata]
:authority: h // warning: [reserved-metadata]
te: trailers // warning: [reserved-metadata]
user-agent: me // warning: [reserved-metadata]
X-Trace: 1 // hint: [metadata-key-case]
x-trace: 1
x-trace: 2
x/y: 1 // error: [invalid-metadata-key]
x-größe: 1 // error: [invalid-metadata-key]
x-size: größe // error: [invalid-metadata-value]
x-one-bin: AAEC
x-two-bin: AAE
x-three-bin:
x-four-bin: what? // error: [invalid-metadata-value]
x-five-bin: {{$env.DATA}}
authorization: Basic müller:{{$env.PASSWORD}}
""")


def test_fixes_of_metadata() -> None:
    line = "//- a.grpc\nGRPC h:1/teas.v1.Teas/Get\n"
    check_quick_fixes(f"{line}X-Tr$0ace: 1\n", {"Change to `x-trace`": "x-trace: 1"})
    check_quick_fixes(f"{line}X/Tr$0ace: 1\n", {"Change to `x-trace`": "x-trace: 1"})
    check_quick_fixes(f"{line}x-bin: g$0rün\n", {"Encode the text as base64": "x-bin: Z3LDvG4="})
    check_quick_fixes(f"{line}t$0e: trailers\nx: 1\n", {"Remove the line": "x: 1"})


def check_mended(line: str, title: str, text: str) -> None:
    """The one fix of a line of metadata makes `text` of the request."""
    fixture = parse_fixture(f"//- a.grpc\nGRPC h:1/teas.v1.Teas/Get\n{line}\nx: 1\n")
    (found,) = diagnostics(fixture.snapshot(), fixture.main)
    (fix,) = found.fixes
    assert (fix.title, apply_edits(fixture.files[fixture.main], fix.edits)) == (title, text)


def test_what_belongs_to_grpc_becomes_a_directive() -> None:
    rest = "GRPC h:1/teas.v1.Teas/Get\nx: 1\n"
    check_mended("grpc-timeout: 500m", "Write it as `# @timeout`", f"# @timeout 500ms\n{rest}")
    check_mended("grpc-encoding: gzip", "Write it as `# @grpc-compression`", f"# @grpc-compression gzip\n{rest}")
    check_mended(":authority: shop", "Write it as `# @grpc-authority`", f"# @grpc-authority shop\n{rest}")
    fixture = parse_fixture("//- a.grpc\nGRPC h:1/teas.v1.Teas/Get\ngrpc-timeout: soon\n")
    assert [item.fixes for item in diagnostics(fixture.snapshot(), fixture.main)] == [()]


def test_secrets() -> None:
    text = """\
@token = eyJhbGciOi.eyJzdWIi.c2ln{0}
@clientSecret = s3cr3t-{{{{$env.X}}}}
@db.password = hunter2{0}
@tokenUrl = https://example.com/token
@api_key = 123
@author = otter
@page_token = abcdef
@tokens = 12345
# @note {{{{token}}}} {{{{clientSecret}}}} {{{{db.password}}}} {{{{tokenUrl}}}} {{{{api_key}}}} {{{{author}}}}
# @note {{{{page_token}}}} {{{{tokens}}}}
GRPC h:1/teas.v1.Teas/Get
authorization: Bearer 2f7a91c04be6{0}
authorization: Bearer {{{{token}}}}
authorization: Basic otter:hunter2{0}
x-api-key: 12345678{0}
x-session: eyJhbGciOi.eyJzdWIi.c2ln{0}
x-author: otter
"""
    check(text.format("  // warning: [literal-secret]"))
    check(text.format(""), "requests/a.private.grpc")


def test_a_message_about_a_secret_does_not_repeat_it() -> None:
    fixture = parse_fixture("//- a.grpc\n@password = hunter2\nGRPC h:1/a.B/C\nx: {{password}}\n")
    (found,) = diagnostics(fixture.snapshot(), fixture.main)
    assert found.span.of(fixture.files[fixture.main]) == "hunter2"
    assert "hunter2" not in found.message + (found.help or "")


def test_numbers_of_messages() -> None:
    check("""\
GRPC h:1/teas.v1.Teas/Get

{}
===
< ./a.json // error: [wrong-number-of-messages]
=== wait-for-server
{}

###
GRPC h:1/teas.v1.Teas/Watch

{}
{} // error: [wrong-number-of-messages]

###
GRPC h:1/teas.v1.Teas/Watch

{}
=== wait-for-server // warning: [useless-wait]

###
GRPC h:1/teas.v1.Teas/Upload

{}
=== wait-for-server // warning: [useless-wait]
{}

###
GRPC h:1/teas.v1.Teas/Talk

{}
=== wait-for-server
{}
""")


def test_a_useless_wait_is_taken_away() -> None:
    check_quick_fixes(
        f"{TEAS}//- a.grpc\nGRPC h:1/teas.v1.Teas/Upload\n\n{{}}\n=== wait$0-for-server\n{{}}\n",
        {"Do not wait": "==="},
    )


def test_deprecated_names() -> None:
    check("""\
GRPC h:1/teas.v1.Teas/Find // hint: [deprecated-in-request]

###
GRPC h:1/teas.v1.Old/Get // hint: [deprecated-in-request]

{
  "label": "x", // hint: [deprecated-in-request]
  "blend": [{ "kind": "KIND_BRICK" }, { "kind": 1 }], // hint: [deprecated-in-request]
  "by_name": {} // hint: [deprecated-in-request]
}
""")


def test_deprecated_names_are_tagged_and_lead_to_their_declarations() -> None:
    text = f'{TEAS}//- a.grpc\nGRPC h:1/teas.v1.Teas/Find\n\n{{ "label": "", "kind": "KIND_BRICK" }}\n'
    fixture = parse_fixture(text)
    (proto,) = [path for path in fixture.files if path.endswith(".proto")]
    request = next(path for path in fixture.files if path.endswith(".grpc"))
    found = diagnostics(fixture.snapshot(), request)
    assert all(item.tags == (Tag.DEPRECATED,) for item in found)
    places = [(related.path, related.span.of(fixture.files[proto])) for item in found for related in item.related]
    assert places == [(proto, "Find"), (proto, "label"), (proto, "KIND_BRICK")]


def test_hints_do_not_hide_faults() -> None:
    items = ", ".join(['{ "label": "x" }'] * 150)
    fixture = parse_fixture(f'{TEAS}//- a.grpc\nGRPC h:1/teas.v1.Teas/Get\n\n{{ "blend": [{{ "no": 1 }}, {items}] }}\n')
    request = next(path for path in fixture.files if path.endswith(".grpc"))
    found = Counter(item.code.name for item in diagnostics(fixture.snapshot(), request))
    assert found == {"deprecated-in-request": 100, "unknown-field": 1}


def test_what_has_left_the_schema_is_told_with_its_place() -> None:
    text = f'{TEAS}//- a.grpc\nGRPC h:1/teas.v1.Teas/Gett\n\n###\nGRPC h:1/teas.v1.Teas/Get\n\n{{ "nam": 1 }}\n'
    fixture = parse_fixture(text)
    (proto,) = [path for path in fixture.files if path.endswith(".proto")]
    request = next(path for path in fixture.files if path.endswith(".grpc"))
    method, field = diagnostics(fixture.snapshot(), request)
    assert method.message == "the method `Gett` is not in `teas.v1.Teas` (teas/v1/teas.proto:3)"
    assert method.help == "did you mean `Get`?"
    places = [related.span.of(fixture.files[proto]) for item in (method, field) for related in item.related]
    assert places == ["Teas", "Tea"]


def test_variables_without_a_use() -> None:
    check("""\
@used = 1
@unused = 2 // hint: [unused-variable]
@indirect = used
@in-script = 3
@of-web = 4
@of-variable = {{used}} // hint: [unused-variable]
< {% // hint: [script-not-run]
  request.variables.get("in-script")
%}
GRPC h:1/teas.v1.Teas/Get
x: {{ used }} {{$dotenv %indirect}} // error: [unresolved-variable]

### Another protocol
GET https://h/{{of-web}}
""")


def test_variables_that_may_be_used_elsewhere() -> None:
    check("@host = 1\n@token = 2\n")
    check("@host = 1\nGRPC h:1/teas.v1.Teas/Get\n\n<@ ./a.json\n")
    environment = '//- http-client.env.json\n{ "$shared": { "url": "{{host}}:1" } }\n'
    check_diagnostics(f"{TEAS}//- requests/a.grpc\n@host = h\nGRPC {{{{url}}}}/teas.v1.Teas/Get\n{environment}")


def test_an_unused_variable_is_removed() -> None:
    check_quick_fixes("//- a.grpc\n@us$0ed = 1\nGRPC h:1/a.B/C\n", {"Remove the variable": "GRPC h:1/a.B/C"})

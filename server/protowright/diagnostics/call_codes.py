"""The codes of requests that do not fit their method, or what it is for."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import REGISTRY, Code, Severity

_FILE = """\
//- teas.proto
syntax = "proto3";
package teas;
service Teas {
  rpc Get(Tea) returns (Tea);
  rpc Find(Tea) returns (Tea) {
    option deprecated = true;
  }
  rpc Watch(Tea) returns (stream Tea);
}
message Tea {
  string name = 1;
}
//- teas.grpc
"""


def _code(name: str, severity: Severity, summary: str, explanation: str, *, bad: str, good: str) -> Code:
    """Register a code whose examples are requests to one service."""
    bad, good = _FILE + bad, _FILE + good
    return REGISTRY.add(Code(name, severity, "grpc-request", summary, explanation, bad, good))


WRONG_NUMBER_OF_MESSAGES: Final = _code(
    "wrong-number-of-messages",
    Severity.ERROR,
    "a method that takes one message is given several",
    "A method whose request is no stream takes one message a call. Messages are several when `===` parts them, and when "
    "one JSON value follows another. Give each a request of its own.",
    bad="""\
GRPC localhost:50051/teas.Teas/Get

{ "name": "sencha" }
===
{ "name": "matcha" } // error: [wrong-number-of-messages]
""",
    good="""\
GRPC localhost:50051/teas.Teas/Get

{ "name": "sencha" }

###
GRPC localhost:50051/teas.Teas/Get

{ "name": "matcha" }
""",
)

USELESS_WAIT: Final = _code(
    "useless-wait",
    Severity.WARNING,
    "a request waits for the server where no answer comes in between",
    "`=== wait-for-server` holds the next message back until the server has sent one more. That is of use in a call that "
    "streams both ways: a method without a stream in its request sends nothing later, and one without a stream in its "
    "response answers when it has everything.",
    bad="""\
GRPC localhost:50051/teas.Teas/Watch

{ "name": "sencha" }
=== wait-for-server // warning: [useless-wait]
""",
    good="""\
GRPC localhost:50051/teas.Teas/Watch

{ "name": "sencha" }
""",
)

DEPRECATED_IN_REQUEST: Final = _code(
    "deprecated-in-request",
    Severity.HINT,
    "a request uses what is deprecated",
    "The method, service, field or enum value has `option deprecated = true` or `[deprecated = true]` in its `.proto` "
    "file: it works still, and may go. Comments there often name what takes its place.",
    bad="""\
GRPC localhost:50051/teas.Teas/Find // hint: [deprecated-in-request]
""",
    good="""\
GRPC localhost:50051/teas.Teas/Get
""",
)

PATH_FINDS_NOTHING: Final = _code(
    "path-finds-nothing",
    Severity.WARNING,
    "a path that no message of its type has anything at",
    "A path into a response goes by the JSON names of its fields (`orderId`, not `order_id`), by numbers into repeated fields "
    "and by keys into maps. One that finds nothing makes an assertion fail, and a request that needs its value is not sent.",
    bad="""\
GRPC localhost:50051/teas.Teas/Get

?? body $.nmae == sencha // warning: [path-finds-nothing]
?? body $.name.length > 0 // warning: [path-finds-nothing]
""",
    good="""\
GRPC localhost:50051/teas.Teas/Get

?? body $.name == sencha
?? body $.name matches .+
""",
)

UNUSED_VARIABLE: Final = _code(
    "unused-variable",
    Severity.HINT,
    "no text of the file uses a variable",
    "A variable `@name = value` counts in its own file. One that no `{{name}}` uses is left over, or the name is spelled "
    "in another way where it is used.",
    bad="""\
@tea = sencha // hint: [unused-variable]
GRPC localhost:50051/teas.Teas/Get

{ "name": "matcha" }
""",
    good="""\
@tea = sencha
GRPC localhost:50051/teas.Teas/Get

{ "name": "{{tea}}" }
""",
)

SCRIPT_NOT_RUN: Final = _code(
    "script-not-run",
    Severity.HINT,
    "a script of another tool, which is not run here",
    "JavaScript in a request file (`< {% %}`, `> {% %}`, `> file.js`, `{{ }}`) belongs to JetBrains' HTTP Client or to httpyac. "
    "It is kept as it is, and the request runs without it. What it tests can be said by assertions, and what it takes from a "
    "response by a reference.",
    bad="""\
GRPC localhost:50051/teas.Teas/Get

> {% client.test("found", () => response.status === 0) %} // hint: [script-not-run]
""",
    good="""\
GRPC localhost:50051/teas.Teas/Get

?? status == OK
""",
)

"""The codes of request files."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.body_codes import *  # noqa: F403 - one module holds all codes of request files
from protowright.diagnostics.call_codes import *  # noqa: F403
from protowright.diagnostics.codes import REGISTRY, Code, Severity
from protowright.diagnostics.metadata_codes import *  # noqa: F403


def _code(name: str, severity: Severity, summary: str, explanation: str, *, bad: str, good: str) -> Code:
    return REGISTRY.add(Code(name, severity, "grpc-request", summary, explanation, bad, good))


REQUEST_SYNTAX: Final = _code(
    "request-syntax",
    Severity.ERROR,
    "a line that is no part of a request",
    "A request is a line `GRPC target/package.Service/Method`, metadata lines `key: value` under it, and a JSON body "
    "behind an empty line. Requests are separated by `###`.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get
this is no metadata  # error: [request-syntax]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get
x-trace: this is metadata
""",
)

JSON_SYNTAX: Final = _code(
    "json-syntax",
    Severity.ERROR,
    "the body is not JSON",
    "Bodies are JSON (RFC 8259); comments and trailing commas are allowed as well.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderId" "1001" } // error: [json-syntax]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderId": "1001" }
""",
)

UNKNOWN_SERVICE: Final = _code(
    "unknown-service",
    Severity.WARNING,
    "no schema has this service, but one of a similar name",
    "No `.proto` file of the workspace has this service, but one has a service that is spelled almost the same. If the "
    "service is known to the server only, its schema comes from reflection when the request runs.",
    bad="""\
GRPC localhost:50051/shop.v1.Order/Get // warning: [unknown-service]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

UNKNOWN_METHOD: Final = _code(
    "unknown-method",
    Severity.ERROR,
    "the service has no such method",
    "Method names are case sensitive and are written as in the `.proto` file.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Gett // error: [unknown-method]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

UNKNOWN_FIELD: Final = _code(
    "unknown-field",
    Severity.ERROR,
    "the message has no such field",
    "A key of a JSON body is a field's JSON name (`orderId`) or its name in the `.proto` file (`order_id`).",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderNumber": "1001" } // error: [unknown-field]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderId": "1001" }
""",
)

UNRESOLVED_VARIABLE: Final = _code(
    "unresolved-variable",
    Severity.ERROR,
    "a variable has no value",
    "A `{{variable}}` is looked up in the file (`@name = value`) and in the environment files next to it or above; one that "
    "any environment has is no fault here, as nobody knows yet which of them is chosen. A request with an unresolved "
    "variable is never sent.",
    bad="""\
GRPC {{nowhere}}/shop.v1.Orders/Get // error: [unresolved-variable]
""",
    good="""\
@somewhere = localhost:50051
GRPC {{somewhere}}/shop.v1.Orders/Get
""",
)

UNCLOSED_VARIABLE: Final = _code(
    "unclosed-variable",
    Severity.WARNING,
    "a variable without its closing braces",
    "`{{` opens a variable, and `}}` closes it on the same line. Without that, it is no variable: the text is sent as it is "
    "written.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get
x-customer: {{customer // warning: [unclosed-variable]
""",
    good="""\
@customer = 42
GRPC localhost:50051/shop.v1.Orders/Get
x-customer: {{customer}}
""",
)

UNKNOWN_DIRECTIVE: Final = _code(
    "unknown-directive",
    Severity.HINT,
    "a directive nobody knows",
    "Directives that Protowright does not know are ignored.",
    bad="""\
# @nmae get // hint: [unknown-directive]
GRPC localhost:50051/shop.v1.Orders/Get
""",
    good="""\
# @name get
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

INVALID_TARGET: Final = _code(
    "invalid-target",
    Severity.ERROR,
    "a target that nobody can call",
    "A target is `host`, `host:port` or `scheme://host:port`, where the scheme is `grpc`, `grpcs`, `http` or `https`; or "
    "`unix:/path` or `dns:///host`. A line without one calls the variable `host`, when there is one.",
    bad="""\
GRPC localhost:5oo51/shop.v1.Orders/Get // error: [invalid-target]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

MISSING_METHOD: Final = _code(
    "missing-method",
    Severity.ERROR,
    "a request that calls no method",
    "A request line names a target, a service and a method. With a `/` and nothing behind a target it lists the services "
    "there, and behind a service it describes it.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders // error: [missing-method]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

UNKNOWN_REQUEST: Final = _code(
    "unknown-request",
    Severity.ERROR,
    "a request that is to run first is nowhere",
    "`# @ref` and `# @forceRef` name a request of the same file, by its `# @name`, or one of a file that `# @import` names.",
    bad="""\
# @ref login // error: [unknown-request]
GRPC localhost:50051/shop.v1.Orders/Get
""",
    good="""\
# @name login
GRPC localhost:50051/shop.v1.Sessions/Begin

###
# @ref login
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

DUPLICATE_REQUEST_NAME: Final = _code(
    "duplicate-request-name",
    Severity.WARNING,
    "two requests have the same name",
    "A name identifies a request for references and for its response file. The second request keeps a name of its own "
    "by a number behind it.",
    bad="""\
# @name get
GRPC localhost:50051/shop.v1.Orders/Get

###
# @name get // warning: [duplicate-request-name]
GRPC localhost:50051/shop.v1.Orders/Get
""",
    good="""\
# @name get
GRPC localhost:50051/shop.v1.Orders/Get

###
# @name get-again
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

INVALID_DIRECTIVE_VALUE: Final = _code(
    "invalid-directive-value",
    Severity.ERROR,
    "the value of a directive does not fit",
    "Each directive takes a value of its own kind: `@timeout` a number with a unit, `@grpc-compression` a name, "
    "`@grpc-plaintext` nothing, `true` or `false`. A value with `{{variables}}` is looked at when the request runs.",
    bad="""\
# @timeout soon // error: [invalid-directive-value]
# @grpc-compression zip // error: [invalid-directive-value]
GRPC localhost:50051/shop.v1.Orders/Get
""",
    good="""\
# @timeout 5s
# @grpc-compression gzip
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

INVALID_ASSERTION: Final = _code(
    "invalid-assertion",
    Severity.ERROR,
    "an assertion that says nothing",
    "An assertion is `?? subject operator value`. Subjects are `status`, `duration`, `header key`, `trailer key`, "
    "`body $.path`, `message[0] $.path`, `messages count` and `details $.path`; paths are JSONPath (RFC 9535).",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get

?? status == NOT_FOND // error: [invalid-assertion]
?? body $.orderId is 1001 // error: [invalid-assertion]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get

?? status == NOT_FOUND
?? body $.orderId == 1001
""",
)

ASSERTION_NOT_RUN: Final = _code(
    "assertion-not-run",
    Severity.WARNING,
    "an assertion that is not looked at",
    "Assertions that begin with `js` or `xpath` are httpyac's: they are JavaScript, or paths into XML, and neither is run. "
    "They never hold, as nobody looks.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get

?? js response.parsedBody.orderId == 1001 // warning: [assertion-not-run]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get

?? body $.orderId == 1001
""",
)

CIRCULAR_REFERENCE: Final = _code(
    "circular-reference",
    Severity.ERROR,
    "requests that need one another",
    "A request runs after those whose response it uses, in `{{name.response...}}` or by `@ref`. When two requests need one "
    "another, also by way of others, none of them can run first.",
    bad="""\
# @name get
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderId": "{{again.response.body.$.orderId}}" } // error: [circular-reference]

###
# @name again
# @ref get
GRPC localhost:50051/shop.v1.Orders/Get
""",
    good="""\
# @name get
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderId": "1001" }

###
# @name again
# @ref get
GRPC localhost:50051/shop.v1.Orders/Get
""",
)

GRPCURL_COMMAND: Final = _code(
    "grpcurl-command",
    Severity.ERROR,
    "a grpcurl command among requests",
    "A command that was pasted into a request file is not run. Its fix writes it as a request: flags become directives, "
    "headers metadata, and the data the body.",
    bad="""\
grpcurl -plaintext -d '{}' localhost:50051 shop.v1.Orders/Get // error: [grpcurl-command]
""",
    good="""\
GRPC grpc://localhost:50051/shop.v1.Orders/Get

{}
""",
)

MISSING_FILE: Final = _code(
    "missing-file",
    Severity.ERROR,
    "a file that a request needs is not there",
    "Bodies, certificates, schemas and imported requests are looked for beside the request file, unless their paths are "
    "absolute or begin with `~`; schemas also in the import roots that it names. A path with `{{variables}}` is looked at "
    "when the request runs.",
    bad="""\
GRPC localhost:50051/shop.v1.Orders/Get

< ./no-order.json // error: [missing-file]
""",
    good="""\
GRPC localhost:50051/shop.v1.Orders/Get

{ "orderId": "1" }
""",
)

"""The codes of metadata under a request line, and of secrets that stand in request files."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import REGISTRY, Code, Severity

_LINE = "GRPC localhost:50051/shop.v1.Orders/Get\n"


def _code(name: str, severity: Severity, summary: str, explanation: str, *, bad: str, good: str) -> Code:
    """Register a code whose examples are lines under a request line."""
    bad, good = (f"{_LINE}{lines}\n" for lines in (bad, good))
    return REGISTRY.add(Code(name, severity, "grpc-request", summary, explanation, bad, good))


INVALID_METADATA_KEY: Final = _code(
    "invalid-metadata-key",
    Severity.ERROR,
    "a key of metadata has a character that gRPC does not allow",
    "Keys of metadata are made of `a-z 0-9 _ - .` (the gRPC protocol over HTTP/2). A request with another key cannot be "
    "sent.",
    bad="x/trace: 1 // error: [invalid-metadata-key]",
    good="x-trace: 1",
)

INVALID_METADATA_VALUE: Final = _code(
    "invalid-metadata-value",
    Severity.ERROR,
    "a value of metadata cannot be sent under its key",
    "Values are printable ASCII. A key that ends in `-bin` takes bytes instead, which are written in base64 (RFC 4648) "
    "here; padding may be left out. Values with `{{variables}}` are looked at when the request runs.",
    bad="x-trace-bin: ??? # error: [invalid-metadata-value]",
    good="x-trace-bin: AAEC",
)

METADATA_KEY_CASE: Final = _code(
    "metadata-key-case",
    Severity.HINT,
    "a key of metadata has capital letters, and is sent without them",
    "HTTP/2 knows keys in lower case alone, so that servers see `authorization` whatever is written.",
    bad="X-Trace: 1 // hint: [metadata-key-case]",
    good="x-trace: 1",
)

RESERVED_METADATA: Final = _code(
    "reserved-metadata",
    Severity.WARNING,
    "a key of metadata belongs to gRPC itself",
    "Keys that begin with `grpc-` or `:`, and `te` and `user-agent`, are written by gRPC. What a request sets there is "
    "refused, dropped or overwritten on the way. Directives set what can be set: `# @timeout`, `# @grpc-compression`, "
    "`# @grpc-authority`.",
    bad="grpc-timeout: 5S // warning: [reserved-metadata]",
    good="x-deadline: 5s",
)

IGNORED_METADATA: Final = _code(
    "ignored-metadata",
    Severity.HINT,
    "a `content-type` is not sent",
    "The content type of a call is `application/grpc`, whatever a request says. The line is common in files that hold "
    "HTTP requests too, and does no harm.",
    bad="content-type: application/json // hint: [ignored-metadata]",
    good="x-trace: 1",
)

LITERAL_SECRET: Final = _code(
    "literal-secret",
    Severity.WARNING,
    "a secret stands in a file that others see",
    "Request files are shared, and stay in the history of a repository for ever. Credentials belong into "
    "`http-client.private.env.json` or `.env`, which are kept out of it, and a `{{variable}}` takes their place. Values "
    "of metadata and of variables count whose name tells that they are secret, such as `authorization` or `password`.",
    bad="authorization: Bearer 2f7a91c04be6 // warning: [literal-secret]",
    good="authorization: Bearer {{$env.SHOP_TOKEN}}",
)

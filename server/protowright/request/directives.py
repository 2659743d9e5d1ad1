"""The directives that request files may hold, and what each one does."""

from __future__ import annotations

from typing import Final

DIRECTIVES: Final[dict[str, str]] = {
    "name": "names the request, for references and for its response file",
    "title": "is shown instead of the name",
    "description": "says what the request is for",
    "tag": "marks the request; the command line can choose by it",
    "timeout": "ends the call after this time, for example `5s` or `300ms`",
    "disabled": "keeps the request from running",
    "ref": "runs the named request first when it has no response yet",
    "forceRef": "runs the named request first, always",
    "import": "takes the requests and variables of another file in",
    "prompt": "asks for the value of a variable",
    "note": "asks before the request runs",
    "no-log": "keeps the response out of the log",
    "sleep": "waits before the request runs",
    "loop": "runs the request several times",
    "keepStreaming": "keeps the stream open after the last message",
    "grpc": "names the method, `package.Service/Method`, over a request line with the host alone",
    "grpc-reflection": "takes the schema from reflection",
    "grpc-plaintext": "calls without TLS",
    "grpc-insecure": "does not verify the server's certificate",
    "grpc-authority": "sends this `:authority`, and verifies the certificate against it",
    "grpc-proto": "takes the schema from this `.proto` file",
    "grpc-import-path": "adds an import root for the schema",
    "grpc-protoset": "takes the schema from this descriptor set",
    "grpc-descriptor": "takes the schema from this descriptor set",
    "grpc-metadata": "adds metadata to the reflection call only",
    "grpc-cacert": "trusts the certificate authorities of this PEM file",
    "grpc-cert": "shows this client certificate (PEM)",
    "grpc-key": "has the private key of the client certificate (PEM)",
    "grpc-key-passphrase": "opens the private key, when it is encrypted",
    "grpc-servername": "verifies the server's certificate against this name",
    "grpc-wait-for-ready": "waits for a server that is not there yet, until the timeout",
    "grpc-compression": "compresses messages: `gzip`, `deflate` or `identity`",
    "grpc-max-msg-sz": "accepts messages up to this many bytes",
    "grpc-keepalive-time": "sends keepalive pings this often",
    "grpc-proxy": "calls through this proxy",
}
"""The directives by name, with what each one does to its request."""

GLOBAL_PREFIX: Final = "grpc-global-"
"""`# @grpc-global-x value` is `# @grpc-x value` for its block and all that follow (kulala's way)."""

_BY_LOWER: Final = {name.lower(): name for name in DIRECTIVES}


def known_directive(name: str) -> str | None:
    """The directive of `DIRECTIVES` that is meant by `name`, in whatever letter case; None when there is none."""
    name = name.lower()
    if name.startswith(GLOBAL_PREFIX):
        name = "grpc-" + name.removeprefix(GLOBAL_PREFIX)
    return _BY_LOWER.get(name)


def is_global(name: str) -> bool:
    """Whether a directive is meant for the blocks behind its own one too."""
    return name.lower().startswith(GLOBAL_PREFIX)

"""What a grpcurl command says."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]


class NotGrpcurl(ValueError):
    """A text that is no grpcurl command, or one that no request can stand for; the message says why."""


@dataclass(frozen=True, slots=True)
class GrpcurlCall:
    """What a grpcurl command says.

    `address` is what grpc dials, `host:port`, or the path of a socket when `unix`; it is empty for `list` and `describe`
    of sources. `command` is `list`, `describe` or, for a call, empty; `symbol` is `package.Service/Method`, or what is
    listed or described, which may be empty. `headers` go with the call and with reflection, `call_headers` with the call
    alone and `reflection_headers` with reflection alone. `messages` are JSON texts; `data_file` is a file that holds them
    instead. Times are seconds, sizes bytes, paths as written.
    """

    address: str
    symbol: str = ""
    command: str = ""
    plaintext: bool = False
    insecure: bool = False
    unix: bool = False
    ca_file: str | None = None
    certificate_file: str | None = None
    key_file: str | None = None
    authority: str | None = None
    headers: Pairs = ()
    call_headers: Pairs = ()
    reflection_headers: Pairs = ()
    protos: tuple[str, ...] = ()
    import_paths: tuple[str, ...] = ()
    protosets: tuple[str, ...] = ()
    reflection: bool | None = None
    messages: tuple[str, ...] = ()
    data_file: str | None = None
    timeout: float | None = None
    connect_timeout: float | None = None
    keepalive_time: float | None = None
    maximum_message_size: int | None = None

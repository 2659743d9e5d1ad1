"""What a plan says of its connection: the target, its security, its options."""

from __future__ import annotations

import os
import re

from protowright.request.target import InvalidTarget, Target, parse_target
from protowright.runner.plan import ChannelOptions, TransportSecurity
from protowright.runner.planning.context import PlanContext

_DURATION = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s|m|h)?")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_SIZE = re.compile(r"(?P<number>\d+)\s*(?P<unit>[kmg]i?b?|b)?", re.IGNORECASE)
_SIZES = {"": 1, "b": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
COMPRESSIONS = ("gzip", "deflate", "identity")


def target_of(context: PlanContext) -> Target:
    """Where the call goes. Raises NotSent."""
    assert context.block.line is not None
    word = context.block.line.target
    try:
        return parse_target(context.fill(word.text, word.span), plaintext=context.flag("grpc-plaintext"))
    except InvalidTarget as error:
        raise context.not_sent(str(error), word.span) from None


def security_of(context: PlanContext) -> TransportSecurity:
    """How the connection is secured: what the request says, else what its environment does (`SSLConfiguration`).

    Raises NotSent for a file that does not exist.
    """
    tls = context.environment.tls
    return TransportSecurity(
        context.file_of("grpc-cacert") or _file(context, "caCertificate"),
        context.file_of("grpc-cert") or _file(context, "clientCertificate"),
        context.file_of("grpc-key") or _file(context, "clientCertificateKey"),
        context.text("grpc-authority"),
        context.text("grpc-servername"),
        context.text("grpc-key-passphrase") or _text(tls.get("certificatePassphrase")),
        context.flag("grpc-insecure") or tls.get("verifyHostCertificate") is False,
    )


def _file(context: PlanContext, name: str) -> str | None:
    path = _text(context.environment.tls.get(name))
    if path is not None and not os.path.isfile(path):
        assert context.block.line is not None
        sentence = f"`SSLConfiguration.{name}` of the environment names a file that does not exist: {path}"
        raise context.not_sent(sentence, context.block.line.target.span)
    return path


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def options_of(context: PlanContext) -> ChannelOptions:
    """What else the connection is made with. Raises NotSent for a value that cannot be."""
    size = context.parsed(
        "grpc-max-msg-sz", parse_size, "a size is a number of bytes, or one with a unit, such as `4MB`"
    )
    keepalive = context.parsed("grpc-keepalive-time", parse_duration, _duration_sentence("a keepalive time", "30s"))
    return ChannelOptions(None if size is None else int(size), keepalive, context.text("grpc-proxy"))


def timeout_of(context: PlanContext) -> float | None:
    """How long the call may take, in seconds. A number without a unit is in milliseconds. Raises NotSent."""
    return context.parsed("timeout", parse_duration, _duration_sentence("a timeout", "5s"))


def compression_of(context: PlanContext) -> str:
    """The name of gRPC's algorithm that messages are compressed with; empty when nothing is said. Raises NotSent."""
    name = (context.text("grpc-compression") or "").lower()
    directive = context.block.directive("grpc-compression")
    if directive is not None and name not in COMPRESSIONS:
        raise context.not_sent(f"a compression is one of {', '.join(COMPRESSIONS)}", directive.value.span)
    return name


def parse_duration(text: str) -> float | None:
    """A duration in seconds; None when it is none. A number without a unit is in milliseconds."""
    match = _DURATION.fullmatch(text)
    return None if match is None else float(match["number"]) * _UNITS[match["unit"] or "ms"]


def parse_size(text: str) -> int | None:
    """A size in bytes; None when it is none. The units are powers of 1024."""
    match = _SIZE.fullmatch(text)
    return None if match is None else int(match["number"]) * _SIZES[(match["unit"] or "")[:1].lower()]


def _duration_sentence(what: str, example: str) -> str:
    return f"{what} is a number with a unit, such as `{example}` or `300ms`"

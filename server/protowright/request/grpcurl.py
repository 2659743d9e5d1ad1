"""Calls as grpcurl commands: the command for a call, and the request for a command."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from decimal import Decimal

from protowright.request.grpcurl_call import GrpcurlCall, NotGrpcurl
from protowright.request.grpcurl_command import parse_grpcurl
from protowright.request.target import Target

__all__ = ["GrpcurlCall", "NotGrpcurl", "from_grpcurl", "grpcurl_address", "to_grpcurl"]

LONGEST_LINE = 100
"""A longer command stands on several lines."""

# From a call to a command


def grpcurl_address(target: Target) -> tuple[str, bool, bool]:
    """What `GrpcurlCall` says of a target: `address`, `plaintext`, `unix`. Raises NotGrpcurl for a target with a path."""
    if target.prefix:
        raise NotGrpcurl(f"grpcurl calls no server below a path, such as `{target.prefix}`")
    if target.address.startswith("unix-abstract:"):
        return "@" + target.address.removeprefix("unix-abstract:"), not target.tls, True
    if target.address.startswith("unix:"):
        path = target.address.removeprefix("unix:")
        return path.removeprefix("//") if path.startswith("///") else path, not target.tls, True
    return target.address, not target.tls, False


def to_grpcurl(call: GrpcurlCall) -> str:
    """The command for a call, quoted for a POSIX shell.

    Everything is written as it is: whoever calls this masks secrets before, or keeps them.
    """
    groups = [["grpcurl"], *_flags(call), [word for word in (call.address, call.command, call.symbol) if word]]
    parts = [shlex.join(group) for group in groups if group]
    if call.data_file is not None:
        parts.append(f"< {shlex.quote(call.data_file)}")
    line = " ".join(parts)
    return line if len(line) <= LONGEST_LINE and "\n" not in line else " \\\n  ".join(parts)


def _flags(call: GrpcurlCall) -> Iterator[list[str]]:
    switches = (("-plaintext", call.plaintext), ("-insecure", call.insecure), ("-unix", call.unix))
    yield from ([name] for name, is_on in switches if is_on)
    if call.reflection is not None:
        yield ["-use-reflection" if call.reflection else "-use-reflection=false"]
    for name, value in _values(call):
        yield [name, value]


def _values(call: GrpcurlCall) -> Iterator[tuple[str, str]]:
    """The flags with a value, as often as they stand there."""
    single = {
        "-cacert": call.ca_file,
        "-cert": call.certificate_file,
        "-key": call.key_file,
        "-authority": call.authority,
    }
    yield from ((name, value) for name, value in single.items() if value is not None)
    numbers = {
        "-max-time": call.timeout,
        "-connect-timeout": call.connect_timeout,
        "-keepalive-time": call.keepalive_time,
        "-max-msg-sz": call.maximum_message_size,
    }
    yield from ((name, _number(value)) for name, value in numbers.items() if value is not None)
    several = {"-import-path": call.import_paths, "-proto": call.protos, "-protoset": call.protosets}
    yield from ((name, value) for name, values in several.items() for value in values)
    headers = {"-H": call.headers, "-rpc-header": call.call_headers, "-reflect-header": call.reflection_headers}
    yield from ((name, f"{key}: {value}") for name, pairs in headers.items() for key, value in pairs)
    if call.messages or call.data_file is not None:
        yield "-d", "@" if call.data_file is not None else "\n".join(call.messages)


# From a command to a request


def from_grpcurl(text: str) -> str:
    """The text of a request, without a separator, for a pasted command. Raises NotGrpcurl.

    TLS is written down as a scheme: grpcurl uses it unless told not to, also for this machine.
    """
    call, left_out = parse_grpcurl(text)
    lines = [f"# `-{name}` of the grpcurl command has nothing that stands for it here" for name in left_out]
    lines += [f"# @{name} {value}".rstrip() for name, value in _directives(call)]
    lines.append(_request_line(call))
    lines += [f"{key}: {value}".rstrip() for key, value in (*call.headers, *call.call_headers)]
    body = [f"< {call.data_file}"] if call.data_file is not None else list(call.messages)
    return "\n".join([*lines, *(["", "\n===\n".join(body)] if body else [])]) + "\n"


def _request_line(call: GrpcurlCall) -> str:
    if call.command:
        return " ".join(word for word in ("GRPC", _target(call), call.command, call.symbol) if word)
    return f"GRPC {_target(call)}/{call.symbol}"


def _target(call: GrpcurlCall) -> str:
    if call.unix:
        is_abstract = call.address.startswith("@")
        return f"unix-abstract:{call.address[1:]}" if is_abstract else f"unix:{call.address}"
    if not call.address or _has_scheme(call.address):
        return call.address
    return f"{'grpc' if call.plaintext else 'grpcs'}://{call.address}"


def _has_scheme(address: str) -> bool:
    return address.startswith(("dns:", "unix:", "unix-abstract:"))


def _directives(call: GrpcurlCall) -> Iterator[tuple[str, str]]:
    """The directives that say what the flags say, in the order of what is needed to make the call."""
    if call.timeout is not None:
        yield "timeout", f"{_number(call.timeout)}s"
    if call.plaintext and _has_scheme(call.address):
        yield "grpc-plaintext", ""
    if call.insecure:
        yield "grpc-insecure", ""
    single = {
        "grpc-cacert": call.ca_file,
        "grpc-cert": call.certificate_file,
        "grpc-key": call.key_file,
        "grpc-authority": call.authority,
    }
    yield from ((name, value) for name, value in single.items() if value is not None)
    if call.reflection is not None:
        yield "grpc-reflection", "" if call.reflection else "false"
    several = {"grpc-import-path": call.import_paths, "grpc-proto": call.protos, "grpc-protoset": call.protosets}
    yield from ((name, value) for name, values in several.items() for value in values)
    yield from (("grpc-metadata", f"{key}: {value}") for key, value in call.reflection_headers)
    if call.keepalive_time is not None:
        yield "grpc-keepalive-time", f"{_number(call.keepalive_time)}s"
    if call.maximum_message_size is not None:
        yield "grpc-max-msg-sz", str(call.maximum_message_size)


def _number(value: float) -> str:
    """A number without an exponent: `0.5`, `30`."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

"""What a plan says of its connection: the target, its security, its options."""

from __future__ import annotations

import os

from protowright.request.target import InvalidTarget, Target, parse_target, target_text
from protowright.runner.plan import ChannelOptions, TransportSecurity
from protowright.runner.planning.context import PlanContext


def target_of(context: PlanContext) -> Target:
    """Where the call goes. Raises NotSent."""
    assert context.block.line is not None
    word, plaintext = context.block.line.target, context.values.plaintext
    text = context.fill(target_text(context.block.line, context.variables.names()), word.span)
    try:
        return parse_target(text, plaintext=plaintext is True, tls=plaintext is False)
    except InvalidTarget as error:
        raise context.not_sent(str(error), word.span) from None


def security_of(context: PlanContext) -> TransportSecurity:
    """How the connection is secured: what the request says, else what its environment does (`SSLConfiguration`).

    Raises NotSent for a file that does not exist.
    """
    values, tls = context.values, context.environment.tls
    return TransportSecurity(
        context.existing(values.ca_file, "grpc-cacert") or _file(context, "caCertificate"),
        context.existing(values.certificate_file, "grpc-cert") or _file(context, "clientCertificate"),
        context.existing(values.key_file, "grpc-key") or _file(context, "clientCertificateKey"),
        values.authority,
        values.server_name,
        values.passphrase or _text(tls.get("certificatePassphrase")),
        values.insecure or tls.get("verifyHostCertificate") is False,
    )


def options_of(context: PlanContext) -> ChannelOptions:
    """What else the connection is made with."""
    values = context.values
    return ChannelOptions(values.maximum_message_size, values.keepalive_time, values.proxy)


def _file(context: PlanContext, name: str) -> str | None:
    path = _text(context.environment.tls.get(name))
    if path is not None and not os.path.isfile(path):
        assert context.block.line is not None
        sentence = f"`SSLConfiguration.{name}` of the environment names a file that does not exist: {path}"
        raise context.not_sent(sentence, context.block.line.target.span)
    return path


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None

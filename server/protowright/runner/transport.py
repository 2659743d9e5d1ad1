"""Channels: where bytes go to and come from."""

from __future__ import annotations

from pathlib import Path

import grpc

from protowright.request.target import Target
from protowright.runner.plan import TransportSecurity

_OPTIONS: tuple[tuple[str, int | str], ...] = (
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
    ("grpc.primary_user_agent", "protowright"),
    # Else channels to one address share their connections, and a new channel waits with a failed one.
    ("grpc.use_local_subchannel_pool", 1),
)


class TransportError(Exception):
    """A channel cannot be made; the message says which file is wrong, and why."""


def open_channel(target: Target, security: TransportSecurity) -> grpc.Channel:
    """A channel to `target`. Nothing is sent yet. Raises TransportError when a certificate file cannot be used."""
    options = [*_OPTIONS]
    if security.authority:
        options.append(("grpc.default_authority", security.authority))
    if not target.tls:
        return grpc.insecure_channel(target.address, options=options)
    if security.authority:
        options.append(("grpc.ssl_target_name_override", security.authority))
    _refuse_half_a_pair(security)
    credentials = grpc.ssl_channel_credentials(
        _read(security.ca_file), _read(security.key_file), _read(security.certificate_file)
    )
    return grpc.secure_channel(target.address, credentials, options=options)


def _refuse_half_a_pair(security: TransportSecurity) -> None:
    """With one of the two, grpc ends the whole process."""
    for given, missing, file, other in (
        ("cert", "key", security.certificate_file, security.key_file),
        ("key", "cert", security.key_file, security.certificate_file),
    ):
        if file is not None and other is None:
            raise TransportError(
                f"`@grpc-{given}` needs `@grpc-{missing}` beside it: a certificate and its key go together"
            )


def _read(path: str | None) -> bytes | None:
    if path is None:
        return None
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise TransportError(f"{path} cannot be read: {error.strerror}") from None
    if b"-----BEGIN " not in content:
        raise TransportError(f"{path} is no PEM file: it has no `-----BEGIN` line")
    return content


class Channels:
    """Channels by target and security, kept open for the next call."""

    def __init__(self) -> None:
        self._channels: dict[tuple[Target, TransportSecurity], grpc.Channel] = {}

    def get(self, target: Target, security: TransportSecurity) -> grpc.Channel:
        """The channel for `target`, an open one if there is one."""
        key = (target, security)
        if key not in self._channels:
            self._channels[key] = open_channel(target, security)
        return self._channels[key]

    def forget(self, target: Target, security: TransportSecurity) -> None:
        """Let the next call make a new channel: a failed one waits before it dials again.

        The old one is not closed here, as other calls may go on over it; it ends with the last of them.
        """
        self._channels.pop((target, security), None)

    def close(self) -> None:
        """Close all of them."""
        for channel in self._channels.values():
            channel.close()
        self._channels.clear()

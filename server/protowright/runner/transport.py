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
    credentials = grpc.ssl_channel_credentials(
        _read(security.ca_file), _read(security.key_file), _read(security.certificate_file)
    )
    return grpc.secure_channel(target.address, credentials, options=options)


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
        """Close the channel, so that the next call makes a new one: a failed channel waits before it dials again."""
        channel = self._channels.pop((target, security), None)
        if channel is not None:
            channel.close()

    def close(self) -> None:
        """Close all of them."""
        for channel in self._channels.values():
            channel.close()
        self._channels.clear()

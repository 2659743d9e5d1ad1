"""Channels: where bytes go to and come from."""

from __future__ import annotations

import ssl
import weakref
from pathlib import Path

import grpc

from protowright.request.target import Target
from protowright.runner.address import place_of
from protowright.runner.certificate import unverified_context
from protowright.runner.limits import MAXIMUM_MESSAGE, MAXIMUM_METADATA
from protowright.runner.plan import TransportSecurity

_OPTIONS: tuple[tuple[str, int | str], ...] = (
    ("grpc.max_receive_message_length", MAXIMUM_MESSAGE),
    ("grpc.max_send_message_length", -1),
    # The first is where grpc begins to refuse at random, the second where it always does.
    ("grpc.max_metadata_size", MAXIMUM_METADATA),
    ("grpc.absolute_max_metadata_size", MAXIMUM_METADATA),
    ("grpc.primary_user_agent", "protowright"),
    # Else channels to one address share their connections, and a new channel waits with a failed one.
    ("grpc.use_local_subchannel_pool", 1),
    # How long an attempt to connect may take, in milliseconds, whatever its name says: grpc's own 20 s are long to stare at.
    ("grpc.min_reconnect_backoff_ms", 10_000),
)


class TransportError(Exception):
    """A channel cannot be made; the message says which file is wrong, and why."""


def open_channel(target: Target, security: TransportSecurity) -> grpc.Channel:
    """A channel to `target`. Nothing is sent yet. Raises TransportError when a certificate file cannot be used."""
    options = [*_OPTIONS]
    place = place_of(target.address)
    if place is not None and place.is_loopback:
        options.append(("grpc.enable_http_proxy", 0))  # a proxy would look for the service on its own machine
    if security.authority:
        options.append(("grpc.default_authority", security.authority))
    if not target.tls:
        return grpc.insecure_channel(target.address, options=options)
    if security.authority:
        options.append(("grpc.ssl_target_name_override", security.authority))
    _refuse_half_a_pair(security)
    authority, key, certificate = (
        _read(file) for file in (security.ca_file, security.key_file, security.certificate_file)
    )
    _refuse_unusable(security)
    credentials = grpc.ssl_channel_credentials(authority, key, certificate)
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


def _refuse_unusable(security: TransportSecurity) -> None:
    """grpc says of such files only that there is no connection."""
    context = unverified_context()
    if security.ca_file is not None:
        try:
            context.load_verify_locations(security.ca_file)
        except (ssl.SSLError, ValueError):
            raise TransportError(f"{security.ca_file} holds no certificate that can be read: export it anew") from None
    if security.certificate_file is None or security.key_file is None:
        return
    try:
        # Without a password that is wrong, an encrypted key would ask for it on the terminal.
        context.load_cert_chain(security.certificate_file, security.key_file, password="")
    except (ssl.SSLError, ValueError) as error:
        raise TransportError(_unusable_pair(security, getattr(error, "reason", None) or "")) from None


def _unusable_pair(security: TransportSecurity, reason: str) -> str:
    certificate, key = security.certificate_file, security.key_file
    if "KEY_VALUES_MISMATCH" in reason or "KEY_TYPE_MISMATCH" in reason:
        return f"{key} is the key of another certificate than {certificate}: name the two that belong together"
    if "ENCRYPTED" in Path(str(key)).read_text("ascii", "replace"):
        return f"{key} is locked with a password: save the key without one, and name that file with `@grpc-key`"
    return f"{certificate} and {key} cannot be read as a certificate and its key: export them anew"


class Channels:
    """Channels by target and security, kept open for the next call."""

    def __init__(self) -> None:
        self._channels: dict[tuple[Target, TransportSecurity], grpc.Channel] = {}
        self._forgotten: weakref.WeakSet[grpc.Channel] = weakref.WeakSet()

    def get(self, target: Target, security: TransportSecurity) -> grpc.Channel:
        """The channel for `target`, an open one if there is one."""
        key = (target, security)
        if key not in self._channels:
            self._channels[key] = open_channel(target, security)
        return self._channels[key]

    def forget(self, target: Target, security: TransportSecurity) -> None:
        """Let the next call make a new channel: a failed one waits before it dials again.

        The old one is not closed here, as other calls may go on over it; it ends with the last of them, or with all.
        """
        old = self._channels.pop((target, security), None)
        if old is not None:
            self._forgotten.add(old)

    def close(self) -> None:
        """Close all of them."""
        for channel in (*self._channels.values(), *self._forgotten):
            channel.close()
        self._channels.clear()
        self._forgotten.clear()

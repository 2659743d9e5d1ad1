"""Channels: where bytes go to and come from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import grpc

from protowright.request.target import Target
from protowright.runner.address import place_of
from protowright.runner.limits import MAXIMUM_MESSAGE, MAXIMUM_METADATA
from protowright.runner.plan import ChannelOptions, TransportSecurity

if TYPE_CHECKING:
    import ssl

    from protowright.runner.tunnel import Tunnel

_READY: int = grpc.ChannelConnectivity.READY.value[0]
_OPTIONS: tuple[tuple[str, int | str], ...] = (
    ("grpc.max_send_message_length", -1),
    # The first is where grpc begins to refuse at random, the second where it always does.
    ("grpc.max_metadata_size", MAXIMUM_METADATA),
    ("grpc.absolute_max_metadata_size", MAXIMUM_METADATA),
    ("grpc.primary_user_agent", "protowright"),
    # Else channels to one address share their connections, and a new channel waits with a failed one.
    ("grpc.use_local_subchannel_pool", 1),
    # How long an attempt to connect may take, in milliseconds, whatever its name says: grpc's own 20 s are long to stare at.
    ("grpc.min_reconnect_backoff_ms", 10_000),
    # The thread that waits for the response takes what comes, without another one between it and the network
    # (`grpc.experimental.ChannelOptions`, which takes long to import).
    ("SingleThreadedUnaryStream", 1),
)

Options = list[tuple[str, "int | str"]]


class TransportError(Exception):
    """A channel cannot be made; the message says which file is wrong, and why."""


class Connection:
    """A channel, and the tunnel it goes through when certificates are not looked at.

    A connection that is not to be used again is closed by the last call that goes over it.
    """

    def __init__(self, channel: grpc.Channel, tunnel: Tunnel | None = None) -> None:
        self.channel = channel
        self.tunnel = tunnel
        self.users = 0
        self.is_retired = False

    @property
    def is_ready(self) -> bool:
        """Whether the connection stands. It does not after the server has gone, also when it is there again."""
        # The public way, `subscribe`, keeps a thread that polls, and leaves a traceback when the channel is closed.
        inner = getattr(self.channel, "_channel", None)
        return inner is not None and inner.check_connectivity_state(False) == _READY

    def said(self, details: str) -> str:
        """Why there is no connection: what grpc says, or what the tunnel does, of which grpc sees only that it ended."""
        return self.tunnel.problem if self.tunnel is not None and self.tunnel.problem else details

    def close(self) -> None:
        """Close both. What still goes over them is cancelled."""
        self.channel.close()
        if self.tunnel is not None:
            self.tunnel.close()


def open_connection(target: Target, security: TransportSecurity, options: ChannelOptions) -> Connection:
    """A connection to `target`. Nothing is sent yet. Raises TransportError when a certificate file cannot be used."""
    arguments = _arguments(security, options)
    place = place_of(target.address)
    if place is not None and place.is_loopback and options.proxy is None:
        arguments.append(("grpc.enable_http_proxy", 0))  # a proxy would look for the service on its own machine
    if not target.tls:
        return Connection(grpc.insecure_channel(target.address, options=arguments))
    _refuse_half_a_pair(security)
    if security.insecure:
        return _through_tunnel(target, security, options, arguments)
    if security.verified_name is not None:
        arguments.append(("grpc.ssl_target_name_override", security.verified_name))
    authority, certificate = _read(security.ca_file), _read(security.certificate_file)
    key = _private_key(security)
    _refuse_unusable(security)
    credentials = grpc.ssl_channel_credentials(authority, key, certificate)
    return Connection(grpc.secure_channel(target.address, credentials, options=arguments))


def _arguments(security: TransportSecurity, options: ChannelOptions) -> Options:
    size = MAXIMUM_MESSAGE if options.max_message_size is None else options.max_message_size
    arguments: Options = [*_OPTIONS, ("grpc.max_receive_message_length", size)]
    if options.keepalive_time is not None:
        arguments += [
            ("grpc.keepalive_time_ms", max(1, round(options.keepalive_time * 1000))),
            ("grpc.keepalive_permit_without_calls", 1),
            ("grpc.http2.max_pings_without_data", 0),
        ]
    if options.proxy is not None:
        arguments.append(("grpc.http_proxy", options.proxy))
    if security.authority:
        arguments.append(("grpc.default_authority", security.authority))
    return arguments


def _through_tunnel(
    target: Target, security: TransportSecurity, options: ChannelOptions, arguments: Options
) -> Connection:
    from protowright.runner.certificate import unverified_context
    from protowright.runner.tunnel import Tunnel

    _read(security.certificate_file)
    _private_key(security)
    place = place_of(target.address)
    if place is None:
        raise TransportError(f"`{target.address}` names no host")
    context = unverified_context()
    context.set_alpn_protocols(["h2"])
    load_pair(context, security)
    tunnel = Tunnel(place, context, security.verified_name, options.proxy)
    # What is plaintext up to the tunnel is TLS behind it, and servers compare `:scheme` with what they see.
    arguments += [("grpc.http2_scheme", "https"), ("grpc.enable_http_proxy", 0)]
    if not security.authority:
        # Without what gRPC's name syntax puts before the host.
        arguments.append(("grpc.default_authority", target.address.removeprefix("dns:").rpartition("/")[2]))
    return Connection(grpc.insecure_channel(tunnel.address, options=arguments), tunnel)


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
    if security.ca_file is None and security.certificate_file is None:
        return
    from protowright.runner.certificate import unverified_context

    context = unverified_context()
    if security.ca_file is not None:
        try:
            context.load_verify_locations(security.ca_file)
        except (OSError, ValueError):  # as errors of `ssl` are
            raise TransportError(f"{security.ca_file} holds no certificate that can be read: export it anew") from None
    load_pair(context, security)


def load_pair(context: ssl.SSLContext, security: TransportSecurity) -> None:
    """Give the context the client's certificate and key, when there are any. Raises TransportError."""
    if security.certificate_file is None or security.key_file is None:
        return
    try:
        # Without a password, an encrypted key would ask for it on the terminal.
        context.load_cert_chain(security.certificate_file, security.key_file, password=security.passphrase or "")
    except (OSError, ValueError) as error:
        raise TransportError(_unusable_pair(security, getattr(error, "reason", None) or "")) from None


def _unusable_pair(security: TransportSecurity, reason: str) -> str:
    certificate, key = security.certificate_file, security.key_file
    if "KEY_VALUES_MISMATCH" in reason or "KEY_TYPE_MISMATCH" in reason:
        return f"{key} is the key of another certificate than {certificate}: name the two that belong together"
    return f"{certificate} and {key} cannot be read as a certificate and its key: export them anew"


def _private_key(security: TransportSecurity) -> bytes | None:
    """The client's key as grpc takes it: without a passphrase."""
    content = _read(security.key_file)
    if content is None or b"ENCRYPTED" not in content:
        return content
    if security.passphrase is None:
        raise TransportError(
            f"{security.key_file} is encrypted: name its passphrase with `# @grpc-key-passphrase {{{{variable}}}}`"
        )
    from cryptography.hazmat.primitives import serialization

    try:
        key = serialization.load_pem_private_key(content, security.passphrase.encode())
    except (ValueError, TypeError):
        raise TransportError(f"{security.key_file} cannot be opened with the passphrase that is given") from None
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


Key = tuple[Target, TransportSecurity, ChannelOptions]


class Channels:
    """Connections by target, security and options, kept open for the next call. Safe to use from several threads."""

    def __init__(self) -> None:
        self._connections: dict[Key, Connection] = {}
        self._lock = threading.Lock()

    @contextmanager
    def connection(
        self, target: Target, security: TransportSecurity, options: ChannelOptions | None = None
    ) -> Iterator[Connection]:
        """The connection to `target`, an open one if there is one. Raises what `open_connection` raises."""
        key = (target, security, options or ChannelOptions())
        with self._lock:
            found = self._connections.get(key) or open_connection(*key)
            self._connections[key] = found
            found.users += 1
        try:
            yield found
        finally:
            with self._lock:
                found.users -= 1
                is_over = found.is_retired and not found.users
            if is_over:
                found.close()

    def retire(self, connection: Connection) -> None:
        """Let the next call make a new connection: a failed one waits before it dials again."""
        with self._lock:
            connection.is_retired = True
            for key, known in list(self._connections.items()):
                if known is connection:
                    del self._connections[key]

    def close(self) -> None:
        """Close all that are kept."""
        with self._lock:
            kept = list(self._connections.values())
            self._connections.clear()
        for connection in kept:
            connection.close()

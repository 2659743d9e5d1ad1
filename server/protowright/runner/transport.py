"""Channels: where bytes go to and come from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import grpc

from protowright.request.target import Target
from protowright.runner.plan import ChannelOptions, TransportSecurity

if TYPE_CHECKING:
    from protowright.runner.tunnel import Tunnel

_READY: int = grpc.ChannelConnectivity.READY.value[0]
_OPTIONS: tuple[tuple[str, int | str], ...] = (
    ("grpc.max_send_message_length", -1),
    ("grpc.primary_user_agent", "protowright"),
    # `grpc.experimental.ChannelOptions`: one thread is enough for a call, and quicker than two that wait for each other.
    ("SingleThreadedUnaryStream", 1),
    # Else channels to one address share their connections, and a new channel waits with a failed one.
    ("grpc.use_local_subchannel_pool", 1),
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

    def close(self) -> None:
        """Close both. What still goes over them is cancelled."""
        self.channel.close()
        if self.tunnel is not None:
            self.tunnel.close()


def open_connection(target: Target, security: TransportSecurity, options: ChannelOptions) -> Connection:
    """A connection to `target`. Nothing is sent yet. Raises TransportError when a certificate file cannot be used."""
    arguments = _arguments(security, options)
    if not target.tls:
        return Connection(grpc.insecure_channel(target.address, options=arguments))
    _refuse_half_a_pair(security)
    if security.insecure:
        return _through_tunnel(target, security, arguments)
    if security.server_name or security.authority:
        arguments.append(("grpc.ssl_target_name_override", security.server_name or security.authority or ""))
    credentials = grpc.ssl_channel_credentials(
        _read(security.ca_file), _private_key(security), _read(security.certificate_file)
    )
    return Connection(grpc.secure_channel(target.address, credentials, options=arguments))


def _arguments(security: TransportSecurity, options: ChannelOptions) -> Options:
    size = -1 if options.max_message_size is None else options.max_message_size
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


def _through_tunnel(target: Target, security: TransportSecurity, arguments: Options) -> Connection:
    from protowright.runner.tunnel import Tunnel, unverified_context

    _private_key(security)  # Python would ask for a passphrase on the terminal
    host, _, port = target.address.removeprefix("dns:").lstrip("/").rpartition(":")
    try:
        context = unverified_context(security.certificate_file, security.key_file, security.passphrase)
    except OSError as error:  # as errors of `ssl` are
        raise TransportError(f"the client certificate cannot be used: {_reason(error)}") from None
    tunnel = Tunnel(host.strip("[]"), int(port), context, security.server_name or security.authority)
    if not security.authority:
        arguments.append(("grpc.default_authority", target.address))
    return Connection(grpc.insecure_channel(tunnel.address, options=arguments), tunnel)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


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

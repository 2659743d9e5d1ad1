"""One gRPC server with four listeners: plaintext, TLS, TLS with client certificates, and a Unix socket."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import grpc
from samples.service.access import BearerCheck
from samples.service.addresses import Addresses
from samples.service.binding import bind
from samples.service.certificates import make_certificates
from samples.service.health import NAME as HEALTH
from samples.service.health import add_health
from samples.service.reflection import VERSIONS, reflection_handlers
from samples.service.schema import load_schema
from samples.service.services import implementations
from samples.service.store import Store

Reflection = Literal["open", "protected", "off"]

# Each stream that is open holds a thread.
MAX_CALLS = 64
# How long calls that are under way may go on when the service stops, in seconds.
GRACE = 0.5
# Without this a second service could take a port that is in use, and get some of its calls.
OPTIONS = (("grpc.so_reuseport", 0),)


@contextmanager
def running_service(
    *, port: int = 0, reflection: Reflection = "open", reflection_versions: Sequence[str] = VERSIONS
) -> Iterator[Addresses]:
    """Runs the service in this process until the block ends.

    `port` is the plaintext port, 0 for a free one; the others are always free ones. `reflection` says who may reflect:
    everyone, those with a bearer token, or nobody; `reflection_versions` are those of the protocol, `v1` and `v1alpha`.
    Raises OSError when the port is taken.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="shop-", ignore_cleanup_errors=True))
        threads = stack.enter_context(ThreadPoolExecutor(MAX_CALLS, thread_name_prefix="shop"))
        server = _server(threads, reflection, reflection_versions)
        stack.callback(lambda: server.stop(GRACE).wait())
        addresses = _listen(server, port, Path(folder))
        server.start()
        yield addresses


def _server(threads: ThreadPoolExecutor, reflection: Reflection, versions: Sequence[str]) -> grpc.Server:
    schema = load_schema()
    store = Store(schema)
    check = BearerCheck(store.tokens(), reflection=reflection == "protected")
    server = grpc.server(threads, interceptors=[check], options=OPTIONS)
    services = implementations(store)
    server.add_generic_rpc_handlers([bind(schema, name, service) for name, service in services.items()])
    add_health(server, services)
    if reflection != "off":
        server.add_generic_rpc_handlers(reflection_handlers([*services, HEALTH], schema, versions))
    return server


def _listen(server: grpc.Server, port: int, folder: Path) -> Addresses:
    certificates = make_certificates(folder)
    tls, mtls = (certificates.credentials(client_certificate=wanted) for wanted in (False, True))
    return Addresses(
        address=f"127.0.0.1:{_plaintext_port(server, port)}",
        tls_address=f"localhost:{server.add_secure_port('127.0.0.1:0', tls)}",
        mtls_address=f"localhost:{server.add_secure_port('127.0.0.1:0', mtls)}",
        socket=_unix_socket(server, folder),
        certificates=folder,
    )


def _plaintext_port(server: grpc.Server, port: int) -> int:
    try:
        return server.add_insecure_port(f"127.0.0.1:{port}")
    except RuntimeError:
        raise OSError(f"port {port} is taken; stop what listens there, or choose another with --port") from None


def _unix_socket(server: grpc.Server, folder: Path) -> str:
    if not hasattr(socket, "AF_UNIX"):
        return ""
    path = folder / "shop.sock"
    server.add_insecure_port(f"unix:{path}")
    return str(path)

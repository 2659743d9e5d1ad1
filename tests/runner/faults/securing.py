"""Faults of TLS: certificates that should not be believed, and handshakes that cannot end well."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.runner.faults.connecting import plain
from tests.runner.faults.fault import REFUSED, Fault, Serving
from tests.support.hostile import connections, replies
from tests.support.hostile.certificates import DAY, NOW, Authority, Certificate, self_signed
from tests.support.hostile.exchange import http2
from tests.support.hostile.listener import Listener, Serve

Issue = Callable[[Authority], Certificate]
Adjust = Callable[[ssl.SSLContext, Path], None]

_TRUST = "# @grpc-cacert ca.pem\n"
_CLIENT = f"{_TRUST}# @grpc-cert client.pem\n# @grpc-key client-key.pem\n"
_HONEST = http2(replies.echo)


def secured(
    issue: Issue,
    serve: Serve = _HONEST,
    protocols: tuple[str, ...] = ("h2",),
    host: str = "127.0.0.1",
    adjust: Adjust | None = None,
    scheme: str = "grpcs",
) -> Serving:
    """A TLS port with the certificate that `issue` makes. `ca.pem` in the folder is the authority that it is given."""

    @contextmanager
    def serving(folder: Path) -> Iterator[str]:
        authority = Authority()
        (folder / "ca.pem").write_bytes(authority.pem)
        context = issue(authority).context(folder, protocols)
        if adjust is not None:
            adjust(context, folder)
        with Listener(serve, context) as listener:
            yield f"{scheme}://{listener.address.replace('127.0.0.1', host)}"

    return serving


def asking(client: Certificate | None = None, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> Adjust:
    """Ask callers for a certificate; `client` becomes `client.pem` and `client-key.pem`."""

    def adjust(context: ssl.SSLContext, folder: Path) -> None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.maximum_version = newest
        context.load_verify_locations(folder / "ca.pem")
        if client is not None:
            client.write(folder, "client")

    return adjust


def outdated(context: ssl.SSLContext, folder: Path) -> None:
    """TLS 1.1 and nothing newer."""
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1


def with_files(**contents: bytes) -> Adjust:
    """Files for the client, by name without `.pem`; underscores stand for hyphens."""

    def adjust(context: ssl.SSLContext, folder: Path) -> None:
        for name, content in contents.items():
            (folder / f"{name.replace('_', '-')}.pem").write_bytes(content)

    return adjust


def honest(authority: Authority) -> Certificate:
    """A certificate without a fault."""
    return authority.issue()


def failing(name: str, serving: Serving, *words: str, directives: str = _TRUST, status: str = "UNAVAILABLE") -> Fault:
    """A fault that keeps the connection from being made."""
    return Fault(name, serving, status, words, directives=directives)


_OTHER = Authority("Other Authority")

SECURING = [
    failing(
        "an expired certificate",
        secured(lambda authority: authority.issue(until=NOW - DAY / 2)),
        "the certificate of {where} expired on ",
        f"{NOW - DAY / 2:%Y-%m-%d %H:%M} UTC",
        "renew it",
    ),
    failing(
        "a certificate of tomorrow",
        secured(lambda authority: authority.issue(since=NOW + DAY / 2)),
        "the certificate of {where} is not valid yet",
        f"{NOW + DAY / 2:%Y-%m-%d %H:%M} UTC",
        "correct the clock",
    ),
    failing(
        "a self-signed certificate",
        secured(lambda authority: self_signed()),
        "signed by nobody but itself",
        "name it with `# @grpc-cacert file.pem`",
    ),
    failing(
        "an unknown authority",
        secured(lambda authority: _OTHER.issue()),
        "signed by `Other Authority`, which is not in `/",
        "ca.pem`",
        "name that authority with `# @grpc-cacert file.pem`",
    ),
    failing(
        "an authority the system does not know",
        secured(honest),
        "signed by `Example Authority`, which is not among the authorities that are trusted here",
        "name that authority with `# @grpc-cacert file.pem`",
        directives="",
    ),
    failing(
        "a missing intermediate certificate",
        secured(lambda authority: authority.child().issue(whole=False)),
        "which is not in `/",
        "let the server send the certificates between the two",
    ),
    failing(
        "a certificate for other hosts",
        secured(lambda authority: authority.issue("other.example", "*.shop.example")),
        "is for `other.example`, `*.shop.example`, not for `127.0.0.1`",
        "`# @grpc-authority`",
    ),
    failing(
        "a certificate for another address",
        secured(lambda authority: authority.issue("10.0.0.1"), host="localhost"),
        "is for `10.0.0.1`, not for `localhost`",
        "call it by a name it has",
    ),
    failing("no protocol agreed on", secured(honest, protocols=()), "no HTTP/2", "let the server offer `h2`"),
    failing(
        "HTTP/1 alone inside TLS",
        secured(honest, connections.HTTP_1, ("http/1.1",)),
        "HTTP/1 alone",
        "check the port",
    ),
    failing(
        "no client certificate",
        secured(honest, adjust=asking()),
        "{where} asks for a client certificate",
        "`# @grpc-cert` and `# @grpc-key`",
    ),
    failing(
        "no client certificate, TLS 1.2",
        secured(honest, adjust=asking(newest=ssl.TLSVersion.TLSv1_2)),
        "if it asks for a client certificate",
        "`# @grpc-cert` and `# @grpc-key`",
    ),
    failing(
        "a client certificate of a wrong authority",
        secured(honest, adjust=asking(_OTHER.issue("client"))),
        "does not accept the client certificate `/",
        "client.pem`",
        "an authority of the server signed",
        directives=_CLIENT,
    ),
    failing(
        "the same with TLS 1.2",
        secured(honest, adjust=asking(_OTHER.issue("client"), ssl.TLSVersion.TLSv1_2)),
        "does not accept the client certificate `/",
        "an authority of the server signed",
        directives=_CLIENT,
    ),
    failing("TLS 1.1", secured(honest, adjust=outdated), "no TLS of version 1.2", "let the server speak TLS 1.2"),
    failing("TLS to plaintext", plain(_HONEST, "grpcs"), "does not speak TLS", "write `grpc://`", directives=""),
    failing("plaintext to TLS", secured(honest, scheme="grpc"), "speaks TLS", "write `grpcs://`", directives=""),
    failing("closes inside TLS", secured(honest, connections.closing), "right after the TLS handshake", "if it asks"),
    Fault(
        "silence inside TLS",
        secured(honest, connections.silent),
        "DEADLINE_EXCEEDED",
        ("says nothing inside TLS", "check the port"),
        directives=_TRUST,
        lingers=True,
    ),
    failing(
        "an authority that cannot be read",
        secured(honest, adjust=with_files(bad=b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")),
        "bad.pem holds no certificate that can be read",
        "export it anew",
        directives="# @grpc-cacert bad.pem\n",
        status=REFUSED,
    ),
    failing(
        "the key of another certificate",
        secured(honest, adjust=with_files(client=_OTHER.issue("a").chain, client_key=_OTHER.issue("a").key)),
        "client-key.pem is the key of another certificate",
        "name the two that belong together",
        directives=_CLIENT,
        status=REFUSED,
    ),
]

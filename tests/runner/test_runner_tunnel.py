"""TLS without verification: what it lets through, and what it leaves behind."""

from __future__ import annotations

import datetime
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
import trustme
from cryptography.hazmat.primitives import serialization
from tests.runner.support import SERVICE, plan_of, run_plan, run_text

AUTHORITY = trustme.CA()


@contextmanager
def serving_tls(*names: str, client_authority: bytes | None = None, **issued: object) -> Iterator[str]:
    """A TLS server of `echo.Echo/One`; gives its address."""
    leaf = AUTHORITY.issue_cert(*names, **issued)  # type: ignore[arg-type]
    chain = b"".join(pem.bytes() for pem in leaf.cert_chain_pems)
    credentials = grpc.ssl_server_credentials(
        [(leaf.private_key_pem.bytes(), chain)], client_authority, require_client_auth=client_authority is not None
    )
    method = grpc.unary_unary_rpc_method_handler(lambda request, context: request)
    with ThreadPoolExecutor(4) as threads:
        server = grpc.server(threads)
        server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, {"One": method})])
        port = server.add_secure_port("127.0.0.1:0", credentials)
        server.start()
        try:
            yield f"127.0.0.1:{port}"
        finally:
            server.stop(0).wait()


def request(address: str, *directives: str) -> str:
    """A call over TLS."""
    return "".join(f"# @{directive}\n" for directive in directives) + (
        f'GRPC grpcs://{address}/echo.Echo/One\n{{"text": "a"}}\n'
    )


def test_a_wrong_name_is_taken_when_asked_for(tmp_path: Path) -> None:
    with serving_tls("elsewhere.example") as address:
        assert run_text(tmp_path, request(address)).finished.status == "UNAVAILABLE"
        ran = run_text(tmp_path, request(address, "grpc-insecure"))
    assert ran.messages == ['{ "text": "a" }']
    assert ran.started.target == f"grpcs://{address} (certificate not verified)"


def test_an_expired_certificate_is_taken_when_asked_for(tmp_path: Path) -> None:
    yesterday = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    with serving_tls("127.0.0.1", not_after=yesterday) as address:
        assert run_text(tmp_path, request(address, "grpc-insecure")).finished.status == "OK"


def test_a_client_certificate_goes_through_the_tunnel(tmp_path: Path) -> None:
    client = AUTHORITY.issue_cert("client@shop.example")
    (tmp_path / "c.pem").write_bytes(client.cert_chain_pems[0].bytes())
    (tmp_path / "k.pem").write_bytes(client.private_key_pem.bytes())
    with serving_tls("elsewhere.example", client_authority=AUTHORITY.cert_pem.bytes()) as address:
        assert run_text(tmp_path, request(address, "grpc-insecure", "timeout 5s")).finished.code != 0
        with_certificate = request(address, "grpc-insecure", "grpc-cert c.pem", "grpc-key k.pem")
        assert run_text(tmp_path, with_certificate).finished.status == "OK"


@pytest.mark.parametrize("insecure", [False, True], ids=["verified", "insecure"])
def test_a_key_with_a_passphrase(tmp_path: Path, insecure: bool) -> None:
    client = AUTHORITY.issue_cert("client@shop.example")
    key = serialization.load_pem_private_key(client.private_key_pem.bytes(), None)
    encryption = serialization.BestAvailableEncryption(b"open sesame")
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (tmp_path / "k.pem").write_bytes(key.private_bytes(*forms, encryption))
    (tmp_path / "c.pem").write_bytes(client.cert_chain_pems[0].bytes())
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    directives = ["grpc-cacert ca.pem", "grpc-cert c.pem", "grpc-key k.pem", *(["grpc-insecure"] if insecure else [])]
    with serving_tls("127.0.0.1", client_authority=AUTHORITY.cert_pem.bytes()) as address:
        right = run_text(tmp_path, request(address, *directives, "grpc-key-passphrase open sesame"))
        wrong = run_text(tmp_path, request(address, *directives, "grpc-key-passphrase abracadabra"))
        none = run_text(tmp_path, request(address, *directives))
    assert right.finished.status == "OK"
    assert "passphrase" in wrong.refused and "abracadabra" not in wrong.refused
    assert "is encrypted: name its passphrase" in none.refused


def test_nothing_is_left_over(tmp_path: Path) -> None:
    with serving_tls("elsewhere.example") as address:
        plan = plan_of(tmp_path, request(address, "grpc-insecure"))
        assert plan.security.insecure
        assert run_plan(plan).finished.status == "OK"
    assert [thread.name for thread in threading.enumerate() if thread.name == "protowright-tunnel"] == []
    assert list(Path(tempfile.gettempdir()).glob("protowright-*/tls")) == []

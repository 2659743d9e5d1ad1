"""How the runner connects: pings, waiting for a server, TLS, proxies. The server and the proxy say what they see."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from tests.runner.observing.observer import Observer, observing
from tests.runner.observing.proxy import proxying
from tests.runner.support import Ran, run_text

NAME = "elsewhere.example"
"""The name in the server's certificate; no name server knows it."""


def request(target: str, *directives: str, metadata: str = "", method: str = "One") -> str:
    """The text of one request."""
    lines = "".join(f"# @{directive}\n" for directive in directives)
    return f'{lines}GRPC {target}/echo.Echo/{method}\n{metadata}\n{{"text": "a"}}\n'


def refusing_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


# Pings


@pytest.mark.parametrize("directives, least, most", [(["grpc-keepalive-time 200ms"], 2, 3), ([], 0, 0)])
def test_keepalive_pings_go_out_while_nothing_else_does(
    tmp_path: Path, observer: Observer, directives: list[str], least: int, most: int
) -> None:
    """The server never answers, so grpc has no reason of its own for a ping. It sends no more than one a second."""
    text = request(f"grpc://{observer.plain}", *directives, "timeout 1500ms", metadata="x-hold: 1\n")
    assert run_text(tmp_path, text).finished.status == "DEADLINE_EXCEEDED"
    assert least <= len(observer.all("ping")) <= most


# A server that is not there yet


def test_a_call_waits_for_its_server(tmp_path: Path) -> None:
    port, started = refusing_port(), time.monotonic()
    with observing(port=port, delay=0.5, wait=False) as late:
        ran = run_text(tmp_path, request(f"grpc://127.0.0.1:{port}", "grpc-wait-for-ready", "timeout 10s"))
        assert ran.finished.status == "OK"
        assert time.monotonic() - started > 0.5
        late.quiet()
        assert late.order("ready", "heard", "said") == ["ready", "heard a", "said a"]


def test_without_waiting_a_call_fails_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    ran = run_text(tmp_path, request(f"grpc://127.0.0.1:{refusing_port()}", "timeout 10s"))
    assert (ran.finished.status, time.monotonic() - started < 3) == ("UNAVAILABLE", True)


def test_waiting_ends_with_the_deadline(tmp_path: Path) -> None:
    text = request(f"grpc://127.0.0.1:{refusing_port()}", "grpc-wait-for-ready", "timeout 300ms")
    assert run_text(tmp_path, text).finished.status == "DEADLINE_EXCEEDED"


# TLS


def over_tls(folder: Path, certificates: Path, address: str, *directives: str) -> Ran:
    """A call whose certificates are found in the folder of certificates."""
    found = (directive.replace("CERTIFICATES", str(certificates)) for directive in directives)
    return run_text(folder, request(f"grpcs://{address}", *found))


@pytest.mark.parametrize(
    "directives, server_name, authority",
    [
        (["grpc-authority elsewhere.example"], NAME, NAME),
        (["grpc-authority elsewhere.example:8443"], NAME, f"{NAME}:8443"),
        (["grpc-servername elsewhere.example"], NAME, NAME),
        (["grpc-servername elsewhere.example", "grpc-authority shop.example"], NAME, "shop.example"),
    ],
    ids=["authority", "authority-with-port", "name", "both"],
)
def test_the_name_that_is_verified_and_the_authority(
    tmp_path: Path, observer: Observer, certificates: Path, directives: list[str], server_name: str, authority: str
) -> None:
    ran = over_tls(tmp_path, certificates, observer.tls, "grpc-cacert CERTIFICATES/ca.pem", *directives)
    assert ran.finished.status == "OK"
    connection = observer.one("connection")
    assert (connection["tls"], connection["protocol"]) == (True, "h2")
    assert connection["server_name"] == server_name
    assert (observer.header(":authority"), observer.header(":scheme")) == ([authority], ["https"])


@pytest.mark.parametrize(
    "directives, server_name, authority",
    [
        ([], None, None),
        (["grpc-authority shop.example:8443"], "shop.example", "shop.example:8443"),
        (["grpc-servername shop.example"], "shop.example", None),
        (["grpc-servername shop.example", "grpc-authority other.example"], "shop.example", "other.example"),
    ],
    ids=["nothing", "authority", "name", "both"],
)
def test_without_verification_the_server_sees_tls_all_the_same(
    tmp_path: Path,
    observer: Observer,
    certificates: Path,
    directives: list[str],
    server_name: str | None,
    authority: str | None,
) -> None:
    ran = over_tls(tmp_path, certificates, observer.tls, "grpc-insecure", *directives)
    assert ran.messages == ['{ "text": "a" }']
    connection = observer.one("connection")
    assert (connection["tls"], connection["protocol"], connection["server_name"]) == (True, "h2", server_name)
    assert (observer.header(":authority"), observer.header(":scheme")) == ([authority or observer.tls], ["https"])
    assert observer.header("user-agent")[0].startswith("protowright grpc-python/")


def test_a_name_in_the_syntax_of_grpc_goes_through_the_tunnel(tmp_path: Path, observer: Observer) -> None:
    place = observer.tls.replace("127.0.0.1", "localhost")
    ran = run_text(tmp_path, f"# @grpc-insecure\nGRPC dns:///{place} echo.Echo/One\n")
    assert ran.finished.status == "OK"
    assert observer.header(":authority") == [place]
    assert observer.one("connection")["server_name"] == "localhost"


@pytest.mark.parametrize(
    "directive", ["grpc-cacert CERTIFICATES/ca.pem", "grpc-insecure"], ids=["verified", "insecure"]
)
def test_the_server_sees_the_certificate_whose_key_has_a_passphrase(
    tmp_path: Path, observer: Observer, certificates: Path, directive: str
) -> None:
    key = serialization.load_pem_private_key((certificates / "client-key.pem").read_bytes(), None)
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    locked = key.private_bytes(*forms, serialization.BestAvailableEncryption(b"open sesame"))
    (tmp_path / "locked.pem").write_bytes(locked)
    pair = "grpc-cert CERTIFICATES/client.pem", "grpc-key locked.pem", "grpc-key-passphrase open sesame"
    name = f"grpc-authority {NAME}"
    assert over_tls(tmp_path, certificates, observer.mtls, directive, *pair, name).finished.status == "OK"
    assert observer.one("connection")["client"] == ["client@shop.example"]


@pytest.mark.parametrize(
    "place, message, explanation",
    [
        ("127.0.0.1:PORT", "failed to connect: Connection refused", "nobody listens at 127.0.0.1:PORT"),
        (
            "nowhere.invalid:443",
            "failed to connect: DNS resolution failed: ",
            "the host of nowhere.invalid:443 is unknown",
        ),
    ],
)
def test_a_tunnel_that_leads_nowhere_says_why(tmp_path: Path, place: str, message: str, explanation: str) -> None:
    port = str(refusing_port())
    target = f"grpcs://{place.replace('PORT', port)}"
    finished = run_text(tmp_path, request(target, "grpc-insecure", "timeout 5s")).finished
    assert finished.status == "UNAVAILABLE"
    assert finished.message.startswith(message)
    assert finished.explanation.startswith(explanation.replace("PORT", port))
    reflected = run_text(tmp_path, f"# @grpc-insecure\nGRPC {target}/\n", proto=None)
    assert explanation.replace("PORT", port) in reflected.refused


# Proxies: the targets have a name that only the proxy knows.

VARIABLES = ("grpc_proxy", "https_proxy", "http_proxy", "no_grpc_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxy_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own proxies are out of the way."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.parametrize("variable", VARIABLES[:3])
@pytest.mark.parametrize("directives", [["grpc-cacert ca.pem"], ["grpc-insecure"]], ids=["verified", "insecure"])
def test_a_proxy_of_the_environment(
    tmp_path: Path,
    observer: Observer,
    certificates: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    directives: list[str],
) -> None:
    (tmp_path / "ca.pem").write_bytes((certificates / "ca.pem").read_bytes())
    with proxying(observer.tls) as proxy:
        monkeypatch.setenv(variable, f"http://{proxy.place}")
        ran = run_text(tmp_path, request(f"grpcs://{NAME}:8443", *directives))
    assert ran.messages == ['{ "text": "a" }']
    assert proxy.targets == [f"{NAME}:8443"]
    assert observer.one("connection")["server_name"] == NAME
    assert observer.header(":authority") == [f"{NAME}:8443"]


@pytest.mark.parametrize("scheme", ["http://", ""])
@pytest.mark.parametrize("insecure", [False, True], ids=["plaintext", "insecure"])
def test_a_proxy_of_the_request_with_credentials(
    tmp_path: Path, observer: Observer, scheme: str, insecure: bool
) -> None:
    with proxying(observer.tls if insecure else observer.plain) as proxy:
        directives = [f"grpc-proxy {scheme}otter:pa%20ss@{proxy.place}", *(["grpc-insecure"] if insecure else [])]
        target = f"grpc{'s' if insecure else ''}://{NAME}:8443"
        assert run_text(tmp_path, request(target, *directives)).finished.status == "OK"
    assert (proxy.targets, proxy.authorizations) == ([f"{NAME}:8443"], ["Basic b3R0ZXI6cGEgc3M="])


@pytest.mark.parametrize("insecure", [False, True], ids=["plaintext", "insecure"])
def test_the_proxy_of_the_request_comes_before_that_of_the_environment(
    tmp_path: Path, observer: Observer, monkeypatch: pytest.MonkeyPatch, insecure: bool
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with proxying(observer.tls if insecure else observer.plain) as proxy:
        directives = [f"grpc-proxy http://{proxy.place}", *(["grpc-insecure"] if insecure else [])]
        target = f"grpc{'s' if insecure else ''}://{NAME}:8443"
        assert run_text(tmp_path, request(target, *directives)).finished.status == "OK"
    assert len(proxy.targets) == 1


@pytest.mark.parametrize("exception", ["elsewhere.example", "x.org, .example", "ELSEWHERE.example"])
@pytest.mark.parametrize("directives", [[], ["grpc-insecure"]], ids=["verified", "insecure"])
def test_an_exception_is_called_directly(
    tmp_path: Path, observer: Observer, monkeypatch: pytest.MonkeyPatch, exception: str, directives: list[str]
) -> None:
    with proxying(observer.tls) as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
        monkeypatch.setenv("no_proxy", exception)
        ran = run_text(tmp_path, request(f"grpcs://{NAME}:8443", *directives, "timeout 3s"))
    assert ran.finished.status == "UNAVAILABLE"
    assert (proxy.targets, observer.all("connection")) == ([], [])


@pytest.mark.parametrize("insecure", [False, True], ids=["plaintext", "insecure"])
def test_this_machine_is_called_directly_unless_the_request_names_a_proxy(
    tmp_path: Path, observer: Observer, monkeypatch: pytest.MonkeyPatch, insecure: bool
) -> None:
    """grpc alone makes no exception for loopback.

    With grpcio 1.85, `localhost` and `127.0.0.1` go to the proxy of the environment unless `no_proxy` has them, and
    `127.0.0.0/8` in it covers the address and not the name. The runner does make one, as a proxy would look for the
    service on its own machine. Variables in upper case, such as `HTTP_PROXY`, mean nothing to grpc.
    """
    target = f"grpcs://{observer.tls}" if insecure else f"grpc://{observer.plain}"
    directives = ["grpc-insecure"] if insecure else []
    with proxying() as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
        assert run_text(tmp_path, request(target, *directives)).finished.status == "OK"
        assert proxy.targets == []
        named = f"grpc-proxy {proxy.place}"
        assert run_text(tmp_path, request(target, *directives, named)).finished.status == "OK"
        assert proxy.targets == [target.rpartition("/")[2]]


@pytest.mark.parametrize("insecure", [False, True], ids=["plaintext", "insecure"])
def test_a_proxy_that_refuses(tmp_path: Path, insecure: bool) -> None:
    with proxying(status=407) as proxy:
        directives = [f"grpc-proxy http://{proxy.place}", *(["grpc-insecure"] if insecure else [])]
        target = f"grpc{'s' if insecure else ''}://{NAME}:8443"
        finished = run_text(tmp_path, request(target, *directives, "timeout 5s")).finished
    assert finished.status == "UNAVAILABLE"
    assert finished.message.endswith("HTTP proxy returned response code 407")
    assert finished.explanation == (
        f"the proxy {proxy.place} of `@grpc-proxy` wants a password: write it as "
        f"`# @grpc-proxy http://user:password@{proxy.place}`"
    )


@pytest.mark.parametrize("insecure", [False, True], ids=["plaintext", "insecure"])
def test_a_proxy_that_is_not_there(tmp_path: Path, insecure: bool) -> None:
    port = refusing_port()
    directives = [f"grpc-proxy otter:secret@127.0.0.1:{port}", *(["grpc-insecure"] if insecure else [])]
    target = f"grpc{'s' if insecure else ''}://{NAME}:8443"
    finished = run_text(tmp_path, request(target, *directives, "timeout 5s")).finished
    assert finished.status == "UNAVAILABLE"
    assert finished.explanation == (
        f"nobody listens at the proxy 127.0.0.1:{port} of `@grpc-proxy`: start it, correct `@grpc-proxy`, or unset it"
    )
    assert "secret" not in finished.message


def test_a_unix_socket_needs_no_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxying() as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
        ran = run_text(tmp_path, f"GRPC unix:{tmp_path}/none.sock echo.Echo/One\n")
    assert (ran.finished.status, proxy.targets) == ("UNAVAILABLE", [])


def test_many_calls_at_once_go_over_tunnels_of_their_own(tmp_path: Path, observer: Observer) -> None:
    """Eight threads, each with its own connection, none in the way of another."""
    statuses: list[str] = []

    def run(number: int) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        statuses.append(run_text(folder, request(f"grpcs://{observer.tls}", "grpc-insecure")).finished.status)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert statuses == ["OK"] * 8
    assert len(observer.wait("connection", 8)) == 8

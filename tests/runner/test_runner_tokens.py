"""Tokens: how they are got, kept and shown."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import grpc
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.runner.support import encoded, plan_of, serving

from protowright.runner.execution import Execution, Resources
from protowright.runner.invoke import CallRefused
from protowright.runner.tokens import Tokens, TokenUnavailable


class Authority:
    """A server that grants tokens, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, Any] | str]] = []
        self.asked: list[tuple[dict[str, str], str | None]] = []
        self.url = ""

    def answer(self, body: str, authorization: str | None) -> tuple[int, dict[str, Any] | str]:
        """The answer to one question: the next one that was given, else a token with a number."""
        self.asked.append(({key: values[0] for key, values in parse_qs(body).items()}, authorization))
        if self.answers:
            return self.answers.pop(0)
        return 200, {"access_token": f"token-{len(self.asked)}", "token_type": "Bearer", "expires_in": 3600}


@pytest.fixture
def authority() -> Iterator[Authority]:
    """The authority, on loopback."""
    with granting() as found:
        yield found


@contextmanager
def granting() -> Iterator[Authority]:
    """An authority that answers until the block ends."""
    found = Authority()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, content = found.answer(body, self.headers.get("Authorization"))
            self.send_response(status)
            self.end_headers()
            self.wfile.write((content if isinstance(content, str) else json.dumps(content)).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/token"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def settings(authority: Authority, **more: Any) -> dict[str, Any]:
    """Settings for client credentials."""
    return {
        "Type": "OAuth2",
        "Grant Type": "Client Credentials",
        "Token URL": authority.url,
        "Client ID": "me",
        "Client Secret": "s3cret!",
        **more,
    }


def test_client_credentials(authority: Authority) -> None:
    assert Tokens().token("shop", json.dumps(settings(authority, Scope="read write"))) == "token-1"
    ((asked, authorization),) = authority.asked
    assert asked == {"grant_type": "client_credentials", "scope": "read write"}
    assert authorization == "Basic " + base64.b64encode(b"me:s3cret%21").decode()


def test_credentials_in_the_body(authority: Authority) -> None:
    more = {"Client Credentials": "in body", "Custom Request Parameters": {"audience": "shop"}}
    Tokens().token("shop", json.dumps(settings(authority, **more)))
    ((asked, authorization),) = authority.asked
    assert authorization is None
    assert asked["client_id"] == "me" and asked["client_secret"] == "s3cret!" and asked["audience"] == "shop"


def test_a_token_is_kept_until_it_ends(authority: Authority) -> None:
    tokens, text = Tokens(), json.dumps(settings(authority))
    assert [tokens.token("shop", text) for _ in range(3)] == ["token-1"] * 3
    authority.answers = [(200, {"access_token": "short", "token_type": "Bearer", "expires_in": 1})]
    other = json.dumps(settings(authority, Scope="other"))
    assert tokens.token("shop", other) == "short"
    assert tokens.token("shop", other) == "token-3"


def test_a_refresh_token_is_used(authority: Authority) -> None:
    first = {"access_token": "one", "token_type": "Bearer", "expires_in": 1, "refresh_token": "again"}
    authority.answers = [(200, first)]
    tokens, text = Tokens(), json.dumps(settings(authority))
    assert [tokens.token("shop", text), tokens.token("shop", text)] == ["one", "token-2"]
    assert authority.asked[1][0] == {"grant_type": "refresh_token", "refresh_token": "again"}


def test_a_refresh_token_that_has_ended_starts_anew(authority: Authority) -> None:
    first = {"access_token": "one", "token_type": "Bearer", "expires_in": 1, "refresh_token": "again"}
    authority.answers = [(200, first), (400, {"error": "invalid_grant"})]
    tokens, text = Tokens(), json.dumps(settings(authority))
    assert [tokens.token("shop", text), tokens.token("shop", text)] == ["one", "token-3"]


@pytest.mark.parametrize(
    "grant, more, asked",
    [
        ("Password", {"Username": "u", "Password": "p"}, {"grant_type": "password", "username": "u", "password": "p"}),
        ("Refresh Token", {"Refresh Token": "r"}, {"grant_type": "refresh_token", "refresh_token": "r"}),
    ],
)
def test_other_grants(authority: Authority, grant: str, more: dict[str, str], asked: dict[str, str]) -> None:
    Tokens().token("shop", json.dumps(settings(authority, **{"Grant Type": grant}, **more)))
    assert authority.asked[0][0] == asked


@pytest.mark.parametrize(
    "answer, sentence",
    [
        (
            (401, {"error": "invalid_client", "error_description": "no such client"}),
            "gives no token for `shop`: no such client",
        ),
        ((500, "<html>"), "gives no token for `shop`: HTTP 500 Internal Server Error"),
        ((200, "<html>"), "gives no token for `shop`: its answer has no `access_token`"),
        ((200, {"hello": 1}), "gives no token for `shop`: "),
    ],
)
def test_a_refusal_is_a_sentence(authority: Authority, answer: tuple[int, Any], sentence: str) -> None:
    authority.answers = [answer]
    with pytest.raises(TokenUnavailable) as caught:
        Tokens().token("shop", json.dumps(settings(authority)))
    assert sentence in str(caught.value) and "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "given, sentence",
    [
        ({"Type": "OAuth2"}, "the token `shop` needs `Token URL` in the environment file"),
        ({"Type": "Magic"}, "the token `shop` has the type `Magic`: use OAuth2, JWT or Static"),
        (
            {"Grant Type": "Authorization Code"},
            "which needs a person: use Client Credentials, Password or Refresh Token",
        ),
        ({"Token URL": "file:///etc/passwd", "Client ID": "a"}, "is no http or https URL"),
        ({"Token URL": "http://127.0.0.1:9/x", "Client ID": "a"}, "could not be asked for the token `shop`"),
        ({"Type": "JWT"}, "the token `shop` needs `Secret` in the environment file"),
        ({"Type": "JWT", "Secret": "a", "Algorithm": "XS1"}, "the token `shop` cannot be signed with XS1"),
        ({"Type": "JWT", "Key File": "/nowhere/key.pem"}, "the key of the token `shop` cannot be read"),
    ],
)
def test_settings_that_give_no_token(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TokenUnavailable) as caught:
        Tokens().token("shop", json.dumps(given))
    assert sentence in str(caught.value)


def test_a_signed_token_with_a_secret() -> None:
    secret = "0123456789abcdef0123456789abcdef"
    text = json.dumps({"Type": "JWT", "Secret": secret, "Claims": {"sub": "otter"}, "Expires In": 60})
    claims = jwt.decode(Tokens().token("shop", text), secret, ["HS256"])
    assert claims["sub"] == "otter" and 50 < claims["exp"] - time.time() <= 61


def test_a_signed_token_with_a_key_file(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (tmp_path / "key.pem").write_bytes(key.private_bytes(*forms))
    given = {"Type": "JWT", "Algorithm": "RS256", "Key File": str(tmp_path / "key.pem"), "Headers": {"kid": "k1"}}
    token = Tokens().token("shop", json.dumps(given))
    assert jwt.get_unverified_header(token)["kid"] == "k1"
    assert jwt.decode(token, key.public_key(), ["RS256"])["iat"] <= time.time() + 1


def seen_authorization(request: bytes, context: grpc.ServicerContext) -> bytes:
    """A message with the credentials that came."""
    return encoded(str(dict(context.invocation_metadata()).get("authorization")))


def test_a_request_sends_its_token_and_shows_it_nowhere(tmp_path: Path, authority: Authority) -> None:
    security = {"Security": {"Auth": {"shop": settings(authority, **{"Client Secret": "{{client_secret}}"})}}}
    (tmp_path / "http-client.env.json").write_text(json.dumps({"$shared": security}))
    (tmp_path / "http-client.private.env.json").write_text(json.dumps({"$shared": {"client_secret": "s3cret!"}}))
    with serving(one=seen_authorization) as address:
        text = f'GRPC grpc://{address}/echo.Echo/One\nauthorization: Bearer {{{{$auth.token("shop")}}}}\n\n{{}}\n'
        plan = plan_of(tmp_path, text)
        resources = Resources()
        result = Execution(plan, resources).run([])
        resources.close()
    assert "token-1" not in repr(plan.metadata)
    assert result.outcome.messages == ('{\n  "text": "Bearer token-1"\n}',)
    assert result.shown.messages == ('{\n  "text": "Bearer ***"\n}',)
    assert authority.asked[0][1] == "Basic " + base64.b64encode(b"me:s3cret%21").decode()


def test_a_request_without_its_token_is_refused(tmp_path: Path, authority: Authority) -> None:
    authority.answers = [(401, {"error": "invalid_client"})]
    (tmp_path / "http-client.env.json").write_text(
        json.dumps({"$shared": {"Security": {"Auth": {"shop": settings(authority)}}}})
    )
    text = 'GRPC grpc://127.0.0.1:1/echo.Echo/One\nauthorization: Bearer {{$auth.token("shop")}}\n\n{}\n'
    with pytest.raises(CallRefused, match=r"gives no token for `shop`"):
        Execution(plan_of(tmp_path, text), Resources()).run([])


def test_a_token_that_no_environment_has(tmp_path: Path) -> None:
    text = 'GRPC grpc://127.0.0.1:1/echo.Echo/One\nauthorization: Bearer {{$auth.token("shop")}}\n\n{}\n'
    with pytest.raises(Exception, match=r"is no token of the environment's `Security.Auth`: there is none"):
        plan_of(tmp_path, text)

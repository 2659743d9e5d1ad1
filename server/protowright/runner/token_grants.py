"""Getting tokens: OAuth2 grants that need no person, signed JSON Web Tokens, and tokens that are written down."""

from __future__ import annotations

import base64
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from protowright.runner.tokens import TokenUnavailable

_HTTP_TIMEOUT: Final = 20.0

Settings = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Token:
    """A token. `ends_at` is in seconds since the epoch; `refresh_token` is empty when there is none."""

    text: str
    ends_at: float
    refresh_token: str = ""


def made_token(name: str, settings: Settings, old: Token | None) -> Token:
    """A token of these settings; `old` is the last one, which may say how to get the next. Raises TokenUnavailable."""
    make = _MAKERS.get(str(settings.get("Type", "OAuth2")).lower())
    if make is None:
        raise TokenUnavailable(f"the token `{name}` has the type `{settings['Type']}`: use OAuth2, JWT or Static")
    return make(name, settings, old)


def _required(name: str, settings: Settings, key: str) -> str:
    value = settings.get(key)
    if not isinstance(value, str) or not value:
        raise TokenUnavailable(f"the token `{name}` needs `{key}` in the environment file")
    return value


def _static(name: str, settings: Settings, old: Token | None) -> Token:
    return Token(_required(name, settings, "Token"), float("inf"))


# JSON Web Tokens (RFC 7519)


def _jwt(name: str, settings: Settings, old: Token | None) -> Token:
    import jwt

    lifetime = float(settings.get("Expires In", 3600))
    now = int(time.time())
    claims = {"iat": now, "exp": int(now + lifetime), **settings.get("Claims", {})}
    algorithm = str(settings.get("Algorithm", "HS256"))
    try:
        text = jwt.encode(claims, _signing_key(name, settings), algorithm, headers=settings.get("Headers"))
    except (jwt.PyJWTError, NotImplementedError, ValueError, TypeError) as error:
        raise TokenUnavailable(f"the token `{name}` cannot be signed with {algorithm}: {error}") from None
    return Token(text, float(claims["exp"]))


def _signing_key(name: str, settings: Settings) -> str | bytes:
    if "Key File" not in settings:
        return _required(name, settings, "Secret")
    path = _required(name, settings, "Key File")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise TokenUnavailable(f"the key of the token `{name}` cannot be read: {path}: {error.strerror}") from None


# OAuth2 (RFC 6749)


def _oauth2(name: str, settings: Settings, old: Token | None) -> Token:
    if old is not None and old.refresh_token:
        try:
            return _granted(name, settings, {"grant_type": "refresh_token", "refresh_token": old.refresh_token})
        except TokenUnavailable:
            pass  # what refreshed earlier may have ended too: start from the beginning
    kind = str(settings.get("Grant Type", "Client Credentials")).lower()
    if kind == "client credentials":
        return _granted(name, settings, {"grant_type": "client_credentials"})
    if kind == "password":
        user, password = _required(name, settings, "Username"), _required(name, settings, "Password")
        return _granted(name, settings, {"grant_type": "password", "username": user, "password": password})
    if kind == "refresh token":
        refresh = _required(name, settings, "Refresh Token")
        return _granted(name, settings, {"grant_type": "refresh_token", "refresh_token": refresh})
    raise TokenUnavailable(
        f"the token `{name}` has the grant `{settings['Grant Type']}`, which needs a person: "
        "use Client Credentials, Password or Refresh Token"
    )


def _granted(name: str, settings: Settings, parameters: dict[str, str]) -> Token:
    from oauthlib.oauth2 import MissingTokenError, OAuth2Error
    from oauthlib.oauth2.rfc6749.parameters import parse_token_response

    url = _required(name, settings, "Token URL")
    body, headers = _request_of(name, settings, parameters)
    answer = _post(name, url, body, headers)
    try:
        granted = parse_token_response(answer)
    except MissingTokenError:
        raise TokenUnavailable(f"{url} gives no token for `{name}`: its answer has no `access_token`") from None
    except (OAuth2Error, ValueError) as error:
        said = getattr(error, "description", None) or getattr(error, "error", None) or error
        raise TokenUnavailable(f"{url} gives no token for `{name}`: {said}") from None
    ends_at = granted.get("expires_at")
    refresh = granted.get("refresh_token") or parameters.get("refresh_token", "")
    return Token(granted["access_token"], float("inf") if ends_at is None else float(ends_at), refresh)


def _request_of(name: str, settings: Settings, parameters: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """The body and headers. The client says who it is by basic authentication, or in the body (RFC 6749, 2.3.1)."""
    client = _required(name, settings, "Client ID")
    secret = str(settings.get("Client Secret", ""))
    sent = {**parameters, **{key: str(value) for key, value in settings.get("Custom Request Parameters", {}).items()}}
    if settings.get("Scope"):
        sent["scope"] = str(settings["Scope"])
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if str(settings.get("Client Credentials", "basic")).lower() == "basic" and secret:
        pair = f"{urllib.parse.quote_plus(client)}:{urllib.parse.quote_plus(secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        sent |= {"client_id": client} | ({"client_secret": secret} if secret else {})
    return urllib.parse.urlencode(sent).encode(), headers


def _post(name: str, url: str, body: bytes, headers: dict[str, str]) -> str:
    """What the server answers. An error of OAuth2 is an answer as well: it says what is wrong."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise TokenUnavailable(f"the `Token URL` of `{name}` is no http or https URL: {url}")
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=_HTTP_TIMEOUT) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        text = error.read().decode("utf-8", "replace")
        if '"error"' in text:
            return text
        raise TokenUnavailable(f"{url} gives no token for `{name}`: HTTP {error.code} {error.reason}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise TokenUnavailable(f"{url} could not be asked for the token `{name}`: {reason}") from None


_MAKERS: dict[str, Callable[[str, Settings, Token | None], Token]] = {
    "oauth2": _oauth2,
    "jwt": _jwt,
    "static": _static,
}

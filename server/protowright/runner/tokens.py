"""Tokens for metadata, got when they are needed and kept until they end.

The settings are those of JetBrains' HTTP client (`Security.Auth` in an environment file), where it has them:
https://www.jetbrains.com/help/idea/oauth-2-0-authorization.html. Tokens stay in this process: no file has them.
"""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from protowright.runner.token_grants import Token

_EARLY: Final = 30.0
"""A token is renewed so many seconds before it ends, so that it does not end on its way."""


class TokenUnavailable(Exception):
    """There is no token to send; the sentence says why and what to do."""


class Tokens:
    """Tokens by their settings, each until it ends. Safe to use from several threads."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._lock = threading.Lock()

    def token(self, name: str, settings: str) -> str:
        """The token of these settings (a JSON object), which the environment file calls `name`. Raises TokenUnavailable."""
        from protowright.runner.token_grants import made_token  # HTTP and cryptography, which most calls do without

        with self._lock:  # two calls at once need one token only
            known = self._tokens.get(settings)
            if known is None or known.ends_at - _EARLY < time.time():
                known = self._tokens[settings] = made_token(name, json.loads(settings), known)
            return known.text

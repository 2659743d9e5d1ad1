"""Which values are secrets: no output and no hover shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from protowright.project.environments import Environment

_SECRET_NAME = re.compile(r"token|secret|passw|credential|api.?key|auth", re.IGNORECASE)
_TOKEN_SECRETS = frozenset(("Client Secret", "Password", "Refresh Token", "Secret", "Token"))
_SHORTEST = 4
"""A shorter secret would be found in every other word."""


def secret_values(environment: Environment, metadata: Iterable[tuple[str, str]] = ()) -> set[str]:
    """Values that no output may show: those with a telling name in a private file or `.env`, those that tokens are got with,
    and credentials in metadata."""
    found = {
        value for name, value in environment.variables.items() if value in environment.secrets and is_telling(name)
    }
    found |= {value for name, value in environment.dotenv.items() if is_telling(name)}
    for settings in environment.tokens.values():
        found |= {value for name, value in settings.items() if isinstance(value, str) and name in _TOKEN_SECRETS}
    for key, value in metadata:
        if is_telling(key):
            found.add(value.partition(" ")[2] or value)
    return {value for value in found if len(value) >= _SHORTEST}


def is_telling(name: str) -> bool:
    """Whether a name says that its value is a secret."""
    return _SECRET_NAME.search(name) is not None

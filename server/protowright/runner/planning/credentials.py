"""Basic authentication as people write it: with a name and a password, not with their base64."""

from __future__ import annotations

import base64
import re

_BASIC = re.compile(r"basic\s+(?P<user>[^\s:]+)(?::|\s+)(?P<password>.*)", re.IGNORECASE)


def authorization(value: str) -> str:
    """The value of `authorization`: `Basic user:password` and `Basic user password` are encoded (RFC 7617).

    That is the way of REST Client, httpyac and JetBrains' client; what is base64 already has no colon and no blank.
    """
    match = _BASIC.fullmatch(value)
    if match is None:
        return value
    pair = f"{match['user']}:{match['password']}".encode()
    return f"Basic {base64.b64encode(pair).decode('ascii')}"

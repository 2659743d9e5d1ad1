"""Environment files: named sets of variables (the format of JetBrains' HTTP client)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.to_json import to_plain

SHARED = "$shared"
"""The environment whose variables every other one has too."""

REST_CLIENT_FILE = "rest-client.env.json"
PUBLIC_FILE = "http-client.env.json"
PRIVATE_FILE = "http-client.private.env.json"

_TLS = "SSLConfiguration"
_SECURITY = "Security"

Settings = dict[str, Any]


class InvalidEnvironment(ValueError):
    """An environment file that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class EnvironmentPart:
    """What one file says of one environment.

    `tls` is its `SSLConfiguration`, `tokens` its `Security.Auth`: settings by the name of the token.
    """

    variables: dict[str, str] = field(default_factory=dict)
    tls: Settings = field(default_factory=dict)
    tokens: dict[str, Settings] = field(default_factory=dict)


def parse_environments(text: str) -> dict[str, EnvironmentPart]:
    """Each environment of a file. Raises InvalidEnvironment when it is no JSON object of objects."""
    parser = JsonParser(text, 0, len(text))
    values: list[JsonValue] = parser.values()
    if parser.diagnostics:
        raise InvalidEnvironment(parser.diagnostics[0].message)
    try:
        content = to_plain(values[0]) if values else {}
    except ValueError as error:  # Python reads no integer of more than 4300 digits
        raise InvalidEnvironment("it has a number that is too long") from error
    if not isinstance(content, dict) or not all(isinstance(part, dict) for part in content.values()):
        raise InvalidEnvironment("it must be an object that holds one object of variables for each environment")
    return {name: _part(members) for name, members in content.items()}


def _part(members: Settings) -> EnvironmentPart:
    security = _object(members.get(_SECURITY))
    tokens = {name: settings for name, settings in _object(security.get("Auth")).items() if isinstance(settings, dict)}
    variables = {key: _text(value) for key, value in members.items() if key not in (_TLS, _SECURITY)}
    return EnvironmentPart(variables, _object(members.get(_TLS)), tokens)


def merge(layers: Sequence[Mapping[str, EnvironmentPart]], name: str | None) -> EnvironmentPart:
    """The environment `name`; later layers win over earlier ones, the environment over `$shared`."""
    merged = EnvironmentPart()
    for wanted in (SHARED, name or SHARED):
        for layer in layers:
            part = layer.get(wanted, EnvironmentPart())
            merged.variables.update(part.variables)
            merged.tls.update(part.tls)
            for token, settings in part.tokens.items():  # the private file may add the secret alone
                merged.tokens[token] = {**merged.tokens.get(token, {}), **settings}
    return merged


def _object(value: object) -> Settings:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """A variable's value as it is put into a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Environment files: named sets of variables (the format of JetBrains' HTTP client)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.to_json import to_plain

SHARED = "$shared"
"""The environment whose variables every other one has too."""

PUBLIC_FILE = "http-client.env.json"
PRIVATE_FILE = "http-client.private.env.json"


class InvalidEnvironment(ValueError):
    """An environment file that cannot be read; the message says why."""


def parse_environments(text: str) -> dict[str, dict[str, str]]:
    """The variables of each environment of a file. Raises InvalidEnvironment when it is no JSON object of objects."""
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
    return {
        name: {key: _text(value) for key, value in variables.items() if key != "SSLConfiguration"}
        for name, variables in content.items()
    }


def merge(layers: Sequence[Mapping[str, Mapping[str, str]]], name: str | None) -> dict[str, str]:
    """The variables of the environment `name`; later layers win over earlier ones, the environment over `$shared`."""
    merged: dict[str, str] = {}
    for wanted in (SHARED, name):
        for layer in layers:
            merged.update(layer.get(wanted or SHARED, {}))
    return merged


def _text(value: object) -> str:
    """A variable's value as it is put into a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

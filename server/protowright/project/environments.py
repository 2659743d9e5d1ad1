"""Finding the environment files of a request file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from protowright.request.environment import (
    PRIVATE_FILE,
    PUBLIC_FILE,
    REST_CLIENT_FILE,
    EnvironmentPart,
    InvalidEnvironment,
    Settings,
    merge,
    parse_environments,
)

Read = Callable[[str], "str | None"]
_LEVELS = 40
ENVIRONMENT_FILES = (REST_CLIENT_FILE, PUBLIC_FILE, PRIVATE_FILE)
"""Later ones win."""
_TLS_FILES = frozenset(("clientCertificate", "clientCertificateKey", "caCertificate"))


@dataclass(frozen=True)
class Environment:
    """The variables of an environment, those of the nearest `.env` file, and what was wrong with the files.

    `secrets` are the values that come from private files; `faults` are sentences that name the file. `tls` is the
    environment's `SSLConfiguration` with absolute paths, `tokens` the settings of its tokens by name.
    """

    variables: dict[str, str] = field(default_factory=dict)
    dotenv: dict[str, str] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    tls: Settings = field(default_factory=dict)
    tokens: dict[str, Settings] = field(default_factory=dict)


def load_environment(path: str, name: str | None, read: Read) -> Environment:
    """The environment `name` (None: only what every environment shares) for the request file at the absolute `path`.

    Of each kind of file the nearest one counts, from the folder of the request file upwards; the private file wins over
    the public one.
    """
    faults: list[str] = []
    layers = [_parse(nearest_file(path, file_name, read), faults) for file_name in ENVIRONMENT_FILES]
    dotenv = nearest_file(path, ".env", read)
    merged, private = merge(layers, name), merge(layers[-1:], name)
    names = sorted({key for layer in layers for key in layer if not key.startswith("$")})
    return Environment(
        merged.variables,
        {} if dotenv is None else _dotenv_values(dotenv[1]),
        frozenset(private.variables.values()),
        tuple(faults),
        tuple(names),
        merged.tls,
        merged.tokens,
    )


def _dotenv_values(text: str) -> dict[str, str]:
    import io

    from dotenv import dotenv_values  # most projects have no `.env`

    values = dotenv_values(stream=io.StringIO(text), interpolate=False)
    return {key: value for key, value in values.items() if value is not None}


def _parse(found: tuple[str, str] | None, faults: list[str]) -> dict[str, EnvironmentPart]:
    if found is None:
        return {}
    try:
        parts = parse_environments(found[1])
    except InvalidEnvironment as error:
        faults.append(f"{found[0]} is ignored: {error}")
        return {}
    folder = os.path.dirname(found[0])
    return {name: _with_absolute_paths(part, folder) for name, part in parts.items()}


def _with_absolute_paths(part: EnvironmentPart, folder: str) -> EnvironmentPart:
    """Files that an environment names are relative to the folder of its own file."""

    def absolute(value: Any) -> Any:
        named = value.get("path") if isinstance(value, dict) else value
        return os.path.normpath(os.path.join(folder, os.path.expanduser(named))) if isinstance(named, str) else value

    tls = {key: absolute(value) if key in _TLS_FILES else value for key, value in part.tls.items()}
    tokens = {
        name: {key: absolute(value) if key == "Key File" else value for key, value in settings.items()}
        for name, settings in part.tokens.items()
    }
    return EnvironmentPart(part.variables, tls, tokens)


def nearest_file(path: str, name: str, read: Read) -> tuple[str, str] | None:
    """The nearest file of that name, from the folder of the file at `path` upwards: its absolute path and its text."""
    folder = os.path.dirname(path)
    for _ in range(_LEVELS):
        candidate = os.path.join(folder, name)
        text = read(candidate)
        if text is not None:
            return candidate, text
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    return None

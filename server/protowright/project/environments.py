"""Finding the environment files of a request file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from dotenv import dotenv_values

from protowright.request.environment import (
    PRIVATE_FILE,
    PUBLIC_FILE,
    InvalidEnvironment,
    merge,
    parse_environments,
)

Read = Callable[[str], "str | None"]
_LEVELS = 40


@dataclass(frozen=True)
class Environment:
    """The variables of an environment, those of the nearest `.env` file, and what was wrong with the files.

    `secrets` are the values that come from private files; `faults` are sentences that name the file.
    """

    variables: dict[str, str] = field(default_factory=dict)
    dotenv: dict[str, str] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def load_environment(path: str, name: str | None, read: Read) -> Environment:
    """The environment `name` (None: only what every environment shares) for the request file at the absolute `path`.

    Of each kind of file the nearest one counts, from the folder of the request file upwards; the private file wins over
    the public one.
    """
    layers: list[dict[str, dict[str, str]]] = []
    faults: list[str] = []
    for file_name in (PUBLIC_FILE, PRIVATE_FILE):
        layers.append(_parse(_nearest(path, file_name, read), faults))
    dotenv = _nearest(path, ".env", read)
    values = dotenv_values(stream=io.StringIO(dotenv[1]), interpolate=False) if dotenv else {}
    private = merge(layers[1:], name)
    names = sorted({key for layer in layers for key in layer if not key.startswith("$")})
    return Environment(
        merge(layers, name),
        {key: value for key, value in values.items() if value is not None},
        frozenset(private.values()),
        tuple(faults),
        tuple(names),
    )


def _parse(found: tuple[str, str] | None, faults: list[str]) -> dict[str, dict[str, str]]:
    if found is None:
        return {}
    try:
        return parse_environments(found[1])
    except InvalidEnvironment as error:
        faults.append(f"{found[0]} is ignored: {error}")
        return {}


def _nearest(path: str, name: str, read: Read) -> tuple[str, str] | None:
    """The nearest file of that name: its absolute path and its text."""
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

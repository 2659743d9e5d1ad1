"""Settings that a project keeps with its files: `protowright.toml`, or `[tool.protowright]` in `pyproject.toml`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

from protowright.project.files import read_text
from protowright.project.settings import Settings
from protowright.project.settings_layers import Layer, merged

SETTINGS_FILE = "protowright.toml"
PROJECT_FILE = "pyproject.toml"


def settings_layers(folder: str) -> tuple[list[Layer], list[str]]:
    """What the nearest settings file says, in the absolute `folder` or above, and a sentence when it cannot be read.

    `protowright.toml` comes before a `pyproject.toml` in the same folder. What is relative there is relative to the file.
    """
    for path in _candidates(folder):
        text = read_text(path)
        if text is None:
            continue
        try:
            values = _values(path, text)
        except ValueError as error:
            return [], [f"{path} is ignored: it is no TOML ({error})"]
        if values is not None:
            return [Layer(path, values, folder=os.path.dirname(path))], []
    return [], []


def project_settings(folder: str) -> tuple[Settings, list[str]]:
    """The settings for the command line in the absolute `folder`, and a sentence for each that is wrong."""
    layers, faults = settings_layers(folder)
    settings, wrong = merged(layers)
    return settings, [*faults, *wrong]


def _candidates(folder: str) -> Iterator[str]:
    while True:
        yield from (os.path.join(folder, name) for name in (SETTINGS_FILE, PROJECT_FILE))
        parent = os.path.dirname(folder)
        if parent == folder or not os.path.isabs(folder):
            return
        folder = parent


def _values(path: str, text: str) -> object:
    """The settings in the file; None when it is not about Protowright. Raises ValueError."""
    is_own = os.path.basename(path) == SETTINGS_FILE
    if not is_own and "protowright" not in text:
        return None
    values = _parsed(text)
    if is_own:
        return values
    tool = values.get("tool")
    return tool.get("protowright") if isinstance(tool, dict) else None


def _parsed(text: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return dict(tomllib.loads(text))

"""Files of other tools that say where imports are relative to: `buf.yaml`, `buf.work.yaml`, `.pbls.toml`, `protols.toml`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from protowright.project.files import fingerprint, read_text

_BUF_VERSIONS = ("v1beta1", "v1", "v2")


@dataclass(frozen=True)
class RootFileFault:
    """What is wrong with a root file: its absolute path, and a clause that goes on after its name."""

    path: str
    clause: str


@dataclass(frozen=True)
class RootFile:
    """One root file: its absolute path, the absolute import roots it names in their order, and its faults.

    `is_workspace`: it speaks for several modules, so no file further up has a say.
    """

    path: str
    roots: tuple[str, ...] = ()
    faults: tuple[RootFileFault, ...] = ()
    is_workspace: bool = False


class Invalid(Exception):
    """The file cannot be used; the message is a clause that goes on after its name."""


@dataclass
class _Content:
    """What a reader found: folders relative to the file's own, clauses about parts that are left out."""

    roots: list[str]
    clauses: list[str]
    is_workspace: bool = False


# Formats


def _yaml(text: str) -> Any:
    """Every scalar stays a string. Raises Invalid."""
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark is not None else ""
        raise Invalid(f"is ignored: it is not YAML ({line}{error.problem or error.context})") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Invalid("is ignored: it is not YAML") from error


def _toml(text: str) -> dict[str, Any]:
    """Raises Invalid."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        content: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"is ignored: it is not TOML ({error})") from error
    except RecursionError as error:
        raise Invalid("is ignored: it is nested too deeply") from error
    return content


# Readers


def _buf_yaml(text: str) -> _Content:
    content = _mapping(_yaml(text))
    version = content.get("version", "v1")
    if version not in _BUF_VERSIONS:
        known = ", ".join(_BUF_VERSIONS)
        raise Invalid(f"is ignored: its version is none of {known}")
    if version == "v2":
        return _buf_modules(content)
    build = content.get("build")
    roots = build.get("roots") if isinstance(build, dict) else None
    return _Content(["."], []) if roots is None else _folders(roots, "build.roots")


def _buf_modules(content: dict[str, Any]) -> _Content:
    modules = content.get("modules")
    if modules is None:
        return _Content(["."], [], is_workspace=True)
    if not isinstance(modules, list):
        raise Invalid("is ignored: `modules` is not a list")
    found = _folders([module.get("path", ".") if isinstance(module, dict) else None for module in modules], "modules")
    found.is_workspace = True
    return found


def _buf_work_yaml(text: str) -> _Content:
    found = _folders(_mapping(_yaml(text)).get("directories"), "directories")
    found.is_workspace = True
    return found


def _pbls_toml(text: str) -> _Content:
    return _folders(_toml(text).get("proto_paths", []), "proto_paths")


def _protols_toml(text: str) -> _Content:
    config = _toml(text).get("config", {})
    if not isinstance(config, dict):
        raise Invalid("is ignored: `config` is not a table")
    return _folders(config.get("include_paths", []), "config.include_paths")


def _mapping(content: Any) -> dict[str, Any]:
    """An empty file is an empty mapping. Raises Invalid."""
    if not content:
        return {}
    if not isinstance(content, dict):
        raise Invalid("is ignored: it is not a mapping of names to values")
    return content


def _folders(values: Any, name: str) -> _Content:
    """Raises Invalid when it is no list at all; entries that are no folder are left out."""
    if not isinstance(values, list):
        raise Invalid(f"is ignored: `{name}` is not a list of folders")
    good = [value for value in values if isinstance(value, str) and value and "\0" not in value]
    clauses = [] if len(good) == len(values) else [f"has an entry in `{name}` that names no folder and is left out"]
    return _Content(good, clauses)


_READERS: dict[str, Callable[[str], _Content]] = {
    "buf.yaml": _buf_yaml,
    "buf.work.yaml": _buf_work_yaml,
    ".pbls.toml": _pbls_toml,
    "protols.toml": _protols_toml,
}

BUF_FILES = ("buf.yaml", "buf.work.yaml")
ROOT_FILE_NAMES = tuple(_READERS)
"""The names of root files, in the order their roots are tried; those of buf come first."""


def read_root_file(path: str, text: str) -> RootFile:
    """What the root file at the absolute `path` says, with this text. Its last component is one of `ROOT_FILE_NAMES`."""
    folder = os.path.dirname(path)
    try:
        content = _READERS[os.path.basename(path)](text)
    except Invalid as error:
        return RootFile(path, faults=(RootFileFault(path, str(error)),))
    roots = [os.path.normpath(os.path.join(folder, os.path.expanduser(root))) for root in content.roots]
    faults = tuple(RootFileFault(path, clause) for clause in content.clauses)
    return RootFile(path, tuple(dict.fromkeys(roots)), faults, content.is_workspace)


class RootFileCache:
    """Root files read from disk, each valid for one fingerprint of its file. Nothing is remembered about missing ones."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[tuple[int, int, int], RootFile]] = {}

    def read(self, path: str) -> RootFile | None:
        """The root file at the absolute `path` as it is now, or None when there is none."""
        found = fingerprint(path)
        if found is None:
            return None
        known = self._files.get(path)
        if known is not None and known[0] == found:
            return known[1]
        text = read_text(path)
        if text is None:
            return None
        file = read_root_file(path, text)
        self._files[path] = found, file
        return file

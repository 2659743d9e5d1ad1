"""The settings: declared here once, for the server, the command line, the extension's manifest and the documentation."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from protowright.diagnostics.codes import Severity
from protowright.project.ignored import Exclusion
from protowright.proto.format.settings import (
    MAXIMUM_INDENT_WIDTH,
    MAXIMUM_LINE_WIDTH,
    MINIMUM_LINE_WIDTH,
    FormatSettings,
)
from protowright.text.nearest import nearest

T = TypeVar("T")

_ENVIRONMENT = re.compile(r"\$\{env:([^}]*)\}")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. `name` is what clients call it, below the section `protowright` where they have sections; a dot in it
    leads into an object.

    `schema` is its type as a JSON schema, `default` its JSON value when nothing is said, `description` Markdown.
    `read` makes the value that the code uses of a JSON value; it raises ValueError with what is expected instead. `scope` is
    where VS Code lets a person set it. `anchor` makes what is relative in a value relative to an absolute folder, for values
    that come from a file in it; None: nothing is relative. `entry_fault` judges one entry of a table, by its name and its value,
    and says what is wrong with it, so that it alone is left out before the table is read; None: `read` judges the whole.
    """

    name: str
    schema: Mapping[str, Any]
    default: Any
    description: str
    read: Callable[[object], T]
    scope: str = "window"
    anchor: Callable[[T, str], T] | None = None
    entry_fault: Callable[[str, object], str | None] | None = None


@dataclass(frozen=True)
class InlayHintSettings:
    """Which hints are shown between the words of a text."""

    transport: bool = True
    schema: bool = True
    types: bool = True


@dataclass(frozen=True)
class Settings:
    """The values of all settings.

    `import_paths` are folders as they were written: absolute, relative to a workspace folder, or with placeholders.
    `exclusions` and `ignore_files` say which files are not looked at unless somebody names or opens them.
    `severities` are those that differ, by the names of codes; None turns a code off.
    """

    import_paths: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    ignore_files: bool = True
    formatting: FormatSettings = field(default_factory=FormatSettings)
    inlay_hints: InlayHintSettings = field(default_factory=InlayHintSettings)
    reference_lenses: bool = True
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    workspace_diagnostics: bool = False
    arrival_times: bool = False


def _folders(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item for item in value):
        raise ValueError('a list of folders, such as ["proto", "third_party"]')
    return tuple(value)


def _folders_from(paths: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """Placeholders and `~` stay; they are filled in later."""
    return tuple(
        path if path.startswith(("~", "$")) else os.path.normpath(os.path.join(folder, path)) for path in paths
    )


def _exclusions(value: object) -> tuple[Exclusion, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError('a list of globs, such as ["/gen", "**/testdata"]')
    return tuple(Exclusion(glob) for glob in value)


def _exclusions_from(exclusions: tuple[Exclusion, ...], folder: str) -> tuple[Exclusion, ...]:
    return tuple(Exclusion(each.glob, folder) for each in exclusions)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"a number from {least} to {most}")
        return value

    return read


def _flag(name: str, default: bool, description: str) -> Setting[bool]:
    return Setting(name=name, schema={"type": "boolean"}, default=default, description=description, read=_switch)


IMPORT_PATHS = Setting(
    name="importPaths",
    schema={"type": "array", "items": {"type": "string"}},
    default=[],
    description=(
        "Folders that imports of `.proto` files are relative to, in the order they are searched; they come before every "
        "folder that is found by itself. A relative one is relative to the workspace folder; `${workspaceFolder}`, "
        "`${userHome}`, `${env:NAME}` and a leading `~/` are replaced. On the command line it is `-I`."
    ),
    read=_folders,
    anchor=_folders_from,
)

EXCLUDE = Setting(
    name="exclude",
    schema={"type": "array", "items": {"type": "string"}},
    default=[],
    description=(
        "Files and folders that are not searched: for declarations, references, services and requests, and on the command "
        "line for files to work on. Each is a glob as in a `.gitignore` in the workspace folder, or in the folder of the "
        "settings file: `testdata` at any depth, `/gen` there alone. A file that is opened, named on the command line, or "
        "imported counts all the same. In VS Code, what `files.exclude` hides is excluded as well."
    ),
    read=_exclusions,
    anchor=_exclusions_from,
)

USE_IGNORE_FILES = _flag(
    "useIgnoreFiles",
    True,
    (
        "Whether files and folders that git ignores are not searched, as with `exclude`: because of a `.gitignore` file or of "
        "`.git/info/exclude`."
    ),
)

FORMATTING = _flag(
    "formatting",
    True,
    ("Whether Protowright formats `.proto` and `.grpc` files. Off, every file stays as it is, for another formatter."),
)

INDENT_WIDTH = Setting(
    name="indentWidth",
    schema={"type": "integer", "minimum": 0, "maximum": MAXIMUM_INDENT_WIDTH},
    default=2,
    description=(
        "How many spaces one level of nesting takes in a formatted file. The tab size of the editor is not used: "
        "a file must not come out another way for somebody else. On the command line it is `--indent`."
    ),
    read=_number(0, MAXIMUM_INDENT_WIDTH),
)

LINE_WIDTH = Setting(
    name="lineWidth",
    schema={"type": "integer", "minimum": MINIMUM_LINE_WIDTH, "maximum": MAXIMUM_LINE_WIDTH},
    default=100,
    description=(
        "How many columns the JSON of a formatted request may take in one line; what is longer gets a line for each member. "
        "`.proto` files have no such limit, as `buf format` knows none."
    ),
    read=_number(MINIMUM_LINE_WIDTH, MAXIMUM_LINE_WIDTH),
)

ARRIVAL_TIMES = _flag(
    "responses.arrivalTimes",
    False,
    (
        "Whether a comment above each message of a response says when it came, counted from the start of the call. Off, two "
        "runs with the same answers differ in the second line of their documents only."
    ),
)


HINT_TRANSPORT = _flag(
    "inlayHints.transport",
    True,
    "Whether the end of a request line says how its target is called, with TLS or in plaintext, where it is not written.",
)
HINT_SCHEMA = _flag(
    "inlayHints.schema",
    True,
    "Whether the end of a request line says where its schema comes from.",
)
HINT_TYPES = _flag(
    "inlayHints.types",
    True,
    "Whether maps and groups of `.proto` files show the full name of the type that is meant.",
)
REFERENCE_LENSES = _flag(
    "codeLens.references",
    True,
    "Whether a lens above each message and enum counts its references, and one above each `rpc` the requests that call it.",
)


_SEVERITIES: Mapping[object, Severity | None] = {"off": None, **{severity.value: severity for severity in Severity}}
_SEVERITY_WORDS = ", ".join(map(str, _SEVERITIES))


def _severities(value: object) -> Mapping[str, Severity | None]:
    if not isinstance(value, Mapping):
        raise ValueError(f"an object of codes, each with one of {_SEVERITY_WORDS}")
    return {code: _SEVERITIES[word] for code, word in value.items()}


def _severity_fault(code: str, word: object) -> str | None:
    from protowright.diagnostics import proto_codes, request_codes, run_codes  # noqa: F401 - most sessions need none
    from protowright.diagnostics.codes import REGISTRY

    if REGISTRY.get(code) is None:
        near = nearest(code, [known.name for known in REGISTRY])
        advice = f"did you mean `{near[0]}`?" if near else "`protowright explain` lists those there are"
        return f"there is no code `{code}`; {advice}"
    if not isinstance(word, str) or word not in _SEVERITIES:
        return f"`{word}` is no severity of `{code}`: write one of {_SEVERITY_WORDS}"
    return None


SEVERITY = Setting(
    name="diagnostics.severity",
    schema={
        "type": "object",
        "additionalProperties": {"enum": ["off", *(severity.value for severity in Severity)]},
    },
    default={},
    description=(
        'How grave diagnostics are, by their codes, such as `{ "unused-import": "off" }`: `error`, `warning`, '
        "`information`, `hint`, or `off`. Those of `protowright check` as well, and so its exit code."
    ),
    read=_severities,
    entry_fault=_severity_fault,
)

WORKSPACE_DIAGNOSTICS = _flag(
    "diagnostics.workspace",
    False,
    (
        "Whether files that are not open are checked as well, at most 1,000, in editors that ask for it "
        "(`workspace/diagnostic`). `protowright check` does that for any number of files."
    ),
)

SETTINGS: tuple[Setting[Any], ...] = (
    IMPORT_PATHS,
    EXCLUDE,
    USE_IGNORE_FILES,
    FORMATTING,
    INDENT_WIDTH,
    LINE_WIDTH,
    SEVERITY,
    WORKSPACE_DIAGNOSTICS,
    HINT_TRANSPORT,
    HINT_SCHEMA,
    HINT_TYPES,
    REFERENCE_LENSES,
    ARRIVAL_TIMES,
)

CLIENT_SETTINGS = ("server.command", "trace.server")
"""What the VS Code extension declares for itself: VS Code sends it along, and the server makes nothing of it."""


def settings_of(value: Callable[[Setting[Any]], Any]) -> Settings:
    """The settings, whose values `value` gives one by one, as the code uses them."""
    return Settings(
        import_paths=value(IMPORT_PATHS),
        exclusions=value(EXCLUDE),
        ignore_files=value(USE_IGNORE_FILES),
        formatting=FormatSettings(value(INDENT_WIDTH), value(FORMATTING), value(LINE_WIDTH)),
        inlay_hints=InlayHintSettings(value(HINT_TRANSPORT), value(HINT_SCHEMA), value(HINT_TYPES)),
        reference_lenses=value(REFERENCE_LENSES),
        severities=value(SEVERITY),
        workspace_diagnostics=value(WORKSPACE_DIAGNOSTICS),
        arrival_times=value(ARRIVAL_TIMES),
    )


def absolute_folders(paths: Iterable[str], folders: Iterable[str]) -> tuple[str, ...]:
    """Folders of a setting as absolute paths; a relative one counts once for each of the workspace `folders`.

    Without a workspace folder it is relative to the current one.
    """
    bases = tuple(folders) or (os.getcwd(),)
    found = dict.fromkeys(
        os.path.normpath(os.path.join(base, _expanded(path, base))) for path in paths for base in bases
    )
    return tuple(found)


def _expanded(path: str, folder: str) -> str:
    text = _ENVIRONMENT.sub(lambda match: os.environ.get(match[1], ""), os.path.expanduser(path))
    return text.replace("${workspaceFolder}", folder).replace("${userHome}", os.path.expanduser("~"))

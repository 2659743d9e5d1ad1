"""The settings: declared here once, for the server, the command line, the extension's manifest and the documentation."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from protowright.proto.format.settings import MAXIMUM_INDENT_WIDTH, FormatSettings
from protowright.text.nearest import nearest

T = TypeVar("T")

_ENVIRONMENT = re.compile(r"\$\{env:([^}]*)\}")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. `name` is what clients call it, below the section `protowright` where they have sections.

    `schema` is its type as a JSON schema, `default` its JSON value when nothing is said, `description` Markdown.
    `read` makes the value that the code uses of a JSON value; it raises ValueError with what is expected instead.
    """

    name: str
    schema: Mapping[str, Any]
    default: Any
    description: str
    read: Callable[[object], T]


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
    """

    import_paths: tuple[str, ...] = ()
    formatting: FormatSettings = field(default_factory=FormatSettings)
    inlay_hints: InlayHintSettings = field(default_factory=InlayHintSettings)
    reference_lenses: bool = True


def _folders(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item for item in value):
        raise ValueError('a list of folders, such as ["proto", "third_party"]')
    return tuple(value)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _width(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAXIMUM_INDENT_WIDTH:
        raise ValueError(f"a number from 0 to {MAXIMUM_INDENT_WIDTH}")
    return value


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
)

FORMATTING = Setting(
    name="formatting",
    schema={"type": "boolean"},
    default=True,
    description="Whether Protowright formats `.proto` files. Off, every file stays as it is, for another formatter.",
    read=_switch,
)

INDENT_WIDTH = Setting(
    name="indentWidth",
    schema={"type": "integer", "minimum": 0, "maximum": MAXIMUM_INDENT_WIDTH},
    default=2,
    description=(
        "How many spaces one level of nesting takes in a formatted `.proto` file. The tab size of the editor is not used: "
        "a file must not come out another way for somebody else. On the command line it is `--indent`."
    ),
    read=_width,
)


def _shown(name: str, description: str) -> Setting[bool]:
    return Setting(name=name, schema={"type": "boolean"}, default=True, description=description, read=_switch)


HINT_TRANSPORT = _shown(
    "inlayHints.transport",
    "Whether the end of a request line says how its target is called, with TLS or in plaintext, where it is not written.",
)
HINT_SCHEMA = _shown("inlayHints.schema", "Whether the end of a request line says where its schema comes from.")
HINT_TYPES = _shown(
    "inlayHints.types",
    "Whether maps and groups of `.proto` files show the full name of the type that is meant.",
)
REFERENCE_LENSES = _shown(
    "codeLens.references",
    "Whether a lens above each message and enum counts its references, and one above each `rpc` the requests that call it.",
)

SETTINGS: tuple[Setting[Any], ...] = (
    IMPORT_PATHS,
    FORMATTING,
    INDENT_WIDTH,
    HINT_TRANSPORT,
    HINT_SCHEMA,
    HINT_TYPES,
    REFERENCE_LENSES,
)


def read_settings(values: object) -> tuple[Settings, list[str]]:
    """The settings that a client sent as a JSON object, and a sentence for each value that is wrong and so ignored.

    Names that are no settings of the server are left alone (clients have their own), but for near misses.
    """
    if values is None:
        return Settings(), []
    if not isinstance(values, Mapping):
        return Settings(), ["the settings are ignored: they are no object"]
    values = _flattened(values)
    faults = [fault for name in values if (fault := _misspelt(str(name)))]
    import_paths = _value(IMPORT_PATHS, values, faults)
    formatting = FormatSettings(_value(INDENT_WIDTH, values, faults), _value(FORMATTING, values, faults))
    hints = InlayHintSettings(*(_value(each, values, faults) for each in (HINT_TRANSPORT, HINT_SCHEMA, HINT_TYPES)))
    return Settings(import_paths, formatting, hints, _value(REFERENCE_LENSES, values, faults)), faults


def _flattened(values: Mapping[Any, Any]) -> dict[str, Any]:
    """`{"a": {"b": 1}}` as `{"a.b": 1}`, for names with a dot: clients send them either way."""
    groups = {setting.name.partition(".")[0] for setting in SETTINGS if "." in setting.name}
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in groups and isinstance(value, Mapping):
            found.update((f"{name}.{inner}", held) for inner, held in value.items())
        else:
            found[str(name)] = value
    return found


def _value(setting: Setting[T], values: Mapping[Any, Any], faults: list[str]) -> T:
    value = values.get(setting.name)
    try:
        return setting.read(setting.default if value is None else value)
    except ValueError as expected:
        faults.append(f"the setting `{setting.name}` is ignored: it must be {expected}")
        return setting.read(setting.default)


def _misspelt(name: str) -> str | None:
    known = [setting.name for setting in SETTINGS]
    near = [] if name in known else nearest(name, known)
    return f"there is no setting `{name}`; did you mean `{near[0]}`?" if near else None


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

"""Settings come from several places; each place counts where those before it say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from protowright.project.settings import CLIENT_SETTINGS, SETTINGS, Setting, Settings, settings_of
from protowright.text.nearest import nearest


@dataclass(frozen=True)
class Layer:
    """What one place says: `values` is a JSON object, nested or with dots in its names. `place` names it to people.

    `says_defaults`: it is an editor's. Its values may be defaults that nobody wrote (VS Code sends all), so a default there
    says nothing, and it may hold the settings that are the client's own.
    `folder` is the absolute one that what is relative in it is relative to; None: each workspace folder.
    """

    place: str
    values: object
    says_defaults: bool = False
    folder: str | None = None


def merged(layers: Sequence[Layer]) -> tuple[Settings, list[str]]:
    """The settings of layers, the strongest first, and a sentence for each name or value that is wrong and so ignored."""
    faults: list[str] = []
    read = [_read(layer, faults) for layer in layers]

    def value(setting: Setting[Any]) -> Any:
        said = (values[setting.name] for values in read if setting.name in values)
        return next(said, setting.read(setting.default))

    return settings_of(value), faults


def read_settings(values: object) -> tuple[Settings, list[str]]:
    """The settings that one JSON object says, and a sentence for each name or value that is wrong and so ignored."""
    return merged([Layer("", values)])


def _read(layer: Layer, faults: list[str]) -> dict[str, Any]:
    """The values that the layer says, as the code uses them."""
    if layer.values is None:
        return {}
    if not isinstance(layer.values, Mapping):
        faults.append(f"the settings{_in(layer)} are ignored: they are no object")
        return {}
    written = dict(_flat(layer.values))
    faults += [_unknown(name, layer) for name, value in written.items() if not _is_known(name, value, layer)]
    found = {}
    for setting in SETTINGS:
        value = written.get(setting.name)
        if value is None or (layer.says_defaults and value == setting.default):
            continue
        try:
            read = setting.read(_without_wrong_entries(setting, value, layer, faults))
        except ValueError as expected:
            faults.append(f"the setting `{setting.name}`{_in(layer)} is ignored: it must be {expected}")
            continue
        if setting.anchor is not None and layer.folder is not None:
            read = setting.anchor(read, layer.folder)
        found[setting.name] = read
    return found


def _without_wrong_entries(setting: Setting[Any], value: object, layer: Layer, faults: list[str]) -> object:
    """The value, and if it is a table whose entries are judged one by one, without those that are wrong."""
    if setting.entry_fault is None or not isinstance(value, Mapping):
        return value
    judged = {name: setting.entry_fault(name, entry) for name, entry in value.items()}
    faults += [f"`{setting.name}`{_in(layer)}: {fault}" for fault in judged.values() if fault is not None]
    return {name: entry for name, entry in value.items() if judged[name] is None}


def _flat(values: Mapping[Any, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The values of nested objects by their names with dots; an object that is a setting itself stays one."""
    names = {setting.name for setting in SETTINGS}
    for name, value in values.items():
        whole = f"{before}{name}"
        if isinstance(value, Mapping) and value and whole not in names:
            yield from _flat(value, f"{whole}.")
        else:
            yield whole, value


def _names(layer: Layer) -> list[str]:
    names = [setting.name for setting in SETTINGS]
    return [*names, *CLIENT_SETTINGS] if layer.says_defaults else names


def _is_known(name: str, value: object, layer: Layer) -> bool:
    """Whether the name is one of a setting, or says nothing: it is null, or an empty table of settings."""
    if value is None or name in _names(layer):
        return True
    is_of_client = layer.says_defaults and name.startswith(tuple(f"{own}." for own in CLIENT_SETTINGS))
    return is_of_client or (isinstance(value, Mapping) and bool(_members(name, layer)))


def _unknown(name: str, layer: Layer) -> str:
    """The sentence about a name that is none of a setting."""
    members = _members(name, layer)
    if members:
        return f"`{name}`{_in(layer)} is ignored: it is a table of {', '.join(members)}"
    near = nearest(name, _names(layer))
    advice = f"; did you mean `{near[0]}`?" if near else ": correct its name, or remove it"
    return f"there is no setting `{name}`{_in(layer)}{advice}"


def _members(table: str, layer: Layer) -> list[str]:
    return [f"`{name}`" for name in _names(layer) if name.startswith(f"{table}.")]


def _in(layer: Layer) -> str:
    return f" in {layer.place}" if layer.place else ""


def as_one_message(faults: Iterable[str]) -> str:
    """The sentences as one text, each on a line of its own; empty when there is none."""
    return "\n".join(faults)

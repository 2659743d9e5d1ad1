"""Settings: declared once, read with care."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from protowright.project.settings import CLIENT_SETTINGS, SETTINGS, InlayHintSettings, Settings, absolute_folders
from protowright.project.settings_layers import read_settings
from protowright.proto.format.settings import FormatSettings

ROOT = Path(__file__).parents[2]


def test_values_are_read() -> None:
    assert read_settings({"importPaths": ["proto", "/x"]}) == (Settings(import_paths=("proto", "/x")), [])


@pytest.mark.parametrize("nothing", [None, {}, {"importPaths": None}, {"inlayHints": {}}])
def test_nothing_said_means_the_defaults(nothing: object) -> None:
    assert read_settings(nothing) == (Settings(), [])


@pytest.mark.parametrize("wrong", ["proto", 1, {"a": "b"}, [1], ["a", None], [""], True])
def test_a_wrong_value_is_named_and_ignored(wrong: object) -> None:
    settings, faults = read_settings({"importPaths": wrong})
    assert settings == Settings()
    assert faults == [
        'the setting `importPaths` is ignored: it must be a list of folders, such as ["proto", "third_party"]'
    ]


@pytest.mark.parametrize(
    ("name", "wrong", "expected"),
    [
        *(("formatting", wrong, "true or false") for wrong in ("off", 0, [])),
        *(("lineWidth", wrong, "a number from 20 to 1000") for wrong in (0, 1001, "80", False)),
        *(("indentWidth", wrong, "a number from 0 to 16") for wrong in (-1, 17, "2", 2.5, True)),
    ],
)
def test_a_wrong_value_for_the_form_is_named_and_ignored(name: str, wrong: object, expected: str) -> None:
    settings, faults = read_settings({name: wrong})
    assert settings == Settings()
    assert faults == [f"the setting `{name}` is ignored: it must be {expected}"]


def test_the_form_of_files_is_read() -> None:
    settings, faults = read_settings({"formatting": False, "indentWidth": 4, "lineWidth": 80})
    assert (settings.formatting, faults) == (FormatSettings(4, is_on=False, line_width=80), [])


def test_wrong_settings_as_a_whole() -> None:
    assert read_settings(["importPaths"]) == (Settings(), ["the settings are ignored: they are no object"])


def test_a_near_miss_of_a_name_is_named() -> None:
    assert read_settings({"importPath": ["x"]})[1] == ["there is no setting `importPath`; did you mean `importPaths`?"]


def test_a_name_that_is_near_none_is_named_as_well() -> None:
    assert read_settings({"bogus": 1, "server": {"command": "x"}, "empty": {}})[1] == [
        "there is no setting `bogus`: correct its name, or remove it",
        "there is no setting `server.command`: correct its name, or remove it",
        "there is no setting `empty`: correct its name, or remove it",
    ]


@pytest.mark.parametrize(
    ("table", "members"),
    [
        ("codeLens", "`codeLens.references`"),
        ("inlayHints", "`inlayHints.transport`, `inlayHints.schema`, `inlayHints.types`"),
    ],
)
def test_a_table_that_is_none_is_named(table: str, members: str) -> None:
    assert read_settings({table: True})[1] == [f"`{table}` is ignored: it is a table of {members}"]


def test_folders_become_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("DEFS", "/defs")
    monkeypatch.setenv("LOOP", "${env:LOOP}")
    written = [
        "proto/",
        "/x/../y",
        "~/a",
        "${userHome}/b",
        "${workspaceFolder}/c",
        "${env:DEFS}/d",
        "${env:LOOP}",
        "/y",
    ]
    assert absolute_folders(written, ["/w"]) == (
        *("/w/proto", "/y", "/home/me/a", "/home/me/b", "/w/c", "/defs/d", "/w/${env:LOOP}"),
    )
    assert absolute_folders(["proto", "/x"], ["/w", "/v"]) == ("/w/proto", "/v/proto", "/x")
    assert absolute_folders(["proto"], []) == (os.path.join(os.getcwd(), "proto"),)


def test_names_with_a_dot_come_as_objects_or_as_they_are() -> None:
    for values in ({"inlayHints": {"schema": False}}, {"inlayHints.schema": False}):
        settings, faults = read_settings(values)
        assert not faults
        assert settings.inlay_hints == InlayHintSettings(schema=False)
    settings, faults = read_settings({"codeLens": {"references": False}})
    assert not settings.reference_lenses
    assert not faults
    _, faults = read_settings({"inlayHints": {"transport": 1, "skema": True, "typ": False}})
    assert faults == [
        "there is no setting `inlayHints.skema`; did you mean `inlayHints.schema`?",
        "there is no setting `inlayHints.typ`; did you mean `inlayHints.types`?",
        "the setting `inlayHints.transport` is ignored: it must be true or false",
    ]


def test_the_manifest_of_the_extension_declares_the_same() -> None:
    manifest = json.loads((ROOT / "client-extension" / "package.json").read_text(encoding="utf-8"))
    properties = manifest["contributes"]["configuration"]["properties"]
    for setting in SETTINGS:
        declared = properties[f"protowright.{setting.name}"]
        assert {key: declared[key] for key in setting.schema} == dict(setting.schema)
        assert (declared["default"], declared["markdownDescription"]) == (setting.default, setting.description)


def test_the_settings_of_the_client_are_those_that_the_extension_declares_beside() -> None:
    manifest = json.loads((ROOT / "client-extension" / "package.json").read_text(encoding="utf-8"))
    declared = {name.removeprefix("protowright.") for name in manifest["contributes"]["configuration"]["properties"]}
    assert declared - {setting.name for setting in SETTINGS} == set(CLIENT_SETTINGS)


def test_every_setting_is_documented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    assert all(f"`{setting.name}`" in text for setting in SETTINGS)

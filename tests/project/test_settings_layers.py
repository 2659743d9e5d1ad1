"""Settings from several places: which one counts, what is wrong with one, and what is generated from the declaration."""

from __future__ import annotations

from pathlib import Path

import pytest

from protowright.diagnostics.codes import Severity
from protowright.project.settings import InlayHintSettings, Settings
from protowright.project.settings_file import project_settings
from protowright.project.settings_layers import Layer, merged, read_settings
from protowright.project.settings_pages import with_settings, with_table

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("values", [{"inlayHints.types": False}, {"inlayHints": {"types": False}}])
def test_a_name_with_a_dot_may_be_an_object(values: object) -> None:
    assert read_settings(values) == (Settings(inlay_hints=InlayHintSettings(types=False)), [])


def test_the_stronger_place_counts_setting_by_setting() -> None:
    strong, weak = Layer("a", {"indentWidth": 4}), Layer("b", {"indentWidth": 8, "codeLens": {"references": False}})
    settings, faults = merged([strong, weak])
    assert (settings.formatting.indent_width, settings.reference_lenses) == (4, False)
    assert faults == []


def test_a_default_of_an_editor_that_sends_all_says_nothing() -> None:
    weak = Layer("b", {"indentWidth": 8})
    assert merged([Layer("a", {"indentWidth": 2}, says_defaults=True), weak])[0].formatting.indent_width == 8
    assert merged([Layer("a", {"indentWidth": 2}), weak])[0].formatting.indent_width == 2


def test_a_wrong_value_is_named_with_its_place_and_the_weaker_one_counts() -> None:
    settings, faults = merged([Layer("a.toml", {"indentWidth": "x"}), Layer("b", {"indentWidth": 8})])
    assert settings.formatting.indent_width == 8
    assert faults == ["the setting `indentWidth` in a.toml is ignored: it must be a number from 0 to 16"]


def test_an_editor_may_send_the_settings_of_its_client_and_no_others() -> None:
    values = {"server": {"command": ["x"]}, "trace": {"server": {"verbosity": "off"}}, "bogus": 1}
    _, faults = merged([Layer("the editor's settings", values, says_defaults=True)])
    assert faults == ["there is no setting `bogus` in the editor's settings: correct its name, or remove it"]


def test_severities_are_read() -> None:
    settings, faults = read_settings({"diagnostics": {"severity": {"unused-import": "off", "unresolved-type": "hint"}}})
    assert settings.severities == {"unused-import": None, "unresolved-type": Severity.HINT}
    assert faults == []


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("unused-import", "of", "`of` is no severity of `unused-import`: write one of off, error, "),
        ("unused-import", ["off"], "`['off']` is no severity of `unused-import`: write one of off, error, "),
        ("unused-imports", "off", "there is no code `unused-imports`; did you mean `unused-import`?"),
        ("?", "off", "there is no code `?`; `protowright explain` lists those there are"),
    ],
)
def test_a_wrong_severity_is_named_and_the_others_count(code: str, word: object, expected: str) -> None:
    values = {"diagnostics.severity": {code: word, "unresolved-type": "hint"}}
    settings, (fault,) = merged([Layer("a.toml", values)])
    assert settings.severities == {"unresolved-type": Severity.HINT}
    assert fault.startswith(f"`diagnostics.severity` in a.toml: {expected}")


def test_severities_that_are_no_table_are_named() -> None:
    settings, (fault,) = read_settings({"diagnostics.severity": ["off"]})
    assert settings == Settings()
    assert fault.endswith("it must be an object of codes, each with one of off, error, warning, information, hint")


def test_the_nearest_settings_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "protowright.toml").write_text('indentWidth = 4\nimportPaths = ["x", "/y", "${workspaceFolder}/z"]\n')
    settings, faults = project_settings(str(inner))
    assert (settings.formatting.indent_width, faults) == (4, [])
    assert settings.import_paths == (str(tmp_path / "x"), "/y", "${workspaceFolder}/z")
    (inner / "pyproject.toml").write_text("[tool.other]\nprotowright = 1\n")
    assert project_settings(str(inner))[0].formatting.indent_width == 4
    (inner / "pyproject.toml").write_text("[tool.protowright.inlayHints]\nschema = false\n")
    assert project_settings(str(inner))[0] == Settings(inlay_hints=InlayHintSettings(schema=False))


@pytest.mark.parametrize("text", ["indentWidth = ", "indentWidth = 1\nindentWidth = 2\n"])
def test_a_settings_file_that_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "protowright.toml").write_text(text)
    settings, (fault,) = project_settings(str(tmp_path))
    assert settings == Settings()
    assert fault.startswith(f"{tmp_path / 'protowright.toml'} is ignored: it is no TOML (")


def test_what_is_made_from_the_declaration_is_up_to_date() -> None:
    manifest = (ROOT / "client-extension" / "package.json").read_text("utf-8")
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert with_settings(manifest) == manifest, "run `make docs`"
    assert with_table(page) == page, "run `make docs`"

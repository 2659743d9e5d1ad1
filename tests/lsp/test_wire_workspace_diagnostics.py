"""`workspace/diagnostic` over the wire, and the pages that diagnostics link to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.lsp.wire import PULL, Message, Wire

METHOD = "workspace/diagnostic"
BASE = 'syntax = "proto3";\nmessage Base {}\n'
USER = 'syntax = "proto3";\nimport "base.proto";\nmessage User { Base base = 1; }\n'
WRONG = 'syntax = "proto3";\nmessage A { Missing a = 1; }\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "protowright.toml").write_text("[diagnostics]\nworkspace = true\n")
    for name, text in (("base", BASE), ("user", USER), ("wrong", WRONG)):
        (tmp_path / f"{name}.proto").write_text(text)
    return tmp_path


@pytest.fixture
def started(wire: Wire, folder: Path) -> Iterator[Wire]:
    wire.initialize(folder, capabilities=PULL)
    yield wire


def by_name(report: Message) -> dict[str, Message]:
    return {item["uri"].rpartition("/")[2]: item for item in report["items"]}


def previous(report: Message) -> Message:
    return {"previousResultIds": [{"uri": item["uri"], "value": item["resultId"]} for item in report["items"]]}


def test_files_that_are_not_open_are_checked(started: Wire, folder: Path) -> None:
    found = by_name(started.result(METHOD, {"previousResultIds": []}))
    assert {name: [each["code"] for each in item["items"]] for name, item in found.items()} == {
        "base.proto": [],
        "user.proto": [],
        "wrong.proto": ["unresolved-type"],
    }
    assert found["wrong.proto"]["version"] is None


def test_a_client_that_knows_all_is_answered_when_something_changes(started: Wire, folder: Path) -> None:
    first = started.result(METHOD, {"previousResultIds": []})
    request = started.ask(METHOD, previous(first))
    time.sleep(0.5)
    assert not any(message.get("id") == request and "method" not in message for message in started._messages)
    base = started.open(folder / "base.proto", BASE.replace("Base", "Other"), version=7)
    found = by_name(started.answer(request)["result"])
    assert {name: item["kind"] for name, item in found.items()} == {
        "base.proto": "unchanged",
        "user.proto": "full",
        "wrong.proto": "unchanged",
    }
    assert (found["base.proto"]["uri"], found["base.proto"]["version"]) == (base, 7)
    assert [each["code"] for each in found["user.proto"]["items"]] == ["unresolved-type"]


def test_a_request_that_waits_can_be_cancelled(started: Wire) -> None:
    first = started.result(METHOD, {"previousResultIds": []})
    request = started.ask(METHOD, previous(first))
    started.notify("$/cancelRequest", {"id": request})
    assert started.answer(request)["error"]["code"] == -32800


def test_a_file_that_is_gone_has_no_diagnostics(started: Wire, folder: Path) -> None:
    first = started.result(METHOD, {"previousResultIds": []})
    (folder / "wrong.proto").unlink()
    changes = [{"uri": (folder / "wrong.proto").as_uri(), "type": 3}]
    started.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    found = by_name(started.result(METHOD, previous(first)))
    assert found["wrong.proto"]["items"] == []


def test_reports_come_in_parts(started: Wire, folder: Path) -> None:
    for number in range(120):
        (folder / f"m{number}.proto").write_text(BASE.replace("Base", f"M{number}"))
    started.notify("workspace/didChangeWatchedFiles", {"changes": []})
    last = started.result(METHOD, {"previousResultIds": [], "partialResultToken": "parts"})
    parts = [part["value"] for part in started.collected("$/progress") if part["token"] == "parts"]
    names = [name for report in (*parts, last) for name in by_name(report)]
    assert [len(part["items"]) for part in parts] == [50, 50]
    assert sorted(names) == sorted({path.name for path in folder.glob("*.proto")})


def test_nothing_is_checked_unless_the_settings_say_so(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "wrong.proto").write_text(WRONG)
    wire.initialize(tmp_path, capabilities=PULL)
    assert wire.result(METHOD, {"previousResultIds": []}) == {"items": []}


def test_a_code_links_to_its_page(started: Wire, folder: Path) -> None:
    (item,) = started.pulled(started.open(folder / "wrong.proto"))
    page = Path(unquote(urlsplit(item["codeDescription"]["href"]).path))
    assert page.read_text("utf-8").startswith("# unresolved-type\n")

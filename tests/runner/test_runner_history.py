"""The last responses of a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from protowright.runner.history import KEPT, LARGEST, History, history_time

DOCUMENT = 'GRPC 0 - OK\n# a.B/C at grpc://h:1 · {} ms · {}\n\n{{\n  "id": "{}"\n}}\n'


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_the_newest_stands_first_and_old_ones_go() -> None:
    history = History("/w/a.grpc", "get")
    for number in range(KEPT + 3):
        history.keep(DOCUMENT.format(1, "x", number), history_time(1_700_000_000 + number), "OK")
    entries = history.entries()
    assert len(entries) == KEPT
    assert f'"id": "{KEPT + 2}"' in Path(entries[0].path).read_text()
    assert (entries[0].time, entries[0].status) == ("2023-11-14T22:13:32.000Z", "OK")


def test_requests_do_not_share_their_history() -> None:
    History("/w/a.grpc", "get").keep("x", history_time(1), "OK")
    assert History("/w/a.grpc", "other").entries() == [] == History("/w/b.grpc", "get").entries()


def test_times_and_durations_are_no_difference() -> None:
    history = History("/w/a.grpc", "get")
    for number, document in enumerate(
        (DOCUMENT.format(1, "y", "a"), DOCUMENT.format(2, "z", "a"), DOCUMENT.format(3, "z", "b"))
    ):
        history.keep(document, history_time(number), "OK")
    newest, middle, oldest = history.entries()
    assert history.difference(oldest, middle) == ""
    difference = history.difference(middle, newest).splitlines()
    assert '-  "id": "a"' in difference and '+  "id": "b"' in difference


def test_what_cannot_be_kept_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History("/w/a.grpc", "get")
    history.keep("x" * (LARGEST + 1), history_time(1), "OK")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    history.keep("x", history_time(1), "OK")
    assert history.entries() == []

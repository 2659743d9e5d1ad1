"""The response document, for each shape of a call."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from protowright.request.response_text import parse_response
from protowright.runner.events import (
    Event,
    Finished,
    Headers,
    MessageReceived,
    Started,
    Trailers,
    event_from_json,
    event_to_json,
)
from protowright.runner.response_document import ResponseDocument
from protowright.runner.saving import INTERVAL, DocumentWriter
from protowright.text.duration import shown_duration

STARTED = Started("shop.v1.Orders", "Place", "grpc://localhost:50051", "protos/shop.proto", "2026-01-02T03:04:05Z")
HEADERS = Headers((("content-type", "application/grpc"), ("x-request-id", "7f1c")))
MESSAGE = MessageReceived('{\n  "orderId": "1001"\n}')
OTHER = MessageReceived('{\n  "orderId": "1002"\n}')
TRAILERS = Trailers((("x-cost", "3"), ("x-data-bin", "AAEC")))
OK = Finished(0, "OK", "", (), "", 0.0124)
LINE = "# shop.v1.Orders/Place at grpc://localhost:50051"

GOLDENS: dict[str, tuple[list[Event], str]] = {
    "unary": (
        [STARTED, HEADERS, MESSAGE, TRAILERS, OK],
        f"""GRPC 0 - OK
{LINE} · 12.4 ms · 2026-01-02T03:04:05Z
# schema: protos/shop.proto
content-type: application/grpc
x-request-id: 7f1c

{{
  "orderId": "1001"
}}

### trailers
x-cost: 3
x-data-bin: AAEC
""",
    ),
    "stream": (
        [STARTED, Headers(()), MESSAGE, OTHER, Trailers(()), OK],
        f"""GRPC 0 - OK
{LINE} · 12.4 ms · 2026-01-02T03:04:05Z
# schema: protos/shop.proto

{{
  "orderId": "1001"
}}

===

{{
  "orderId": "1002"
}}
""",
    ),
    "running": (
        [STARTED, HEADERS, MESSAGE],
        f"""GRPC - RUNNING
{LINE} · 2026-01-02T03:04:05Z
# schema: protos/shop.proto
content-type: application/grpc
x-request-id: 7f1c

{{
  "orderId": "1001"
}}
""",
    ),
    "nothing-yet": ([STARTED], f"GRPC - RUNNING\n{LINE} · 2026-01-02T03:04:05Z\n# schema: protos/shop.proto\n"),
    "empty-stream": (
        [STARTED, Headers(()), Trailers(()), OK],
        f"GRPC 0 - OK\n{LINE} · 12.4 ms · 2026-01-02T03:04:05Z\n# schema: protos/shop.proto\n",
    ),
    "error": (
        [
            STARTED,
            Headers(()),
            MESSAGE,
            Trailers((("x-cost", "1"),)),
            Finished(
                5, "NOT_FOUND", "no order 'x'\ntwo lines", ('{\n  "@type": "a"\n}', '{\n  "@type": "b"\n}'), "", 1.5
            ),
        ],
        f"""GRPC 5 - NOT_FOUND
{LINE} · 1.50 s · 2026-01-02T03:04:05Z
# schema: protos/shop.proto

{{
  "orderId": "1001"
}}

### message
no order 'x'
two lines

### details
{{
  "@type": "a"
}}

{{
  "@type": "b"
}}

### trailers
x-cost: 1
""",
    ),
    "explained": (
        [STARTED, Headers(()), Trailers(()), Finished(14, "UNAVAILABLE", "refused", (), "nobody listens", 0.001)],
        f"""GRPC 14 - UNAVAILABLE
{LINE} · 1.0 ms · 2026-01-02T03:04:05Z
# schema: protos/shop.proto
# nobody listens

### message
refused
""",
    ),
}


@pytest.mark.parametrize("events, golden", GOLDENS.values(), ids=GOLDENS)
def test_the_document_of_a_call(events: list[Event], golden: str) -> None:
    document = ResponseDocument()
    for event in events:
        document.add(event)
    assert document.text() == golden


def test_only_the_second_line_differs_from_run_to_run() -> None:
    texts = []
    for time_of_day, duration in (("2026-01-02T03:04:05Z", 0.01), ("2027-01-02T03:04:05Z", 2.0)):
        document = ResponseDocument()
        started = Started("a.B", "C", "grpc://h:1", "x", time_of_day)
        for event in (started, HEADERS, MESSAGE, TRAILERS, Finished(0, "OK", "", (), "", duration)):
            document.add(event)
        texts.append(document.text().split("\n"))
    differing = [number for number, lines in enumerate(zip(*texts, strict=True)) if lines[0] != lines[1]]
    assert differing == [1]


@pytest.mark.parametrize(
    "seconds, shown",
    [(0, "0.0 ms"), (0.0124, "12.4 ms"), (0.9994, "999.4 ms"), (0.99999, "1.00 s"), (1, "1.00 s"), (75.257, "75.26 s")],
)
def test_durations_are_shown_for_people(seconds: float, shown: str) -> None:
    assert shown_duration(seconds) == shown


@pytest.mark.parametrize("event", [STARTED, HEADERS, MESSAGE, TRAILERS, OK, GOLDENS["error"][0][-1]], ids=repr)
def test_events_survive_json(event: Event) -> None:
    import json

    assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event


# Writing it


def test_the_document_grows_while_the_call_runs(tmp_path: Path) -> None:
    path, counts = tmp_path / "a.grpc-response", list[int]()
    writer = DocumentWriter(str(path), lambda own: counts.append(own.document.message_count))
    writer.add(STARTED)
    assert not path.exists()
    deadline = time.monotonic() + 3 * INTERVAL + 0.1
    while time.monotonic() < deadline:
        writer.add(MESSAGE)
        time.sleep(0.01)
    assert 2 <= len(counts) <= 4 and counts == sorted(counts)
    assert path.read_text().startswith("GRPC - RUNNING\n")
    writer.add(OK)
    assert path.read_text().startswith("GRPC 0 - OK\n")
    assert path.read_text().count("===") == counts[-1] - 1
    settled = len(counts)
    time.sleep(1.5 * INTERVAL)
    assert len(counts) == settled, "nothing is written after the end"


def test_a_short_call_is_written_once(tmp_path: Path) -> None:
    written: list[str] = []
    writer = DocumentWriter(str(tmp_path / "a.grpc-response"), lambda own: written.append(own.path))
    for event in (STARTED, HEADERS, MESSAGE, TRAILERS, OK):
        writer.add(event)
    assert written == [str(tmp_path / "a.grpc-response")]


def test_the_last_message_before_a_pause_is_shown(tmp_path: Path) -> None:
    shown = threading.Event()
    path = tmp_path / "a.grpc-response"
    writer = DocumentWriter(str(path), lambda _: shown.set())
    writer.add(STARTED)
    writer.add(MESSAGE)
    assert shown.wait(INTERVAL + 2)
    assert "1001" in path.read_text()


def test_the_permissions_of_the_document_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.grpc-response"
    path.write_text("")
    path.chmod(0o640)
    writer = DocumentWriter(str(path), lambda _: None)
    writer.add(OK)
    assert os.stat(path).st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "a.grpc-response"
    writer = DocumentWriter(str(path), lambda _: None)
    for event in (STARTED, MESSAGE, OK):
        writer.add(event)
    assert writer.problem == f"{path} cannot be written (Not a directory); the response is in {writer.path}"
    assert writer.path.startswith(str(tmp_path / "cache"))
    assert Path(writer.path).read_text().startswith("GRPC 0 - OK")


def test_no_place_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    writer = DocumentWriter(str(tmp_path / "file" / "a.grpc-response"), lambda _: None)
    for event in (STARTED, MESSAGE, OK):
        writer.add(event)
    assert writer.path == ""
    assert writer.problem.endswith("(Not a directory): the response is not saved")


def test_the_time_of_a_message_is_a_comment_above_it() -> None:
    document = ResponseDocument()
    for event in (STARTED, replace(MESSAGE, after=0.0124), replace(OTHER, after=1.5)):
        document.add(event)
    assert '\n\n// 12.4 ms\n{\n  "orderId": "1001"\n}\n\n===\n\n// 1.50 s\n{\n' in document.text()
    sections = parse_response(document.text()).messages
    assert [len(section.values()) for section in sections] == [1, 1]

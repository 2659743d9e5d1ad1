"""The messages of a call as the server gets them: their sizes, their order, the end of a stream, cancellation."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest
from tests.runner.observing.observer import Observer
from tests.runner.support import Later, Ran, execute, plan_of, run_text

from protowright.runner.events import Event, Finished
from protowright.runner.execution import Execution, Resources
from protowright.runner.plan import Plan

MEGABYTES = 1_000_000
CANCEL = 8
"""The code of RST_STREAM when a client has lost interest (RFC 9113, section 7)."""
KINDS = ("One", "Many", "Collect", "Talk")
LETTERS = "\n===\n".join(f'{{"text": "{letter}"}}' for letter in "abc")
WAITING = LETTERS.replace("===", "=== wait-for-server")


def text_of(observer: Observer, method: str, body: str = '{"text": "a"}', before: str = "", metadata: str = "") -> str:
    """The text of one request."""
    return f"{before}GRPC grpc://{observer.plain}/echo.Echo/{method}\n{metadata}\n{body}\n"


def run(folder: Path, observer: Observer, method: str, body: str, **parts: str) -> Ran:
    """Make one call, and wait until the server has seen its end."""
    ran = run_text(folder, text_of(observer, method, body, **parts))
    observer.quiet()
    return ran


class Background:
    """A plan that is run on a thread, over connections that are closed with the block."""

    def __init__(self, plan: Plan) -> None:
        self.events: list[Event] = []
        self._resources = Resources()
        self._execution = Execution(plan, self._resources)
        self._thread = threading.Thread(target=self._execution.run, args=([self.events.append],), daemon=True)

    def __enter__(self) -> Background:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._execution.cancel()
        self._resources.close()

    def cancel(self) -> str:
        """Cancel it; gives the name of its status."""
        self._execution.cancel()
        self._thread.join(5)
        assert not self._thread.is_alive()
        last = self.events[-1]
        assert isinstance(last, Finished)
        return last.status


# Sizes


def test_a_response_of_6_megabytes_comes_through(tmp_path: Path, observer: Observer) -> None:
    ran = run(tmp_path, observer, "One", "{}", metadata=f"x-size: {6 * MEGABYTES}\n")
    assert len(ran.messages[0]) == 6 * MEGABYTES + len('{ "text": "" }')


def test_a_response_over_the_limit_ends_the_call(tmp_path: Path, observer: Observer) -> None:
    directive = "# @grpc-max-msg-sz 4MB\n"
    ran = run(tmp_path, observer, "One", "{}", before=directive, metadata=f"x-size: {6 * MEGABYTES}\n")
    assert (ran.messages, ran.finished.status) == ([], "RESOURCE_EXHAUSTED")
    assert observer.one("said")["size"] == 6 * MEGABYTES


def test_a_response_under_the_limit_comes_through(tmp_path: Path, observer: Observer) -> None:
    directive = "# @grpc-max-msg-sz 4MB\n"
    ran = run(tmp_path, observer, "One", "{}", before=directive, metadata=f"x-size: {4 * MEGABYTES}\n")
    assert ran.finished.status == "OK"


@pytest.mark.parametrize("before", ["", "# @grpc-max-msg-sz 4MB\n"], ids=["unlimited", "limited"])
def test_a_request_of_6_megabytes_arrives_whole(tmp_path: Path, observer: Observer, before: str) -> None:
    """The limit is one for responses, as with grpcurl."""
    (tmp_path / "big.json").write_text('{"text": "' + "y" * 6 * MEGABYTES + '"}')
    run(tmp_path, observer, "Collect", "< ./big.json", before=before)
    assert observer.one("heard")["size"] == 6 * MEGABYTES
    assert observer.one("message")["length"] == 6 * MEGABYTES + 5


# The end of the client's half


@pytest.mark.parametrize(
    "method, body, count", [("One", "{}", 1), ("Many", "{}", 1), ("Collect", LETTERS, 3), ("Talk", LETTERS, 3)]
)
def test_the_stream_ends_right_after_the_last_message(
    tmp_path: Path, observer: Observer, method: str, body: str, count: int
) -> None:
    run(tmp_path, observer, method, body)
    assert observer.order("message", "end", "reset") == ["message"] * count + ["end"]
    assert observer.order("heard", "heard all")[-1] == "heard all"


@pytest.mark.parametrize("method", ["Collect", "Talk"])
def test_a_stream_that_is_kept_open_ends_when_it_is_cancelled(tmp_path: Path, observer: Observer, method: str) -> None:
    """grpc's server ends the requests of a cancelled call as those of any other; the wire tells the two apart."""
    with Background(plan_of(tmp_path, text_of(observer, method, LETTERS, "# @keepStreaming\n"))) as running:
        observer.wait("heard", 3)
        time.sleep(0.3)
        assert observer.order("end", "reset", "heard all", "over") == []
        assert running.cancel() == "CANCELLED"
        assert observer.one("over", limit=1)["active"] is False
        assert (observer.all("end"), observer.one("reset")["code"]) == ([], CANCEL)


def test_a_stream_that_is_kept_open_ends_with_the_server(tmp_path: Path, observer: Observer) -> None:
    """The server never hears the end of the requests; the deadline is what ends it."""
    started = time.monotonic()
    ran = run(tmp_path, observer, "Talk", LETTERS, before="# @keepStreaming\n# @timeout 400ms\n")
    assert 0.3 < time.monotonic() - started < 2
    assert ran.messages == [f'{{ "text": "{letter}" }}' for letter in "abc"]
    assert (ran.finished.status, observer.all("end")) == ("DEADLINE_EXCEEDED", [])


# The order of messages both ways


def test_each_message_waits_for_an_answer_to_the_one_before(tmp_path: Path, observer: Observer) -> None:
    """With a pause before each answer, a client that did not wait would be heard again before it."""
    run(tmp_path, observer, "Talk", WAITING, metadata="x-pause: 0.05\n")
    assert observer.order("heard", "said") == ["heard a", "said a", "heard b", "said b", "heard c", "said c"]
    wire = observer.order("message", "said", "end")
    assert wire == ["message", "said a", "message", "said b", "message", "end", "said c"]


def test_without_waiting_all_messages_are_there_before_the_first_answer(tmp_path: Path, observer: Observer) -> None:
    run(tmp_path, observer, "Talk", LETTERS, metadata="x-pause: 0.1\n")
    wire = observer.order("message", "said", "end")
    assert wire == ["message", "message", "message", "end", "said a", "said b", "said c"]


def test_a_last_wait_holds_the_stream_open_until_the_answer(tmp_path: Path, observer: Observer) -> None:
    body = '{"text": "a"}\n=== wait-for-server'
    run(tmp_path, observer, "Talk", body, metadata="x-pause: 0.1\n")
    assert observer.order("message", "said", "end") == ["message", "said a", "end"]


# Cancellation

SEED = 8
MOMENTS = [
    (method, random.Random(f"{SEED}/{method}/{number}").uniform(0, 0.06)) for method in KINDS for number in range(5)
]


@pytest.mark.parametrize(
    "method, moment", MOMENTS, ids=lambda value: value if isinstance(value, str) else f"{value:.3f}"
)
def test_the_server_sees_a_cancellation_within_a_second(
    tmp_path: Path, observer: Observer, method: str, moment: float
) -> None:
    """At moments from before the connection stands until answers flow; a call that the server never saw is fine too."""
    body = WAITING if method == "Talk" else LETTERS if method == "Collect" else '{"text": "a"}'
    with Background(plan_of(tmp_path, text_of(observer, method, body, metadata="x-hold: 1\n"))) as running:
        time.sleep(moment)
        assert running.cancel() == "CANCELLED"
        time.sleep(0.1)
        if observer.all("call"):
            over = observer.one("over", limit=0.9)
            assert (over["answered"], over["active"]) == (False, False)
            assert [record["code"] for record in observer.all("reset")] == [CANCEL]


@pytest.mark.parametrize("method", KINDS)
def test_a_call_that_is_under_way_is_reset_by_a_cancellation(tmp_path: Path, observer: Observer, method: str) -> None:
    with Background(plan_of(tmp_path, text_of(observer, method, metadata="x-hold: 1\n"))) as running:
        observer.wait("heard")
        assert running.cancel() == "CANCELLED"
        assert observer.one("over", limit=1)["answered"] is False
        assert observer.one("reset", limit=1)["code"] == CANCEL


def test_a_cancelled_call_leaves_the_connection_to_the_next(tmp_path: Path, observer: Observer) -> None:
    resources = Resources()
    held = Execution(plan_of(tmp_path, text_of(observer, "One", metadata="x-hold: 1\n")), resources)
    Later(0.1, held.cancel)
    held.run([])
    assert execute(plan_of(tmp_path, text_of(observer, "One")), resources).finished.status == "OK"
    resources.close()
    assert len(observer.wait("call", 2)) == 2
    assert len(observer.all("connection")) == 1

"""Ending a call before its end, at any moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from tests.runner.support import Later, call, encoded, plan_of, run_text, serving

from protowright.runner.events import Event, Finished, Headers, MessageReceived, Started
from protowright.runner.invoke import Invocation
from protowright.runner.transport import Channels


def endless(request: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
    """Messages without end."""
    while context.is_active():
        yield encoded("x")
        time.sleep(0.005)


def test_a_call_can_be_cancelled_before_it_starts(tmp_path: Path) -> None:
    with serving(many=endless) as address:
        plan, channels = plan_of(tmp_path, call(address, "Many", "")), Channels()
        invocation, events = Invocation(plan, channels), list[Event]()
        invocation.cancel()
        invocation.run(events.append)
        channels.close()
    assert isinstance(events[-1], Finished) and events[-1].status == "CANCELLED"


@pytest.mark.parametrize("kind", [Started, Headers, MessageReceived])
def test_a_call_can_be_cancelled_at_each_event(tmp_path: Path, kind: type[Event]) -> None:
    def watch(invocation: Invocation, event: Event) -> None:
        if isinstance(event, kind):
            invocation.cancel()

    with serving(many=endless) as address:
        ran = run_text(tmp_path, call(address, "Many", ""), watch=watch)
    assert ran.finished.status == "CANCELLED"


@pytest.mark.parametrize("delay", [0, 0.002, 0.01, 0.05, 0.15])
@pytest.mark.parametrize("method", ["Many", "One", "Talk", "Collect"])
def test_a_call_can_be_cancelled_at_any_moment_from_elsewhere(tmp_path: Path, method: str, delay: float) -> None:
    over = threading.Event()

    def slow(request: Any, context: grpc.ServicerContext) -> bytes:
        context.add_callback(over.set)
        over.wait(5)
        return b""

    def hold(request: Any, context: grpc.ServicerContext) -> Iterator[bytes]:
        context.add_callback(over.set)
        over.wait(5)
        yield b""

    body = '{"text": "a"}\n=== wait-for-server\n{"text": "b"}' if method == "Talk" else '{"text": "a"}'
    with serving(one=slow, many=endless, collect=slow, talk=hold) as address:
        plan, channels = plan_of(tmp_path, call(address, method, body)), Channels()
        invocation, events = Invocation(plan, channels), list[Event]()
        Later(delay, invocation.cancel)
        started = time.monotonic()
        invocation.run(events.append)
        channels.close()
        over.set()
    assert time.monotonic() - started < 4
    assert isinstance(events[-1], Finished) and events[-1].status == "CANCELLED"


def test_a_cancelled_unary_call_tells_the_server(tmp_path: Path) -> None:
    begun, over = threading.Event(), threading.Event()

    def slow(request: bytes, context: grpc.ServicerContext) -> bytes:
        context.add_callback(over.set)
        begun.set()
        over.wait(5)
        return b""

    with serving(one=slow) as address:
        plan, channels = plan_of(tmp_path, call(address, "One", "")), Channels()
        invocation, events = Invocation(plan, channels), list[Event]()
        running = Later(0, lambda: invocation.run(events.append))
        assert begun.wait(5)
        invocation.cancel()
        assert over.wait(5)
        running.join(5)
        channels.close()
    assert isinstance(events[-1], Finished) and events[-1].status == "CANCELLED"


def test_a_cancelled_call_tells_the_server(tmp_path: Path) -> None:
    over = threading.Event()

    def many(request: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
        context.add_callback(over.set)
        yield from endless(request, context)

    def watch(invocation: Invocation, event: Event) -> None:
        if isinstance(event, MessageReceived):
            invocation.cancel()

    with serving(many=many) as address:
        run_text(tmp_path, call(address, "Many", ""), watch=watch)
        assert over.wait(5)

"""Files that come by reflection: which can be used, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runner.support import call, run_text
from tests.support.hostile import reflections, replies
from tests.support.hostile.exchange import Reply, http2
from tests.support.hostile.listener import Listener
from tests.support.hostile.reflections import file_of

from protowright.runner.reflected_files import Files, ReflectionUnavailable, declares, dependencies_first


def chain(length: int) -> Files:
    """Files of which each imports the next."""
    return {f"{number}": file_of(f"{number}", *([f"{number + 1}"] * (number + 1 < length))) for number in range(length)}


def test_a_long_chain_of_files_is_put_in_order() -> None:
    names = [file.name for file in dependencies_first(chain(5000))]
    assert names == [f"{number}" for number in reversed(range(5000))]


def test_files_that_meet_again_are_no_circle() -> None:
    files = {"a": file_of("a", "b", "c"), "b": file_of("b", "d"), "c": file_of("c", "d"), "d": file_of("d")}
    names = [file.name for file in dependencies_first(files)]
    assert sorted(names) == ["a", "b", "c", "d"] and names[0] == "d" and names[-1] == "a"


def test_a_circle_is_named_without_what_leads_to_it() -> None:
    files = {"a": file_of("a", "b"), "b": file_of("b", "c"), "c": file_of("c", "b")}
    with pytest.raises(ReflectionUnavailable, match=r"in a circle: `b`, `c`$"):
        dependencies_first(files)


def reflecting_and(reflection: Reply, reply: Reply) -> Reply:
    """Reflection of one kind, and a reply to every other call."""
    return lambda exchange: (reflection if "ServerReflection" in exchange.path else reply)(exchange)


def test_a_file_of_protobuf_need_not_come_from_the_server(tmp_path: Path) -> None:
    file = file_of("a.proto", "google/protobuf/timestamp.proto", service="Echo")
    field = file.message_type[0].field.add(name="time", number=2, type=11, label=1)
    field.type_name = ".google.protobuf.Timestamp"
    with Listener(http2(reflecting_and(reflections.serving(file), replies.echo))) as listener:
        ran = run_text(tmp_path, call(listener.address, "One", '{"time": "2026-01-02T03:04:05Z"}'), proto=None)
    assert ran.messages == ['{ "text": "hi" }']


def test_thousands_of_files_are_taken(tmp_path: Path) -> None:
    with Listener(http2(reflecting_and(reflections.huge(3000), replies.echo))) as listener:
        assert run_text(tmp_path, call(listener.address, "One", "{}"), proto=None).messages == ['{ "text": "hi" }']


@pytest.mark.parametrize("symbol", ["echo.Echo", "echo.Text", "echo.Text.Inner", "echo.Text.Inner.Kind", "echo.Kind"])
def test_what_a_file_declares(symbol: str) -> None:
    file = file_of("a.proto", service="Echo")
    file.enum_type.add(name="Kind")
    file.message_type[0].nested_type.add(name="Inner").enum_type.add(name="Kind")
    assert declares(file, symbol)
    assert not declares(file, symbol.removeprefix("echo.")) and not declares(file, f"{symbol}s")

"""Many faults of one kind in one declaration: the time of a check stays in step with the size of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.timing import Work, growth_over

from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host


def _message(row: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: 'syntax = "proto2";\nmessage A {\n' + "".join(map(row, range(1, count + 1))) + "}\n"


def _enum(row: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: 'syntax = "proto2";\nenum A {\n' + "".join(map(row, range(1, count + 1))) + "}\n"


REPEATED: dict[str, Callable[[int], str]] = {
    "one number": _message(lambda index: f"  optional int32 a{index} = 1;\n"),
    "kept numbers": _message(lambda index: f"  optional int32 a{index} = 19000;\n"),
    "one name": _message(lambda index: f"  optional int32 a = {index};\n"),
    "reserved numbers": _message(lambda index: f"  reserved {index};\n  optional int32 a{index} = {index};\n"),
    "overlapping ranges": _message(lambda index: "  extensions 4 to 9;\n"),
    "apart ranges": _message(lambda index: f"  extensions {2 * index};\n"),
    "unknown types, each another": _message(lambda index: f"  optional Type{index} a{index} = {index};\n"),
    "unknown types of maps": _message(lambda index: f"  map<string, Value> a{index} = {index};\n"),
    "unknown options": _message(lambda index: f"  optional int32 a{index} = {index} [colour = 1];\n"),
    "values of one number": _enum(lambda index: f"  A{index} = 0;\n"),
    "reserved values": _enum(lambda index: f"  reserved {index};\n  A{index} = {index};\n"),
}


@pytest.mark.parametrize("make", REPEATED.values(), ids=REPEATED)
def test_time_of_a_check_grows_as_the_text_does(make: Callable[[int], str]) -> None:
    assert growth_over(lambda count: _check(make(count)), 500, times=8) < 14


def _check(text: str) -> Work:
    def work() -> object:
        host = Host()
        host.open("/a.proto", text)
        return diagnostics(host.snapshot(), "/a.proto")

    return work

"""A fault of a server, what the runner must make of it, and how one is judged by the other."""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.runner.support import PROTO, Ran, plan_of, run_plan

from protowright.runner.plan import NotSent
from protowright.runner.probe import PATIENCE
from protowright.runner.response_document import ResponseDocument

REFUSED = "not sent"
"""The status of a call that was not made."""

Serving = Callable[[Path], AbstractContextManager[str]]
"""Starts a server, which may use a folder for files; gives the target, such as `grpc://127.0.0.1:1`."""

Counts = dict[str, int]

_HAS_PROC = os.path.isdir("/proc/self/fd")
"""Elsewhere than on Linux, threads alone are counted."""

_MARGIN = 2.0
_SETTLING = 2.0
_JARGON = re.compile(
    r"RST_STREAM|GOAWAY|Stream removed|TSI_|chttp2|SSL_ERROR|ipv[46]:|errno|OPENSSL|last error|recvmsg|END_STREAM|SETTINGS",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fault:
    """One line of the table.

    `words` are what the sentence must have of the cause and of the next step; `{where}` stands for the address. `timeout`
    is the deadline in seconds, and `messages` how many must have arrived. Without a `proto`, the schema is reflected. With
    `lingers`, grpc goes on to connect when the call and the channel are over, and the end of the server ends that.
    """

    name: str
    serving: Serving
    status: str
    words: tuple[str, ...]
    method: str = "One"
    directives: str = ""
    timeout: float = 0.8
    messages: int | None = 0
    proto: str | None = PROTO
    body: str = "{}"
    lingers: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a fault: `seconds` are those of the run, `problems` what is wrong with it."""

    status: str
    sentence: str
    seconds: float
    problems: tuple[str, ...]


def judge(fault: Fault, folder: Path) -> Outcome:
    """Run the call of a fault in a folder of its own, and hold it against the table."""
    before = _open_things()
    with fault.serving(folder) as target:
        sockets = {"sockets": _sockets()}
        started = time.monotonic()
        ran = _run(fault, folder, target)
        seconds = time.monotonic() - started
        # While the server is there: its end would close the connections that the runner has forgotten.
        kept = [] if fault.lingers else [*_left_over(sockets, lambda: {"sockets": _sockets()})]
    status, sentence = _said(ran)
    problems = [*_about_time(fault, seconds), *_about_words(fault, status, sentence, target)]
    problems += [*_about_events(fault, ran), *kept, *_left_over(before, _open_things)]
    return Outcome(status, sentence, seconds, tuple(problems))


def _run(fault: Fault, folder: Path, target: str) -> Ran:
    head = f"# @timeout {fault.timeout * 1000:g}ms\n{fault.directives}"
    text = f"{head}GRPC {target}/echo.Echo/{fault.method}\n\n{fault.body}\n"
    try:
        return run_plan(plan_of(folder, text, fault.proto))
    except NotSent as error:
        return Ran(refused=str(error))


def _said(ran: Ran) -> tuple[str, str]:
    return (REFUSED, ran.refused) if ran.refused else (ran.finished.status, ran.finished.explanation)


def _about_time(fault: Fault, seconds: float) -> Iterator[str]:
    limit = fault.timeout + min(fault.timeout, PATIENCE) + _MARGIN
    if seconds > limit:
        yield f"it took {seconds:.2f} s, and {limit:.2f} s are the most"


def _about_words(fault: Fault, status: str, sentence: str, target: str) -> Iterator[str]:
    if status != fault.status:
        yield f"the status is {status}, not {fault.status}"
    where = target.partition("://")[2] or target
    for word in fault.words:
        if word.format(where=where) not in sentence:
            yield f"it does not say {word.format(where=where)!r}"
    if not sentence or not sentence.isprintable() or sentence.endswith(".") or ":" not in sentence:
        yield "it is no sentence of one line with a cause and a next step"
    if _JARGON.search(sentence):
        yield "it uses words that only authors of gRPC know"


def _about_events(fault: Fault, ran: Ran) -> Iterator[str]:
    if ran.refused:
        if ran.events:
            yield f"it was refused after {ran.kinds}"
        return
    if ran.kinds.count("Finished") != 1 or ran.kinds[-1] != "Finished" or ran.kinds[0] != "Started":
        yield f"the events are {ran.kinds}"
    if fault.messages is not None and len(ran.messages) != fault.messages:
        yield f"{len(ran.messages)} messages arrived, not {fault.messages}"
    yield from _about_document(ran)


def _about_document(ran: Ran) -> Iterator[str]:
    document, finished = ResponseDocument(), ran.finished
    for event in ran.events:
        document.add(event)
    text = document.text()
    lines = text.split("\n")
    if lines[0] != f"GRPC {finished.code} - {finished.status}" or f"# {finished.explanation}" not in lines:
        yield "the document does not begin with the status and the sentence"
    if not text.endswith("\n") or "\0" in text or text.encode().decode() != text:
        yield "the document is no text"
    if sum(line == "===" for line in lines) != max(len(ran.messages) - 1, 0):
        yield "the document lacks messages"


# What is left over


def _open_things() -> Counts:
    return {"threads": threading.active_count(), "sockets": _sockets(), "processes": _children()}


def _sockets() -> int:
    names = []
    for descriptor in os.listdir("/proc/self/fd") if _HAS_PROC else ():
        with contextlib.suppress(OSError):
            names.append(os.readlink(f"/proc/self/fd/{descriptor}"))
    return sum(name.startswith("socket:") for name in names)


def _children() -> int:
    return sum(_parent(name) == os.getpid() for name in _processes() if name.isdigit())


def _processes() -> list[str]:
    return os.listdir("/proc") if _HAS_PROC else []


def _parent(process: str) -> int:
    try:
        return int(Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def _left_over(before: Counts, count: Callable[[], Counts]) -> Iterator[str]:
    """What there is more of than before, after some time to settle."""
    deadline = time.monotonic() + _SETTLING
    while (more := _more(before, count())) and time.monotonic() < deadline:
        time.sleep(0.01)
    yield from (f"{number} {kind} are left over" for kind, number in more.items())


def _more(before: Counts, after: Counts) -> Counts:
    return {kind: number - before[kind] for kind, number in after.items() if number > before[kind]}

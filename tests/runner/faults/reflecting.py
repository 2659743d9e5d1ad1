"""Faults of reflection: files that are wrong, missing, circular, too many, or never there."""

from __future__ import annotations

from tests.runner.faults.connecting import plain
from tests.runner.faults.fault import REFUSED, Fault
from tests.support.hostile import reflections, replies
from tests.support.hostile.exchange import Reply, frame, http2
from tests.support.hostile.reflections import file_of

from protowright.runner.reflection import MAXIMUM_FILES

_ADD = "add the `.proto` file to the workspace"


def reflected(name: str, reply: Reply, *words: str, timeout: float = 2.0) -> Fault:
    """A fault for which the call is not made."""
    return Fault(name, plain(http2(reply)), REFUSED, words, timeout=timeout, proto=None)


REFLECTING = [
    reflected("no reflection", replies.trailers_only(("grpc-status", "12")), "does not serve reflection", _ADD),
    reflected("a file of something else", reflections.serving(file_of("a.proto")), "do not declare it", _ADD),
    reflected("a file that is none", reflections.serving_bytes(b"\xff\xff"), "bytes that are no file descriptor", _ADD),
    reflected("an answer that is none", replies.messages(b"\xff\xff"), "bytes that are no answer", _ADD),
    reflected("an answer without files", replies.messages(b""), "do not declare it", _ADD),
    reflected("no answer, and OK", replies.messages(), "without an answer", _ADD),
    reflected(
        "a missing file",
        reflections.serving(file_of("a.proto", "missing.proto", service="Echo")),
        "it has no file `missing.proto`, which `a.proto` imports",
        _ADD,
    ),
    reflected(
        "a file that imports itself",
        reflections.serving(file_of("a.proto", "a.proto", service="Echo")),
        "import one another in a circle: `a.proto`",
        _ADD,
    ),
    reflected(
        "a circle of files",
        reflections.serving(
            file_of("a.proto", "b.proto", service="Echo"), file_of("b.proto", "c.proto"), file_of("c.proto", "a.proto")
        ),
        "in a circle: `a.proto`, `b.proto`, `c.proto`",
        _ADD,
    ),
    reflected("too many files", reflections.huge(MAXIMUM_FILES), "more than 10000 files", _ADD),
    reflected(
        "files without end", reflections.endless(), "files within 0.5 s, and there was no end", _ADD, timeout=0.5
    ),
    reflected("no answer to reflection", replies.silence, "no end within 0.4 s", "raise `# @timeout`", timeout=0.4),
    reflected(
        "half an answer of reflection", replies.half(frame(b"ab")[:6]), "no end within 0.4 s", "raise", timeout=0.4
    ),
    reflected("reflection that is reset", replies.reset(replies.INTERNAL_ERROR), "INTERNAL_ERROR", "look into its log"),
    reflected("reflection behind a web server", replies.http_status(404), "HTTP 404", "check the port"),
]

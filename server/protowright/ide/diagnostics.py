"""Everything that is wrong with one file."""

from __future__ import annotations

import logging
from collections.abc import Callable

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import INTERNAL_ERROR
from protowright.ide.languages import is_proto, is_request
from protowright.project.request_diagnostics import request_diagnostics
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.check import check
from protowright.text.gradually import Pause, no_pause
from protowright.text.span import Span

_LOG = logging.getLogger(__name__)


def diagnostics(snapshot: Snapshot, path: str, pause: Pause = no_pause) -> list[Diagnostic]:
    """The diagnostics of the file at `path`, in the order of its text. `pause` is called between the steps of the check.

    A fault of ours becomes one diagnostic at the start of the file, and a trace in the log.
    """
    run = proto_diagnostics if is_proto(path) else _request_diagnostics if is_request(path) else None
    return [] if run is None else _guarded(run, snapshot, path, pause)


def proto_diagnostics(snapshot: Snapshot, path: str, pause: Pause = no_pause) -> list[Diagnostic]:
    """The diagnostics of a `.proto` file: its syntax, then its meaning."""
    pause()
    linked = snapshot.linked(path)
    if linked is None:
        return []
    return sorted([*linked.symbols.tree.diagnostics, *check(linked, pause)], key=lambda diagnostic: diagnostic.span)


def _request_diagnostics(snapshot: Snapshot, path: str, pause: Pause) -> list[Diagnostic]:
    pause()
    return request_diagnostics(snapshot, path)


def _guarded(
    run: Callable[[Snapshot, str, Pause], list[Diagnostic]], snapshot: Snapshot, path: str, pause: Pause
) -> list[Diagnostic]:
    try:
        return run(snapshot, path, pause)
    except Exception as error:
        _LOG.exception("the check of %s failed", path)
        message = f"the check failed: {type(error).__name__}; this is a fault of Protowright"
        return [Diagnostic(INTERNAL_ERROR, message, Span(0, 0), help="the log has the details")]

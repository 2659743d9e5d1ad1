"""The lines above requests and methods that one can click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from protowright.ide.languages import is_proto, is_request
from protowright.project.run_reports import RunReport, RunReports
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import SymbolKind
from protowright.request.directive_values import directive_values
from protowright.request.names import request_names
from protowright.text.duration import shown_duration
from protowright.text.span import Span

RUN_TITLE = "▶ Run"
INSECURE_TITLE = "▶ Run · certificate not verified"
RUN_ALL_TITLE = "▶ Run all"
CANCEL_TITLE = "✕ Cancel"
NEW_REQUEST_TITLE = "▶ New request"


class LensAction(Enum):
    """What a click does."""

    RUN = "run"
    RUN_ALL = "run all"
    CANCEL = "cancel"
    SHOW_RESPONSE = "show response"
    NEW_REQUEST = "new request"


@dataclass(frozen=True)
class Lens:
    """A lens above `span`. `subject` is the name of the request, or `package.Service/Method` of a new one.

    `response_path` is what `SHOW_RESPONSE` shows, absolute.
    """

    span: Span
    title: str
    action: LensAction
    subject: str = ""
    response_path: str = ""


def code_lenses(snapshot: Snapshot, path: str, reports: RunReports | None = None) -> list[Lens]:
    """The lenses of the file at `path`, in the order of its text."""
    if snapshot.document(path) is None:
        return []
    if is_request(path):
        return list(_of_requests(snapshot, path, reports or RunReports()))
    return list(_of_methods(snapshot, path)) if is_proto(path) else []


def _of_requests(snapshot: Snapshot, path: str, reports: RunReports) -> Iterator[Lens]:
    """Each request can be run, or cancelled while it runs; behind it stands what came of the last run."""
    document = snapshot.document(path)
    assert document is not None
    named = request_names(document.requests)
    for index, (block, name) in enumerate(named):
        assert block.line is not None, "only requests have names"
        span, place = block.line.span, (path, name)
        if place in reports.running:
            yield Lens(span, CANCEL_TITLE, LensAction.CANCEL, name)
        else:
            title = INSECURE_TITLE if directive_values(block, document.requests).insecure else RUN_TITLE
            yield Lens(span, title, LensAction.RUN, name)
        if index == 0 and len(named) > 1:
            yield Lens(span, RUN_ALL_TITLE, LensAction.RUN_ALL)
        report = reports.last.get(place)
        if report is not None and place not in reports.running:
            yield Lens(span, _outcome(report), LensAction.SHOW_RESPONSE, name, report.response_path or "")


def _outcome(report: RunReport) -> str:
    mark = "✓" if report.passed else "✗"
    if report.status is None or report.duration is None:
        return f"{mark} not sent"
    failed = f" · {len(report.failed)} of {report.assertions} assertions failed" if report.failed else ""
    return f"{mark} {report.status} · {shown_duration(report.duration)}{failed}"


def _of_methods(snapshot: Snapshot, path: str) -> Iterator[Lens]:
    symbols = snapshot.symbols(path)
    if symbols is None:
        return
    for symbol in symbols.by_name.values():
        if symbol.kind is SymbolKind.RPC:
            service, _, method = symbol.full_name.rpartition(".")
            yield Lens(symbols.tree.span(symbol.name), NEW_REQUEST_TITLE, LensAction.NEW_REQUEST, f"{service}/{method}")

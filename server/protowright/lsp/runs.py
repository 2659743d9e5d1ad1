"""The runs of a session: plans made here, calls made in the runner's process, news passed on to the client."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from protowright.lsp.runner_process import RunnerGone, RunnerProcess
from protowright.lsp.uris import to_uri
from protowright.runner.events import Finished, event_from_json
from protowright.runner.plan import NotSent, Plan, plan_to_json
from protowright.runner.planning import make_plan
from protowright.runner.response_document import shown_duration

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_LOG = logging.getLogger(__name__)

RUN_NOTIFICATION = "protowright/run"


@dataclass
class Run:
    """One run, and what became of it so far. `response_path` is set once the document is on disk."""

    path: str
    name: str
    id: int
    finished: Finished | None = None
    refused: str = ""
    problem: str = ""
    response_path: str | None = None
    cancelled: bool = False
    sent: bool = False
    shown: bool = False

    @property
    def state(self) -> str:
        """What clients are told: `finished`, `notSent` or `cancelled`."""
        if self.finished is not None and self.finished.status != "CANCELLED":
            return "finished"  # also when it was cancelled too late
        if self.cancelled:
            return "cancelled"
        return "finished" if self.finished is not None else "notSent"

    @property
    def summary(self) -> str:
        """One line about the outcome."""
        finished = self.finished
        if finished is None:
            return self.refused or "cancelled"
        text = f"{finished.status} in {shown_duration(finished.duration)}"
        said = finished.explanation or finished.message
        parts = [f"{text}: {said}" if said and finished.code else text, self.problem]
        return "; ".join(part for part in parts if part)


class Runs:
    """All runs of a session."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._process = RunnerProcess()
        self._running: dict[int, Run] = {}
        self._next_id = 0

    async def run(self, path: str, name: str) -> dict[str, Any]:
        """Run the request `name` of the file at `path`, to its end."""
        self._next_id += 1
        run = Run(path, name, self._next_id)
        self._running[run.id] = run
        self._server.host.disk_changed()  # what runs is what is there now, whether or not the client watches files
        try:
            plan = await self._server.run_feature(make_plan, self._server.host.snapshot(), path, name)
            self._notify(run, "started")
            run.sent = True
            await self._follow(run, plan)
        except asyncio.CancelledError:  # of the client's request; the call must not go on unseen
            await self.cancel(path, name)
            self._notify(run, run.state)
            raise
        except NotSent as error:
            run.refused = f"{os.path.basename(error.path)}:{error.line}: {error}"
        except RunnerGone as error:
            run.refused = str(error)
        finally:
            self._running.pop(run.id, None)
        self._notify(run, run.state)
        return self._result(run)

    async def cancel(self, path: str, name: str | None) -> int:
        """Cancel the runs of a file, or those of one request of it; gives how many."""
        chosen = [run for run in self._running.values() if run.path == path and name in (None, run.name)]
        for run in chosen:
            run.cancelled = True
            self._process.cancel(run.id)
        return len(chosen)

    async def stop(self) -> None:
        """End the runner's process."""
        await self._process.stop()

    async def _follow(self, run: Run, plan: Plan) -> None:
        async for news in self._process.run(run.id, plan_to_json(plan)):
            event = news.get("event")
            if event is not None and event["event"] == Finished.__name__:
                run.finished = event_from_json(event)  # type: ignore[assignment]
            elif "refused" in news:
                run.refused = news["refused"]
            elif "written" in news:
                run.response_path, run.problem = news["written"] or None, news["problem"]
                self._show(run)
                if run.finished is None:
                    self._notify(run, "running", f"{news['messages']} messages")

    # The client

    def _result(self, run: Run) -> dict[str, Any]:
        return {
            "request": run.name,
            "state": run.state,
            "status": None if run.finished is None else run.finished.status,
            "summary": run.summary,
            "responseUri": None if run.response_path is None else to_uri(run.response_path),
        }

    def _notify(self, run: Run, state: str, summary: str | None = None) -> None:
        params: dict[str, Any] = {"uri": self._server.uri_of(run.path), "request": run.name, "state": state}
        if state not in ("started", "running"):
            summary = run.summary
        if run.finished is not None:
            params |= {"status": run.finished.status, "duration": run.finished.duration}
        if summary:
            params["summary"] = summary
        if run.response_path is not None:
            params["responseUri"] = to_uri(run.response_path)
        self._server.protocol.notify(RUN_NOTIFICATION, params)
        if state == "notSent" and not self._client_opens_responses:
            text = f"{run.name}: {run.summary}" if run.sent else f"{run.name} was not sent: {run.summary}"
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

    def _show(self, run: Run) -> None:
        """Ask a client that does not do so itself to show the document, once a run."""
        window = self._server.client_capabilities.window
        can_show = window is not None and window.show_document is not None and window.show_document.support
        if run.shown or self._client_opens_responses or not can_show or run.response_path is None:
            return
        run.shown = True
        self._server.window_show_document(types.ShowDocumentParams(to_uri(run.response_path), take_focus=False))

    @property
    def _client_opens_responses(self) -> bool:
        experimental = self._server.client_capabilities.experimental
        own = experimental.get("protowright") if isinstance(experimental, dict) else None
        return isinstance(own, dict) and bool(own.get("opensResponses"))

"""The runs of a session: plans made here, calls made in the runner's process, news passed on to the client."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from protowright.lsp.refreshing import refresh_hints, refresh_lenses
from protowright.lsp.run_progress import RunProgress
from protowright.lsp.run_state import Run, report_of
from protowright.lsp.runner_process import RunnerGone, RunnerProcess
from protowright.lsp.uris import to_uri
from protowright.project.run_reports import Place, RunReport, RunReports
from protowright.project.snapshot import Snapshot
from protowright.request.assertions.outcome import Outcome
from protowright.request.directive_values import directive_values
from protowright.request.names import request_names
from protowright.runner.chaining import Known, references_of, steps_before
from protowright.runner.events import Asserted, Finished, event_from_json
from protowright.runner.grpcurl import grpcurl_of
from protowright.runner.plan import NotSent, Plan, plan_from_json, plan_to_json
from protowright.runner.planning import line_of_refusal, make_plan
from protowright.runner.reflection_plan import reflection_plan

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_LOG = logging.getLogger(__name__)

RUN_NOTIFICATION = "protowright/run"


class Runs:
    """All runs of a session."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._process = RunnerProcess()
        self._running: dict[int, Run] = {}
        self._reports: dict[Place, RunReport] = {}
        self._answered: set[Place] = set()
        self._next_id = 0
        self.environment: str | None = None

    @property
    def reports(self) -> RunReports:
        """What is known of the runs now."""
        return RunReports(dict(self._reports), frozenset(run.place for run in self._running.values()))

    async def run(self, path: str, name: str) -> dict[str, Any]:
        """Run the request `name` of the file at `path` to its end; before it those that it needs a response of."""
        self._server.host.disk_changed()  # what runs is what is there now, whether or not the client watches files
        snapshot = self._server.host.snapshot()
        run = self._begin(path, name, snapshot)
        try:
            await self._run_needed(run)
            await self._run_alone(run)
        except asyncio.CancelledError:  # of the client's request; the call must not go on unseen
            await self.cancel(path, name)
            raise
        except NotSent as error:
            run.refused = f"{os.path.basename(error.path)}:{error.line}: {error}"
        except RunnerGone as error:
            self._answered.clear()
            run.refused = str(error)
        finally:
            self._end(run)
        return self._result(run)

    async def run_all(self, path: str) -> list[dict[str, Any]]:
        """Run the requests of a file one after the other, those that are disabled apart, until one is cancelled."""
        document = self._server.host.snapshot().document(path)
        named = [] if document is None else request_names(document.requests)
        results: list[dict[str, Any]] = []
        for block, name in named:
            if not directive_values(block).disabled:
                results.append(await self.run(path, name))
                if results[-1]["state"] == "cancelled":
                    break
        return results

    async def cancel(self, path: str, name: str | None) -> int:
        """Cancel the runs of a file, or those of one request of it; gives how many."""
        chosen = [run for run in self._running.values() if run.path == path and name in (None, run.name)]
        for run in chosen:
            self._cancel(run)
        return len(chosen)

    def _cancel(self, run: Run) -> None:
        run.cancelled = True
        self._process.cancel(run.id)

    async def grpcurl(self, path: str, name: str) -> str:
        """A request as a grpcurl command. Raises NotSent and NotGrpcurl."""
        snapshot = self._server.host.snapshot()
        known = await self._known(snapshot, path, name)
        return await self._server.run_feature(grpcurl_of, snapshot, path, name, self.environment, known)

    async def definition(self, path: str, name: str) -> list[dict[str, str]]:
        """The `.proto` files of a request's schema, from files or from the server. Raises NotSent."""
        snapshot = self._server.host.snapshot()
        known = await self._known(snapshot, path, name)
        plan = await self._server.run_feature(make_plan, snapshot, path, name, self.environment, None, known)
        self._next_id += 1
        files, refused = await self._process.definition(self._next_id, plan_to_json(plan))
        if files is None:
            raise NotSent(refused, path, 1)
        return [{"name": name, "text": text} for name, text in files]

    async def reflect(self, target: str) -> None:
        """Ask a target, as it is shown, for all its services, and keep what it tells. Raises NotSent and RunnerGone."""
        snapshot = self._server.host.snapshot()
        plan = await self._server.run_feature(reflection_plan, snapshot, target, self.environment)
        self._next_id += 1
        refused = await self._process.reflect(self._next_id, plan_to_json(plan))
        if refused:
            raise NotSent(refused, "", 1)

    def forget_schemas(self) -> None:
        """Ask servers for their schemas again with the next run."""
        self._process.forget_schemas()

    async def stop(self) -> None:
        """End the runner's process."""
        await self._process.stop()

    # One run

    def _begin(self, path: str, name: str, snapshot: Snapshot) -> Run:
        self._next_id += 1
        run = Run(path, name, self._next_id, snapshot)
        self._running[run.id] = run
        if not self._client_opens_responses:
            run.progress = RunProgress(self._server, name, lambda: self._cancel(run))
        refresh_lenses(self._server)
        return run

    def _end(self, run: Run) -> None:
        self._running.pop(run.id, None)
        if run.progress is not None:
            run.progress.end()
        self._reports[run.place] = report_of(run)
        self._notify(run, run.state)
        refresh_lenses(self._server)
        refresh_hints(self._server)
        self._server.publisher.changed_by_run(run.path)

    async def _run_needed(self, run: Run) -> None:
        """Run what the request refers to and what has no response yet. Raises NotSent when that does not go well."""
        arguments = run.snapshot, run.path, run.name, frozenset(self._answered)
        for path, name in await self._server.run_feature(steps_before, *arguments):
            needed = self._begin(path, name, run.snapshot)
            try:
                await self._run_alone(needed)
            finally:
                self._end(needed)
            if run.cancelled:
                return
            if needed.place not in self._answered:
                raise NotSent(f"it needs the response of `{name}`: {needed.summary}", run.path, run.line)

    async def _run_alone(self, run: Run) -> None:
        """Make the call. Raises NotSent and RunnerGone."""
        plan = await self._plan(run)
        if not await self._agreed(plan):
            run.cancelled = True
            return
        self._notify(run, "started")
        run.sent = True
        await self._follow(run, plan)

    async def _agreed(self, plan: Plan) -> bool:
        """Whether the person wants the call after reading its `# @note`; without one, nobody is asked."""
        if plan.note is None:
            return True
        params = types.ShowMessageRequestParams(
            types.MessageType.Warning, plan.note or f"Run {plan.name}?", [types.MessageActionItem("Run")]
        )
        answer = await self._server.window_show_message_request_async(params)
        return answer is not None and answer.title == "Run"

    async def _known(self, snapshot: Snapshot, path: str, name: str) -> Known:
        """What the requests that a request refers to sent and got."""
        known: Known = {}
        for place in references_of(snapshot, path, name):
            plan, outcome = await self._recalled(place)
            if plan is not None and outcome is not None:
                known[place] = plan, outcome
        return known

    async def _plan(self, run: Run) -> Plan:
        known = await self._known(run.snapshot, run.path, run.name)
        arguments = run.snapshot, run.path, run.name, self.environment, None, known
        plan = await self._server.run_feature(make_plan, *arguments)
        return replace(plan, tells_arrival=self._server.host.settings.arrival_times)

    async def _recalled(self, place: Place) -> tuple[Plan | None, Outcome | None]:
        self._next_id += 1
        plan, outcome = await self._process.recall(self._next_id, place)
        if plan is None or outcome is None:
            return None, None
        pairs = {key: tuple(map(tuple, outcome[key])) for key in ("headers", "trailers")}
        texts = {key: tuple(outcome[key]) for key in ("messages", "details")}
        return plan_from_json(plan), Outcome(**{**outcome, **pairs, **texts})

    async def _follow(self, run: Run, plan: Plan) -> None:
        data = await self._server.run_feature(plan_to_json, plan)
        async for news in self._process.run(run.id, data, run.place):
            event = news.get("event")
            if event is not None:
                self._take(run, event)
            elif "refused" in news:
                line = line_of_refusal(run.snapshot, run.path, run.name, news.get("place", ()))
                run.refused = f"{'' if line is None else f'{os.path.basename(run.path)}:{line}: '}{news['refused']}"
            elif "passed" in news:
                run.passed, run.problems = news["passed"], tuple(news["problems"])
                self._answered.add(run.place)
            elif "written" in news:
                run.response_path, run.problem = news["written"] or None, news["problem"]
                self._show(run)
                if run.progress is not None:
                    run.progress.report(f"{news['messages']} messages")
                if run.finished is None:
                    count = news["messages"]
                    self._notify(run, "running", "1 message" if count == 1 else f"{count} messages")

    def _take(self, run: Run, event: dict[str, Any]) -> None:
        found = event_from_json(event) if event["event"] in (Finished.__name__, Asserted.__name__) else None
        if isinstance(found, Finished):
            run.finished = found
        elif isinstance(found, Asserted):
            run.assertions = found.results

    # The client

    def _result(self, run: Run) -> dict[str, Any]:
        return {
            "request": run.name,
            "state": run.state,
            "status": None if run.finished is None else run.finished.status,
            "passed": run.passed,
            "summary": run.summary,
            "responseUri": None if run.response_path is None else to_uri(run.response_path),
        }

    def _notify(self, run: Run, state: str, summary: str | None = None) -> None:
        params: dict[str, Any] = {"uri": self._server.uri_of(run.path), "request": run.name, "state": state}
        if state not in ("started", "running"):
            summary = run.summary
        if run.finished is not None:
            params |= {"status": run.finished.status, "duration": run.finished.duration, "passed": run.passed}
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
        if not run.shown and not self._client_opens_responses and run.response_path is not None:
            run.shown = True
            self.show(run.response_path)

    def show(self, path: str) -> None:
        """Ask the client to show the document at the absolute `path`, if it can."""
        window = self._server.client_capabilities.window
        if window is not None and window.show_document is not None and window.show_document.support:
            self._server.window_show_document(types.ShowDocumentParams(to_uri(path), take_focus=False))

    @property
    def _client_opens_responses(self) -> bool:
        experimental = self._server.client_capabilities.experimental
        own = experimental.get("protowright") if isinstance(experimental, dict) else None
        return isinstance(own, dict) and bool(own.get("opensResponses"))

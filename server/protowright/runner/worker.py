"""The process that makes the calls for an editor session.

It reads one JSON object a line on standard input and writes one a line on standard output:

    {"id": 1, "run": <plan>, "request": [path, name]}       {"cancel": 1}
    {"id": 1, "event": {...}}      what the assertions came to, and how the call ended: no other event is told
    {"id": 1, "written": path, "messages": count, "problem": text}    the document on disk was replaced
    {"id": 1, "refused": sentence, "place": [step, index, ...]}    the call was not made, for what stands there
    {"id": 1, "passed": flag, "problems": [sentence]}    how it ended
    {"id": 1, "done": true}        nothing more comes for this id
    {"forget": "schemas"}    servers are asked for their schemas again
    {"id": 2, "recall": [path, name]}    is answered with {"id": 2, "plan": <plan>, "outcome": {...}}, or nulls
    {"id": 3, "definition": <plan>}      is answered with {"id": 3, "files": [[name, text]]}, or `refused`
    {"id": 4, "reflect": <plan>}         is answered with {"id": 4}, or `refused`; the schema of the plan's target is kept

A plan's `schema` is `[digest, content]`; the content is null when the process has been given it before.

It ends when standard input does. Messages stay in this process, which remembers the last outcome of each request: the
editor session hears of them by number only, unless another request refers to them.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, TextIO

from protowright.project.schema_store import user_schema_store
from protowright.request.assertions.outcome import Outcome
from protowright.runner.definition import definition_files
from protowright.runner.events import Asserted, Event, Finished, event_to_json
from protowright.runner.execution import Execution, Resources
from protowright.runner.history import History, history_time
from protowright.runner.idle_threads import IdleThreads, Work
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.plan import Plan, SchemaCache, plan_from_json, plan_to_json
from protowright.runner.pool import SchemaError
from protowright.runner.reflect_all import keep_all
from protowright.runner.saving import DocumentWriter
from protowright.runner.schema_sources import SchemaSources

_LAST_WORDS = 0.5
"""How long cancelled runs have for the last state of their documents when the session ends, in seconds."""
_NICENESS = 10
"""A stream as fast as it goes makes way for the process that answers to keys, where processors are few."""
_LARGEST_OUTCOME = 16_000_000
"""Outcomes with more text than this, in characters, are not remembered."""

Request = tuple[str, str]


class Worker:
    """Runs plans, each on a thread of its own."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._lock = threading.Lock()
        self._resources = Resources(schemas=SchemaSources(user_schema_store().keep))
        self._schemas = SchemaCache()
        self._running: dict[int, Execution] = {}
        self._remembered: dict[Request, tuple[Plan, Outcome]] = {}
        self._threads = IdleThreads()
        self._is_over = threading.Event()

    def serve(self, lines: Iterable[str]) -> None:
        """Take requests until the lines end; whatever runs then is cancelled."""
        self._threads.do(partial(self._read, iter(lines)))
        self._is_over.wait()
        for execution in list(self._running.values()):
            execution.cancel()
        deadline = time.monotonic() + _LAST_WORDS
        while self._running and time.monotonic() < deadline:
            time.sleep(0.01)

    def _read(self, lines: Iterator[str]) -> None:
        """Take requests up to one that runs a plan, and run it; another thread reads on from there.

        So a call does not wait until a thread has woken up for it.
        """
        try:
            for line in lines:
                run = self._take(json.loads(line))
                if run is not None:
                    self._threads.do(partial(self._read, lines))
                    run()
                    return
        except BaseException:
            self._is_over.set()
            raise
        self._is_over.set()

    def _take(self, request: dict[str, Any]) -> Work | None:
        """Do what a request asks for; one to run a plan is given back."""
        if "cancel" in request:
            execution = self._running.get(request["cancel"])
            if execution is not None:
                execution.cancel()
        elif "forget" in request:
            self._resources.schemas.forget_all()
        elif "recall" in request:
            self._recall(request["id"], tuple(request["recall"]))
        elif "definition" in request:
            plan = plan_from_json(self._schemas.opened(request["definition"]))
            threading.Thread(target=self._define, args=(request["id"], plan), daemon=True).start()
        elif "reflect" in request:
            plan = plan_from_json(self._schemas.opened(request["reflect"]))
            threading.Thread(target=self._reflect, args=(request["id"], plan), daemon=True).start()
        else:
            return self._prepared(request)
        return None

    def _prepared(self, request: dict[str, Any]) -> Work:
        plan = plan_from_json(self._schemas.opened(request["run"]))
        execution = self._running[request["id"]] = Execution(plan, self._resources)
        return partial(self._run, request["id"], tuple(request.get("request", ("", ""))), execution)

    def _recall(self, run_id: int, request: Any) -> None:
        plan, outcome = self._remembered.get(request, (None, None))
        self._send(
            {
                "id": run_id,
                "plan": None if plan is None else plan_to_json(plan),
                "outcome": None if outcome is None else asdict(outcome),
                "done": True,
            }
        )

    def _define(self, run_id: int, plan: Plan) -> None:
        invocation = Invocation(plan, self._resources.channels, self._resources.schemas)
        try:
            self._send({"id": run_id, "files": definition_files(invocation.files(), plan.service), "done": True})
        except (CallRefused, SchemaError) as error:
            self._send({"id": run_id, "refused": str(error), "done": True})

    def _reflect(self, run_id: int, plan: Plan) -> None:
        try:
            keep_all(plan, self._resources.channels, user_schema_store())
            self._send({"id": run_id, "done": True})
        except CallRefused as error:
            self._send({"id": run_id, "refused": str(error), "done": True})

    def _run(self, run_id: int, request: Request, execution: Execution) -> None:
        def written(writer: DocumentWriter) -> None:
            count = writer.document.message_count
            self._send({"id": run_id, "written": writer.path, "messages": count, "problem": writer.problem})

        writer = DocumentWriter(execution.plan.response_path, written)

        def tell(event: Event) -> None:
            if isinstance(event, (Asserted, Finished)):
                self._send({"id": run_id, "event": event_to_json(event)})

        def keep(event: Event) -> None:
            if isinstance(event, Finished) and execution.plan.is_logged and request != ("", ""):
                History(*request).keep(writer.document.text(), history_time(time.time()), event.status)

        try:
            result = execution.run((tell, writer.add, keep))
            self._remember(request, execution.plan, result.outcome)
            self._send({"id": run_id, "passed": result.passed, "problems": list(result.problems)})
        except CallRefused as error:
            self._send({"id": run_id, "refused": str(error), "place": error.place})
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            self._send({"id": run_id, "refused": f"a fault of Protowright: {type(error).__name__}: {error}"})
        finally:
            self._running.pop(run_id, None)
            self._send({"id": run_id, "done": True})

    def _remember(self, request: Request, plan: Plan, outcome: Outcome) -> None:
        self._remembered.pop(request, None)
        if sum(map(len, outcome.messages)) <= _LARGEST_OUTCOME:
            self._remembered[request] = plan, outcome

    def _send(self, message: dict[str, Any]) -> None:
        with self._lock, contextlib.suppress(OSError):  # without a session there is nobody to tell
            self._output.write(json.dumps(message) + "\n")
            self._output.flush()


def main() -> None:
    """Serve standard input and output."""
    output = sys.stdout
    sys.stdout = sys.stderr  # whatever prints by mistake must not break the protocol
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    Worker(output).serve(sys.stdin)
    sys.stderr.flush()
    os._exit(0)  # a thread that still writes must not meet an interpreter that shuts down


if __name__ == "__main__":
    main()

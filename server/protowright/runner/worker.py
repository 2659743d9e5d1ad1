"""The process that makes the calls for an editor session.

It reads one JSON object a line on standard input and writes one a line on standard output:

    {"id": 1, "run": <plan>}       {"cancel": 1}
    {"id": 1, "event": {...}}      an event, without the bodies of messages
    {"id": 1, "written": path, "messages": count, "problem": text}    the document on disk was replaced
    {"id": 1, "refused": sentence}    the call was not made
    {"id": 1, "done": true}        nothing more comes for this id

It ends when standard input does. Messages stay in this process: the editor session hears of them by number only.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
import traceback
from typing import Any, TextIO

from protowright.project.schema_store import user_schema_store
from protowright.runner.events import Event, MessageReceived, event_to_json
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.plan import Plan, plan_from_json
from protowright.runner.saving import DocumentWriter
from protowright.runner.schema_sources import SchemaSources
from protowright.runner.transport import Channels

_LAST_WORDS = 0.5
"""How long cancelled runs have for the last state of their documents when the session ends, in seconds."""


class Worker:
    """Runs plans, each on a thread of its own."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._lock = threading.Lock()
        self._channels = Channels()
        self._schemas = SchemaSources(user_schema_store().keep)
        self._running: dict[int, Invocation] = {}
        self._threads: list[threading.Thread] = []

    def serve(self, lines: TextIO) -> None:
        """Take requests until the lines end; whatever runs then is cancelled."""
        for line in lines:
            self._take(json.loads(line))
        for invocation in list(self._running.values()):
            invocation.cancel()
        deadline = time.monotonic() + _LAST_WORDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _take(self, request: dict[str, Any]) -> None:
        if "cancel" in request:
            invocation = self._running.get(request["cancel"])
            if invocation is not None:
                invocation.cancel()
            return
        plan = plan_from_json(request["run"])
        invocation = self._running[request["id"]] = Invocation(plan, self._channels, self._schemas)
        thread = threading.Thread(target=self._run, args=(request["id"], plan, invocation), daemon=True)
        self._threads = [*(known for known in self._threads if known.is_alive()), thread]
        thread.start()

    def _run(self, run_id: int, plan: Plan, invocation: Invocation) -> None:
        def written(writer: DocumentWriter) -> None:
            count = writer.document.message_count
            self._send({"id": run_id, "written": writer.path, "messages": count, "problem": writer.problem})

        writer = DocumentWriter(plan.response_path, written)

        def emit(event: Event) -> None:
            if not isinstance(event, MessageReceived):
                self._send({"id": run_id, "event": event_to_json(event)})
            writer.add(event)

        try:
            invocation.run(emit)
        except CallRefused as error:
            self._send({"id": run_id, "refused": str(error)})
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            self._send({"id": run_id, "refused": f"a fault of Protowright: {type(error).__name__}: {error}"})
        finally:
            self._running.pop(run_id, None)
            self._send({"id": run_id, "done": True})

    def _send(self, message: dict[str, Any]) -> None:
        with self._lock, contextlib.suppress(OSError):  # without a session there is nobody to tell
            self._output.write(json.dumps(message) + "\n")
            self._output.flush()


def main() -> None:
    """Serve standard input and output."""
    output = sys.stdout
    sys.stdout = sys.stderr  # whatever prints by mistake must not break the protocol
    Worker(output).serve(sys.stdin)
    sys.stderr.flush()
    os._exit(0)  # a thread that still writes must not meet an interpreter that shuts down


if __name__ == "__main__":
    main()

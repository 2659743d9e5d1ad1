"""Running the requests of a command: in order within a file, several files at once."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from protowright.cli.files import shown
from protowright.cli.output import write
from protowright.cli.run_report import Reporter
from protowright.cli.run_results import RunResult, State
from protowright.cli.run_selection import Choice
from protowright.project.snapshot import Snapshot
from protowright.request.names import find_request
from protowright.runner.chaining import Known, steps_before
from protowright.runner.events import Event, Started
from protowright.runner.execution import Execution, Resources, Result
from protowright.runner.invoke import CallRefused
from protowright.runner.plan import NotSent, Plan
from protowright.runner.planning import line_of_refusal, make_plan
from protowright.runner.response_document import ResponseDocument

if TYPE_CHECKING:
    from protowright.project.run_reports import Place
    from protowright.runner.saving import DocumentWriter


@dataclass(frozen=True)
class RunOptions:
    """What the command line says. `timeout` is in seconds, for requests that have none of their own."""

    environment: str | None = None
    variables: dict[str, str] = field(default_factory=dict)
    jobs: int = 1
    bail: bool = False
    repeat: int = 1
    timeout: float | None = None
    dry_run: bool = False
    save: bool = False
    arrival_times: bool = False


class RunSession:
    """The runs of one command."""

    def __init__(self, snapshot: Snapshot, options: RunOptions, reporter: Reporter) -> None:
        self._snapshot = snapshot
        self._options = options
        self._reporter = reporter
        self._resources = Resources()
        self._running: set[Execution] = set()
        self._planned: set[Place] = set()
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    def run(self, choices: list[Choice]) -> list[RunResult]:
        """Run them all, until the user interrupts, or one fails that is to end it all."""
        results: list[RunResult] = []
        with self._cancelled_by_interrupt():
            for _ in range(self._options.repeat):
                results += self._once(choices)
                if self._stopped.is_set():
                    break
        return results

    def close(self) -> None:
        """Close the connections."""
        self._resources.close()

    def _once(self, choices: list[Choice]) -> list[RunResult]:
        groups: dict[str, list[Choice]] = {}
        for choice in choices:
            groups.setdefault(choice.path, []).append(choice)
        if self._options.jobs == 1 or len(groups) == 1:
            return self._in_order(choices)
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._options.jobs) as pool:
            return [result for found in pool.map(self._in_order, groups.values()) for result in found]

    def _in_order(self, choices: list[Choice]) -> list[RunResult]:
        """Run one after the other; each may use the responses of those before."""
        known: Known = {}
        return [result for choice in choices for result in self._run(choice, known)]

    def _run(self, choice: Choice, known: Known) -> Iterator[RunResult]:
        """The result of a request; and before it those of requests that it refers to and that have no response yet."""
        if self._stopped.is_set():
            return
        try:
            steps = steps_before(self._snapshot, choice.path, choice.name, {*known, *self._planned})
        except NotSent as error:
            yield self._reported(self._not_sent(choice, error))
            return
        for path, name in (*steps, (choice.path, choice.name)):
            result = self._reported(self._run_one(Choice(path, name), known))
            yield result
            if self._stopped.is_set() or (not result.is_good and (path, name) != (choice.path, choice.name)):
                return

    def _reported(self, result: RunResult) -> RunResult:
        with self._lock:
            self._reporter.result(result)
        if self._options.bail and not result.is_good:
            self._stopped.set()
        return result

    def _run_one(self, choice: Choice, known: Known) -> RunResult:
        try:
            plan = self._plan(choice, known)
            if self._options.dry_run:
                self._planned.add((choice.path, choice.name))
                return RunResult(choice.path, choice.name, self._line(choice), State.PLANNED, plan=plan)
            if plan.note is not None and not self._agreed(plan):
                line = self._line(choice)
                return RunResult(choice.path, choice.name, line, State.NOT_SENT, "its `@note` was not agreed to", plan)
            return self._executed(choice, plan, known)
        except NotSent as error:
            return self._not_sent(choice, error)
        except CallRefused as error:
            return self._refused(choice, error)

    def _agreed(self, plan: Plan) -> bool:
        """Ask on a terminal whether to go on; elsewhere nobody can be asked, and the command itself is the answer."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return True
        with self._lock:
            return click.confirm(plan.note or f"Run {plan.name}?", err=True)

    def _plan(self, choice: Choice, known: Known) -> Plan:
        options = self._options
        given = None if options.dry_run else known
        plan = make_plan(self._snapshot, choice.path, choice.name, options.environment, options.variables, given)
        timeout = options.timeout if plan.timeout is None else plan.timeout
        return replace(plan, timeout=timeout, tells_arrival=options.arrival_times)

    def _executed(self, choice: Choice, plan: Plan, known: Known) -> RunResult:
        document, started = ResponseDocument(), list[Started]()

        def follow(event: Event) -> None:
            document.add(event)
            if isinstance(event, Started):
                started.append(event)
            self._reporter.progress(choice.name, document.message_count)

        consumers = [follow]
        if self._options.save:
            from protowright.runner.saving import DocumentWriter

            consumers.append(DocumentWriter(plan.response_path, _report_problem).add)
        execution = Execution(plan, self._resources)
        with self._lock:
            self._running.add(execution)
        try:
            result = execution.run(consumers)
        finally:
            with self._lock:
                self._running.discard(execution)
        known[choice.path, choice.name] = (plan, result.outcome)
        for problem in result.problems:
            write([("warning", f"warning: {problem}\n")], sys.stderr)
        return RunResult(
            choice.path,
            choice.name,
            self._line(choice),
            State.PASSED if result.passed else State.FAILED,
            "" if result.passed else _reason(result),
            plan,
            started[-1],
            result.shown,
            result.assertions,
            document.text(),
        )

    def _not_sent(self, choice: Choice, error: NotSent) -> RunResult:
        reason = f"{shown(error.path)}:{error.line}: {error}"
        return RunResult(choice.path, choice.name, error.line, State.NOT_SENT, reason)

    def _refused(self, choice: Choice, error: CallRefused) -> RunResult:
        line = line_of_refusal(self._snapshot, choice.path, choice.name, error.place)
        reason = str(error) if line is None else f"{shown(choice.path)}:{line}: {error}"
        return RunResult(choice.path, choice.name, line or self._line(choice), State.NOT_SENT, reason)

    def _line(self, choice: Choice) -> int:
        document = self._snapshot.document(choice.path)
        block = None if document is None else find_request(document.requests, choice.name)
        if document is None or block is None or block.line is None:
            return 1
        return document.lines.line_of(block.line.span.start) + 1

    @contextmanager
    def _cancelled_by_interrupt(self) -> Iterator[None]:
        """Let the first Ctrl-C cancel the calls, so that what came so far is shown; a second one ends the process."""

        def interrupt(*_: object) -> None:
            signal.signal(signal.SIGINT, previous)
            self._stopped.set()
            for execution in list(self._running):
                execution.cancel()

        previous = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, previous)


def _reason(result: Result) -> str:
    failed = [assertion for assertion in result.assertions if not assertion.passed]
    if failed:
        return "; ".join(f"{assertion.text}: {assertion.said}" for assertion in failed)
    return result.explanation or result.shown.message


def _report_problem(writer: DocumentWriter) -> None:
    if writer.problem:
        write([("warning", f"warning: {writer.problem}\n")], sys.stderr)

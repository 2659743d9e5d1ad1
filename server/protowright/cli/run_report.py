"""Telling a person how requests went."""

from __future__ import annotations

import sys
import time

from protowright.cli.files import shown
from protowright.cli.output import shows_colours, write
from protowright.cli.run_results import RunResult, State
from protowright.runner.plan import Plan
from protowright.text.duration import shown_duration
from protowright.text.redaction import text_redactor

_CLEAR_LINE = "\r\x1b[K"


class Reporter:
    """Prints results as they come. Nothing but progress is printed when the results are wanted as JSON.

    With `shows_files`, each result has the file of its request: names are those of one file only.
    """

    def __init__(
        self,
        as_json: bool = False,
        verbose: bool = False,
        quiet: bool = False,
        dry_run: bool = False,
        shows_files: bool = False,
    ) -> None:
        self._as_json = as_json
        self._verbose = verbose
        self._quiet = quiet
        self._dry_run = dry_run
        self._shows_files = shows_files
        self._started = time.perf_counter()
        self._shows_progress = sys.stderr.isatty() and shows_colours(sys.stderr)
        self._has_progress = False
        self._shown_at = 0.0

    def progress(self, name: str, messages: int) -> None:
        """A request is running, and so many messages have come. Shown on terminals, a few times a second."""
        now = time.monotonic()
        if not self._shows_progress or now - self._shown_at < 0.1:
            return
        self._shown_at, self._has_progress = now, True
        count = f" · {messages} messages" if messages else ""
        sys.stderr.write(f"{_CLEAR_LINE}… {name}{count}")
        sys.stderr.flush()

    def result(self, result: RunResult) -> None:
        """A request is done."""
        if self._has_progress:
            sys.stderr.write(_CLEAR_LINE)
            self._has_progress = False
        if self._as_json:
            return
        self._line(result)
        if not self._quiet:
            self._body(result)
        sys.stdout.flush()

    def summary(self, results: list[RunResult]) -> None:
        """The last line, when there was more than one request."""
        if self._as_json or len(results) < 2 or self._dry_run:
            return
        counts = [(State.PASSED, "passed"), (State.FAILED, "failed"), (State.NOT_SENT, "not sent")]
        found = [(sum(result.state is state for result in results), word) for state, word in counts]
        parts = ", ".join(f"{count} {word}" for count, word in found if count)
        messages = sum(len(result.outcome.messages) for result in results if result.outcome is not None)
        took = shown_duration(time.perf_counter() - self._started)
        write([("message", f"{len(results)} requests: {parts}; {messages} messages, in {took}\n")])

    def _line(self, result: RunResult) -> None:
        style, mark = ("good", "✓") if result.is_good else ("bad", "✗")
        file = f"{shown(result.path)} " if self._shows_files else ""
        write([(style, mark), ("message", f" {file}{result.name}  {_said(result)}\n")])
        for assertion in result.assertions:
            if not assertion.passed or self._verbose:
                style, mark = ("good", "✓") if assertion.passed else ("bad", "✗")
                said = "" if assertion.passed else f": {assertion.said}"
                place = f" ({shown(result.path)}:{assertion.line})" if not assertion.passed else ""
                write([(style, f"    {mark}"), ("", f" {assertion.text}{said}{place}\n")])

    def _body(self, result: RunResult) -> None:
        if result.plan is not None and (self._verbose or result.state is State.PLANNED):
            write([("dim", "\n" + sent_text(result.plan) + "\n")])
        if result.document:
            write([("source", "\n" + result.document + "\n")])


def _said(result: RunResult) -> str:
    if result.state is State.NOT_SENT:
        return f"not sent: {result.reason}"
    if result.state is State.PLANNED:
        assert result.plan is not None
        return f"would call {result.plan.target}{'' if result.plan.discovery else result.plan.path}"
    outcome = result.outcome
    assert outcome is not None
    count = f", {len(outcome.messages)} messages" if len(outcome.messages) > 1 else ""
    because = "" if result.is_good or any(not each.passed for each in result.assertions) else f": {result.reason}"
    return f"{outcome.status} in {shown_duration(outcome.duration)}{count}{because}"


def sent_text(plan: Plan) -> str:
    """What a plan sends, as a person reads it; secrets are masked."""
    lines = [
        f"> {plan.target}{plan.path}" if not plan.discovery else f"> {plan.target} {plan.discovery} {plan.service}"
    ]
    lines += [f"> {key}: {value}" for key, value in plan.metadata]
    lines.append(f"> schema: {plan.schema_origin or 'reflection'}")
    steps = () if plan.discovery else plan.steps
    lines += [f"> {'=== wait-for-server' if step is None else step}" for step in steps]
    return text_redactor(plan.secrets)("\n".join(lines)) + "\n"

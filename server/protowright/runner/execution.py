"""A plan from its start to its end: the call, and what is done with what it gives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from protowright.request.assertions.outcome import Outcome
from protowright.request.variables import token_place
from protowright.runner.events import Asserted, AssertionOutcome, Event, Finished
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.outcome import OutcomeCollector
from protowright.runner.plan import Plan
from protowright.runner.redaction import event_redactor
from protowright.runner.redirects import save_redirects
from protowright.runner.schema_sources import SchemaSources
from protowright.runner.tokens import Tokens, TokenUnavailable
from protowright.runner.transport import Channels

Consumer = Callable[[Event], object]


@dataclass
class Resources:
    """What calls share: connections, schemas, tokens."""

    channels: Channels = field(default_factory=Channels)
    schemas: SchemaSources = field(default_factory=SchemaSources)
    tokens: Tokens = field(default_factory=Tokens)

    def close(self) -> None:
        """Close the connections."""
        self.channels.close()


@dataclass(frozen=True)
class Result:
    """How an execution ended. `problems` are sentences about files that could not be written.

    `outcome` is what came, secrets included; `shown` is the same without them.
    """

    outcome: Outcome
    shown: Outcome
    explanation: str
    assertions: tuple[AssertionOutcome, ...]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every assertion holds, and the status is OK unless an assertion is about it."""
        if not all(result.passed for result in self.assertions):
            return False
        return self.outcome.code == 0 or any(result.text.split()[:1] == ["status"] for result in self.assertions)


class Execution:
    """One plan, run as often as it says. `cancel` may be called from any thread, at any moment."""

    def __init__(self, plan: Plan, resources: Resources) -> None:
        self.plan = plan
        self._resources = resources
        self._invocation: Invocation | None = None
        self._cancelled = threading.Event()
        self._lock = threading.Lock()

    def run(self, consumers: Iterable[Consumer]) -> Result:
        """Make the call, or the calls of a loop up to the first that does not pass; every event goes to the consumers.

        Raises CallRefused when a call cannot be made.
        """
        plan, result = self._with_tokens(), None
        listeners = list(consumers)
        for _ in range(plan.loop):
            if self._is_cancelled_within(plan.sleep) and result is not None:
                break
            result = self._run_once(plan, listeners)
            if not result.passed:
                break
        assert result is not None, "a plan is run at least once"
        return result

    def cancel(self) -> None:
        """End the call, and make no other one."""
        self._cancelled.set()
        with self._lock:
            invocation = self._invocation
        if invocation is not None:
            invocation.cancel()

    def _is_cancelled_within(self, seconds: float) -> bool:
        return self._cancelled.wait(seconds) if seconds else self._cancelled.is_set()

    def _with_tokens(self) -> Plan:
        """The plan with its tokens in their places; they are secrets from then on."""
        if not self.plan.tokens:
            return self.plan
        metadata, secrets = self.plan.metadata, self.plan.secrets
        reflection_metadata = self.plan.reflection_metadata
        for name, settings in self.plan.tokens:
            try:
                token = self._resources.tokens.token(name, settings)
            except TokenUnavailable as error:
                raise CallRefused(str(error)) from None
            place = token_place(name)
            metadata = tuple((key, value.replace(place, token)) for key, value in metadata)
            reflection_metadata = tuple((key, value.replace(place, token)) for key, value in reflection_metadata)
            secrets = (*secrets, token)
        return replace(self.plan, metadata=metadata, reflection_metadata=reflection_metadata, secrets=secrets)

    def _run_once(self, plan: Plan, consumers: list[Consumer]) -> Result:
        invocation = Invocation(plan, self._resources.channels, self._resources.schemas)
        with self._lock:
            self._invocation = invocation
        if self._cancelled.is_set():
            invocation.cancel()
        follower = _Follower(plan, consumers)
        invocation.run(follower.add, follower.take)
        return follower.result()


class _Follower:
    """Passes events on, and adds what follows from all of them in front of the last."""

    def __init__(self, plan: Plan, consumers: list[Consumer]) -> None:
        self._plan = plan
        self._consumers = consumers
        self._taken, self._shown = OutcomeCollector(), OutcomeCollector()
        self._outcome: Outcome | None = None
        self._result: Result | None = None

    def take(self, event: Event) -> None:
        """Take the next event as it is."""
        if isinstance(event, Finished):
            self._outcome = self._taken.outcome(event)
        else:
            self._taken.add(event)

    def add(self, event: Event) -> None:
        """Take the next event without secrets."""
        if isinstance(event, Finished):
            self._finish(event)
        else:
            self._shown.add(event)
        for consume in self._consumers:
            consume(event)

    def result(self) -> Result:
        """How it ended."""
        assert self._result is not None, "an invocation ends with `Finished`, or raises"
        return self._result

    def _finish(self, finished: Finished) -> None:
        outcome, shown = self._outcome, self._shown.outcome(finished)
        assert outcome is not None, "the last event was taken before"
        asserted = self._asserted(outcome)
        if asserted.results:
            for consume in self._consumers:
                consume(asserted)
        problems = tuple(save_redirects(self._plan, outcome))
        self._result = Result(outcome, shown, finished.explanation, asserted.results, problems)

    def _asserted(self, outcome: Outcome) -> Asserted:
        """What came of the assertions, cleaned of secrets."""
        if not self._plan.assertions:
            return Asserted(())
        from protowright.runner.assertions import evaluated

        asserted = event_redactor(self._plan.secrets)(Asserted(tuple(evaluated(self._plan.assertions, outcome))))
        assert isinstance(asserted, Asserted)
        return asserted

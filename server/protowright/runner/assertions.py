"""The assertions of a plan, held against what came of its call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protowright.request.assertions.evaluate import evaluate
from protowright.request.assertions.outcome import Outcome
from protowright.request.assertions.parser import parse_assertion
from protowright.request.syntax.nodes import Word
from protowright.runner.events import AssertionOutcome
from protowright.text.span import Span


def evaluated(assertions: Iterable[tuple[int, str]], outcome: Outcome) -> Iterator[AssertionOutcome]:
    """What came of each assertion: its line, from 1, and its text with the variables filled in.

    One that is not run at all, as it is JavaScript, is left out.
    """
    for line, text in assertions:
        parsed = parse_assertion(Word(text, Span(0, len(text))))
        if parsed.assertion is None:
            said = parsed.diagnostics[0].message if parsed.diagnostics else "it cannot be read"
            yield AssertionOutcome(line, text, False, said)
        elif parsed.assertion.subject.is_run:
            result = evaluate(parsed.assertion, outcome, str)
            yield AssertionOutcome(line, text, result.passed, result.said)

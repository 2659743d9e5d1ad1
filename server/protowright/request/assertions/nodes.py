"""The tree of an assertion. Spans count code points from the start of the file."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.request.syntax.nodes import Word
from protowright.text.span import Span


class Subject(enum.Enum):
    """What an assertion looks at: the word that it begins with."""

    STATUS = "status"
    DURATION = "duration"
    HEADER = "header"
    TRAILER = "trailer"
    BODY = "body"
    MESSAGE = "message"
    MESSAGES = "messages"
    DETAILS = "details"
    JAVASCRIPT = "js"
    XPATH = "xpath"

    @property
    def is_run(self) -> bool:
        """Whether it is looked at here; the others are httpyac's."""
        return self not in (Subject.JAVASCRIPT, Subject.XPATH)


INTO_MESSAGES = (Subject.BODY, Subject.MESSAGE)
"""The subjects whose paths lead into a message of the response."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """`subject argument operator value`, as in `body $.total > 0`.

    `text` is all of it, without the `??`. `subject_word` is the subject as written, with the index of `message[0]`,
    which is `index`. `argument` is the path into `body`, `message` or `details`, None for the whole, or the key of
    `header` and `trailer`. `value` is None for an operator that takes none. For a subject that is not run, `operator` is
    empty.
    """

    text: str
    span: Span
    subject: Subject
    subject_word: Word
    index: int | None
    argument: Word | None
    operator: Word
    value: Word | None


@dataclass(frozen=True, slots=True)
class ParsedAssertion:
    """An assertion, None when it cannot be told what is meant, and what is wrong with it."""

    assertion: Assertion | None
    diagnostics: tuple[Diagnostic, ...]

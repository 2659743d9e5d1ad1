"""One fault, one diagnostic."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from protowright.diagnostics.codes import Code, Severity
from protowright.text.edit import Edit
from protowright.text.span import Span

__all__ = ["Diagnostic", "Fix", "Related", "Severity", "Tag"]


class Tag(enum.Enum):
    """How an editor may draw a diagnostic, beside its severity."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains a diagnostic. `path` is None when it lies in the same file."""

    message: str
    span: Span
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A change to the same file that mends the fault; `title` is an imperative, as editors show it.

    `is_guess` says that it mends what may not have been meant, such as a name by one that is spelled alike: only a person
    chooses it.
    """

    title: str
    edits: tuple[Edit, ...]
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault in one file.

    `message` has no capital and no final dot; `span` covers precisely the code that is wrong; `help` says what to do
    next; each of `fixes` mends the fault alone.
    """

    code: Code
    message: str
    span: Span
    related: tuple[Related, ...] = ()
    help: str | None = None
    fixes: tuple[Fix, ...] = ()
    tags: tuple[Tag, ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is; the same for every diagnostic of a code."""
        return self.code.severity

    def shifted(self, delta: int) -> Diagnostic:
        """The same diagnostic when the text it stands in begins `delta` code points further on."""
        if delta == 0:
            return self
        return replace(
            self,
            span=self.span.shifted(delta),
            related=tuple(
                related if related.path else replace(related, span=related.span.shifted(delta))
                for related in self.related
            ),
            fixes=tuple(
                replace(fix, edits=tuple(Edit(edit.span.shifted(delta), edit.new_text) for edit in fix.edits))
                for fix in self.fixes
            ),
        )

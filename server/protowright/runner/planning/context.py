"""One request with what its plan is made from, and the way to say what stands in the way."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from protowright.project.environments import Environment
from protowright.project.files import read_bytes
from protowright.project.imported_requests import path_beside
from protowright.project.request_calls import RequestNames
from protowright.project.snapshot import Snapshot
from protowright.request.assertions.outcome import Outcome
from protowright.request.directive_values import DirectiveValues, UnfitDirective, directive_values
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.request.variables import UnresolvedVariable, Variables
from protowright.runner.chaining import find_place
from protowright.runner.plan import NotSent, Plan
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.project.run_reports import Place
    from protowright.request.references import Reference


class PlanContext:
    """The request `block` of the file at the absolute `path`.

    `overrides` are variables that win over all others; `known` is what other requests sent and got, None when nothing is
    to be sent.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        path: str,
        file: RequestFile,
        block: Block,
        environment_name: str | None = None,
        overrides: Mapping[str, str] | None = None,
        known: Mapping[Place, tuple[Plan, Outcome]] | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.path = path
        self.file = file
        self.block = block
        self.environment: Environment = snapshot.environment(path, environment_name)
        self._known = known
        self.variables = Variables(
            file,
            self.environment.variables,
            self.environment.dotenv,
            references=self._referenced,
            overrides=overrides or {},
            tokens=frozenset(self.environment.tokens),
            imported=frozenset(RequestNames(snapshot, path, file).names),
        )

    def _referenced(self, reference: Reference) -> str:
        """What a reference means. Raises NothingThere. Without known responses it stands for itself, in angle brackets."""
        if self._known is None:
            return f"<{reference.text}>"
        from protowright.request.references import Exchange, NothingThere, resolve

        place = find_place(self.snapshot, self.path, self.file, reference.request)
        if place is None or place not in self._known:
            raise NothingThere(f"`{reference.request}` has no response yet")
        plan, outcome = self._known[place]
        sent = tuple(step for step in plan.steps if step is not None)
        return resolve(reference, Exchange(outcome, sent, plan.metadata))

    def not_sent(self, message: str, span: Span) -> NotSent:
        """What to raise when something at `span` keeps the request from being sent."""
        document = self.snapshot.document(self.path)
        line = 0 if document is None else document.lines.line_of(span.start)
        return NotSent(message, self.path, line + 1)

    def fill(self, text: str, span: Span) -> str:
        """`text`, which stands at `span`, with its variables filled in. Raises NotSent."""
        try:
            return self.variables.fill(text)
        except UnresolvedVariable as error:
            raise self.not_sent(f"{error}{self._elsewhere(error.expression)}", span) from None

    def _elsewhere(self, expression: str) -> str:
        """Which environments have the variable that this one has not, as the end of a sentence."""
        names = self.environment.names
        having = [f"`{each}`" for each in names if expression in self.snapshot.environment(self.path, each).variables]
        return f"; choose an environment that has it: {' or '.join(having)}" if having else ""

    def filler(self, span: Span) -> Callable[[str], str]:
        """A function that fills texts in that stand at `span`."""
        return lambda text: self.fill(text, span)

    @cached_property
    def values(self) -> DirectiveValues:
        """What the directives say, filled in. Raises NotSent."""
        try:
            return directive_values(self.block, self.file, lambda word: self.fill(word.text, word.span))
        except UnfitDirective as error:
            raise self.not_sent(str(error), error.span) from None

    def existing(self, path: str | None, name: str) -> str | None:
        """The file that the directive `name` means by `path`, as an absolute path. Raises NotSent when there is none."""
        if path is None:
            return None
        file = self.absolute(path)
        if not os.path.isfile(file):
            raise self.not_sent(f"`@{name}` names a file that does not exist: {file}", self._span_of(name))
        return file

    def read(self, path: str, encoding: str) -> str | None:
        """The text of the file at the absolute `path`: as the editor has it open, else as it is on disk."""
        document = self.snapshot.document(path)
        if document is None or encoding.lower() in ("utf-8", "utf8", ""):
            return None if document is None else document.text
        content = read_bytes(path)
        try:
            return None if content is None else content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            return None

    def absolute(self, path: str) -> str:
        """A path of the request file as an absolute one: `~` is the home folder, relative ones start at the file."""
        return path_beside(self.path, path)

    def _span_of(self, name: str) -> Span:
        """The place of the directive: in the block, or what stands for it when it is elsewhere in the file."""
        assert self.block.line is not None, "only requests have plans"
        directive = self.block.directive(name)
        return self.block.line.span if directive is None else directive.value.span

"""One request with what its plan is made from, and the way to say what stands in the way."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from protowright.project.environments import Environment
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.nodes import Block, Directive, RequestFile
from protowright.request.variables import UnresolvedVariable, Variables
from protowright.runner.plan import NotSent
from protowright.text.span import Span

_OFF = frozenset(("false", "off", "no", "0"))


class PlanContext:
    """The request `block` of the file at the absolute `path`. `overrides` are variables that win over all others."""

    def __init__(
        self,
        snapshot: Snapshot,
        path: str,
        file: RequestFile,
        block: Block,
        environment_name: str | None = None,
        overrides: Mapping[str, str] | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.path = path
        self.file = file
        self.block = block
        self.environment: Environment = snapshot.environment(path, environment_name)
        self.variables = Variables(file, self.environment.variables, self.environment.dotenv, overrides or {})

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
            raise self.not_sent(str(error), span) from None

    def filler(self, span: Span) -> Callable[[str], str]:
        """A function that fills texts in that stand at `span`."""
        return lambda text: self.fill(text, span)

    def text(self, name: str) -> str | None:
        """The value of the directive of that name, filled in; None when there is none."""
        directive = self.block.directive(name)
        return None if directive is None else self.fill(directive.value.text, directive.value.span).strip()

    def flag(self, name: str) -> bool:
        """Whether the directive is there, and not switched off by `false`."""
        value = self.text(name)
        return value is not None and value.lower() not in _OFF

    def parsed(self, name: str, parse: Callable[[str], float | int | None], sentence: str) -> float | int | None:
        """The value of a directive as a number. Raises NotSent with `sentence` when `parse` gives None."""
        text = self.text(name)
        if text is None:
            return None
        value = parse(text)
        if value is None:
            raise self.not_sent(sentence, self._directive(name).value.span)
        return value

    def file_of(self, name: str) -> str | None:
        """The file that a directive names, relative to the request file, as an absolute path. Raises NotSent."""
        text = self.text(name)
        if text is None:
            return None
        file = self.absolute(text)
        if not os.path.isfile(file):
            raise self.not_sent(f"`@{name}` names a file that does not exist: {file}", self._directive(name).value.span)
        return file

    def absolute(self, path: str) -> str:
        """A path of the request file as an absolute one: `~` is the home folder, relative ones start at the file."""
        return os.path.normpath(os.path.join(os.path.dirname(self.path), os.path.expanduser(path)))

    def _directive(self, name: str) -> Directive:
        directive = self.block.directive(name)
        assert directive is not None, "its value was read before"
        return directive

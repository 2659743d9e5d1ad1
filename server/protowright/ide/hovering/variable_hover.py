"""Hovers of `{{variables}}`: their value, where it comes from, and never a secret."""

from __future__ import annotations

from protowright.ide.hovering.found import Hover, bullets, code, paragraphs
from protowright.ide.hovering.request_phrases import DYNAMIC
from protowright.project.environments import Environment
from protowright.project.schemas import shown_path
from protowright.project.secrets import is_telling, secret_values
from protowright.project.snapshot import Snapshot
from protowright.request.dynamic import split_call
from protowright.request.syntax.nodes import RequestFile
from protowright.request.variables import UnresolvedReference, UnresolvedVariable, Variables, expressions
from protowright.text.redaction import MASK, text_redactor

MAXIMUM_LENGTH = 500
"""A longer value is cut."""


def variable_hover(
    snapshot: Snapshot, path: str, file: RequestFile, offset: int, environment: str | None
) -> Hover | None:
    """What the variable at `offset` of the request file at `path` stands for."""
    start = file.text.rfind("\n", 0, offset) + 1
    end = file.text.find("\n", offset)
    line = file.text[start : end if end >= 0 else len(file.text)]
    for expression, span in expressions(line, start):
        if span.contains(offset) and expression:
            return Hover(_Variable(snapshot, path, file, environment).describe(expression), span)
    return None


class _Variable:
    def __init__(self, snapshot: Snapshot, path: str, file: RequestFile, name: str | None) -> None:
        self._snapshot = snapshot
        self._path = path
        self._file = file
        self._name = name
        self._environment: Environment = snapshot.environment(path, name)
        self._variables = Variables(
            file, self._environment.variables, self._environment.dotenv, tokens=frozenset(self._environment.tokens)
        )

    def describe(self, expression: str) -> str:
        """Markdown for what stands between the braces."""
        name = split_call(expression)[0] if expression.startswith("$") else expression
        if name in DYNAMIC or name.startswith("$env."):
            return self._dynamic(expression, name)
        return paragraphs(f"variable `{expression}`", self._value(expression), bullets(self._origins(expression)))

    def _dynamic(self, expression: str, name: str) -> str:
        meaning = DYNAMIC.get(name, DYNAMIC["$processEnv"])
        is_named = name in ("$processEnv", "$dotenv") or name.startswith("$env.")
        return paragraphs(f"dynamic variable `{name}`: {meaning}", self._value(expression) if is_named else "")

    def _value(self, expression: str) -> str:
        try:
            value = self._variables.fill(f"{{{{{expression}}}}}")
        except UnresolvedReference as reason:
            return str(reason)
        except UnresolvedVariable as reason:
            return f"{reason} here" if str(reason).endswith("has no value") else str(reason)
        return code(self._masked(expression, value), "text")

    def _masked(self, expression: str, value: str) -> str:
        """The value without secrets: all of it is one when its name says so."""
        if is_telling(expression):
            return MASK
        shown = text_redactor(tuple(secret_values(self._environment)))(value)
        return shown if len(shown) <= MAXIMUM_LENGTH else shown[:MAXIMUM_LENGTH] + " …"

    def _origins(self, name: str) -> list[str]:
        """Where the value is written; what wins comes first."""
        own = self._variables.own.get(name)
        if own is not None:
            line = self._file.text.count("\n", 0, own.name.span.start) + 1
            lazy = ", worked out anew at each use" if own.is_lazy else ""
            return [f"from line {line} of this file{lazy}"]
        if name not in self._environment.variables and name not in self._environment.dotenv:
            return []
        chosen = f"the environment `{self._name}`" if self._name else "no environment chosen"
        files = dict.fromkeys(place for place, _ in self._snapshot.variable_places(self._path, name))
        return [*(f"from `{shown_path(self._snapshot, place)}`" for place in files), chosen]

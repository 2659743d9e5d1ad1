"""The codes that diagnostics carry. A code is stable: scripts and editors' settings name it."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass


class Severity(enum.Enum):
    """How grave a diagnostic is. Compare by identity, not by order: the words are LSP's."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault.

    `summary` is a clause of one line that says the rule or the fault. `explanation` is a paragraph for a person who
    knows the language a little: what it means, why the rule is there, what to do. In both, backticks mark code.

    `bad` is a small example file that has the fault; each faulty line ends in a comment `error: [name]` (or the other
    severity). `good` is the same file mended. `language` is the name of the language they are written in; of "any",
    which is for faults that are not a file's, there are no examples. An example of several files has a line
    `//- path` in front of each of them; paths are relative to one folder, which is an import root.
    """

    name: str
    severity: Severity
    language: str
    summary: str
    explanation: str
    bad: str
    good: str


class Registry:
    """All codes by name."""

    def __init__(self) -> None:
        self._codes: dict[str, Code] = {}

    def add(self, code: Code) -> Code:
        """Register `code` and give it back. Raises ValueError when the name is taken."""
        if code.name in self._codes:
            raise ValueError(f"the code {code.name} is registered twice")
        self._codes[code.name] = code
        return code

    def get(self, name: str) -> Code | None:
        """The code of that name."""
        return self._codes.get(name)

    def __iter__(self) -> Iterator[Code]:
        return iter(sorted(self._codes.values(), key=lambda code: code.name))


REGISTRY = Registry()
"""Filled by importing `proto_codes` and `request_codes`; constant afterwards."""


def proto_error(name: str, summary: str, explanation: str, *, bad: str, good: str) -> Code:
    """Register a code of `.proto` files that makes a file invalid."""
    return REGISTRY.add(Code(name, Severity.ERROR, "proto", summary, explanation, bad, good))


def proto_warning(name: str, summary: str, explanation: str, *, bad: str, good: str) -> Code:
    """Register a code of `.proto` files that leaves a file valid."""
    return REGISTRY.add(Code(name, Severity.WARNING, "proto", summary, explanation, bad, good))

"""The variables that may have a value when a request runs."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.project.snapshot import Snapshot
from protowright.request.directive_forms import PROMPT
from protowright.request.directive_values import directive_values, has_directive
from protowright.request.syntax.nodes import RequestFile
from protowright.request.variables import Variables


def known_variables(snapshot: Snapshot, path: str, file: RequestFile) -> frozenset[str]:
    """The names that the file at `path`, any of its environments, or a person's answer gives a value."""
    known = snapshot.all_environments(path)
    return frozenset((*Variables(file, known.variables, known.dotenv).names(), *prompted(file)))


def prompted(file: RequestFile) -> Iterator[str]:
    """The variables that a person is asked for when a request runs."""
    for block in file.blocks:
        if has_directive(block, PROMPT):
            yield from (prompt.name for prompt in directive_values(block).prompts)

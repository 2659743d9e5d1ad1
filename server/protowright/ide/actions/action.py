"""What an action is: a change that an editor offers at a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.action_kinds import Kind as Kind
from protowright.text.edit import Edit


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of files by absolute path, and the texts of files that are not there yet.

    An empty change may say in `problem`, a clause, why there is nothing to do.
    """

    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    new_files: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.new_files) or any(self.edits.values())


def change_of(path: str, *edits: Edit) -> Change:
    """A change of one file."""
    return Change({path: edits})


def refused(problem: str) -> Change:
    """No change, and why."""
    return Change(problem=problem)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done at a place. `title` is an imperative, and unlike that of any other action there.

    `change` works out what to do, which may take a look at the whole workspace; it gives an empty change when it turns out
    that there is nothing to do. `warning` is a clause that says what else depends on what is changed. `creates_file` tells
    that the change needs a client that can create files.
    """

    title: str
    kind: Kind
    change: Callable[[], Change]
    warning: str = ""
    is_preferred: bool = False
    creates_file: bool = False
    diagnostic: Diagnostic | None = None

"""Fixes that guess what a person meant by a name that nothing has."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from protowright.diagnostics.diagnostic import Fix
from protowright.text.edit import Edit
from protowright.text.span import Span


def guesses(span: Span, names: Iterable[str], written: Callable[[str], str] = str) -> tuple[Fix, ...]:
    """A fix for each of the similar `names`, which puts it, as it is `written`, in the place of what stands at `span`."""
    return tuple(Fix(f"Change to `{name}`", (Edit(span, written(name)),), is_guess=True) for name in names)

"""Gathering the edits of a rename."""

from __future__ import annotations

from protowright.ide.rename.outcome import Changes
from protowright.text.edit import Edit
from protowright.text.span import Span


class Edits:
    """The edits of many files, each place changed once."""

    def __init__(self) -> None:
        self._replaced: dict[str, dict[Span, str]] = {}
        self._inserted: dict[str, dict[int, str]] = {}

    def replace(self, path: str, span: Span, text: str) -> None:
        """Put `text` into the place of `span`."""
        self._replaced.setdefault(path, {})[span] = text

    def insert(self, path: str, offset: int, text: str) -> None:
        """Put `text` in front of what stands at `offset`."""
        self._inserted.setdefault(path, {})[offset] = text

    def changes(self) -> Changes:
        """All of them. What is inserted where something is replaced becomes one edit with it."""
        paths = sorted({*self._replaced, *self._inserted})
        found = {path: self._of(path) for path in paths}
        return {path: edits for path, edits in found.items() if edits}

    def _of(self, path: str) -> list[Edit]:
        inserted = dict(self._inserted.get(path, {}))
        edits = [Edit(span, inserted.pop(span.start, "") + text) for span, text in self._replaced.get(path, {}).items()]
        edits += [Edit(Span(offset, offset), text) for offset, text in inserted.items()]
        return sorted(edits)

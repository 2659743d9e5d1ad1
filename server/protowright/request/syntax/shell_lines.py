"""Where a shell command that was pasted into a file ends."""

from __future__ import annotations

import re

_PART = re.compile(r"\\.|'|\"|[^\\'\"]+|\\$")


class ShellLines:
    """Reads the lines of a POSIX command one after the other."""

    def __init__(self) -> None:
        self._quote = ""

    def goes_on_after(self, line: str) -> bool:
        """Whether the command goes on behind this line, its next one: a quote is open, or it ends in a backslash."""
        is_continued = False
        for match in _PART.finditer(line):
            part = match[0]
            is_continued = part == "\\" and self._quote != "'"
            if part in ("'", '"'):
                self._quote = self._after(part)
            elif self._quote == "'" and part.endswith("'") and part.startswith("\\"):
                self._quote = ""  # within single quotes a backslash is no escape
        return bool(self._quote) or is_continued

    def _after(self, mark: str) -> str:
        if not self._quote:
            return mark
        return "" if self._quote == mark else self._quote

"""Colours on terminals, plain text elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "information": "1;34",
    "hint": "1;36",
    "message": "1",
    "path": "36",
    "gutter": "34",
    "caret": "1;31",
    "mark": "1;34",
    "help": "32",
    "good": "32",
    "bad": "1;31",
    "dim": "2",
}

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def styled(pieces: Iterable[tuple[str, str]], stream: TextIO) -> str:
    """The pieces `(style, text)` as one text, with colours when `stream` shows them.

    What a server or a file holds must not steer a terminal: there, control characters are written out.
    """
    if stream.isatty():
        pieces = [(style, text.translate(_CONTROLS)) for style, text in pieces]
    if not shows_colours(stream):
        return "".join(text for _, text in pieces)
    return "".join(f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if style in _STYLES else text for style, text in pieces)


def shows_colours(stream: TextIO) -> bool:
    """Whether colours make sense there (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(pieces: Iterable[tuple[str, str]], stream: TextIO | None = None) -> None:
    """Write the pieces; characters that the stream cannot take are replaced."""
    stream = sys.stdout if stream is None else stream
    text = styled(pieces, stream)
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))

"""Which comments belong to which declaration (protoc's `Tokenizer::NextWithComments` in io/tokenizer.cc)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_COMMENT_OR_LINE_END = re.compile(r"//(?P<line>[^\n]*\n?)|/\*(?P<block>[\s\S]*?)\*/|(?P<end>\n)")
_MARGIN = re.compile(r"\n[ \t\r\v\f]*\*?")
_REST_OF_LINE = re.compile(r"[ \t\r\v\f]*\n?")
_SCOPE_ENDS = ("", "}", "]", ")")


@dataclass
class Comments:
    """The comments between two tokens, without their marks: behind the first, on their own, and before the second."""

    trailing: str = ""
    detached: list[str] = field(default_factory=list)
    leading: str = ""


class _Collector:
    """Gathers comments, and decides what they belong to."""

    def __init__(self, can_trail: bool) -> None:
        self.found = Comments()
        self.can_trail = can_trail
        self._pending = ""
        self._is_pending = False
        self._is_line_comment = False
        self._flushed = 0

    def add_line(self, content: str) -> None:
        """Line comments below one another are one comment."""
        if self._is_pending and not self._is_line_comment:
            self.flush()
        self._pending += content
        self._is_pending = self._is_line_comment = True

    def add_block(self, content: str) -> None:
        self.flush()
        self._pending, self._is_pending, self._is_line_comment = content, True, False

    def flush(self) -> None:
        """The pending comment does not belong to the next token."""
        if not self._is_pending:
            return
        if self.can_trail:
            self.found.trailing = self._pending
            self.can_trail = False
        else:
            self.found.detached.append(self._pending)
        self._pending, self._is_pending = "", False
        self._flushed += 1

    def detach_if_alone(self) -> None:
        """A single comment between two tokens of one line could belong to either, so it belongs to none."""
        if self._flushed + self._is_pending != 1:
            return
        if self._flushed:
            self.found.detached.insert(0, self.found.trailing)
            self.found.trailing = ""
        self.flush()

    def finish(self) -> Comments:
        self.found.leading = self._pending
        return self.found


def comments_between(trivia: str, following: str, is_start: bool = False) -> Comments:
    """The comments in `trivia`, the white space and comments between a token and the token `following`.

    `is_start` tells that there is no token before; `following` is empty at the end of the text.
    """
    collector = _Collector(can_trail=not is_start)
    position, is_shared = (0, False) if is_start else _first_line(trivia, collector)
    while (match := _COMMENT_OR_LINE_END.search(trivia, position)) is not None:
        position = match.end()
        if match["end"] is not None:
            collector.flush()
            collector.can_trail = False
        elif match["line"] is not None:
            collector.add_line(match["line"])
        else:
            collector.add_block(_without_margin(match["block"]))
            position = _end_of_line(trivia, position)
    if is_shared:
        collector.detach_if_alone()
    if following in _SCOPE_ENDS:
        collector.flush()
    return collector.finish()


def _first_line(trivia: str, collector: _Collector) -> tuple[int, bool]:
    """Read the line of the token before: how far, and whether the next token may follow a comment of it on its line."""
    match = _COMMENT_OR_LINE_END.search(trivia)
    if match is None:
        return 0, False
    if match["line"] is not None:
        collector.add_line(match["line"])
        collector.flush()
    elif match["block"] is not None:
        collector.add_block(_without_margin(match["block"]))
        collector.flush()
        return match.end(), "\n" not in trivia[match.end() :]
    return match.end(), False


def _end_of_line(trivia: str, position: int) -> int:
    """The start of the next line when nothing else follows on this one, so that it does not count as an empty line."""
    rest = _REST_OF_LINE.match(trivia, position)
    return position if rest is None else rest.end()


def _without_margin(block: str) -> str:
    """The content of a block comment, without the white space and the asterisk that its lines start with."""
    return _MARGIN.sub("\n", block)

"""What stands between two tokens: comments, and how many lines end around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial

_COMMENT = re.compile(r"//[^\r\n]*(?:\r(?!\n)[^\r\n]*)*|/\*[\s\S]*?\*/")
"""A carriage return before a line feed belongs to the end of the line, any other one to the comment."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its marks; `newlines` are the line ends between it and what stands before it.

    `end` is where it ends in its trivia, in code points.
    """

    text: str
    newlines: int
    end: int

    @property
    def is_line(self) -> bool:
        """Whether it ends with its line."""
        return self.text.startswith("//")


@dataclass(frozen=True, slots=True)
class Gap:
    """The comments between two tokens, and the line ends behind the last of them."""

    comments: tuple[Comment, ...]
    newlines: int

    def joined(self, other: Gap, keeps_line: bool) -> Gap:
        """This gap and the one behind it, without the token between them.

        Unless it `keeps_line`, a comment of the other gap begins a line of its own: it was one about that token.
        """
        if not other.comments:
            return Gap(self.comments, max(self.newlines, other.newlines))
        first = other.comments[0]
        after_line = bool(self.comments) and self.comments[-1].is_line
        least = 0 if keeps_line and not after_line else 1
        newlines = max(first.newlines, self.newlines, least)
        return Gap((*self.comments, Comment(first.text, newlines, first.end), *other.comments[1:]), other.newlines)

    def on_own_lines(self) -> Gap:
        """The same gap, but for a comment on the line of the token before."""
        return Gap((), 1).joined(self, keeps_line=False)

    def split(self, count: int) -> tuple[Gap, Gap]:
        """The first `count` comments, and the rest."""
        if count == len(self.comments):
            return Gap(self.comments, 0), Gap((), self.newlines)
        return Gap(self.comments[:count], 0), Gap(self.comments[count:], self.newlines)

    def trailing(self) -> int:
        """How many comments stand on the line of the token before."""
        count = 0
        for comment in self.comments:
            if comment.newlines:
                break
            count += 1
        return count

    def trailing_of_bracket(self) -> int:
        """The same for an opening bracket, or before a closing one: none when no line ends up to the token behind."""
        count = self.trailing()
        return 0 if count == len(self.comments) and not self.newlines else count

    def detached(self) -> int:
        """How many comments an empty line parts from the token behind."""
        count = len(self.comments)
        newlines = self.newlines
        while count and newlines < 2:
            count -= 1
            newlines = self.comments[count].newlines
        return count


_without_comments = lru_cache(maxsize=8)(partial(Gap, ()))
"""The gap of so many line ends."""


def read_gap(trivia: str) -> Gap:
    """The gap that is written as `trivia`."""
    if "/" not in trivia:
        return _without_comments(trivia.count("\n"))
    comments: list[Comment] = []
    end = 0
    for match in _COMMENT.finditer(trivia):
        comments.append(Comment(match[0], trivia.count("\n", end, match.start()), match.end()))
        end = match.end()
    return Gap(tuple(comments), trivia.count("\n", end))


EMPTY_GAP = Gap((), 0)

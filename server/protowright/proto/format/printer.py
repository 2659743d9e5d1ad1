"""Writing the tokens of a tree in another form: the same tokens and comments, with other white space between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from protowright.proto.format.block_comments import comment_lines
from protowright.proto.format.gaps import EMPTY_GAP, Comment, Gap, read_gap
from protowright.proto.format.settings import FormatSettings
from protowright.proto.syntax.nodes import Declaration, Node, Piece

N = TypeVar("N", bound=Node)

_TIGHT_BEFORE = frozenset(";,)]>.:/<")
_TIGHT_AFTER = frozenset("([<.-/")


class Mark(NamedTuple):
    """A place that the old and the new text share.

    In the old text it is `behind` code points after the end of a token of the piece, given by its index; in the new one it
    stands behind the first `parts` parts.
    """

    piece: Piece
    token: int
    behind: int
    parts: int


class Printer:
    """Writes tokens of one piece after another.

    `out` joined is the text. `verbatim` are the declarations that stay as they are.
    """

    def __init__(self, settings: FormatSettings, line_end: str, verbatim: frozenset[Declaration], start: str) -> None:
        self.out = [start]
        self.marks: list[Mark] = []
        self.verbatim = verbatim
        self.depth = 0
        self.texts: list[str] = []
        self.trivia: list[str] = []
        self._indent = " " * settings.indent_width
        self._line_end = line_end

    def enter(self, piece: Piece) -> None:
        """Go on with the tokens of `piece`."""
        self.texts = piece.tokens.texts
        self.trivia = piece.tokens.trivia

    def mark(self, piece: Piece, index: int) -> None:
        """Note that token `index` has just been written."""
        self.marks.append(Mark(piece, index, 0, len(self.out)))

    # Lines

    def line(self, has_blank: bool = False) -> None:
        """Begin a line, with an empty one before it if wanted. The first line of the text has begun already."""
        if len(self.out) > 1:
            blank = self._line_end if has_blank else ""
            self._end_line(blank + self._indent * self.depth)

    def finish(self) -> None:
        """End the last line."""
        if len(self.out) > 1:
            self._end_line("")

    def _end_line(self, behind: str) -> None:
        """End a line; one that stays as it is, and ends within a string, has its carriage return already."""
        is_returned = self._line_end == "\r\n" and self.out[-1].endswith("\r")
        self.out.append(("\n" if is_returned else self._line_end) + behind)

    def comment(self, comment: Comment) -> None:
        """Write a comment where the text is now."""
        first, *rest = comment_lines(comment.text)
        self.out.append(first)
        for line in rest:
            self.out.append(self._line_end + (self._indent * self.depth + line if line else ""))

    # Gaps between lines

    def gap(self, index: int) -> Gap:
        """What stands before token `index`."""
        return read_gap(self.trivia[index])

    def trailing(self, gap: Gap, count: int) -> Gap:
        """Write the first `count` comments behind what is written; gives the rest of the gap."""
        if count == 0:
            return gap
        head, rest = gap.split(count)
        for comment in head.comments:
            self.out.append(" ")
            self.comment(comment)
        return rest

    def trailing_of_mark(self, gap: Gap, count: int) -> Gap:
        """The same behind the token that was marked last; the mark moves behind the comments."""
        rest = self.trailing(gap, count)
        if count:
            self.marks[-1] = self.marks[-1]._replace(behind=gap.comments[count - 1].end, parts=len(self.out))
        return rest

    def lines(self, gap: Gap, drops_first_blank: bool = False) -> None:
        """Write the comments of a gap on lines of their own, and begin the line of what comes next.

        One empty line stays where there were some; `drops_first_blank` leaves out those before the first line.
        """
        drops = drops_first_blank
        for comment in gap.comments:
            self.line(comment.newlines > 1 and not drops)
            self.comment(comment)
            drops = False
        self.line(gap.newlines > 1 and not drops)

    def closing_lines(self, gap: Gap, is_empty: bool = False) -> None:
        """Write what stands before a closing bracket, which begins a line one level further out.

        `is_empty` tells that there is nothing between the brackets but comments: they stand on lines of their own.
        """
        gap = gap.on_own_lines() if is_empty else self.trailing(gap, gap.trailing_of_bracket())
        for comment in gap.comments:
            is_first = is_empty and comment is gap.comments[0]
            self.line(comment.newlines > 1 and not is_first)
            self.comment(comment)
        self.depth -= 1
        self.line()

    def items(self, nodes: Sequence[N], write: Callable[[N], None]) -> None:
        """Write nodes with commas between them, each at the start of a line, after an opening bracket.

        Comments before a comma come to stand behind it.
        """
        gap = EMPTY_GAP
        for node in nodes:
            gap = gap.joined(self.gap(node.first), keeps_line=True)
            is_first = node is nodes[0]
            count = gap.trailing_of_bracket() if is_first else gap.trailing()
            self.lines(self.trailing(gap, count), drops_first_blank=is_first)
            write(node)
            if node is not nodes[-1]:
                self.out.append(",")
                gap = self.gap(node.last + 1)

    # Tokens within a line

    def token(self, index: int, has_space: bool | None, text: str | None = None) -> None:
        """Write token `index`, or `text` in its place, behind the comments before it.

        `has_space` is None when those are written, and the token begins a line.
        """
        text = self.texts[index] if text is None else text
        if has_space is None:
            self.out.append(text)
        elif "/" in self.trivia[index]:
            self._inline_comments(index, has_space)
            self.out.append(text)
        else:
            self.out.append(" " + text if has_space else text)

    def _inline_comments(self, index: int, has_space: bool) -> None:
        """The comments inside of a statement; behind one that ends with its line, the statement goes on in the next."""
        ends_line = False
        for comment in self.gap(index).comments:
            if ends_line or (comment.is_line and comment.newlines):
                self.line()
            else:
                self.out.append(" ")
            self.comment(comment)
            ends_line = comment.is_line
        if ends_line:
            self.line()
        elif has_space or self.texts[index - 1] == "(":
            self.out.append(" ")

    def run(self, first: int, last: int, spaced: tuple[int, ...] = (), tight: int = -1) -> None:
        """Write tokens `first` to `last`, each as close to the one before it as its kind stands.

        Before the tokens `spaced` stands a space, and before token `tight` none, whatever they are.
        """
        texts, trivia, before = self.texts, self.trivia, self.texts[first - 1]
        for index in range(first, last + 1):
            text = texts[index]
            is_apart = text not in _TIGHT_BEFORE and before not in _TIGHT_AFTER and index != tight
            has_space = is_apart or index in spaced
            if "/" in trivia[index]:
                self.token(index, has_space)
            else:  # nearly all tokens of a file come here
                self.out.append(" " + text if has_space else text)
            before = text

    def has_comments(self, first: int, last: int) -> bool:
        """Whether there is a comment before any of the tokens `first` to `last`."""
        return any("/" in trivia for trivia in self.trivia[first : last + 1])

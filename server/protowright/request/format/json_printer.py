"""JSON in form: what stands on one line stays there when it fits, everything else takes a line a member."""

from __future__ import annotations

from protowright.proto.format.block_comments import comment_lines
from protowright.proto.format.settings import FormatSettings
from protowright.request.format.json_gaps import Comment, Token, read_tokens
from protowright.request.syntax.other_protocols import is_script

_CLOSING = {"{": "}", "[": "]"}


def json_in_form(text: str, settings: FormatSettings) -> str | None:
    """The values in `text`, which is JSON without a fault, in form; its lines end with `\\n`.

    None when a line of the form would mean something else in a request file, a line ends within a string, or a comment
    has no end.
    """
    tokens = read_tokens(text)
    if any(comment.is_open for comment in tokens[-1].comments):
        return None
    if any("\r" in token.text or (token.text.startswith("{{") and is_script(token.text)) for token in tokens):
        return None
    form = _Printer(tokens, settings).text()
    return None if form.startswith("###") or "\n###" in form else form


class _Printer:
    """Writes tokens one after the other. `_open` tells of each bracket around whether its members have their own lines."""

    def __init__(self, tokens: list[Token], settings: FormatSettings) -> None:
        self._tokens = tokens
        self._settings = settings
        self._out: list[str] = []
        self._column = 0
        self._open: list[bool] = []
        self._ends, self._widths, self._lines = _measured(tokens)

    def text(self) -> str:
        """All of it."""
        for index, token in enumerate(self._tokens):
            self._gap(index, token)
            if token.text in ("}", "]"):
                self._open.pop()
            self._write(token.text)
            if token.text in _CLOSING:
                self._open.append(not self._fits(index))
        return "".join(self._out)

    def _fits(self, index: int) -> bool:
        """Whether the brackets that open with a token stand on one line, and fit into it."""
        end = self._ends[index]
        if end == index + 1 and not self._tokens[end].comments:
            return True
        if self._lines[end] != self._lines[index]:
            return False
        comma = self._tokens[end + 1].text == ","
        return self._column + self._widths[end] - self._widths[index] + comma <= self._settings.line_width

    # Places

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._column += len(text)

    def _line(self, depth: int, has_blank: bool = False) -> None:
        indent = " " * (self._settings.indent_width * depth)
        self._out.append(("\n\n" if has_blank else "\n") + indent)
        self._column = len(indent)

    def _gap(self, index: int, token: Token) -> None:
        """What stands before a token: comments, line ends, a space."""
        if not token.text and not token.comments:
            return
        begins_line = self._begins_line(index)
        depth = len(self._open) + (not begins_line and bool(self._open))
        comments = token.comments
        belongs_behind = begins_line and token.text not in ("}", "]", "") and not token.is_alone
        first = self._is_behind_bracket(index)
        ends_line = False
        for comment in comments:
            if self._out and (comment.newlines or ends_line or (belongs_behind and comment is comments[0])):
                self._line(depth, comment.newlines > 1 and not first)
            elif self._out:
                self._write(" ")
            self._comment(comment, depth)
            ends_line, first = comment.is_line, False
        if token.text:
            self._before(index, token, begins_line, ends_line, first)

    def _before(self, index: int, token: Token, begins_line: bool, ends_line: bool, first: bool) -> None:
        """The white space between a token and the comments before it."""
        closes = token.text in ("}", "]")
        stays = bool(token.comments) and not token.newlines and not ends_line and not closes
        if not self._out:
            return
        if ends_line or (begins_line and not stays):
            depth = len(self._open) - closes + (not begins_line and bool(self._open))
            self._line(depth, token.newlines > 1 and begins_line and not first and not closes)
        elif _is_apart(self._tokens[index - 1].text, token):
            self._write(" ")

    def _is_behind_bracket(self, index: int) -> bool:
        return index == 0 or self._tokens[index - 1].text in _CLOSING

    def _begins_line(self, index: int) -> bool:
        """Whether a token begins a line whatever comments are before it."""
        token, before = self._tokens[index].text, self._tokens[index - 1].text if index else ""
        if not self._open:
            return token != ","
        if not self._open[-1]:
            return False
        return token in ("}", "]") or before == "," or before in _CLOSING

    def _comment(self, comment: Comment, depth: int) -> None:
        first, *rest = comment_lines(comment.text)
        self._write(first)
        for line in rest:
            self._out.append("\n")
            self._column = 0
            if line:
                self._write(" " * (self._settings.indent_width * depth) + line)


def _measured(tokens: list[Token]) -> tuple[dict[int, int], list[int], list[int]]:
    """The closing bracket of each opening one; the column behind each token, and its line, were all on one line."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    widths, lines = [len(tokens[0].text)], [0]
    for index, token in enumerate(tokens):
        if token.text in _CLOSING:
            opened.append(index)
        elif token.text in ("}", "]"):
            ends[opened.pop()] = index
        if index:
            widths.append(widths[-1] + _flat_width(tokens[index - 1].text, token))
            lines.append(lines[-1] + token.is_alone)
    return ends, widths, lines


def _flat_width(before: str, token: Token) -> int:
    """How many columns a token takes behind the one `before` it, with its comments, on the same line."""
    comments = sum(1 + len(comment.text) for comment in token.comments)
    return comments + len(token.text) + _is_apart(before, token)


def _is_apart(before: str, token: Token) -> bool:
    """Whether a space stands on one line between a token and what is before it: a comment, or the token `before`."""
    if token.text in (",", ":"):
        return False
    if token.comments:
        return True
    return token.text != "]" and before != "[" and (token.text != "}" or before != "{")

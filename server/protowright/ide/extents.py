"""What belongs to a declaration in the text: its comments and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from protowright.proto.format.gaps import read_gap
from protowright.proto.syntax.nodes import Declaration
from protowright.proto.syntax.tree import FileTree
from protowright.text.line_index import line_end
from protowright.text.span import Span

_REST_OF_LINE = re.compile(r"[ \t]*(?:/\*(?:[^*\n]|\*(?!/))*\*/[ \t]*)*(?://[^\n]*|(?=\r?\n|\Z))")
"""Comments up to the end of the line; nothing when anything else is there."""
_SPACE = re.compile(r"\s*")


def comment_start(tree: FileTree, node: Declaration) -> int:
    """Where the comments right above a declaration begin; where it begins itself when there are none."""
    tokens, start = node.piece.tokens, tree.span(node).start
    trivia = tokens.trivia[node.first]
    gap = read_gap(trivia)
    first = max(gap.trailing() if _has_token_before(tree, node) else 0, gap.detached())
    if first >= len(gap.comments):
        return start
    comment = gap.comments[first]
    return start - len(trivia) + comment.end - len(comment.text)


def _has_token_before(tree: FileTree, node: Declaration) -> bool:
    return bool(tree.text[: tree.span(node).start - len(node.piece.tokens.trivia[node.first])].strip("\ufeff"))


def trailing_end(text: str, end: int) -> int:
    """Where the comment on the line of what ends at `end` ends; `end` when other things stand between."""
    match = _REST_OF_LINE.match(text, end)
    return end if match is None else end + len(match[0].rstrip())


def extent(tree: FileTree, node: Declaration) -> Span:
    """The declaration with the comments above it and behind it on its line."""
    return Span(comment_start(tree, node), trailing_end(tree.text, tree.span(node).end))


def comments_in(text: str, span: Span, indent: str) -> list[str]:
    """The comments in a span that holds no strings. Their lines, but for the first of each, are indented by `indent`."""
    found: list[str] = []
    for comment in read_gap(span.of(text)).comments:
        own = indentation(text, span.start + comment.end - len(comment.text))
        first, *others = comment.text.rstrip().split("\n")
        found.append("\n".join([first, *(indent + line.removeprefix(own) for line in others)]))
    return found


def comments_before(tree: FileTree, node: Declaration, tokens: Iterable[int], indent: str) -> list[str]:
    """The comments before some tokens of the piece of a declaration, indented like those of `comments_in`."""
    trivia = node.piece.tokens.trivia
    starts = [(index, tree.token_span(node, index).start) for index in tokens]
    gaps = [Span(start - len(trivia[index]), start) for index, start in starts]
    return [comment for gap in gaps for comment in comments_in(tree.text, gap, indent)]


def lines_of(text: str, span: Span) -> Span:
    """The span, or the whole lines that it is on when nothing else is on them."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    if text[start : span.start].strip() or text[span.end : end].strip():
        return span
    return Span(start, end)


def without_blank_line(text: str, span: Span) -> Span:
    """Whole lines, and the empty line behind them when there is one before them too, or they begin a block."""
    before = text[: span.start].rstrip(" \t")
    if not before.endswith("\n"):
        return span
    above = before[:-1].rstrip(" \t\r")
    blank = re.compile(r"[ \t]*\r?\n").match(text, span.end)
    if blank is not None and (above.endswith(("\n", "{")) or not above):
        return Span(span.start, blank.end())
    ends_block = text[span.end :].lstrip(" \t").startswith("}") or not text[span.end :].strip()
    return Span(len(above), span.end) if ends_block and above.endswith("\n") else span


def with_space_behind(text: str, span: Span) -> Span:
    """The span and the white space up to what follows it, which may be a comment."""
    match = _SPACE.match(text, span.end)
    return span if match is None else Span(span.start, match.end())


def indentation(text: str, offset: int) -> str:
    """The white space at the start of the line that holds `offset`."""
    start = text.rfind("\n", 0, offset) + 1
    end = start
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[start:end]


def to_own_line(text: str, offset: int) -> str:
    """What has to stand before a comment at `offset` so that it is not one behind something else on its line."""
    start = text.rfind("\n", 0, offset) + 1
    return line_end(text) + indentation(text, offset) if text[start:offset].strip("\ufeff \t") else ""

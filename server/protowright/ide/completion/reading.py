"""From the text before the cursor to its context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from protowright.ide.completion.context import Context, Place
from protowright.ide.completion.frames import (
    ENUM,
    MESSAGE,
    SERVICE,
    Frame,
    FrameReader,
    declaration_words,
    declared_name,
)
from protowright.ide.completion.places import place_in_string, placed
from protowright.proto.semantic.symbols import join
from protowright.proto.syntax.lexer import Tokens, is_closed_string, is_identifier, is_string
from protowright.proto.syntax.tree import FileTree
from protowright.text.span import Span

_LABELS = (["optional"], ["required"], ["repeated"])
_WORD_BEFORE = re.compile(r"\w*\Z")
_WORD_BEHIND = re.compile(r"\w*")
_LAST_COMMENT = re.compile(r"//[^\n]*\Z")


def context_at(tree: FileTree, package: str, offset: int) -> Context:
    """The place `offset` of the text of `tree`, a file of `package`. Never raises."""
    text = tree.text
    start = statement_start(tree, offset)
    before = text[start:offset]
    typed = _typed_word(before)
    tokens = Tokens(before[: len(before) - len(typed)])
    behind = _WORD_BEHIND.match(text, offset)
    span = Span(offset - len(typed), behind.end() if behind is not None else offset)
    context = Context(Place.NOTHING, span, typed)
    if _is_in_comment(tokens):
        return context
    string = _open_string(tokens)
    texts, qualifier = (tokens.texts, "") if string is not None else _without_qualifier(tokens)
    reader = FrameReader()
    cut = len(tokens.texts) - len(texts)
    reader.read(_first(tokens, len(texts) - 1, cut > 0))
    context = replace(
        context,
        qualifier=qualifier,
        words=tuple(reader.frames[-1].words),
        holder=_holder(reader.frames, package),
        frames=tuple(reader.frames),
    )
    if string is not None:
        return place_in_string(context, string + typed, text, package)
    return placed(context, package)


def statement_start(tree: FileTree, offset: int) -> int:
    """Where the top-level declaration starts that `offset` is in, or goes on with."""
    index = bisect_left(tree.starts, offset) - 1
    if index < 0:
        return 0
    while index > 0 and not tree.pieces[index - 1].is_closed:
        piece = tree.pieces[index]
        first = piece.declaration.first if piece.declaration is not None else None
        if first is not None and tree.starts[index] + piece.tokens.start(first) - piece.origin < offset:
            break
        index -= 1
    return tree.starts[index]


def _typed_word(before: str) -> str:
    found = _WORD_BEFORE.search(before)
    return found[0] if found is not None else ""


def _is_in_comment(tokens: Tokens) -> bool:
    if tokens.texts[-2:-1] and tokens.texts[-2].startswith("/*"):
        return True
    return _LAST_COMMENT.search(_without_block_comments(tokens.trivia[-1])) is not None


def _without_block_comments(trivia: str) -> str:
    """Block comments hold what looks like the start of a line comment; line comments hold what looks like theirs."""
    return re.sub(r"//[^\n]*\n|/\*[\s\S]*?\*/", " ", trivia)


def _open_string(tokens: Tokens) -> str | None:
    """The content of the string literal that is open at the end, without its quote; None when there is none."""
    last = tokens.texts[-2] if len(tokens.texts) > 1 else ""
    if not is_string(last) or tokens.trivia[-1] or is_closed_string(last):
        return None
    return last[1:]


def _without_qualifier(tokens: Tokens) -> tuple[list[str], str]:
    """The tokens without the dotted path that ends with a dot at the cursor, and that path."""
    kept = tokens.texts[:-1]
    parts: list[str] = []
    while kept and kept[-1] == ".":
        kept.pop()
        is_leading = _is_leading_dot(tokens, len(kept))
        parts.append(kept.pop() if kept and not is_leading and is_identifier(kept[-1]) else "")
    qualifier = ".".join(reversed(parts)) if parts != [""] else "."
    return [*kept, ""], qualifier


def _is_leading_dot(tokens: Tokens, index: int) -> bool:
    """Whether a dot begins a path. Long paths are broken before a dot, so one at the start of a line goes on with a name."""
    trivia = tokens.trivia[index]
    return bool(trivia) and ("\n" not in trivia or tokens.texts[index - 1 : index][:1] in _LABELS)


def _first(tokens: Tokens, count: int, is_cut: bool) -> Tokens:
    """The first `count` tokens, and the cursor behind them, on the line where the path it ends begins."""
    if not is_cut:
        return tokens
    end = tokens.start(count)
    return Tokens(tokens.text[:end])


def _holder(frames: Sequence[Frame], package: str) -> str:
    """The full name of what the innermost block belongs to."""
    name = package
    for frame in frames[1:]:
        words = declaration_words(frame.opened_by)
        if frame.kind in (MESSAGE, ENUM, SERVICE):
            name = join(name, declared_name(words))
    return name

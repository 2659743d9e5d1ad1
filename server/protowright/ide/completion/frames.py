"""Reading the text before the cursor into the blocks that are open there.

The text is nearly always broken at the cursor, so nothing here asks for a whole declaration: tokens are put into open
frames one by one, and a line that begins where a statement may begin ends the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from protowright.proto.syntax.lexer import Tokens, is_identifier, is_string

FILE, MESSAGE, ENUM, SERVICE, ONEOF, EXTEND, RPC = "file", "message", "enum", "service", "oneof", "extend", "rpc"
OPTIONS, LITERAL, LIST = "options", "literal", "list"

BLOCKS = frozenset((FILE, MESSAGE, ENUM, SERVICE, ONEOF, EXTEND, RPC))
_NAMED = frozenset((MESSAGE, ENUM, SERVICE, ONEOF, EXTEND, RPC))
_MODIFIERS = frozenset(("export", "local"))
_DECLARATION_WORDS = frozenset((*_NAMED, "option", "import", "package", "syntax", "edition", "reserved", "extensions"))
_INCOMPLETE_ENDS = frozenset(("=", ",", "-", "(", ".", "[", "to", ":", "<"))
_CLOSERS = {"{": "}", "<": ">"}


@dataclass(slots=True)
class Frame:
    """An open block, `[...]` of options, message literal or list.

    `words` are the tokens of the statement, option or entry that is being written in it. A literal or list within a whole
    value is one word there: `{}` or `[]`. `opened_by` are the words before the bracket that opened it. `column` is where
    the statement begins in its line. `names` are those of the options in front, as far as they are of one part.
    """

    kind: str
    opened_by: tuple[str, ...] = ()
    closer: str = "}"
    words: list[str] = field(default_factory=list)
    column: int = 0
    names: list[str] = field(default_factory=list)


def declaration_words(words: Sequence[str]) -> Sequence[str]:
    """The words of a statement without `export` and `local` before its keyword."""
    start = 0
    while start + 1 < len(words) and words[start] in _MODIFIERS and is_identifier(words[start + 1]):
        start += 1
    return words[start:]


def declared_name(words: Sequence[str]) -> str:
    """The name that the words of a declaration give; a group has it in front of its `=`."""
    if "=" in words:
        index = list(words).index("=")
        return words[index - 1] if index else ""
    return words[1] if len(words) > 1 else ""


def block_of(frames: Sequence[Frame]) -> Frame:
    """The innermost block in braces that holds declarations."""
    return next(frame for frame in reversed(frames) if frame.kind in BLOCKS)


class FrameReader:
    """Reads tokens; `frames` are those that are open, outermost first."""

    def __init__(self) -> None:
        self.frames = [Frame(FILE)]

    def read(self, tokens: Tokens) -> None:
        """Take all tokens, and the place behind them, where the cursor is."""
        for index, text in enumerate(tokens.texts):
            trivia = tokens.trivia[index]
            if "\n" in trivia:
                self._begin_line(text, len(trivia) - 1 - trivia.rfind("\n"))
            if text:
                self._take(text)

    # Lines

    def _begin_line(self, text: str, column: int) -> None:
        """A line begins with `text`; the empty text is the cursor, or the end."""
        if text and not is_identifier(text) and text != ".":
            return
        if text != "returns" and self._ends_statement(text, column):
            while self.frames[-1].kind not in BLOCKS:
                self.frames.pop()
            self.frames[-1].words.clear()
        if not self.frames[-1].words:
            self.frames[-1].column = column

    def _ends_statement(self, text: str, column: int) -> bool:
        """Whether the statement of the innermost block must be over, although no `;` says so."""
        block = next(frame for frame in reversed(self.frames) if frame.kind in BLOCKS)
        if not block.words:
            return False
        inner = self.frames[-1]
        if inner is not block:
            lacks_bracket = inner.kind == OPTIONS and bool(inner.words) and inner.words[-1] not in _INCOMPLETE_ENDS
            return column <= block.column and (text in _DECLARATION_WORDS or lacks_bracket)
        return column <= block.column or is_complete(block.words)

    # Tokens

    def _take(self, text: str) -> None:
        kind = self.frames[-1].kind
        if kind in BLOCKS:
            self._in_block(text)
        elif kind == OPTIONS:
            self._in_options(text)
        elif kind == LIST:
            self._in_list(text)
        else:
            self._in_literal(text)

    def _in_block(self, text: str) -> None:
        frame = self.frames[-1]
        if text == ";":
            frame.words.clear()
        elif text == "{":
            self._open(self._block_kind(frame), text)
        elif text == "}":
            self._close_block()
        elif text == "[" and not _is_option_statement(frame.words):
            self._open(OPTIONS, text)
        else:
            frame.words.append(text)

    def _block_kind(self, frame: Frame) -> str:
        """What a `{` opens behind the words of the statement."""
        words = declaration_words(frame.words)
        if _is_option_statement(words):
            return LITERAL
        return words[0] if words and words[0] in _NAMED and "=" not in words else MESSAGE  # else it is a group

    def _close_block(self) -> None:
        if len(self.frames) > 1:
            self.frames.pop()
        self.frames[-1].words.clear()

    def _in_options(self, text: str) -> None:
        frame = self.frames[-1]
        if text == "]":
            self._close("[]")
        elif text == ",":
            if frame.words[1:2] == ["="]:
                frame.names.append(frame.words[0])
            frame.words.clear()
        elif text == "{":
            self._open(LITERAL, text)
        elif text in (";", "}"):
            self._give_up(text)
        else:
            frame.words.append(text)

    def _in_list(self, text: str) -> None:
        frame = self.frames[-1]
        if text == "]":
            self._close("[]")
        elif text == ",":
            frame.words.clear()
        elif text in _CLOSERS:
            self._open(LITERAL, text)
        elif text in (";", "}"):
            self._give_up(text)
        else:
            frame.words.append(text)

    def _in_literal(self, text: str) -> None:
        frame = self.frames[-1]
        if text in (frame.closer, "}"):
            self._close("{}")
        elif text in (",", ";"):
            frame.words.clear()
        elif text in _CLOSERS:
            self._open(LITERAL, text)
        elif text == "[" and frame.words and not is_whole_entry(frame.words):
            self._open(LIST, text)
        else:
            if is_whole_entry(frame.words) and not (is_string(text) and is_string(frame.words[-1])):
                frame.words.clear()
            frame.words.append(text)

    # Frames

    def _open(self, kind: str, bracket: str) -> None:
        words = tuple(self.frames[-1].words)
        self.frames.append(Frame(kind, words, _CLOSERS.get(bracket, "]"), column=self.frames[-1].column))

    def _close(self, word: str) -> None:
        """Close a frame that is a value: for what is around it, one word."""
        self.frames.pop()
        self.frames[-1].words.append(word)

    def _give_up(self, text: str) -> None:
        """A bracket was never closed: `text` belongs to what is around it."""
        self.frames.pop()
        self._take(text)


def _is_option_statement(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[0] == "option"


def is_complete(words: Sequence[str]) -> bool:
    """Whether a statement only lacks its `;`."""
    if not words or words[-1] in _INCOMPLETE_ENDS:
        return False
    if words[0] == "rpc":
        return words.count(")") > 1
    return "=" in words or (words[0] in ("import", "package", "reserved", "extensions") and len(words) > 1)


def is_whole_entry(words: Sequence[str]) -> bool:
    """Whether the words are a whole entry of a message literal: a name and its value."""
    if not words:
        return False
    if words[-1] in ("{}", "[]"):
        return True
    return ":" in words and words[-1] not in (":", "-")

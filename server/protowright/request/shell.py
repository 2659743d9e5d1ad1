"""Reading a command as it was pasted from a terminal or a page: words, quotes, here-documents, pipes (POSIX shell).

Nothing is run. `$NAME` becomes `{{$processEnv NAME}}`, which means the same in a request file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_PROMPT = re.compile(r"\s*[$%>] ")
_BLANKS = re.compile(r"(?:[ \t\r]|\\\r?\n)+")
_COMMENT = re.compile(r"#[^\n]*")
_HERE_DOCUMENT = re.compile(r"<<(-?)[ \t]*(['\"]?)(\w+)\2")
_HERE_STRING = re.compile(r"<<<[ \t]*")
_INPUT = re.compile(r"<[ \t]*(?!\()")
_END = re.compile(r";|&&?|\|\||\d?>")
_PLAIN = re.compile(r"[^\s\\'\"$`|;&<>]+")
_SINGLE = re.compile(r"'([^']*)'")
_ANSI = re.compile(r"\$'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ANSI_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|(.))", re.DOTALL)
_ANSI_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "0": "\0"}
_DOUBLE = re.compile(r"\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_ACTIVE = r"|(\$\{\w+\}|\$\w+)|(`|\$\()"
_IN_DOUBLE = re.compile(r"\\(\r?\n|[$`\"\\])" + _ACTIVE)
_IN_DOCUMENT = re.compile(r"\\(\r?\n|[$`\\])" + _ACTIVE)
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


class UnreadableCommand(ValueError):
    """A text that cannot be read as one command; the message says why."""


@dataclass(slots=True)
class Command:
    """One command of a pipe: its words, the text given to it as input, and the file its input comes from."""

    words: list[str] = field(default_factory=list)
    input_text: str | None = None
    input_file: str | None = None


def read_pipe(text: str) -> list[Command]:
    """The commands of the one pipe that `text` is, up to where its output goes. Raises UnreadableCommand."""
    reader = _Reader(text)
    reader.read()
    return [command for command in reader.commands if command.words]


def environment_variables(text: str) -> str:
    """`text` with `$NAME` and `${NAME}` as variables of a request file."""
    return _VARIABLE.sub(lambda match: "{{$processEnv " + (match[1] or match[2]) + "}}", text)


class _Reader:
    """Reads from the first character to the last; `_place` is where it stands."""

    def __init__(self, text: str) -> None:
        prompt = _PROMPT.match(text)
        self._text = text
        self._place = prompt.end() if prompt else len(text) - len(text.lstrip())
        self._here: tuple[bool, bool, str] | None = None
        self.commands = [Command()]

    def read(self) -> None:
        """Fill `commands`."""
        while self._place < len(self._text):
            character = self._text[self._place]
            if self._take(_BLANKS) or self._take(_COMMENT):
                continue
            if character == "\n":
                self._place += 1
                self._end_of_line()
            elif self._redirection():
                continue
            elif self._take(_END):
                break
            elif character == "|":
                self._place += 1
                self.commands.append(Command())
            else:
                self._next_word()

    def _next_word(self) -> None:
        start = self._place
        word = self._word()
        if self._place == start:
            shown = self._text[start : start + 40].split("\n")[0]
            raise UnreadableCommand(f"what a shell makes of `{shown}` cannot be told")
        self.commands[-1].words.append(word)

    def _take(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        found = expression.match(self._text, self._place)
        if found is not None:
            self._place = found.end()
        return found

    def _redirection(self) -> bool:
        command = self.commands[-1]
        if self._take(_HERE_STRING):
            command.input_text = self._word()
        elif found := self._take(_HERE_DOCUMENT):
            self._here = bool(found[1]), bool(found[2]), found[3]
        elif self._take(_INPUT):
            command.input_file = self._word()
        else:
            return False
        return True

    def _end_of_line(self) -> None:
        """Take the here-document that was announced; nothing else may follow a command."""
        if self._here is not None:
            self._here_document(*self._here)
            self._here = None
        rest = self._text[self._place :].strip()
        if rest and self.commands[-1].words and not rest.startswith("#"):
            shown = rest.split("\n")[0].strip()[:40]
            raise UnreadableCommand(f"the command ends before `{shown}`: end a line that goes on with `\\`")

    def _here_document(self, strips_tabs: bool, is_literal: bool, end: str) -> None:
        lines: list[str] = []
        for line in self._text[self._place :].splitlines(keepends=True):
            self._place += len(line)
            content = line.lstrip("\t") if strips_tabs else line
            if content.strip("\r\n") == end:
                break
            lines.append(content)
        text = "".join(lines)
        self.commands[-1].input_text = text if is_literal else _substituted(text, _IN_DOCUMENT)

    # Words

    def _word(self) -> str:
        parts: list[str] = []
        while self._place < len(self._text) and (part := self._part()) is not None:
            parts.append(part)
        return "".join(parts)

    def _part(self) -> str | None:
        """A piece of a word up to the next quote; None where the word ends."""
        if _BLANKS.match(self._text, self._place):
            return None
        for expression, value in _PARTS:
            found = self._take(expression)
            if found is not None:
                return value(found)
        return self._other()

    def _other(self) -> str | None:
        character = self._text[self._place]
        if character in "'\"":
            raise UnreadableCommand(f"a quote {character} is not closed")
        if character == "\\":
            self._place += 2
            return self._text[self._place - 1 : self._place]
        if character == "$" and (found := self._take(_VARIABLE)):
            return environment_variables(found[0])
        if character == "`" or self._text.startswith("$(", self._place):
            raise UnreadableCommand("what a shell runs inside of a command cannot be told: put its output in its place")
        if character == "$":
            self._place += 1
            return "$"
        return None


def _substituted(text: str, escapes: re.Pattern[str]) -> str:
    """The content of double quotes or of a here-document: escapes and variables."""

    def value(match: re.Match[str]) -> str:
        if match[3]:
            raise UnreadableCommand("what a shell runs inside of quotes cannot be told: put its output in its place")
        if match[2]:
            return environment_variables(match[2])
        return "" if match[1].endswith("\n") else match[1]

    return escapes.sub(value, text)


def _ansi(found: re.Match[str]) -> str:
    """The content of `$'...'`."""

    def value(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _ANSI_LETTERS.get(match[3], match[3])

    return _ANSI_ESCAPE.sub(value, found[1])


_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_PLAIN, lambda found: found[0]),
    (_SINGLE, lambda found: found[1]),
    (_ANSI, _ansi),
    (_DOUBLE, lambda found: _substituted(found[1], _IN_DOUBLE)),
)
"""The pieces that a word is made of, and what each one stands for."""

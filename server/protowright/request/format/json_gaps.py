"""The tokens of JSON, each with the comments before it and the line ends between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protowright.request.syntax.json_tokens import next_token

_COMMENT = re.compile(r"//[^\n]*|#[^\n]*|/\*[\s\S]*?(?:\*/|\Z)")
_LINE_END = re.compile(r"\r\n|\r")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its marks; `newlines` are the line ends between it and what stands before it."""

    text: str
    newlines: int

    @property
    def is_line(self) -> bool:
        """Whether it ends with its line."""
        return not self.text.startswith("/*")

    @property
    def is_open(self) -> bool:
        """Whether it lacks its end."""
        return not self.is_line and not (self.text.endswith("*/") and len(self.text) > 3)


@dataclass(frozen=True, slots=True)
class Token:
    """A token behind `comments`; `newlines` are the line ends between the last of them and the token.

    The text is empty at the end of the JSON.
    """

    text: str
    comments: tuple[Comment, ...]
    newlines: int

    @property
    def is_alone(self) -> bool:
        """Whether a line ends anywhere between the token before and this one."""
        return bool(self.newlines) or any(comment.newlines or "\n" in comment.text for comment in self.comments)


def read_tokens(text: str) -> list[Token]:
    """The tokens of JSON without a fault, the last of them empty. Line ends in comments become `\\n`."""
    tokens: list[Token] = []
    position = 0
    while not tokens or tokens[-1].text:
        token = next_token(text, position)
        tokens.append(_token(token.text, _LINE_END.sub("\n", token.trivia)))
        position = token.end
    return tokens


def _token(text: str, trivia: str) -> Token:
    comments: list[Comment] = []
    end = 0
    for match in _COMMENT.finditer(trivia):
        comments.append(Comment(match[0].rstrip(), trivia.count("\n", end, match.start())))
        end = match.end()
    return Token(text, tuple(comments), trivia.count("\n", end))

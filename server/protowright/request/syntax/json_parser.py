"""A tolerant JSON parser: comments, trailing commas and `{{variables}}` are fine, and an error does not end it."""

from __future__ import annotations

import json
import re

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.request_codes import JSON_SYNTAX
from protowright.proto.syntax.lexer import is_closed_string
from protowright.request.syntax.json_nodes import (
    JsonArray,
    JsonMember,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    JsonVariable,
    JsonWord,
)
from protowright.request.syntax.json_tokens import VARIABLE_IN_STRING, next_token
from protowright.text.edit import Edit
from protowright.text.span import Span

MAXIMUM_DEPTH = 100
"""How deep values may nest: the limit that protobuf's own JSON parser has."""

MAXIMUM_FAULTS = 100
"""A body with more faults is no JSON at all; what follows is not read."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_VARIABLE = re.compile(f"({VARIABLE_IN_STRING.pattern})")
_WORDS = frozenset(("true", "false", "null"))
_OPENING = {"}": "{", "]": "["}
_BARE_ESCAPE = re.compile(r"\\.")


class JsonParser:
    """Parses the values of `text` from offset `start` up to `end`.

    `diagnostics` gathers what is wrong; `position` is where the parser stands.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._end = end
        self.position = start
        self.diagnostics: list[Diagnostic] = []
        self._open: list[str] = []
        self._advance()

    def values(self) -> list[JsonValue]:
        """All values, one behind the other; each may be followed by a comma."""
        found: list[JsonValue] = []
        while self._token:
            start = self.position
            value = self._value()
            if value is not None:
                found.append(value)
            elif self.position == start:
                self._advance()
            if self._token == ",":
                self._advance()
        return found

    # Tokens

    def _advance(self) -> None:
        self._previous_end = self.position
        token = next_token(self._text, self.position, self._end)
        self._token, self._start, self.position = token.text, token.start, token.end

    def _span(self) -> Span:
        return Span(self._start, self.position)

    def _report(self, message: str, span: Span, help: str | None = None, fix: Fix | None = None) -> None:
        if self.diagnostics and self._is_on_line_of(self.diagnostics[-1].span, span):
            return  # most likely a consequence of the first fault of the line
        fixes = () if fix is None else (fix,)
        self.diagnostics.append(Diagnostic(JSON_SYNTAX, message, span, help=help, fixes=fixes))
        if len(self.diagnostics) >= MAXIMUM_FAULTS:
            self._end = self.position

    def _is_on_line_of(self, one: Span, other: Span) -> bool:
        between = self._text[min(one.start, other.start) : max(one.start, other.start)]
        return "\n" not in between and "\r" not in between

    # Values

    def _value(self) -> JsonValue | None:
        token, span = self._token, self._span()
        if token == "{":
            return self._object()
        if token == "[":
            return self._array()
        if token[:1] in ("}", "]", ",", ":", ""):
            self._report(f"expected a value, found {_describe(token)}", span)
            return None
        self._advance()
        if token[0] in "\"'":
            return self._string(token, span)
        if token.startswith("{{"):
            return JsonVariable(span, token[2:-2].strip())
        return self._bare(token, span)

    def _bare(self, token: str, span: Span) -> JsonValue:
        if token in _WORDS:
            return JsonWord(span, token)
        if not _NUMBER.fullmatch(token):
            fix = Fix("Put it in quotes", (Edit(span, json.dumps(token)),))
            self._report(f"{_describe(token)} is no JSON value", span, "strings stand in double quotes", fix)
            return JsonString(span, token)
        return JsonNumber(span, token)

    def _string(self, token: str, span: Span) -> JsonString:
        if not is_closed_string(token):
            fix = Fix("Add the closing quote", (Edit(Span(span.end, span.end), token[0]),))
            self._report("the string has no closing quote", span, fix=fix)
            return JsonString(span, token[1:])
        if token[0] == "'":
            fix = Fix("Use double quotes", (Edit(span, json.dumps(token[1:-1])),))
            self._report("strings stand in double quotes", span, fix=fix)
            return JsonString(span, token[1:-1])
        try:
            return JsonString(span, _unescaped(token[1:-1]))
        except ValueError:
            self._report("the string has an invalid escape", span, "write a backslash as `\\\\`")
            return JsonString(span, _BARE_ESCAPE.sub(lambda match: match[0][1], token[1:-1]))

    def _object(self) -> JsonObject:
        start, open_span = self._start, self._span()
        if not self._descend():
            return JsonObject(open_span, ())
        members: list[JsonMember] = []
        while self._token not in ("}", "]", ""):
            member = self._member()
            if member is not None:
                members.append(member)
            self._separator("}")
        end = self._close("}", open_span)
        return JsonObject(Span(start, end), tuple(members))

    def _member(self) -> JsonMember | None:
        token, span = self._token, self._span()
        if token[0] not in "\"'" and token[0] in "{[:,":
            self._report(f"expected a key in double quotes, found {_describe(token)}", span)
            self._value() if token[0] in "{[" else self._advance()
            return None
        token, span = self._without_value(token, span)
        self._advance()
        key = self._string(token, span) if token[0] in "\"'" else self._bare_key(token, span)
        if self._token != ":":
            self._report(f"expected `:` and a value after the key {_describe(token)}", span)
            return JsonMember(key, self._value() if self._token not in (",", "}", "]", ":", "") else None)
        self._advance()
        if self._token in (",", "}", "]", ""):
            self._report(f"the key {_describe(token)} has no value", span)
            return JsonMember(key, None)
        return JsonMember(key, self._value())

    def _without_value(self, token: str, span: Span) -> tuple[str, Span]:
        """A key without its closing quote has taken in the colon and the value: it ends before them."""
        if token[0] in "\"'" and not is_closed_string(token) and ":" in token:
            self._token = token = token[: token.index(":")]
            self.position = self._start + len(token)
        return token, Span(span.start, span.start + len(token))

    def _bare_key(self, token: str, span: Span) -> JsonString:
        fix = Fix("Put the key in quotes", (Edit(span, json.dumps(token)),))
        self._report("keys stand in double quotes", span, fix=fix)
        return JsonString(span, token)

    def _array(self) -> JsonArray:
        start, open_span = self._start, self._span()
        if not self._descend():
            return JsonArray(open_span, ())
        values: list[JsonValue] = []
        while self._token not in ("]", "}", ""):
            before = self._start
            value = self._value()
            if value is not None:
                values.append(value)
            elif self._start == before:
                self._advance()
            self._separator("]")
        end = self._close("]", open_span)
        return JsonArray(Span(start, end), tuple(values))

    def _separator(self, closing: str) -> None:
        if self._token == ",":
            self._advance()
        elif self._token not in (closing, "}", "]", ""):
            last = self._previous_end
            fix = Fix("Insert `,`", (Edit(Span(last, last), ","),))
            self._report(f"expected `,` or `{closing}` before {_describe(self._token)}", self._span(), fix=fix)
            if self._token == ":":
                self._advance()

    def _close(self, closing: str, open_span: Span) -> int:
        opening = self._open.pop()
        if self._token == closing or (self._token and _OPENING[self._token] not in self._open):
            if self._token != closing:
                self._report(f"expected `{closing}`, found `{self._token}`", self._span())
            end = self.position
            self._advance()
            return end
        self._report(f"the `{opening}` has no `{closing}`", open_span)
        return self._start

    def _descend(self) -> bool:
        if len(self._open) == MAXIMUM_DEPTH:
            self._report(f"nested more than {MAXIMUM_DEPTH} levels deep", self._span())
            self.position = self._end
            self._advance()
            return False
        self._open.append(self._token)
        self._advance()
        return True


def _unescaped(content: str) -> str:
    """What stands between the quotes of a string, with its escapes resolved. Raises ValueError when one is invalid."""
    try:
        return _loaded(content)
    except ValueError:
        # Quotes inside a variable, as in `{{$datetime "YYYY"}}`, need no backslash: the variable stays as it is.
        pieces = enumerate(_VARIABLE.split(content))
        return "".join(piece if index % 2 else _loaded(piece) for index, piece in pieces)


def _loaded(content: str) -> str:
    return str(json.loads(f'"{content}"', strict=False))


def _describe(token: str) -> str:
    if not token:
        return "the end of the body"
    shown = token if len(token) <= 40 else token[:37] + "..."
    return f"`{shown}`" if shown.isprintable() else "`" + shown.encode("unicode_escape").decode("ascii") + "`"

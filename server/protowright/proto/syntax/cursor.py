"""Moving over tokens: what is expected, what is reported when it is not there, and where to go on."""

from __future__ import annotations

from protowright.diagnostics.codes import Code
from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related
from protowright.diagnostics.proto_codes import (
    INVALID_CHARACTER,
    INVALID_ESCAPE,
    INVALID_NUMBER,
    MISSING_SEMICOLON,
    SYNTAX_ERROR,
    UNTERMINATED_COMMENT,
    UNTERMINATED_STRING,
)
from protowright.proto.syntax.escapes import invalid_escapes
from protowright.proto.syntax.lexer import Tokens, is_closed_string, is_identifier, is_number, is_string
from protowright.proto.syntax.nodes import Identifier, Path, Piece
from protowright.proto.syntax.number_tokens import is_integer_token, is_plain_decimal, is_well_formed_number
from protowright.text.edit import Edit
from protowright.text.span import Span

DECLARATION_WORDS = frozenset(
    (
        *("syntax", "edition", "package", "import", "option"),
        *("message", "enum", "service", "extend", "export", "local"),
        *("rpc", "oneof", "reserved", "extensions", "optional", "required", "repeated", "map"),
    )
)


class Mismatch(Exception):
    """The text does not fit; the fault is reported already. Caught by the loop over the statements of a block."""


class Cursor:
    """A place among the tokens of a text, and the piece that is being parsed.

    `looked_at` is the furthest token that has decided where a broken statement ends, -1 when none has.
    """

    syntax_code = SYNTAX_ERROR
    """The code of a token that does not fit: inside message literals it is another one."""

    def __init__(self, tokens: Tokens, by_indentation: bool = False) -> None:
        self.tokens = tokens
        self.by_indentation = by_indentation
        self.unclosed = False
        self.literal_is_open = False
        self.texts = tokens.texts
        self.index = 0
        self.statement_start = 0
        self.looked_at = -1
        self.piece = Piece(tokens, 0)

    # What is written

    def identifier(self, what: str) -> Identifier:
        """Take an identifier. Raises Mismatch when something else stands here."""
        text = self.texts[self.index]
        if not is_identifier(text):
            raise self.unexpected(what)
        node = Identifier(self.piece, self.index, text)
        self.index += 1
        return node

    def name(self, what: str, following: str) -> Identifier:
        """Take the name that is declared; `following` stands behind every such name.

        A name on a new line with something else behind it is the next statement. Raises Mismatch when none stands here.
        """
        if self.on_new_line(self.index) and self._next_is_not(following):
            raise self.unexpected(what)
        return self.identifier(what)

    def _next_is_not(self, symbol: str) -> bool:
        return bool(self.texts[self.index]) and self.texts[self.index + 1] != symbol

    def path(self, what: str) -> Path:
        """Take a dotted name. Raises Mismatch when something else stands here."""
        texts, first = self.texts, self.index
        node = Path(self.piece, first)
        if texts[first] == ".":
            self.index += 1
        node.components.append(self.identifier(what))
        while texts[self.index] == ".":
            self.index += 1
            node.last = self.index - 1
            node.text = "".join(texts[first : self.index])
            if self.next_declaration_begins():
                raise self.unexpected("a name behind the dot")
            node.components.append(self.identifier("a name behind the dot"))
        node.last = self.index - 1
        node.text = "".join(texts[first : self.index])
        return node

    def single_name(self, what: str) -> Path:
        """Take a name of one component, as a path."""
        node = Path(self.piece, self.index)
        component = self.identifier(what)
        node.components.append(component)
        node.text = component.text
        return node

    def take(self, symbol: str) -> bool:
        """Take `symbol` if it stands here."""
        if self.texts[self.index] != symbol:
            return False
        self.index += 1
        return True

    def expect(self, symbol: str, place: str) -> None:
        """Take `symbol`. Raises Mismatch when something else stands here."""
        if self.texts[self.index] != symbol:
            raise self.unexpected(f"`{symbol}` {place}")
        self.index += 1

    def semicolon(self, what: str) -> None:
        """Take the `;` behind `what`; when the line ends without one, report that and go on as if it were there."""
        if self.texts[self.index] == ";" or self.literal_is_open:
            self.index += not self.literal_is_open
            self.literal_is_open = False
        elif self.on_new_line(self.index) or self.texts[self.index] in ("}", ""):
            self._missing_semicolon(what)
        else:
            raise self.unexpected(f"`;` after {what}")

    def on_new_line(self, index: int) -> bool:
        """Whether a line ends between token `index` and the one before it."""
        return "\n" in self.tokens.trivia[index]

    # What is reported

    def relative_span(self, first: int, last: int) -> Span:
        """Where the tokens `first` to `last` stand in the piece."""
        origin = self.piece.origin
        return Span(self.tokens.start(first) - origin, self.tokens.end(last) - origin)

    def report(
        self,
        code: Code,
        message: str,
        span: Span,
        help: str | None = None,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Add a diagnostic to the piece."""
        fixes = () if fix is None else (fix,)
        self.piece.diagnostics.append(Diagnostic(code, message, span, related, help, fixes))

    def _found_instead(self) -> tuple[Related, ...]:
        """The token here, as the second place of a fault that lies behind the token before it."""
        text = self.texts[self.index]
        if not text:
            return ()
        return (Related(f"{describe(text)} was found instead", self.relative_span(self.index, self.index)),)

    def unexpected(self, wanted: str) -> Mismatch:
        """Report that the token here is not `wanted`, and give back what to raise."""
        text = self.texts[self.index]
        span = self.relative_span(self.index, self.index)
        if self._touches_a_name(self.index):
            self.report(INVALID_NUMBER, f"{describe(text)} needs white space between it and the name before it", span)
        elif is_number(text) and not is_well_formed_number(text):
            self.report(INVALID_NUMBER, f"{describe(text)} is neither a number nor a name", span)
        elif not self._report_lexical(self.index, span):
            if self.index > self.statement_start and (not text or self.on_new_line(self.index)):
                span = self.relative_span(self.index - 1, self.index - 1)  # where the person stopped typing
                self.report(self.syntax_code, f"expected {wanted}", span, related=self._found_instead())
            else:
                self.report(self.syntax_code, f"expected {wanted}, found {describe(text)}", span)
        return Mismatch()

    def _touches_a_name(self, index: int) -> bool:
        """Whether a number such as `.5` stands right behind a name."""
        is_behind_name = index > 0 and not self.tokens.trivia[index] and is_identifier(self.texts[index - 1])
        return is_behind_name and is_number(self.texts[index])

    def check_string(self, index: int) -> None:
        """Report a string token that is not closed. Raises Mismatch then: what follows was meant to be in it."""
        if not is_closed_string(self.texts[index]):
            self._report_lexical(index, self.relative_span(index, index))
            raise Mismatch
        if "\\" in self.texts[index]:
            self._check_escapes(index)

    def _check_escapes(self, index: int) -> None:
        """Report escapes that mean nothing in a string token."""
        start = self.relative_span(index, index).start
        for fault in invalid_escapes(self.texts[index]):
            self.report(INVALID_ESCAPE, f"{describe(fault.of(self.texts[index]))} is no escape", fault.shifted(start))

    def check_number(self, index: int) -> None:
        """Report a number token that is none."""
        text = self.texts[index]
        if is_plain_decimal(text) or is_well_formed_number(text):
            return
        span = self.relative_span(index, index)
        self.report(INVALID_NUMBER, f"{describe(text)} is no number", span)

    def check_integer(self, index: int, what: str) -> None:
        """Report a well-formed number token that is no integer."""
        text = self.texts[index]
        if not is_plain_decimal(text) and not is_integer_token(text):
            self.report(self.syntax_code, f"expected {what}, found {describe(text)}", self.relative_span(index, index))

    def _report_lexical(self, index: int, span: Span) -> bool:
        """Report a token that is wrong wherever it stands."""
        text = self.texts[index]
        if is_string(text) and not is_closed_string(text):
            end = span.start + max(1, len(text.rstrip(" \t\r;,])}")))
            fix = Fix("Add the closing quote", (Edit(Span(end, end), text[0]),))
            self.report(UNTERMINATED_STRING, "the string literal has no closing quote", span, fix=fix)
        elif text.startswith("/*"):
            opening = Span(span.start, span.start + 2)
            self.report(
                UNTERMINATED_COMMENT, "the comment has no `*/`", opening, help="everything behind it is comment"
            )
        elif self.syntax_code is not SYNTAX_ERROR:
            return False
        elif text and not text.isascii():
            self.report(INVALID_CHARACTER, f"{describe(text)} cannot stand outside of comments and strings", span)
        elif text and (text < " " or text in "\x7f`?@#$\\^&|~!*%"):
            self.report(INVALID_CHARACTER, f"the character {describe(text)} has no meaning here", span)
        else:
            return False
        return True

    def _missing_semicolon(self, what: str) -> None:
        last = self.index - 1
        self.looked_at = max(self.looked_at, self.index)
        span = self.relative_span(last, last)
        fix = Fix("Insert `;`", (Edit(Span(span.end, span.end), ";"),))
        self.report(MISSING_SEMICOLON, f"expected `;` after {what}", span, None, fix, self._found_instead())

    # Where to go on

    def skip_statement(self, first: int) -> None:
        """Go to where the next statement may begin; `first` is where the broken one did."""
        depth = self._open_braces(first)
        parentheses = 0
        if depth:
            self._go_back_to_dedent(first)
        while text := self.texts[self.index]:
            if self.index > first and self._looks_like_start(self.index) and (depth == 0 or self._dedents(first)):
                self.looked_at = max(self.looked_at, self.index)
                return
            if text == "}" and depth == 0:
                return
            self.index += 1
            depth += (text == "{") - (text == "}")
            parentheses = max(0, parentheses + (text == "(") - (text == ")"))
            if depth == 0 and (text == "}" or (text == ";" and not parentheses)):
                return
        self.looked_at = self.index

    def _open_braces(self, first: int) -> int:
        """How many braces the statement that began at `first` has opened and not closed: those of its literals."""
        taken = self.texts[first : self.index]
        return max(0, taken.count("{") - taken.count("}"))

    def _go_back_to_dedent(self, first: int) -> None:
        """A literal that lacks its brace takes in the declarations behind it: give them back."""
        broken, self.index = self.index, first + 1
        while self.index < broken:
            if self._looks_like_start(self.index) and self._dedents(first):
                self.looked_at = max(self.looked_at, broken)
                return
            self.index += 1

    def _dedents(self, first: int) -> bool:
        """Whether the line that begins here stands no further right than the one of token `first`."""
        return self.column(self.index) <= self.column(first)

    def column(self, index: int) -> int:
        """How far token `index` is indented, when it is the first of its line."""
        trivia = self.tokens.trivia[index]
        return len(trivia) - 1 - trivia.rfind("\n")

    def looks_like_next_declaration(self, index: int) -> bool:
        """Whether a line begins at `index` that reads like a declaration and stands no further right than this one."""
        return self._looks_like_start(index) and self.column(index) <= self.column(self.statement_start)

    def next_statement_begins(self, *following: str) -> bool:
        """Whether the line that begins here is the next statement, and not what is expected.

        It reads like a declaration, and behind its first word stands nothing of `following`: the signs behind such a name.
        """
        index = self.index
        if not self._looks_like_start(index) or self.on_new_line(index + 1):
            return False
        return self.texts[index + 1] not in following

    def next_declaration_begins(self) -> bool:
        """The same where a type may stand: a name, `=` and a number behind a keyword say that it is a type."""
        texts, index = self.texts, self.index
        if texts[index] not in DECLARATION_WORDS or not self.next_statement_begins("."):
            return False
        return not (is_identifier(texts[index + 1]) and texts[index + 2] == "=" and is_number(texts[index + 3]))

    def _looks_like_start(self, index: int) -> bool:
        """Whether a line begins here that reads like a declaration."""
        if not self.on_new_line(index):
            return False
        text = self.texts[index]
        if text in DECLARATION_WORDS:
            return True
        return is_identifier(text) and self._names_and_equals(index)

    def _names_and_equals(self, index: int) -> bool:
        """Whether `Type name =` or `NAME = number` follows."""
        texts = self.texts
        while is_identifier(texts[index]) or (texts[index] == "." and not self.on_new_line(index)):
            index += 1
        return texts[index] == "=" and is_number(texts[min(index + 1, len(texts) - 1)])


def describe(text: str) -> str:
    """A token, as a message names it."""
    if not text:
        return "the end of the file"
    if len(text) > 40:
        text = text[:37] + "..."
    if text.isprintable():
        return f"`{text}`"
    if all("\udc80" <= character <= "\udcff" for character in text):  # what could not be read as UTF-8
        return "the byte" + "s" * (len(text) > 1) + "".join(f" 0x{ord(character) - 0xDC00:02x}" for character in text)
    return "`" + text.encode("unicode_escape").decode("ascii") + "`"

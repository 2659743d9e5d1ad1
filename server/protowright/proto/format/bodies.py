"""Declarations, and what is in their braces."""

from __future__ import annotations

from protowright.proto.format.option_lists import write_option, write_option_list
from protowright.proto.format.printer import Printer
from protowright.proto.format.statements import Statement, gathered
from protowright.proto.syntax.nodes import (
    Block,
    Declaration,
    EnumValue,
    Extend,
    Field,
    Option,
    OptionStatement,
    Path,
    Ranges,
    Rpc,
)


def write_declaration(printer: Printer, declaration: Declaration) -> None:
    """Write a declaration at the start of a line; the comments before it are written."""
    printer.token(declaration.first, None)
    if isinstance(declaration, OptionStatement):
        printer.run(declaration.first + 1, declaration.option.first - 1)  # where `local` and `export` may not stand
        write_option(printer, declaration.option, has_space=True)
        printer.run(declaration.last, declaration.last)
    else:
        _write_parts(printer, declaration)
    printer.mark(declaration.piece, declaration.last)


def write_verbatim(printer: Printer, declaration: Declaration) -> None:
    """Write a declaration, and the gap before it, as it is."""
    at_start = len(printer.out) == 1  # a byte order mark is written already
    for index in range(declaration.first, declaration.last + 1):
        printer.out += (printer.trivia[index], printer.texts[index])
    if at_start:
        printer.out[1] = printer.out[1].removeprefix("\ufeff")
    printer.mark(declaration.piece, declaration.last)


def _write_parts(printer: Printer, declaration: Declaration) -> None:
    """Write the head, the options in brackets, and the body or the semicolon."""
    first = declaration.first + 1
    options = declaration.options if isinstance(declaration, (Field, EnumValue, Ranges)) else None
    spaced, tight = _irregular(declaration)
    if options:
        closing = _closing_bracket(printer, options)
        printer.run(first, options[0].first - 2, spaced, tight)
        write_option_list(printer, options, closing)
        first = closing + 1
    if isinstance(declaration, Block) and declaration.open_brace is not None:
        printer.run(first, declaration.open_brace, spaced, tight)
        _write_body(printer, declaration)
    else:
        printer.run(first, declaration.last, spaced, tight)


def _closing_bracket(printer: Printer, options: list[Option]) -> int:
    """The token that ends a list of options."""
    closing = options[-1].last + 1
    assert printer.texts[closing] == "]"
    return closing


def _irregular(declaration: Declaration) -> tuple[tuple[int, ...], int]:
    """The tokens that have a space before them though others of their kind have none, and the one the other way round.

    They are the dots in front of the names of types, and the parenthesis behind a method's name; -1 is no token.
    """
    if isinstance(declaration, Field) and declaration.type is not None:
        path = declaration.type if isinstance(declaration.type, Path) else declaration.type.value
        return () if path is None else (path.first,), -1
    if isinstance(declaration, Extend) and declaration.extendee is not None:
        return (declaration.extendee.first,), -1
    if isinstance(declaration, Rpc) and declaration.request is not None:
        sides = (declaration.request, declaration.response)
        types = (side.type for side in sides if side is not None and side.stream is not None)
        return tuple(path.first for path in types if path is not None), declaration.request.first
    return (), -1


def _write_body(printer: Printer, block: Block) -> None:
    assert block.open_brace is not None and block.close_brace is not None
    printer.mark(block.piece, block.open_brace)
    printer.depth += 1
    *statements, end = gathered(block.body, printer.trivia[block.close_brace], printer.verbatim)
    for statement in statements:
        _write_statement(printer, statement, is_first=statement is statements[0])
    if statements or end.gap.comments:
        printer.closing_lines(end.gap, is_empty=not statements)
    else:
        printer.depth -= 1
    printer.out.append("}")


def _write_statement(printer: Printer, statement: Statement, is_first: bool) -> None:
    declaration, gap = statement.declaration, statement.gap
    assert declaration is not None
    if statement.is_verbatim:
        write_verbatim(printer, declaration)
        return
    count = gap.trailing_of_bracket() if is_first else gap.trailing()
    printer.lines(printer.trailing_of_mark(gap, count), drops_first_blank=is_first)
    write_declaration(printer, declaration)

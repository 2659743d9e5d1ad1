"""Options: statements, and those in brackets behind a declaration."""

from __future__ import annotations

from protowright.proto.format.printer import Printer
from protowright.proto.format.values import is_plain, write_value
from protowright.proto.syntax.nodes import Option


def write_option(printer: Printer, option: Option, has_space: bool | None) -> None:
    """Write `name = value`."""
    assert option.value is not None
    printer.token(option.first, has_space)
    printer.run(option.first + 1, option.value.first - 1)
    write_value(printer, option.value, has_space=True)


def write_option_list(printer: Printer, options: list[Option], closing: int) -> None:
    """Write `[...]`; token `closing` is its end. Several options, and those with comments, stand on lines of their own."""
    printer.token(options[0].first - 1, has_space=True)
    if _is_short(printer, options, closing):
        write_option(printer, options[0], has_space=False)
    else:
        printer.depth += 1
        printer.items(options, lambda option: write_option(printer, option, None))
        printer.closing_lines(printer.gap(closing))
    printer.out.append("]")


def _is_short(printer: Printer, options: list[Option], closing: int) -> bool:
    option = options[0]
    if len(options) > 1 or printer.has_comments(option.first, option.first) or printer.has_comments(closing, closing):
        return False
    assert option.value is not None
    last = option.value.last if is_plain(option.value) else option.value.first
    return not any("//" in trivia for trivia in printer.trivia[option.first : last + 1])

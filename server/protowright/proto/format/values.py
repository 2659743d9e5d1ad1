"""The values of options: strings on lines of their own, message and list literals."""

from __future__ import annotations

from protowright.proto.format.gaps import EMPTY_GAP
from protowright.proto.format.printer import Printer
from protowright.proto.syntax.nodes import ListLiteral, LiteralField, MessageLiteral, StringLiteral, Value


def write_value(printer: Printer, value: Value, has_space: bool | None) -> None:
    """Write a value behind what is written, with a space or without; None for one that begins a line.

    The tokens of a string that has several stand on lines of their own.
    """
    if isinstance(value, MessageLiteral):
        _write_message(printer, value, has_space)
    elif isinstance(value, ListLiteral):
        _write_list(printer, value, has_space)
    elif not is_plain(value):
        _write_strings(printer, value, has_space)
    else:
        printer.token(value.first, has_space)
        printer.run(value.first + 1, value.last)


def is_plain(value: Value | None) -> bool:
    """Whether a value takes one line, whatever it holds."""
    if isinstance(value, (MessageLiteral, ListLiteral)):
        return False
    return not (isinstance(value, StringLiteral) and value.first < value.last)


def _write_strings(printer: Printer, value: Value, has_space: bool | None) -> None:
    starts = has_space is None
    printer.depth += not starts
    if starts:
        printer.token(value.first, None)
    for index in range(value.first + starts, value.last + 1):
        gap = printer.gap(index)
        printer.lines(printer.trailing(gap, gap.trailing()), drops_first_blank=True)
        printer.token(index, None)
    printer.depth -= not starts


# Messages


def _write_message(printer: Printer, node: MessageLiteral, has_space: bool | None) -> None:
    printer.token(node.first, has_space, "{")
    is_short = not node.fields or (len(node.fields) == 1 and is_plain(node.fields[0].value))
    if printer.has_comments(node.first + 1, node.last) or not is_short:
        printer.depth += 1
        _write_fields(printer, node)
    elif node.fields:
        _write_field(printer, node.fields[0], has_space=False)
    printer.out.append("}")


def _write_fields(printer: Printer, node: MessageLiteral) -> None:
    """Write each field on its line. Separators are left out; what stands around them stays."""
    gap = EMPTY_GAP
    for field in node.fields:
        gap = gap.joined(printer.gap(field.first), keeps_line=True)
        if field is node.fields[0]:
            printer.lines(gap, drops_first_blank=True)
        else:
            printer.lines(printer.trailing(gap, gap.trailing()))
        _write_field(printer, field, has_space=None)
        has_separator = printer.texts[field.last + 1] in (",", ";")
        gap = printer.gap(field.last + 1) if has_separator else EMPTY_GAP
    gap = gap.joined(printer.gap(node.last), keeps_line=True)
    printer.closing_lines(gap, is_empty=not node.fields)


def _write_field(printer: Printer, field: LiteralField, has_space: bool | None) -> None:
    assert field.value is not None
    printer.token(field.first, has_space)
    printer.run(field.first + 1, field.value.first - 1)
    if not field.has_colon:
        printer.out.append(":")
    write_value(printer, field.value, has_space=True)


# Lists


def _write_list(printer: Printer, node: ListLiteral, has_space: bool | None) -> None:
    printer.token(node.first, has_space)
    is_short = not node.values or (len(node.values) == 1 and is_plain(node.values[0]))
    if printer.has_comments(node.first + 1, node.last) or not is_short:
        printer.depth += 1
        _write_items(printer, node)
    elif node.values:
        write_value(printer, node.values[0], has_space=False)
    printer.out.append("]")


def _write_items(printer: Printer, node: ListLiteral) -> None:
    printer.items(node.values, lambda value: write_value(printer, value, has_space=None))
    printer.closing_lines(printer.gap(node.last), is_empty=not node.values)

"""The lines of comments, brought to another indentation."""

from __future__ import annotations

_WHITE_SPACE = " \t\r\v\f"
_TAB_WIDTH = 8


def comment_lines(text: str) -> list[str]:
    """The lines of a comment as they stand behind an indentation of nothing, without white space at their ends.

    Lines of a block comment that all begin with the same sign, such as `*`, are aligned below the `*` of `/*`;
    other text keeps its own indentation, and begins below the text of the first line.
    """
    if "\n" not in text:
        return [text.rstrip(_WHITE_SPACE)]
    first, *lines = (line.rstrip(_WHITE_SPACE) for line in text.split("\n"))
    sign = _common_sign(lines)
    if sign:
        return [first, *(_closing(line, sign) or " " + line.lstrip(_WHITE_SPACE) for line in lines)]
    margin = min((_width(line) for line in lines if line and not _closing(line)), default=0)
    return [first, *(_closing(line) or _shifted(line, 3 - margin) for line in lines)]


def _closing(line: str, sign: str = "") -> str:
    """`*/` when that is all there is in the line and it does not continue a column of `*`."""
    return "*/" if sign != "*" and line.strip(_WHITE_SPACE) == "*/" else ""


def _common_sign(lines: list[str]) -> str:
    """The character that all lines begin with, if it is neither letter nor digit."""
    found = {line.lstrip(_WHITE_SPACE)[:1] for line in lines[:-1]}
    last = lines[-1].lstrip(_WHITE_SPACE)
    if last != "*/":
        found.add(last[:1])
    if len(found) != 1:
        return ""
    sign = found.pop()
    return "" if sign.isalnum() else sign


def _width(line: str) -> int:
    """How far a line is indented, in columns."""
    expanded = line.expandtabs(_TAB_WIDTH)
    return len(expanded) - len(expanded.lstrip(_WHITE_SPACE))


def _shifted(line: str, columns: int) -> str:
    if not line:
        return ""
    return " " * (_width(line) + columns) + line.lstrip(_WHITE_SPACE)

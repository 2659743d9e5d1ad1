"""What the methods that return or change many things have in common: pages and field masks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from samples.service.errors import invalid

PAGE_SIZE = 10
MAX_PAGE_SIZE = 100


def page(messages: Sequence[Any], size: int, token: str) -> tuple[Sequence[Any], str]:
    """The messages of one page and the token of the next, empty at the end. Raises INVALID_ARGUMENT Failures."""
    if size < 0:
        raise invalid({"page_size": f"must not be negative, is {size}"})
    start = _start(token, len(messages))
    end = start + min(size or PAGE_SIZE, MAX_PAGE_SIZE)
    return messages[start:end], f"from-{end}" if end < len(messages) else ""


def _start(token: str, length: int) -> int:
    if not token:
        return 0
    digits = token.removeprefix("from-")
    if not digits.isascii() or not digits.isdigit() or int(digits) > length:
        raise invalid({"page_token": "is not the next_page_token of an earlier page"})
    return int(digits)


def updated(target: Any, source: Any, mask: Any, constant: Collection[str]) -> Any:
    """A copy of `target` with the fields that the mask names as they are in `source`.

    `constant` are the fields that may not be changed. Raises INVALID_ARGUMENT Failures.
    """
    _check_mask(target, mask, constant)
    result = type(target)()
    result.CopyFrom(target)
    mask.MergeMessage(source, result, replace_message_field=True, replace_repeated_field=True)
    return result


def _check_mask(target: Any, mask: Any, constant: Collection[str]) -> None:
    if not mask.paths:
        raise invalid({"update_mask": "names no field; say what to change"})
    if not mask.IsValidForDescriptor(target.DESCRIPTOR):
        raise invalid({"update_mask": f"names a field that {target.DESCRIPTOR.full_name} doesn't have"})
    for path in mask.paths:
        if path.partition(".")[0] in constant:
            raise invalid({"update_mask": f"{path} can't be changed"})

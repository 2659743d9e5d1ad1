"""The name of each request of a file."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from protowright.request.syntax.nodes import Block, RequestFile

_UNSAFE = re.compile(r"[^\w.-]+")
_KNOWN: WeakKeyDictionary[RequestFile, tuple[tuple[Block, str], ...]] = WeakKeyDictionary()


def request_names(file: RequestFile) -> list[tuple[Block, str]]:
    """Each request of the file with a name that no other one has, not even in other letter case.

    The name is that of its `@name` directive, else that of its method; `-2`, `-3` … is added where it is taken. It is
    fit to be part of a file name.
    """
    known = _KNOWN.get(file)
    if known is None:
        known = _KNOWN[file] = tuple(_named(file))
    return list(known)


def _named(file: RequestFile) -> list[tuple[Block, str]]:
    taken: set[str] = set()
    explicit = {block_name(block).lower() for block in file.requests if block.directive("name")}
    numbers: dict[str, int] = {}
    named: list[tuple[Block, str]] = []
    for block in file.requests:
        name = unique = block_name(block)
        number = numbers.get(name.lower(), 1)
        while unique.lower() in taken or (not block.directive("name") and unique.lower() in explicit):
            number += 1
            unique = f"{name}-{number}"
        numbers[name.lower()] = number
        taken.add(unique.lower())
        named.append((block, unique))
    return named


def block_name(block: Block) -> str:
    """The name the block asks for."""
    directive = block.directive("name")
    wanted = directive.value.text if directive is not None else ""
    if not wanted and block.line is not None:
        wanted = block.line.method.text or block.line.service.text.rpartition(".")[2] or block.line.kind.value
    return fit_name(wanted) or "request"


def fit_name(text: str) -> str:
    """A name as `request_names` gives it: fit to be part of a file name. Empty when nothing of it is."""
    return _UNSAFE.sub("-", text).strip("-.")


def find_request(file: RequestFile, name: str) -> Block | None:
    """The request of that name."""
    return next((block for block, own in request_names(file) if own == name), None)

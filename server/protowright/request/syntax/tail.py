"""The lines behind a body: assertions, saved responses, links to responses, scripts of other tools in files."""

from __future__ import annotations

import re

from protowright.request.syntax.lines import Line, unquoted
from protowright.request.syntax.nodes import Block, Redirect

_TAIL = re.compile(r"\s*(\?\?|>>!|>>|<>|>(?=[ \t]))")


def is_tail(line: str) -> bool:
    """Whether a line is one of these."""
    return _TAIL.match(line) is not None


def take_tail(line: Line, block: Block) -> bool:
    """Put `line` into the block if it is one of these."""
    found = _TAIL.match(line.text)
    if found is None:
        return False
    value = line.word(found.end())
    if found[1] == "??":
        block.assertions.append(value)
    elif found[1] == "<>":
        block.links.append(unquoted(value))
    elif found[1] == ">":
        block.scripts.append(line.word(0).span)
    else:
        whole = line.word(0)
        block.redirects.append(Redirect(whole.text, whole.span, unquoted(value), overwrites=found[1] == ">>!"))
    return True

"""Variables of a request file that no text of it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Tag
from protowright.diagnostics.request_codes import UNUSED_VARIABLE
from protowright.request.metadata_check import line_around
from protowright.request.syntax.nodes import RequestFile
from protowright.request.target import HOST
from protowright.request.variables import EXPRESSION
from protowright.text.edit import Edit

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def unused_variables(file: RequestFile, others: Iterable[str]) -> Iterator[Diagnostic]:
    """The variables that nothing uses; `others` are texts from elsewhere that may use them.

    Silent for a file without requests, which is there for others, and for one whose bodies are filled in from files.
    """
    requests = list(file.requests)
    if not requests or any(message.substitutes for block in requests for message in block.messages):
        return
    used = set(_used(file, others))
    for variable in file.variables:
        if variable.name.text not in used:
            fix = Fix("Remove the variable", (Edit(line_around(file.text, variable.name.span), ""),))
            message = f"nothing uses the variable `{variable.name.text}`"
            yield Diagnostic(UNUSED_VARIABLE, message, variable.name.span, fixes=(fix,), tags=(Tag.UNNECESSARY,))


def _used(file: RequestFile, others: Iterable[str]) -> Iterator[str]:
    """All names within braces, that which a line without a target calls, and all in scripts and requests of other tools, which
    may use variables in their own way."""
    for block in file.blocks:
        if block.line is not None and not block.line.target.text:
            yield HOST
    for text in (file.text, *others):
        for match in EXPRESSION.finditer(text):
            yield match[1].strip()
            yield from _NAME.findall(match[1])
    spans = [span for block in file.blocks for span in block.scripts]
    spans += [block.span for block in file.blocks if block.is_foreign]
    for span in spans:
        yield from _NAME.findall(span.of(file.text))

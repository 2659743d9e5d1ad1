"""Targets that nobody can call, as far as that is known before variables are filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.request_codes import INVALID_TARGET
from protowright.project.known_variables import known_variables
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.nodes import Block, RequestFile, Word
from protowright.request.target import InvalidTarget, parse_target, target_text
from protowright.text.edit import Edit
from protowright.text.span import Span

_JOINED = "GRPC{{"


def target_faults(snapshot: Snapshot, path: str, file: RequestFile, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """The targets in blocks of the file at `path` that are none."""
    for block in blocks:
        if block.line is not None:
            text = target_text(block.line, () if block.line.target.text else known_variables(snapshot, path, file))
            if "{{" in text:
                yield from _joined(block.line.target)
                continue
            try:
                parse_target(text)
            except InvalidTarget as error:
                span = block.line.target.span if block.line.target.text else block.line.span
                yield Diagnostic(INVALID_TARGET, str(error), span)


def _joined(target: Word) -> Iterator[Diagnostic]:
    """`GRPC{{host}}/...`, where the word and the target have grown together."""
    if target.text.upper().startswith(_JOINED):
        place = target.span.start + len("GRPC")
        fixes = (Fix("Insert a blank", (Edit(Span(place, place), " "),)),)
        yield Diagnostic(INVALID_TARGET, "there is no blank behind `GRPC`", target.span, fixes=fixes)

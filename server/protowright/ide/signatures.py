"""What a signature is: a label of parts, one of which is being written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Parameter:
    """One part of a signature: its span in the label, and Markdown about it."""

    span: Span
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and which of its parameters, from 0, stands at the cursor."""

    label: str
    documentation: str
    parameters: tuple[Parameter, ...]
    active: int


def signature_of_parts(
    start: str,
    texts: list[str],
    between: str,
    active: int,
    end: str = "",
    about: str = "",
    notes: Iterable[str] = (),
) -> Signature:
    """A signature of parts: its label is all of them, with what stands between. `about` and `notes` are Markdown."""
    label, spans = start + (" " if start.isalpha() else ""), []
    for index, text in enumerate(texts):
        label += between if index else ""
        spans.append(Span(len(label), len(label) + len(text)))
        label += text
    known = [*notes, *([""] * len(spans))]
    parameters = tuple(Parameter(span, note) for span, note in zip(spans, known, strict=False))
    return Signature(label + end, about, parameters, active)

"""What a hover is."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.text.span import Span


@dataclass(frozen=True)
class Hover:
    """Markdown, and the span of the name it is about."""

    markdown: str
    span: Span


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, as paragraphs."""
    return "\n\n".join(part for part in parts if part)


def code(text: str, language: str = "proto") -> str:
    """A block of code, in Markdown; a fence inside of the text does not end it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"


def bullets(lines: list[str]) -> str:
    """A list, in Markdown."""
    return "\n".join(f"- {line}" for line in lines)

"""Items inside JSON: quotes, colons and commas that lack are written with them, and none twice."""

from __future__ import annotations

import json

from protowright.ide.completion.items import CompletionItem
from protowright.ide.completion.requests.json_place import JsonPlace
from protowright.ide.completion.requests.question import Question
from protowright.ide.completion.requests.shapes import NOTHING, Shape
from protowright.text.edit import Edit
from protowright.text.span import Span


def key_item(question: Question, place: JsonPlace, key: str, shape: Shape, detail: str) -> CompletionItem:
    """The item that writes a key and the shape of its value; the key alone when it has its value already."""
    text = _quoted(place, key)
    if place.has_colon:
        return _item(place, key, "field", detail, text)
    return _shaped(question, place, key, "field", detail, Shape(f"{text}: {shape.before}", shape.after))


def string_item(
    question: Question, place: JsonPlace, text: str, kind: str, detail: str = "", around: Shape = NOTHING
) -> CompletionItem:
    """The item that writes a string; `around` is what stands around its quotes."""
    comma = "," if place.needs_comma else ""
    if not place.quote or around is NOTHING:
        return _item(place, text, kind, detail, f"{around.before}{_quoted(place, text)}{around.after}{comma}")
    start = place.span.start - 1
    before = (Edit(Span(start, start), around.before),)
    return _item(place, text, kind, detail, f"{_quoted(place, text)}{around.after}{comma}", edits=before)


def bare_item(place: JsonPlace, text: str, kind: str, detail: str = "") -> CompletionItem:
    """The item that writes a value without quotes."""
    return _item(place, text, kind, detail, text + ("," if place.needs_comma else ""))


def shape_item(question: Question, place: JsonPlace, shape: Shape, detail: str) -> CompletionItem:
    """The item that writes brackets or quotes with nothing between them."""
    return _shaped(question, place, shape.plain, "value", detail, shape)


def _shaped(question: Question, place: JsonPlace, label: str, kind: str, detail: str, shape: Shape) -> CompletionItem:
    comma = "," if place.needs_comma else ""
    if question.snippets:
        return _item(place, label, kind, detail, shape.snippet + comma, is_snippet=True)
    return _item(place, label, kind, detail, shape.plain + comma)


def _quoted(place: JsonPlace, text: str) -> str:
    """A text with the quotes that it lacks, escaped."""
    content = json.dumps(text, ensure_ascii=False)[1:-1]
    return content + place.quote if place.quote else f'"{content}"'


def _item(
    place: JsonPlace,
    label: str,
    kind: str,
    detail: str,
    text: str,
    is_snippet: bool = False,
    edits: tuple[Edit, ...] = (),
) -> CompletionItem:
    if place.comma_at == place.span.start:
        text = f", {text}"
    elif place.comma_at is not None:
        edits = (Edit(Span(place.comma_at, place.comma_at), ","), *edits)
    return CompletionItem(label, kind, detail, "", text, place.span, edits, is_snippet=is_snippet)

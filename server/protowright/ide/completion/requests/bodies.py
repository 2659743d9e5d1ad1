"""Completion inside JSON bodies: which request the body belongs to, and where its text begins and ends."""

from __future__ import annotations

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.body_keys import key_offers
from protowright.ide.completion.requests.body_values import value_offers
from protowright.ide.completion.requests.body_walk import expected_at
from protowright.ide.completion.requests.json_place import JsonPlace, json_place
from protowright.ide.completion.requests.question import Question, ranked
from protowright.ide.completion.requests.schema import Called, called_method
from protowright.request.syntax.body_parser import ends_json
from protowright.request.syntax.lines import split_lines
from protowright.text.span import Span


def body_completion(question: Question, start: int) -> CompletionList:
    """The items for a place in the lines of a body, which begin at the offset `start`."""
    if any(span.contains(question.offset) for span in question.block.scripts):
        return CompletionList()
    called = called_method(question)
    if called is None:
        return CompletionList()
    values = values_around(question, start)
    place = json_place(question.text, values.start, values.end, question.offset)
    if (
        place is None
        or (place.comma_at is not None and question.trigger == " ")
        or _is_surplus(question, called, place)
    ):
        return CompletionList()
    expected = expected_at(place, called.message, called.is_client_stream, called.slots)
    if expected is None:
        return CompletionList()
    make = key_offers if place.is_key else value_offers
    return ranked(list(make(question, called, place, expected)), place.typed)


def _is_surplus(question: Question, called: Called, place: JsonPlace) -> bool:
    """Whether a place is that of another message where there may be one only."""
    if len(place.around) > 1 or called.is_client_stream:
        return False
    return any(not message.span.contains(question.offset) for message in question.block.messages)


def values_around(question: Question, start: int) -> Span:
    """The lines around the cursor that hold JSON: up to a line that is something else on either side.

    The lines under the metadata begin at the offset `start`.
    """
    scripts = [span.end for span in question.block.scripts if span.end <= question.offset]
    first = max([start, *scripts])
    end = question.block.span.end
    for line in split_lines(question.text[first:end]):
        if ends_json(line.text):
            if first + line.start > question.offset:
                return Span(start, first + line.start)
            start = first + line.end
    return Span(max(start, max(scripts, default=0)), end)

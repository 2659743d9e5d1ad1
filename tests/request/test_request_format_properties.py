"""What holds for the form of every request file: white space alone differs, it means the same, and it is its own form."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.request_texts import FRAGMENTS, SAMPLES
from tests.support.timing import growth

from protowright.proto.format.settings import FormatSettings
from protowright.request.assertions.parser import parse_assertion
from protowright.request.format.edits import (
    format_request_edits,
    format_request_range_edits,
    format_request_typed_edits,
)
from protowright.request.format.formatter import format_request_text
from protowright.request.syntax.nodes import Block, Message, WaitForServer, Word
from protowright.request.syntax.parser import parse_request_file
from protowright.request.to_json import to_json
from protowright.text.edit import apply_edits
from protowright.text.span import Span

SETTINGS = (FormatSettings(), FormatSettings(4, line_width=1), FormatSettings(0, line_width=20))
JSON_PIECES = (
    *("{", "}", "[", "]", ",", ":", '"a"', '"a": ', "1", "-2.5e3", "true", "null", "{{a}}", '"{{a}} b"', "{{@a}}"),
    *("// c", "# c", "### c", "/* c */", "/*\n * c\n */", "/*\n=== c\n*/", "\n", "\n\n", " ", "  ", "\t", "\r\n", "\r"),
    *("{}", "[]", '{ "a": 1 }', "[1, 2]", '{"a": [{"b": {}}, 1,],}', "\u2028", "\f", "\n===\n", "\n?? status == OK\n"),
)


def kept(text: str) -> str:
    """All signs of a text but white space, in their order."""
    return re.sub(r"\s+", "", text)


def words(items: list[Word]) -> list[str]:
    """The texts of words."""
    return [item.text for item in items]


def body(item: Message | WaitForServer) -> Any:
    """What a message sends."""
    if isinstance(item, WaitForServer):
        return "wait"
    if item.json is not None:
        return to_json(item.json, lambda part: part)
    assert item.file is not None
    return item.file.text, item.substitutes, item.encoding and item.encoding.text


def assertion(word: Word) -> Any:
    """What an assertion says, without the white space between its parts."""
    parsed = parse_assertion(word)
    found = parsed.assertion
    if found is None:
        return kept(word.text)
    parts = (found.argument, found.operator, found.value)
    return found.subject_word.text, [part and part.text for part in parts], len(parsed.diagnostics)


def shape(block: Block, text: str) -> Any:
    """What a block means."""
    line = block.line
    return (
        block.title.text,
        [(item.name.text, item.value.text) for item in block.directives],
        [(item.name.text, item.value.text, item.is_lazy) for item in block.variables],
        [(item.path.text, item.is_descriptor_set, words([*item.include_dirs])) for item in block.schema_lines],
        [(option.key.text, kept(option.value.text)) for item in block.schema_lines for option in item.options],
        line and (line.kind, line.target.text, line.service.text, line.method.text, line.extra and line.extra.text),
        [(item.key.text, item.value.text) for item in block.metadata],
        [body(item) for item in block.body],
        [assertion(item) for item in block.assertions],
        [(item.path.text, item.overwrites) for item in block.redirects],
        words(block.links),
        [span.of(text).strip() for span in (*block.scripts, *block.commands)],
        block.is_foreign,
    )


def meaning(text: str) -> Any:
    """What a file means, and what is wrong with it."""
    file = parse_request_file(text)
    return [shape(block, text) for block in file.blocks], [item.message for item in file.diagnostics]


def check(text: str, settings: FormatSettings = SETTINGS[0]) -> None:
    """What holds for every text."""
    form = format_request_text(text, settings)
    assert kept(form) == kept(text)
    assert meaning(form) == meaning(text)
    assert format_request_text(form, settings) == form
    file = parse_request_file(text)
    assert apply_edits(text, format_request_edits(file, settings)) == form


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_a_real_file_and_its_beginnings(path: Path, settings: FormatSettings) -> None:
    text = path.read_text(encoding="utf-8")
    check(text, settings)
    for end in range(0, len(text), max(1, len(text) // 60)):
        check(text[:end], settings)


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix == ".grpc"], ids=lambda path: path.stem)
def test_own_files_are_in_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_request_text(text) == text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_part_of_an_edit_changes_the_meaning(path: Path) -> None:
    """Also a file that is nowhere in form, and any range of it, and any place in it."""
    text = path.read_text(encoding="utf-8").replace(": ", ":   ").replace("{ ", "{\t").replace("\n\n", "\n \n\n")
    file = parse_request_file(text)
    for start in range(0, len(text), max(1, len(text) // 25)):
        span = Span(start, min(len(text), start + 30))
        for edits in (
            format_request_range_edits(file, span, SETTINGS[0]),
            format_request_typed_edits(file, start, "}", SETTINGS[0]),
            format_request_typed_edits(file, start, "\n", SETTINGS[0]),
        ):
            new = apply_edits(text, edits)
            assert (kept(new), meaning(new)) == (kept(text), meaning(text))


@pytest.mark.parametrize("seed", range(60))
def test_mutated_files(seed: int) -> None:
    source = random.Random(seed)
    text = SAMPLES[seed % len(SAMPLES)].read_text(encoding="utf-8")
    for _ in range(8):
        start = source.randrange(len(text) + 1)
        text = text[:start] + source.choice(FRAGMENTS) + text[start + source.choice((0, 0, 1, 10)) :]
        check(text, source.choice(SETTINGS))


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_fragments(fragments: list[str]) -> None:
    check("".join(fragments))


@given(st.lists(st.sampled_from(JSON_PIECES), max_size=25), st.sampled_from(SETTINGS))
def test_any_pieces_of_a_body(pieces: list[str], settings: FormatSettings) -> None:
    check("GRPC h/a.B/C\n\n" + "".join(pieces), settings)


VALUES = st.recursive(
    st.sampled_from(("1", '"a b"', "{{a}}", "null", "{}", "[]")),
    lambda inner: st.lists(inner, max_size=3).map(list),
    max_leaves=12,
)
BLANKS = st.sampled_from(
    ("", " ", "\n", "\n\n", " // c\n", "\n# c\n", "/* c */", "\n/* c\n d */\n", " /* c */ ", "\r\n")
)


@given(st.data(), st.sampled_from(SETTINGS))
def test_any_body_with_comments_anywhere(data: st.DataObject, settings: FormatSettings) -> None:
    def written(value: Any) -> str:
        def gap() -> str:
            return data.draw(BLANKS)

        if isinstance(value, str):
            return value
        is_object = len(value) % 2 == 0
        parts = [gap() + ('"k"' + gap() + ":" + gap() if is_object else "") + written(item) + gap() for item in value]
        comma = "," if parts and data.draw(st.booleans()) else ""
        inner = ",".join(parts) + comma + gap()
        return "{" + inner + "}" if is_object else "[" + inner + "]"

    text = "GRPC h/a.B/C\n\n" + written(data.draw(VALUES)) + data.draw(BLANKS) + "\n"
    check(text, settings)


@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        "x:1\n",
        "[",
        '{"a":[',
        "{}\n===\n",
        "### a\nGRPC h/a.B/C\n\n{}\n",
        "### a\nGRPC h/a.B/C\nwhat\n\n{1}\n",
        "what\n",
        "[1,\n",
    ],
)
def test_time_grows_as_the_text_does(unit: str) -> None:
    assert growth(lambda count: lambda text="GRPC h/a.B/C\n\n" + unit * count: format_request_text(text), 500) < 3

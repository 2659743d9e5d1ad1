"""What holds for request files whatever the text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.request_texts import FRAGMENTS, SAMPLES
from tests.support.timing import growth

from protowright.request.names import request_names
from protowright.request.syntax.nodes import Message, Word
from protowright.request.syntax.parser import parse_request_file
from protowright.request.to_json import to_json
from protowright.text.span import Span


def check(text: str) -> None:
    """Parse, and check what holds for every tree."""
    file = parse_request_file(text)
    assert file.text == text

    def inside(span: Span) -> None:
        assert 0 <= span.start <= span.end <= len(text)

    for item in file.diagnostics:
        inside(item.span)
    assert list(file.blocks) == sorted(file.blocks, key=lambda block: block.span.start)
    for block in file.blocks:
        inside(block.span)
        words = [block.title, *block.assertions, *block.links, *(item.path for item in block.schema_lines)]
        words += [word for item in block.redirects for word in (Word(item.text, item.span), item.path)]
        words += [word for item in block.schema_lines for word in item.include_dirs]
        words += [word for item in block.schema_lines for option in item.options for word in (option.key, option.value)]
        words += [word for item in (*block.directives, *block.variables) for word in (item.name, item.value)]
        words += [word for entry in block.metadata for word in (entry.key, entry.value)]
        if block.line is not None:
            words += [block.line.target, block.line.service, block.line.method]
            words += [block.line.extra] if block.line.extra is not None else []
        for word in words:
            assert word.span.of(text) == word.text
        for span in block.scripts:
            inside(span)
        for item in block.body:
            inside(item.span)
            if isinstance(item, Message):
                assert all(word.span.of(text) == word.text for word in (item.file, item.encoding) if word is not None)
            if isinstance(item, Message) and item.json is not None:
                to_json(item.json, lambda part: part)
    assert len(request_names(file)) == len(list(file.requests))


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 4


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_has_no_fault_and_every_prefix_is_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [item.message for item in parse_request_file(text).diagnostics] == []
    step = max(1, len(text) // 300)
    for end in range(0, len(text) + 1, step):
        check(text[:end])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_without_any_one_line_is_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for index in range(len(lines)):
        check("".join(lines[:index] + lines[index + 1 :]))


@pytest.mark.parametrize("seed", range(60))
def test_mutated_samples_are_read(seed: int) -> None:
    source = random.Random(seed)
    text = SAMPLES[seed % len(SAMPLES)].read_text(encoding="utf-8")
    for _ in range(8):
        start = source.randrange(len(text) + 1)
        text = text[:start] + source.choice(FRAGMENTS) + text[start + source.choice((0, 0, 1, 10)) :]
        check(text)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_fragments_are_read(fragments: list[str]) -> None:
    check("".join(fragments))


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        "GRPC h a.B/C {{a}} ",
        "localhost:1//",
        "{{a}}/{",
        "proto < a\nincludeDirs: [a\n",
        "{{\n",
        "# @grpc a.B/C\n",
        '"{{a"',
        '### a\n# @name a\nGRPC h/a.B/C\nx: 1\n\n{"a": 1}\n\n',
        'GRPC h/a.B/C\n\n{"a" 1}\n###\n',
        "###\n",
        "what\n",
        "GRPC h/a.B/C\n",
        "GRPC {{",
        "{{a}}",
        "a/b",
        "{% ",
        "< {%\n",
        "@a = {{a}}\n",
        "# @a ",
        "a.",
        " ",
        "\r",
        "GRPC h/a.B/C\n\n{}\n===\n",
    ],
)
def test_time_grows_as_the_text_does(unit: str) -> None:
    assert growth(lambda count: lambda text=unit * count: parse_request_file(text), 1_000) < 3


@pytest.mark.parametrize(
    "unit", ['"{{', '"{{a}}', "{{", '[ "{{a}}', "{", "[", '{"a":', "{{", '"', "x ", "{}", "/*", "\n"]
)
def test_time_grows_as_the_body_does(unit: str) -> None:
    assert growth(lambda count: lambda text="GRPC h/a.B/C\n\n" + unit * count: parse_request_file(text), 2_000) < 3


@pytest.mark.parametrize("seed", range(10))
def test_a_tree_made_from_an_earlier_one_is_that_of_the_text(seed: int) -> None:
    source = random.Random(seed)
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in source.sample(SAMPLES, 3))
    previous = parse_request_file(text)
    for _ in range(40):
        start = source.randrange(len(text) + 1)
        end = min(len(text), start + source.choice((0, 0, 1, 3, 40)))
        text = text[:start] + source.choice((*FRAGMENTS, "", "", "\n", "\n### x\n", "\r")) + text[end:]
        previous, whole = parse_request_file(text, previous), parse_request_file(text)
        assert previous.blocks == whole.blocks
        assert previous.diagnostics == whole.diagnostics

"""Bodies as people write them: comments, trailing commas, variables, and every usual slip as one diagnostic."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.timing import growth

from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.to_json import to_json, to_plain
from protowright.text.edit import apply_edits


def parsed(text: str) -> tuple[list[JsonValue], JsonParser]:
    parser = JsonParser(text, 0, len(text))
    return parser.values(), parser


def plain(text: str) -> Any:
    """The only value of a text without faults."""
    (value,), parser = parsed(text)
    assert [item.message for item in parser.diagnostics] == []
    return to_plain(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", {}),
        ("[]", []),
        ('{"a": 1, }', {"a": 1}),
        ("[1, 2, ]", [1, 2]),
        ('{"a": 1, // one\n "b": 2 # two\n}', {"a": 1, "b": 2}),
        ('/* head */ {"a" /* key */ : /* value */ 1}', {"a": 1}),
        ('{"a": "x // no comment # either"}', {"a": "x // no comment # either"}),
        ('{"a": "{{b}} and {{c}}"}', {"a": "{{b}} and {{c}}"}),
        ('{"a": {{b}}, "c": [{{ d }}]}', {"a": "{{b}}", "c": ["{{d}}"]}),
        ('{"{{key}}": 1}', {"{{key}}": 1}),
        ('{"a": {"b": "{{"}}', {"a": {"b": "{{"}}),
        ('{"a": {"b": {"c": "{{x"}}, "d": "y"}', {"a": {"b": {"c": "{{x"}}, "d": "y"}),
        ('{"a": "\\u00e9\\n\\"\\\\"}', {"a": 'é\n"\\'}),
        ('{"a": "a\ttab"}', {"a": "a\ttab"}),
        ("[1, -2.5e3, 0, true, false, null]", [1, -2500.0, 0, True, False, None]),
        ("// only a comment\n[1]\n// and one more", [1]),
    ],
)
def test_tolerant_json(text: str, expected: Any) -> None:
    assert plain(text) == expected


def test_numbers_stay_as_they_were_written() -> None:
    (value,), _ = parsed('{"a": 12345678901234567890.10, "b": 1E400}')
    assert to_json(value, lambda text: text) == '{"a": 12345678901234567890.10, "b": 1E400}'


def test_a_variable_alone_is_the_json_it_stands_for() -> None:
    values = {"{{n}}": "42", "{{s}}": "tea", "{{o}}": '{"a": 1}', "{{q}}": 'say "hi"'}

    def fill(text: str) -> str:
        for name, value in values.items():
            text = text.replace(name, value)
        return text

    (value,), _ = parsed('{"a": {{n}}, "b": {{s}}, "c": {{o}}, "d": "{{n}}", "e": "{{q}}", "{{s}}": null}')
    expected = {"a": 42, "b": "tea", "c": {"a": 1}, "d": "42", "e": 'say "hi"', "tea": None}
    assert json.loads(to_json(value, fill)) == expected


SLIPS: dict[str, tuple[str, str, Any]] = {
    # What is written, where the fault is, and what is read all the same.
    "comma between members": ('{\n"a": 1\n"b": 2\n}', '"b"', {"a": 1, "b": 2}),
    "comma between values": ("[1 2]", "2", [1, 2]),
    "colon": ('{ "a" 1, "b": 2 }', '"a"', {"a": 1, "b": 2}),
    "colon before an object": ('{ "a" { "b": 2 } }', '"a"', {"a": {"b": 2}}),
    "value": ('{ "a": , "b": 2 }', '"a"', {"b": 2}),
    "the last value": ('{ "b": 2, "a": }', '"a"', {"b": 2}),
    "colon and value": ('{ "b": 2, "a" }', '"a"', {"b": 2}),
    "half a key": ('{ "b": 2, "a', '"a', None),
    "two commas": ('{ "a": 1,, "b": 2 }', ",", {"a": 1, "b": 2}),
    "a comma first": ('{ , "b": 2 }', ",", {"b": 2}),
    "quotes of a key": ("{ a: 1 }", "a", {"a": 1}),
    "quotes of a value": ('{ "a": tea }', "tea", {"a": "tea"}),
    "single quotes": ("{ \"a\": 'tea' }", "'tea'", {"a": "tea"}),
    "single quotes of a key": ("{ 'a': 1 }", "'a'", {"a": 1}),
    "closing quote": ('{ "a": "tea }', '"tea', {"a": "tea"}),
    "closing quote before a comma": ('{\n"a": "tea,\n"b": 2\n}', '"tea', {"a": "tea", "b": 2}),
    "opening quote": ('{\n"a": tea",\n"b": 2\n}', "tea", None),
    "closing quote of a key": ('{\n"a: 1,\n"b": 2\n}', '"a', {"a": 1, "b": 2}),
    "closing brace": ('{ "a": 1', "{", {"a": 1}),
    "closing brace inside": ('{ "a": { "b": 1, "c": [2] }', "{", {"a": {"b": 1, "c": [2]}}),
    "closing bracket": ('{ "a": [1, 2 }', "[", {"a": [1, 2]}),
    "the wrong closing bracket": ('{ "a": 1 ]', "]", {"a": 1}),
    "the wrong closing brace": ("[1, 2}", "}", [1, 2]),
    "a closing brace too many": ('{ "a": 1 } }', "}", {"a": 1}),
    "a capital": ('{ "a": True }', "True", {"a": "True"}),
    "a plus sign": ('{ "a": +1 }', "+1", {"a": "+1"}),
    "a leading zero": ('{ "a": 007 }', "007", {"a": "007"}),
    "a dot alone": ('{ "a": .5 }', ".5", {"a": ".5"}),
    "an escape": ('{ "a": "\\x" }', '"\\x"', {"a": "x"}),
    "half an escape": ('{ "a": "\\u12" }', '"\\u12"', {"a": "u12"}),
    "equals for colon": ('{ "a" = 1 }', '"a"', None),
    "semicolon for comma": ('{ "a": 1; "b": 2 }', "1;", None),
}


TWO_STEPS = ("half a key", "opening quote", "semicolon for comma")
"""Slips whose first fix leaves something to write: what is missing cannot be guessed."""


@pytest.mark.parametrize("title", SLIPS)
def test_one_slip_is_one_diagnostic(title: str) -> None:
    text, place, expected = SLIPS[title]
    values, parser = parsed(text)
    assert [item.span.of(text) for item in parser.diagnostics] == [place], [i.message for i in parser.diagnostics]
    if expected is not None:
        assert to_plain(values[0]) == expected
    for item in parser.diagnostics:
        assert not item.message.endswith(".") and "\n" not in item.message
        for fix in item.fixes:
            _, mended = parsed(apply_edits(text, fix.edits))
            assert len(mended.diagnostics) == (title in TWO_STEPS), fix


def test_faults_on_different_lines_are_different_faults() -> None:
    _, parser = parsed('{\n"a" 1,\n"b": tea,\n"c": [1 2]\n}')
    assert len(parser.diagnostics) == 3


def test_a_text_that_is_no_json_has_few_faults() -> None:
    _, parser = parsed("this\nis\nno\njson\n" * 1000)
    assert len(parser.diagnostics) <= 101


def test_deep_nesting_is_one_fault() -> None:
    for text in ("[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000, "[" * 100 + "]" * 100):
        _, parser = parsed(text)
        assert len(parser.diagnostics) == (1 if len(text) > 200 else 0)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_strict_json_is_read_as_json_reads_it(value: Any, ascii_only: bool, indent: int | None) -> None:
    assert plain(json.dumps(value, ensure_ascii=ascii_only, indent=indent)) == value


@given(
    st.lists(
        st.sampled_from(['"', "'", "{", "}", "[", "]", ":", ",", "{{a}}", "{{", "1", "a", "\n", "/*", "//", "\\", " "])
    )
)
def test_any_fragments_are_read(fragments: list[str]) -> None:
    text = "".join(fragments)
    values, parser = parsed(text)
    for value in values:
        assert 0 <= value.span.start <= value.span.end <= len(text)
        json.loads(to_json(value, lambda part: part))
    assert all(0 <= item.span.start <= item.span.end <= len(text) for item in parser.diagnostics)


@pytest.mark.parametrize(
    "unit",
    ['{"a": 1}\n', '{"a" 1}\n', "[1 2]\n", "{", "[", "{{", "}", '"', "'", "\\", "/*", "a ", ",", ":", '"a": "\n'],
)
def test_time_grows_as_the_text_does(unit: str) -> None:
    assert growth(lambda count: lambda text=unit * count: parsed(text), 4_000) < 3

"""Filling variables in: where their values come from, and what is said when there is none."""

from __future__ import annotations

import re
import time
import uuid
from datetime import datetime

import pytest

from protowright.request.syntax.parser import parse_request_file
from protowright.request.variables import UnresolvedVariable, Variables, expressions
from protowright.text.span import Span


def variables(text: str = "", **environment: str) -> Variables:
    return Variables(parse_request_file(text), environment, {"SECRET": "from .env"})


def test_values_of_the_file_win_over_the_environment() -> None:
    known = variables("@host = here\n", host="there", user="42")
    assert known.fill("{{host}}/{{ user }}/{{host}}") == "here/42/here"
    assert known.names() == ["host", "user"]


def test_the_last_value_in_the_file_counts() -> None:
    assert variables("@a = 1\n###\n@a = 2\n").fill("{{a}}") == "2"


def test_variables_may_stand_in_variables() -> None:
    assert variables("@url = {{scheme}}://{{host}}\n@host = h:{{port}}\n", scheme="grpc", port="1").fill("{{url}}") == (
        "grpc://h:1"
    )


def test_text_without_variables_stays() -> None:
    for text in ("", "{}", "{ {a} }", "{{a\n}}", "{{", "}}", '{"a": {"b": 1}}'):
        assert variables().fill(text) == text


@pytest.mark.parametrize(
    ("text", "expression", "reason"),
    [
        ("{{nothing}}", "nothing", "the variable `nothing` has no value"),
        ("{{}}", "", "the variable `` has no value"),
        ("{{$nothing}}", "$nothing", "the variable `$nothing` is no dynamic variable"),
        ("{{$dotenv NO}}", "$dotenv NO", "is not in a `.env` file here or above"),
        (
            "{{$processEnv PROTOWRIGHT_NO}}",
            "$processEnv PROTOWRIGHT_NO",
            "is not set in the environment of the process",
        ),
        ("{{$env.PROTOWRIGHT_NO}}", "$env.PROTOWRIGHT_NO", "is not set in the environment of the process"),
        ("{{$randomInt x y}}", "$randomInt x y", "has arguments that do not fit"),
        ("{{$randomInt 5 5}}", "$randomInt 5 5", "has arguments that do not fit"),
        ("{{$randomInt 5}}", "$randomInt 5", "has arguments that do not fit"),
    ],
)
def test_a_variable_without_a_value(text: str, expression: str, reason: str) -> None:
    with pytest.raises(UnresolvedVariable, match=re.escape(reason)) as caught:
        variables().fill(text)
    assert caught.value.expression == expression


def test_a_circle_is_said_and_ends() -> None:
    with pytest.raises(UnresolvedVariable, match="`a` refers to itself"):
        variables("@a = {{b}}\n@b = {{a}}\n").fill("{{a}}")


def test_a_long_chain_is_said_and_ends() -> None:
    text = "".join(f"@a{number} = {{{{a{number + 1}}}}}\n" for number in range(5000))
    with pytest.raises(UnresolvedVariable, match="more than 50 variables deep"):
        variables(text).fill("{{a0}}")


def test_dynamic_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOWRIGHT_TEST", "set")
    fill = variables().fill
    for name in ("$uuid", "$guid", "$random.uuid"):
        assert uuid.UUID(fill(f"{{{{{name}}}}}")).version == 4
    assert fill("{{$uuid}}") != fill("{{$uuid}}")
    assert abs(int(fill("{{$timestamp}}")) - time.time()) < 60
    for name in ("$isoTimestamp", "$datetime iso8601"):
        found = datetime.fromisoformat(fill(f"{{{{{name}}}}}").replace("Z", "+00:00"))
        assert abs(found.timestamp() - time.time()) < 60
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", fill("{{$datetime rfc1123}}"))
    assert {fill("{{$randomInt 3 5}}") for _ in range(60)} == {"3", "4"}
    assert {fill("{{$random.integer(3, 5)}}") for _ in range(60)} == {"3", "4"}
    assert 0 <= int(fill("{{$randomInt}}")) < 1000
    assert fill("{{$processEnv PROTOWRIGHT_TEST}} {{$env.PROTOWRIGHT_TEST}}") == "set set"
    assert fill("{{$dotenv SECRET}}") == "from .env"


def test_expressions_and_their_places() -> None:
    assert list(expressions("a {{b}} {{ c d }}", 10)) == [("b", Span(12, 17)), ("c d", Span(18, 27))]


def test_variables_that_double_come_to_an_end() -> None:
    lines = [f"@a{step} = {{{{a{step + 1}}}}}{{{{a{step + 1}}}}}" for step in range(40)]
    file = parse_request_file("\n".join([*lines, "@a40 = xx"]))
    with pytest.raises(UnresolvedVariable, match="characters long"):
        Variables(file, {}, {}).fill("{{a0}}")

"""Filling variables in: where their values come from, and what is said when there is none."""

from __future__ import annotations

import re
import time
import uuid
from datetime import datetime

import pytest

from protowright.request.references import NothingThere, Reference
from protowright.request.syntax.parser import parse_request_file
from protowright.request.variables import UnresolvedReference, UnresolvedVariable, Variables, expressions
from protowright.text.span import Span


def variables(text: str = "", **environment: str) -> Variables:
    return Variables(parse_request_file(text), environment, {"SECRET": "from .env"})


def test_values_of_the_file_win_over_the_environment() -> None:
    known = variables("@host = here\n", host="there", user="42")
    assert known.fill("{{host}}/{{ user }}/{{host}}") == "here/42/here"
    assert known.names() == ["SECRET", "host", "user"]


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
        ("{{}}", "", "there is no name between the braces"),
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
        ("{{$uuid 4}}", "$uuid 4", "has arguments that do not fit"),
        ("{{$timestamp 1 fortnight}}", "$timestamp 1 fortnight", "has arguments that do not fit"),
        ("{{$timestamp 1}}", "$timestamp 1", "has arguments that do not fit"),
        ("{{$datetime iso8601 99999 y}}", "$datetime iso8601 99999 y", "has arguments that do not fit"),
        ("{{$datetime iso8601 999999999999 s}}", "$datetime iso8601 999999999999 s", "has arguments that do not fit"),
        ("{{$datetime YYYY}}", "$datetime YYYY", "has arguments that do not fit"),
        ("{{$random.float(2, 1)}}", "$random.float(2, 1)", "has arguments that do not fit"),
        ("{{$random.alphabetic}}", "$random.alphabetic", "has arguments that do not fit"),
        ("{{$random.alphabetic(-1)}}", "$random.alphabetic(-1)", "has arguments that do not fit"),
        ("{{$random.hexadecimal(1000000000)}}", "$random.hexadecimal(1000000000)", "has arguments that do not fit"),
        ("{{$processEnv}}", "$processEnv", "takes one name"),
        ("{{$env A B}}", "$env A B", "takes one name"),
        ("{{$dotenv %NO}}", "NO", "the variable `NO` has no value"),
        ("{{$env \ud800}}", "$env \ud800", "is not set in the environment of the process"),
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


def test_times_with_offsets_and_formats() -> None:
    fill = variables().fill
    now = time.time()
    assert abs(int(fill("{{$timestamp -1 d}}")) - (now - 86400)) < 60
    assert abs(int(fill("{{$timestamp 1500 ms}}")) - now) < 60
    later = datetime.fromisoformat(fill("{{$datetime iso8601 2 h}}").replace("Z", "+00:00"))
    assert abs(later.timestamp() - now - 7200) < 60
    local = datetime.fromisoformat(fill("{{$localDatetime iso8601}}").replace("Z", "+00:00"))
    assert abs(local.timestamp() - now) < 60
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", fill("{{$localDatetime rfc1123}}"))
    assert re.fullmatch(r"\d{4}/\d\d at \d\d:\d\d", fill("{{$datetime 'YYYY/MM [at] HH:mm'}}"))
    assert fill('{{$datetime "YYYY" 1 y}}') == str(int(fill('{{$datetime "YYYY"}}')) + 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", fill("{{$date}}"))


def test_random_texts_and_numbers() -> None:
    fill = variables().fill
    assert all(1.5 <= float(fill("{{$random.float(1.5, 2)}}")) <= 2 for _ in range(60))
    assert 0 <= float(fill("{{$random.float}}")) <= 1000
    assert re.fullmatch(r"[A-Za-z]{7}", fill("{{$random.alphabetic(7)}}"))
    assert re.fullmatch(r"[A-Za-z0-9]{40}", fill("{{$random.alphanumeric(40)}}"))
    assert re.fullmatch(r"[0-9a-f]{16}", fill("{{$random.hexadecimal(16)}}"))
    assert re.fullmatch(r"[a-z]+@example\.com", fill("{{$random.email}}"))


def test_names_that_variables_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOWRIGHT_TEST", "set")
    known = variables("@which = SECRET\n", variable="PROTOWRIGHT_{{suffix}}", suffix="TEST")
    assert known.fill("{{$dotenv %which}} {{$processEnv %variable}} {{$env PROTOWRIGHT_TEST}}") == "from .env set set"


def test_a_circle_through_a_name_is_said() -> None:
    with pytest.raises(UnresolvedVariable, match="`a` refers to itself"):
        variables("@a = {{$dotenv %a}}\n").fill("{{a}}")


def test_variables_of_dotenv_have_plain_names_too() -> None:
    assert variables().fill("{{SECRET}}") == "from .env"
    assert variables(SECRET="from the environment").fill("{{SECRET}}") == "from the environment"


def test_a_variable_has_one_value_and_a_lazy_one_many() -> None:
    known = variables("@once = {{$uuid}}\n@anew := {{$uuid}}\n@of = {{anew}}\n")
    assert known.fill("{{once}}") == known.fill("{{once}}")
    assert known.fill("{{anew}}") != known.fill("{{anew}}")
    first, second = known.fill("{{anew}} {{anew}}").split()
    assert first != second
    assert known.fill("{{of}}") == known.fill("{{of}}")


def test_lazy_variables_that_double_come_to_an_end() -> None:
    lines = [f"@a{step} := {{{{$env.PROTOWRIGHT_EMPTY}}}}{{{{a{step + 1}}}}}{{{{a{step + 1}}}}}" for step in range(40)]
    file = parse_request_file("\n".join([*lines, "@a40 ="]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROTOWRIGHT_EMPTY", "")
        with pytest.raises(UnresolvedVariable, match="one of more than 100,000"):
            Variables(file, {}, {}).fill("{{a0}}")


# References


def test_references_are_asked_for_their_values() -> None:
    asked: list[Reference] = []

    def answer(reference: Reference) -> str:
        asked.append(reference)
        return "value"

    file = parse_request_file("@token = {{login.response.body.$.token}}\n###\n# @name login\nGRPC h/a.B/C\n")
    known = Variables(file, {}, {}, answer)
    assert known.fill("{{token}} {{token}} {{login.user.id}}") == "value value value"
    assert [(item.request, item.argument) for item in asked] == [("login", "$.token"), ("login", "$.user.id")]


def test_a_variable_wins_over_the_short_form_of_a_reference() -> None:
    file = parse_request_file("@login.id = mine\n###\n# @name login\nGRPC h/a.B/C\n")
    assert Variables(file, {}, {}, lambda reference: "other").fill("{{login.id}}") == "mine"


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("login.response.body.$.a", "`login.response.body.$.a` has a value when the request `login` has run"),
        ("login.response.bdy.$.a", "`login.response.bdy.$.a` asks for no part of a response: did you mean `body`?"),
    ],
)
def test_a_reference_without_a_value(expression: str, sentence: str) -> None:
    with pytest.raises(UnresolvedReference) as caught:
        variables().fill("{{" + expression + "}}")
    assert str(caught.value) == sentence and caught.value.expression == expression


def test_what_is_not_there_is_said() -> None:
    def answer(reference: Reference) -> str:
        raise NothingThere("there is nothing at `$.a`")

    with pytest.raises(UnresolvedReference, match=re.escape("there is nothing at `$.a`")):
        Variables(parse_request_file(""), {}, {}, answer).fill("{{login.response.body.$.a}}")


def test_expressions_and_their_places() -> None:
    assert list(expressions("a {{b}} {{ c d }}", 10)) == [("b", Span(12, 17)), ("c d", Span(18, 27))]


def test_variables_that_double_come_to_an_end() -> None:
    lines = [f"@a{step} = {{{{a{step + 1}}}}}{{{{a{step + 1}}}}}" for step in range(40)]
    file = parse_request_file("\n".join([*lines, "@a40 = xx"]))
    with pytest.raises(UnresolvedVariable, match="characters long"):
        Variables(file, {}, {}).fill("{{a0}}")

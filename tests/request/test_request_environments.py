"""Environment files, and what of them counts."""

from __future__ import annotations

import pytest

from protowright.request.environment import InvalidEnvironment, merge, parse_environments


def test_environments_of_a_file() -> None:
    text = """
    { // comments are fine
      "dev": { "host": "h", "port": 1, "flag": true, "list": [1], "SSLConfiguration": {} },
      "prod": {},
    }
    """
    assert parse_environments(text) == {
        "dev": {"host": "h", "port": "1", "flag": "true", "list": "[1]"},
        "prod": {},
    }


@pytest.mark.parametrize("text", ["", "  ", "// only a comment", "{}"])
def test_an_empty_file_has_none(text: str) -> None:
    assert parse_environments(text) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "it must be an object that holds one object of variables for each environment"),
        ('{"dev": 1}', "it must be an object that holds"),
        ("null", "it must be an object that holds"),
        ('{"dev": {"a": }}', 'the key `"a"` has no value'),
        ('{"dev": {"a": 1', "has no `}`"),
        ('{"dev": {"a": ' + "1" * 5000 + "}}", ""),
    ],
)
def test_a_file_that_is_none(text: str, message: str) -> None:
    with pytest.raises(InvalidEnvironment) as caught:
        parse_environments(text)
    assert message in str(caught.value)


def test_later_layers_and_the_environment_win() -> None:
    public = {"$shared": {"a": "public shared", "b": "public shared", "c": "public shared"}, "dev": {"a": "public dev"}}
    private = {"$shared": {"b": "private shared", "a": "private shared"}, "dev": {"d": "private dev"}}
    assert merge([public, private], "dev") == {
        "a": "public dev",
        "b": "private shared",
        "c": "public shared",
        "d": "private dev",
    }
    assert merge([public, private], None) == {"a": "private shared", "b": "private shared", "c": "public shared"}
    assert merge([public], "nowhere") == public["$shared"] and merge([], "dev") == {}

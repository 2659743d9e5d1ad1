"""Environment files, and what of them counts."""

from __future__ import annotations

import pytest

from protowright.request.environment import EnvironmentPart, InvalidEnvironment, merge, parse_environments


def test_environments_of_a_file() -> None:
    text = """
    { // comments are fine
      "dev": { "host": "h", "port": 1, "flag": true, "list": [1], "SSLConfiguration": {} },
      "prod": {},
    }
    """
    found = parse_environments(text)
    assert {name: part.variables for name, part in found.items()} == {
        "dev": {"host": "h", "port": "1", "flag": "true", "list": "[1]"},
        "prod": {},
    }


def test_security_is_no_variable() -> None:
    text = """
    { "dev": {
        "SSLConfiguration": { "verifyHostCertificate": false },
        "Security": { "Auth": { "shop": { "Type": "OAuth2", "Client ID": "me" }, "odd": 1 } }
    } }
    """
    part = parse_environments(text)["dev"]
    assert part.variables == {}
    assert part.tls == {"verifyHostCertificate": False}
    assert part.tokens == {"shop": {"Type": "OAuth2", "Client ID": "me"}}


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


def parts(environments: dict[str, dict[str, str]]) -> dict[str, EnvironmentPart]:
    """Environments that have variables only."""
    return {name: EnvironmentPart(variables) for name, variables in environments.items()}


def test_later_layers_and_the_environment_win() -> None:
    shared = {"a": "public shared", "b": "public shared", "c": "public shared"}
    public = parts({"$shared": shared, "dev": {"a": "public dev"}})
    private = parts({"$shared": {"b": "private shared", "a": "private shared"}, "dev": {"d": "private dev"}})
    assert merge([public, private], "dev").variables == {
        "a": "public dev",
        "b": "private shared",
        "c": "public shared",
        "d": "private dev",
    }
    everywhere = {"a": "private shared", "b": "private shared", "c": "public shared"}
    assert merge([public, private], None).variables == everywhere
    assert merge([public], "nowhere").variables == shared and merge([], "dev").variables == {}


def test_a_private_file_may_hold_the_secret_of_a_token_alone() -> None:
    public = {"dev": EnvironmentPart(tokens={"shop": {"Client ID": "me", "Token URL": "https://a"}})}
    private = {"dev": EnvironmentPart(tokens={"shop": {"Client Secret": "s"}})}
    merged = merge([public, private], "dev").tokens
    assert merged == {"shop": {"Client ID": "me", "Token URL": "https://a", "Client Secret": "s"}}

"""Messages made of JSON, and what is remembered of them."""

from __future__ import annotations

import pytest
from google.protobuf import json_format
from tests.runner.reflecting import file_of

from protowright.runner.pool import MessagePool, message_class


def test_a_text_is_parsed_once() -> None:
    pool = MessagePool([file_of("a.proto", "Echo")])
    request = message_class(pool.method("echo.Echo", "One"), of_request=True)
    fitted: list[str] = []

    def fit(text: str) -> str:
        fitted.append(text)
        return text

    first, again = (pool.parse('{"text": "a"}', request, fit) for _ in range(2))
    assert first is again and first.SerializeToString() == b"\n\x01a"
    assert pool.parse('{"text": "b"}', request, fit).SerializeToString() == b"\n\x01b"
    assert fitted == ['{"text": "a"}', '{"text": "b"}']


def test_what_does_not_fit_is_said_each_time() -> None:
    pool = MessagePool([file_of("a.proto", "Echo")])
    request = message_class(pool.method("echo.Echo", "One"), of_request=True)
    for _ in range(2):
        with pytest.raises(json_format.ParseError):
            pool.parse('{"nothing": 1}', request)


def test_not_all_texts_are_remembered() -> None:
    pool = MessagePool([file_of("a.proto", "Echo")])
    request = message_class(pool.method("echo.Echo", "One"), of_request=True)
    texts = [f'{{"text": "{number}"}}' for number in range(1000)]
    first = [pool.parse(text, request) for text in texts]
    assert sum(pool.parse(text, request) is message for text, message in zip(texts, first, strict=True)) < 100
    long = f'{{"text": "{"x" * 100_000}"}}'
    assert pool.parse(long, request) is not pool.parse(long, request)

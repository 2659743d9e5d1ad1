"""The syntax of assertions, and what is said when one says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protowright.diagnostics.diagnostic import Severity
from protowright.request.assertions.nodes import ParsedAssertion, Subject
from protowright.request.assertions.parser import assertion_faults, assertions_of, parse_assertion
from protowright.request.json_path import path_end
from protowright.request.syntax.nodes import Word
from protowright.request.syntax.parser import parse_request_file
from protowright.text.edit import apply_edits
from protowright.text.span import Span

START = 100


def parsed(text: str) -> ParsedAssertion:
    """The assertion, of which every part has its place."""
    found = parse_assertion(Word(text, Span(START, START + len(text))))
    assertion = found.assertion
    if assertion is not None:
        for word in (assertion.subject_word, assertion.argument, assertion.operator, assertion.value):
            assert word is None or word.span.shifted(-START).of(text) == word.text
    for fault in found.diagnostics:
        assert START <= fault.span.start <= fault.span.end <= START + len(text)
    return found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("status == OK", ("status", None, None, "==", "OK")),
        ("status   !=   5", ("status", None, None, "!=", "5")),
        ("duration < 300 ms", ("duration", None, None, "<", "300 ms")),
        ("body == {}", ("body", None, None, "==", "{}")),
        ("body $.a.b > 0", ("body", None, "$.a.b", ">", "0")),
        ("body $ exists", ("body", None, "$", "exists", None)),
        ("body $.a[?@.b == 'c d'].e isArray", ("body", None, "$.a[?@.b == 'c d'].e", "isArray", None)),
        ("body $['x ] y'] == 1", ("body", None, "$['x ] y']", "==", "1")),
        ("body $.{{ field }}.x == {{ a b }}", ("body", None, "$.{{ field }}.x", "==", "{{ a b }}")),
        ("message[0] $.a == 1", ("message", 0, "$.a", "==", "1")),
        ("message[12] exists", ("message", 12, None, "exists", None)),
        ("messages count >= 3", ("messages", None, None, ">=", "3")),
        ("header x-a exists", ("header", None, "x-a", "exists", None)),
        ("header {{ key }} == 1", ("header", None, "{{ key }}", "==", "1")),
        ("trailer x-a startsWith a b", ("trailer", None, "x-a", "startsWith", "a b")),
        ("details $[0].reason == X", ("details", None, "$[0].reason", "==", "X")),
        ("body $.a matches /a b/i", ("body", None, "$.a", "matches", "/a b/i")),
    ],
)
def test_parts(text: str, parts: tuple[str, int | None, str | None, str, str | None]) -> None:
    found = parsed(text)
    assertion = found.assertion
    assert found.diagnostics == () and assertion is not None
    argument = assertion.argument.text if assertion.argument is not None else None
    value = assertion.value.text if assertion.value is not None else None
    assert (assertion.subject.value, assertion.index, argument, assertion.operator.text, value) == parts
    assert assertion.text == text and assertion.span == Span(START, START + len(text))


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("", "", "the assertion is empty"),
        ("statsu == OK", "statsu", "an assertion cannot begin with `statsu`"),
        ("wrong == OK", "wrong", "an assertion cannot begin with `wrong`"),
        ("status[1] == OK", "status[1]", "`status` takes no number in brackets"),
        ("status == NOT_FOND", "NOT_FOND", "`NOT_FOND` is no status of gRPC"),
        ("status == 17", "17", "`17` is no status of gRPC"),
        ("status == 200", "200", "`200` is no status of gRPC"),
        ("status", "status", "the assertion has no operator"),
        ("status ==", "==", "`==` has no value behind it"),
        ("status exists", "exists", "`exists` does not fit `status`"),
        ("duration < soon", "soon", "a duration is a number with a unit, such as `300ms`"),
        ("duration contains 3", "contains", "`contains` does not fit `duration`"),
        ("messages == 3", "==", "`messages` can be counted alone: `messages count == 3`"),
        ("messages", "messages", "`messages` can be counted alone: `messages count == 3`"),
        ("messages count == many", "many", "messages are counted by a number"),
        ("message $.a == 1", "message", "`message` needs a number from 0: `message[0]`"),
        ("message[x] $.a == 1", "message[x]", "`message` needs a number from 0: `message[0]`"),
        ("message[0 $.a == 1", "message[0", "the bracket of `message[` is not closed"),
        ("message[", "message[", "`message` needs a number from 0: `message[0]`"),
        ("header exists", "exists", "`header` needs a key: `header x-request-id exists`"),
        ("trailer", "trailer", "`trailer` needs a key: `trailer x-request-id exists`"),
        ("body $.a[ == 1", "$.a[ == 1", "`$.a[ == 1` is no JSONPath (RFC 9535): "),
        ("body $. == 1", "$.", "`$.` is no JSONPath (RFC 9535): it ends too early"),
        ("body a.b == 1", "a.b", "`a.b` is no operator"),
        ("body $.a = 1", "=", "`=` is no operator"),
        ("body $.a startswith 1", "startswith", "`startswith` is no operator"),
        ("body $.a exists 1", "1", "`exists` takes no value"),
        ("body $.a matches (", "(", "`(` is no regular expression: "),
    ],
)
def test_faults(text: str, marked: str, message: str) -> None:
    found = parsed(text)
    (fault,) = found.diagnostics
    assert found.assertion is None and fault.severity is Severity.ERROR
    assert fault.span.shifted(-START).of(text) == marked and fault.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("statsu == OK", "status == OK"),
        ("status == NOT_FOND", "status == NOT_FOUND"),
        ("body $.a = 1", "body $.a == 1"),
        ("body $.a === 1", "body $.a == 1"),
        ("body $.a startswith 1", "body $.a startsWith 1"),
        ("header a =~ b", "header a matches b"),
    ],
)
def test_the_nearest_word_is_a_fix(text: str, mended: str) -> None:
    (fault,) = parsed(text).diagnostics
    assert fault.help is not None and fault.help.startswith("did you mean")
    (fix,) = fault.fixes
    edits = [edit._replace(span=edit.span.shifted(-START)) for edit in fix.edits]
    assert apply_edits(text, edits) == mended and parsed(mended).diagnostics == ()


def test_help_names_what_there_is() -> None:
    (fault,) = parsed("wrong == 1").diagnostics
    assert fault.help is not None and "`status`, `duration`" in fault.help
    (path,) = parsed("body a.b == 1").diagnostics
    assert path.help == "a path starts with `$`"


@pytest.mark.parametrize(("text", "subject"), [("js a.b == 1", Subject.JAVASCRIPT), ("xpath //a == 1", Subject.XPATH)])
def test_what_is_not_looked_at_is_a_warning(text: str, subject: Subject) -> None:
    found = parsed(text)
    (fault,) = found.diagnostics
    assert found.assertion is not None and found.assertion.subject is subject
    assert fault.severity is Severity.WARNING and fault.span.shifted(-START).of(text) == subject.value


def test_assertions_of_a_block() -> None:
    file = parse_request_file("GRPC h/a.B/C\n\n{}\n\n?? status == OK\n?? wrong\n?? messages count == 1\n?? js a\n")
    (block,) = file.requests
    assert [item.text for item in assertions_of(block)] == ["status == OK", "messages count == 1", "js a"]
    assert [fault.span.of(file.text) for fault in assertion_faults(block)] == ["wrong", "js"]


@given(
    st.lists(
        st.sampled_from(
            [
                *("status", "body", "header", "message[0]", "messages", "count", "$", "$.a", "[", "]", "'", '"', "=="),
                *(">=", "matches", "exists", "(", "{{", "}}", " ", "  ", "\t", "OK", "5", "?", "@", "..", "*", "é"),
                *("\ud800", "\0"),
            ]
        ),
        max_size=12,
    )
)
def test_any_text_is_read(parts: list[str]) -> None:
    parsed("".join(parts).strip())


@given(st.text(alphabet="$.[]?@&|!=<>*'\"(), :ab01é\\", max_size=30))
def test_any_path_is_read(path: str) -> None:
    assert 0 <= path_end(path, 0) <= len(path)
    parsed(f"body ${path} exists")

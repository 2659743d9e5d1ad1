"""References to other requests: how they are written, what they stand for, and what must run before what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.timing import growth

from protowright.request.assertions.outcome import Outcome
from protowright.request.dependencies import CircularReference, Dependencies, referenced_requests
from protowright.request.references import (
    Exchange,
    InvalidReference,
    NothingThere,
    Part,
    parse_reference,
    resolve,
)
from protowright.request.syntax.parser import parse_request_file

BODY = '{"token": "abc", "user": {"id": 7, "names": ["a", "b"], "big": "9007199254740993"}, "ok": true}'
EXCHANGE = Exchange(
    Outcome(0, "OK", "", 0.1, (("x-a", "1"), ("X-A", "2")), (("x-cost", "3"),), ('{"first": 1}', BODY)),
    ('{"room": 12}',),
    (("authorization", "Bearer t"),),
)


@pytest.mark.parametrize(
    ("expression", "parts", "value"),
    [
        ("login.response.body.$.token", ("login", True, Part.BODY, "$.token"), "abc"),
        ("login.response.body.token", ("login", True, Part.BODY, "$.token"), "abc"),
        ("login.response.body.$.user.id", ("login", True, Part.BODY, "$.user.id"), "7"),
        ("login.response.body.$.user.names", ("login", True, Part.BODY, "$.user.names"), '["a", "b"]'),
        ("login.response.body.$.user.names[*]", ("login", True, Part.BODY, "$.user.names[*]"), '["a", "b"]'),
        ("login.response.body.$.user.names[?@ == 'b']", ("login", True, Part.BODY, "$.user.names[?@ == 'b']"), "b"),
        ("login.response.body.$.user.big", ("login", True, Part.BODY, "$.user.big"), "9007199254740993"),
        ("login.response.body.$.ok", ("login", True, Part.BODY, "$.ok"), "true"),
        ("login.response.body.$['user']['id']", ("login", True, Part.BODY, "$['user']['id']"), "7"),
        ("login.response.headers.x-a", ("login", True, Part.HEADERS, "x-a"), "1, 2"),
        ("login.response.headers['X-A']", ("login", True, Part.HEADERS, "X-A"), "1, 2"),
        ("login.response.trailers.x-cost", ("login", True, Part.TRAILERS, "x-cost"), "3"),
        ("login.response.status", ("login", True, Part.STATUS, ""), "OK"),
        ("login.request.body.$.room", ("login", False, Part.BODY, "$.room"), "12"),
        ("login.request.headers.Authorization", ("login", False, Part.HEADERS, "Authorization"), "Bearer t"),
        ("LOG-in_2.response.status", ("LOG-in_2", True, Part.STATUS, ""), "OK"),
        ("a.b.response.status", ("a.b", True, Part.STATUS, ""), "OK"),
    ],
)
def test_reference(expression: str, parts: tuple[str, bool, Part, str], value: str) -> None:
    found = parse_reference(expression)
    assert found is not None and found.text == expression
    assert (found.request, found.of_response, found.part, found.argument) == parts
    assert resolve(found, EXCHANGE) == value


@pytest.mark.parametrize("expression", ["login.response.body", "login.response.body.*", "login.response.body.$"])
def test_the_whole_body(expression: str) -> None:
    found = parse_reference(expression)
    assert found is not None and resolve(found, EXCHANGE) == BODY


def test_the_short_form_needs_a_request_of_that_name() -> None:
    found = parse_reference("login.user.names[1]", {"login"})
    assert found is not None and resolve(found, EXCHANGE) == "b"
    assert parse_reference("login.user.names[1]") is None and parse_reference("other.user", {"login"}) is None


@pytest.mark.parametrize(
    "expression", ["", "host", "a.b", "login.responses.body", "$uuid", "login", "a b.response.status"]
)
def test_no_reference(expression: str) -> None:
    assert parse_reference(expression) is None


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("a.response.bdy.$", "`a.response.bdy.$` asks for no part of a response: did you mean `body`?"),
        (
            "a.response",
            "`a.response` asks for no part of a response: it has `body`, `headers`, `trailers` and `status`",
        ),
        ("a.request.trailers.x", "`a.request.trailers.x` asks for no part of a request: it has `body` and `headers`"),
        ("a.response.status.name", "`a.response.status.name` goes on behind the status, which has no parts"),
        ("a.response.headers", "`a.response.headers` names no key: write it behind a dot"),
        ("a.response.body.$.[", "`$.[` is no JSONPath (RFC 9535): "),
    ],
)
def test_what_is_wrong_with_a_reference(expression: str, sentence: str) -> None:
    with pytest.raises(InvalidReference, match=re.escape(sentence)):
        parse_reference(expression)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        (
            "a.response.body.$.tokn",
            "there is nothing at `$.tokn` in the response of `a`: `$` has `token`, `user`, `ok`",
        ),
        (
            "a.response.body.$.user.name",
            "there is nothing at `$.user.name` in the response of `a`: `$.user` has `id`, ",
        ),
        ("a.request.body.$.rooms", "there is nothing at `$.rooms` in the request of `a`: `$` has `room`"),
        ("a.response.headers.x-b", "`x-b` is not among the headers of the response of `a`: did you mean `x-a`?"),
        ("a.response.trailers.zone", "`zone` is not among the trailers of the response of `a`: there are `x-cost`"),
        ("a.request.headers.zone", "`zone` is not among the headers of the request of `a`: there are `authorization`"),
    ],
)
def test_what_is_not_there(expression: str, sentence: str) -> None:
    found = parse_reference(expression)
    assert found is not None
    with pytest.raises(NothingThere, match=re.escape(sentence)):
        resolve(found, EXCHANGE)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("a.response.body.$", "`a` has brought no message: it ended with NOT_FOUND"),
        ("a.request.body.$", "`a` has sent no message"),
        ("a.response.headers.x", "`x` is not among the headers of the response of `a`: there are none"),
    ],
)
def test_a_call_that_failed_has_little(expression: str, sentence: str) -> None:
    found = parse_reference(expression)
    assert found is not None
    with pytest.raises(NothingThere, match=re.escape(sentence)):
        resolve(found, Exchange(Outcome(5, "NOT_FOUND", "", 0.1)))


@given(st.text(alphabet="ab.-$[]'\"*? (){}responsequetbdyhai", max_size=40))
def test_any_expression_is_read(expression: str) -> None:
    try:
        parse_reference(expression, {"a", "b"})
    except InvalidReference as error:
        assert str(error)


# What must run before what

FILE = """\
@order = {{place.response.body.$.id}}
@deep = {{order}}-{{check.response.status}}
@circle = {{circle}}

### place
# @name place
GRPC {{login.response.headers.host}}/a.B/C
x-{{login.response.trailers.k}}: {{ price.response.body.$ }}

{ "a": "{{login.response.body.$.a}}", "{{key.response.status}}": {{raw.response.body.$}} }
===
< ./{{file.response.status}}.json

?? body $.a == {{place.request.body.$.a}}
?? body $.a == {{after.response.body.$.a}}
>> ./{{saved.response.status}}.json

###
# @name use
# @ref place
# @forceRef sign in
# @note {{nobody.response.status}}
# @timeout {{limit.response.body.$}}
GRPC h/a.B/C
x: {{deep}} {{order}} {{check.status}} {{circle}} {{unknown.status}} {{a.response.bdy}}

###
# @name check
GRPC h/a.B/C
"""


def test_what_a_request_refers_to() -> None:
    file = parse_request_file(FILE)
    place, use, check = file.requests
    assert sorted(referenced_requests(place, file)) == ["after", "file", "key", "login", "price", "raw", "saved"]
    assert sorted(referenced_requests(use, file)) == ["check", "limit", "place", "sign-in"]
    assert referenced_requests(check, file) == []


def test_needs_have_their_places() -> None:
    found = [
        (need.name, need.span.of(FILE), need.always) for need in Dependencies(parse_request_file(FILE)).needs("use")
    ]
    assert found == [
        ("place", "place", False),
        ("sign-in", "sign in", True),
        ("check", "{{deep}}", False),
        ("place", "{{deep}}", False),
        ("check", "{{check.status}}", False),
        ("limit", "{{limit.response.body.$}}", False),
    ]


def order(text: str, name: str) -> list[str]:
    return Dependencies(parse_request_file(text)).order(name)


def chain(*pairs: tuple[str, str]) -> str:
    """A file in which the first of each pair needs the second."""
    blocks = []
    for name in dict.fromkeys(name for pair in pairs for name in pair):
        lines = "".join(f"# @ref {other}\n" for one, other in pairs if one == name)
        blocks.append(f"###\n# @name {name}\n{lines}GRPC h/a.B/C\n")
    return "".join(blocks)


def test_what_is_needed_runs_first() -> None:
    text = chain(("d", "b"), ("d", "c"), ("b", "a"), ("c", "a"))
    assert order(text, "d") == ["a", "b", "c"] and order(text, "a") == []


def test_requests_of_other_files_stay_in_the_order() -> None:
    assert order("# @name a\n# @ref elsewhere\nGRPC h/a.B/C\n", "a") == ["elsewhere"]


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        (chain(("a", "b"), ("b", "a")), "a", "requests need one another: `a` needs `b`, `b` needs `a`"),
        (chain(("a", "b"), ("b", "c"), ("c", "b")), "a", "requests need one another: `b` needs `c`, `c` needs `b`"),
        ("# @name a\nGRPC h/a.B/C\nx: {{a.response.status}}\n", "a", "a request needs its own response: `a` needs `a`"),
    ],
)
def test_circles_are_said(text: str, name: str, sentence: str) -> None:
    with pytest.raises(CircularReference, match=re.escape(sentence)):
        order(text, name)


def test_circles_of_a_file_are_told_once_each() -> None:
    text = chain(("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "d"), ("e", "c"), ("f", "a"), ("g", "g"))
    assert [circle.names for circle in Dependencies(parse_request_file(text)).circles()] == [
        ["a", "b"],
        ["d", "e"],
        ["g"],
    ]


def test_long_chains_are_put_in_order() -> None:
    names = [f"r{number}" for number in range(1500)]
    assert order(chain(*itertools.pairwise(names)), "r0") == names[:0:-1]


def test_time_grows_as_the_file_does() -> None:
    def work(count: int) -> Callable[[], object]:
        file = parse_request_file(chain(*itertools.pairwise(f"r{number}" for number in range(count))))
        return lambda: Dependencies(file).circles()

    assert growth(work, 400) < 3

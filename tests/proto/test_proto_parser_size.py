"""Deep, long and wide texts: no exception, and time in step with the size."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest
from tests.support.timing import growth

from protowright.proto.syntax.nodes import Message
from protowright.proto.syntax.parser import parse, reparse

DEPTH = 10_000
DEEP = {
    "messages": "message A { " * DEPTH + "}" * DEPTH,
    "messages over lines": "message A {\n" * DEPTH + "}\n" * DEPTH,
    "groups": "message A {" + "optional group G = 1 { " * DEPTH + "}" * DEPTH + "}",
    "message literals": "option a = " + "{ b " * DEPTH + "{" + "}" + "}" * DEPTH + ";",
    "angle literals": "option a = " + "{ b: < c: " * DEPTH + "1" + "> }" * DEPTH + ";",
    "lists": "option a = { b: " + "[" * DEPTH + "]" * DEPTH + "};",
}
LONG = {
    "a long string": 'option a = "' + "x" * 1_000_000 + '";',
    "a long string of escapes": 'option a = "' + "\\n" * 500_000 + '";',
    "a long open string": 'option a = "' + "\\" * 1_000_001,
    "a long identifier": "message " + "a" * 1_000_000 + " {}",
    "a long number": "message A { int32 a = " + "1" * 1_000_000 + "; }",
    "a long comment": "/*" + "*" * 1_000_000 + "/ message A {}",
    "a long open comment": "/*" + "* /" * 500_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_one_fault(text: str) -> None:
    tree = parse(text + "\nmessage Last {}\n")
    assert tree.text.startswith(text)
    assert [item.message for item in tree.diagnostics][:3] in (
        ["messages nest at most 31 deep"],
        ["nested more than 100 levels deep"],
    )
    last = list(tree.declarations)[-1]
    assert isinstance(last, Message) and last.name is not None and last.name.text == "Last"


def test_deep_nesting_that_is_not_closed() -> None:
    text = "message A {\n" * DEPTH
    tree = parse(text)
    assert tree.text == text and len(tree.diagnostics) <= DEPTH


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_tokens(text: str) -> None:
    started = time.perf_counter()
    tree = parse(text)
    assert tree.text == text and len(tree.diagnostics) <= 1
    assert time.perf_counter() - started < 5


def test_a_line_of_five_million_characters() -> None:
    text = "message A { string name = 1; } " * 161_300
    assert len(text) > 5_000_000
    started = time.perf_counter()
    tree = parse(text[:5_000_000])
    assert len(tree.pieces) > 160_000
    assert time.perf_counter() - started < 30


REPEATED: dict[str, Callable[[int], str]] = {
    "messages": lambda count: "message A {\n  string name = 1; // a\n}\n" * count,
    "fields": lambda count: "message A {\n" + "  repeated a.b.C name = 1 [deprecated = true];\n" * count + "}\n",
    "broken statements": lambda count: "message A {\n" + "  string = ;\n" * count + "}\n",
    "open blocks": lambda count: "message A {\n" * count,
    "open comments": lambda count: "/* " * count,
    "stars": lambda count: "/" + "*" * count,
    "open strings": lambda count: 'option a = "b\n' * count,
    "closing braces": lambda count: "}\n" * count,
    "misplaced rpcs": lambda count: "message A {\n" + "  rpc B(C) returns (D);\n" * count + "}\n",
    "one statement without an end": lambda count: "a b c d " * count,
    "dots over lines": lambda count: "a\n.\n" * count,
    "quotes and backslashes": lambda count: "'\\\"" * count,
}


@pytest.mark.parametrize("make", REPEATED.values(), ids=REPEATED)
def test_time_grows_as_the_text_does(make: Callable[[int], str]) -> None:
    assert growth(lambda count: partial(parse, make(count)), 2_000) < 3


def test_typing_in_one_message_does_not_parse_the_others() -> None:
    text = "message A {\n  string name = 1;\n}\n" * 5_000
    tree = parse(text)
    middle = text.index("name", len(text) // 2)
    changed = reparse(tree, text[:middle] + "x" + text[middle:])
    kept = set(tree.pieces) & set(changed.pieces)
    assert len(kept) >= len(tree.pieces) - 2

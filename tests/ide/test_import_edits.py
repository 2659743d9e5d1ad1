"""Where an import that is added comes to stand."""

from __future__ import annotations

import pytest

from protowright.ide.completion.import_edits import ImportEdits
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.syntax.parser import parse
from protowright.text.edit import apply_edits

SYNTAX = 'syntax = "proto3";'
A, B = 'import "a.proto";', 'import "b.proto";'


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (f"{SYNTAX}\n\n// about b\n{B}\n", "a.proto", f"{SYNTAX}\n\n{A}\n// about b\n{B}\n"),
        (f"{SYNTAX}\n{A} /* about a */\n", "b.proto", f"{SYNTAX}\n{A} /* about a */\n{B}\n"),
        (f"{SYNTAX}\n{A} // about a\n", "b.proto", f"{SYNTAX}\n{A} // about a\n{B}\n"),
        (f"{A} message M {{}}\n", "b.proto", f"{A}\n{B} message M {{}}\n"),
        (f"{SYNTAX} // s\nmessage M {{}}\n", "a.proto", f"{SYNTAX} // s\n\n{A}\nmessage M {{}}\n"),
        ("message M {}\n", "a.proto", f"{A}\n\nmessage M {{}}\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_comments_stay_with_their_imports_and_lines_end_alike(
    text: str, name: str, expected: str, end: str, start: str
) -> None:
    text, expected = ((start + each).replace("\n", end) for each in (text, expected))
    assert apply_edits(text, [ImportEdits(FileSymbols(parse(text))).edit(name)]) == expected

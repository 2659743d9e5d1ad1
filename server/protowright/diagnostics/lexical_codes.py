"""The codes of comments, strings, numbers and stray characters in `.proto` files."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

UNTERMINATED_STRING: Final = proto_error(
    "unterminated-string",
    "a string literal has no closing quote",
    "A string literal ends on the line it starts on, with the quote it starts with. A long string is written as "
    "several literals, one behind the other: they are joined.",
    bad="""\
syntax = "proto3";
option java_package = "com.example; // error: [unterminated-string]
message Tea {}
""",
    good="""\
syntax = "proto3";
option java_package = "com.example";
message Tea {}
""",
)

UNTERMINATED_COMMENT: Final = proto_error(
    "unterminated-comment",
    "a `/*` has no `*/`",
    "A block comment goes on to the first `*/`; without one, the rest of the file is a comment. Close it where "
    "the prose ends.",
    bad="""\
syntax = "proto3";
/* tea error: [unterminated-comment]
message Tea {}
""",
    good="""\
syntax = "proto3";
/* tea */
message Tea {}
""",
)

NESTED_COMMENT: Final = proto_error(
    "nested-comment",
    "a block comment begins inside a block comment",
    "The first `*/` ends a block comment, no matter how many `/*` it holds. So block comments cannot be nested, "
    "and protoc refuses a `/*` inside of one rather than guess. Take line comments to put away a piece of text "
    "that has comments of its own.",
    bad="""\
syntax = "proto3";
/* tea /* and cups */ // error: [nested-comment]
message Tea {}
""",
    good="""\
syntax = "proto3";
// tea /* and cups */
message Tea {}
""",
)

INVALID_CHARACTER: Final = proto_error(
    "invalid-character",
    "a character that no declaration can hold",
    "Outside of comments and string literals a `.proto` file is plain ASCII, and some ASCII characters have no "
    "meaning there. Names in particular are made of the letters a to z, digits and `_`, because they become names "
    "in many programming languages.",
    bad="""\
syntax = "proto3";
message Té {} // error: [invalid-character]
""",
    good="""\
syntax = "proto3";
message Tea {}
""",
)

INVALID_ESCAPE: Final = proto_error(
    "invalid-escape",
    "an escape sequence that does not exist or is not complete",
    'In a string literal a backslash starts an escape sequence: `\\n`, `\\t`, `\\"`, `\\\\` and their like, `\\x41` '
    "(hexadecimal), `\\101` (octal), `\\u00e9` with four and `\\U0001f375` with eight hexadecimal digits. To have a "
    "backslash itself, write two of them.",
    bad="""\
syntax = "proto3";
option swift_prefix = "C:\\protos"; // error: [invalid-escape]
message Tea {}
""",
    good="""\
syntax = "proto3";
option swift_prefix = "C:\\\\protos";
message Tea {}
""",
)

INVALID_NUMBER: Final = proto_error(
    "invalid-number",
    "a number is not well formed",
    "Numbers are decimal (`25`), hexadecimal (`0x19`) or octal (`031`: a leading zero makes it octal, so `08` is "
    "none); floats are decimal, with a fraction or an exponent or both. Suffixes such as `f` and `L` are unknown, "
    "and a space must stand between a number and a word.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 08; // error: [invalid-number]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 8;
}
""",
)

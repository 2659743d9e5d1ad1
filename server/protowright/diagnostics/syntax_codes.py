"""The codes of the grammar: what the parser finds in `.proto` files."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

SYNTAX_ERROR: Final = proto_error(
    "syntax-error",
    "the text does not fit the grammar",
    "Something stands where the grammar wants something else. Only the first thing of a statement that does not "
    "fit is reported; the parser then goes on with the next declaration, so the rest of the file keeps its "
    "meaning. The message says what was expected in this place.",
    bad="""\
syntax = "proto3";
message Tea {
  string name 1; // error: [syntax-error]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
}
""",
)

MISSING_SEMICOLON: Final = proto_error(
    "missing-semicolon",
    "a declaration does not end in `;`",
    "Every declaration without a body ends in a semicolon, also the last one of a block. A line end means nothing "
    "to the language: without the semicolon the next line would be read as part of this declaration.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1 // error: [missing-semicolon]
  int32 grams = 2;
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
  int32 grams = 2;
}
""",
)

UNCLOSED_BLOCK: Final = proto_error(
    "unclosed-block",
    "a `{` has no `}`",
    "The block that starts here is not closed. Braces alone cannot tell where the missing one belongs, so the "
    "indentation is taken as a hint, and everything behind that place keeps its meaning. Add the `}` where the "
    "block should end.",
    bad="""\
syntax = "proto3";
message Tea { // error: [unclosed-block]
  string name = 1;

message Cup {
  int32 size = 1;
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
}

message Cup {
  int32 size = 1;
}
""",
)

UNMATCHED_BRACE: Final = proto_error(
    "unmatched-brace",
    "a `}` has no `{`",
    "This brace closes a block that was never opened, or that was closed before. Remove it, or look further up "
    "for a block that ends too early.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1;
}
} // error: [unmatched-brace]
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
}
""",
)

NESTING_TOO_DEEP: Final = proto_error(
    "nesting-too-deep",
    "messages or groups are nested too deep",
    "Messages may lie inside of messages 31 levels deep; what lies deeper is refused, as protoc does to protect "
    "itself from hostile input. Nobody needs that depth: declare the inner messages side by side, and name them "
    "in fields.",
    bad="""\
syntax = "proto3";
message A { message A { message A { message A { message A { message A { message A { message A {
message A { message A { message A { message A { message A { message A { message A { message A {
message A { message A { message A { message A { message A { message A { message A { message A {
message A { message A { message A { message A { message A { message A { message A {
message A {} // error: [nesting-too-deep]
}}}}}}} }}}}}}}} }}}}}}}} }}}}}}}}
""",
    good="""\
syntax = "proto3";
message A { message A { message A { message A { message A { message A { message A { message A {
message A { message A { message A { message A { message A { message A { message A { message A {
message A { message A { message A { message A { message A { message A { message A { message A {
message A { message A { message A { message A { message A { message A { message A {
}}}}}}} }}}}}}}} }}}}}}}} }}}}}}}}
""",
)

MISPLACED_DECLARATION: Final = proto_error(
    "misplaced-declaration",
    "a declaration stands where the language does not allow it",
    "Fields belong in messages, oneofs and extend blocks, values in enums, methods in services; imports, packages "
    "and services stand at the top of a file. The declaration itself is well formed, so it only has to move.",
    bad="""\
syntax = "proto3";
message Tea {
  rpc Brew(Tea) returns (Tea); // error: [misplaced-declaration]
}
""",
    good="""\
syntax = "proto3";
message Tea {}
service Kettle {
  rpc Brew(Tea) returns (Tea);
}
""",
)

MISSING_FIELD_NUMBER: Final = proto_error(
    "missing-field-number",
    "a field has no number",
    "On the wire a field is known by its number alone, so every field states one. Give it a number that no other "
    "field of the message has, that is not reserved, and that no field of an older version of the message had.",
    bad="""\
syntax = "proto3";
message Tea {
  string name; // error: [missing-field-number]
  int32 grams = 2;
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
  int32 grams = 2;
}
""",
)

MISSING_ENUM_NUMBER: Final = proto_error(
    "missing-enum-number",
    "an enum value has no number",
    "Values of an enum are not counted by themselves, as they are in C: on the wire a value is its number, and a "
    "number must not change when somebody inserts a line. So every value states its own.",
    bad="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
  BLACK; // error: [missing-enum-number]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
  BLACK = 1;
}
""",
)

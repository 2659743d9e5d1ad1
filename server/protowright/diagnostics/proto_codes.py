"""The codes of `.proto` files."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import REGISTRY, Code, Severity


def _error(name: str, summary: str, explanation: str, *, bad: str, good: str) -> Code:
    return REGISTRY.add(Code(name, Severity.ERROR, "proto", summary, explanation, bad, good))


INTERNAL_ERROR: Final = REGISTRY.add(
    Code(
        "internal-error",
        Severity.ERROR,
        "any",
        "the checker itself failed",
        "A fault of Protowright, not of the file. Please report it with the file that shows it; the log has the details.",
        bad="",
        good="",
    )
)

SYNTAX_ERROR: Final = _error(
    "syntax-error",
    "the text does not fit the grammar",
    "The parser met something that cannot stand in this place. It reports the first thing that does not fit, skips to "
    "the next declaration and goes on.",
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

MISSING_SEMICOLON: Final = _error(
    "missing-semicolon",
    "a declaration does not end in `;`",
    "Every declaration without a body ends in a semicolon, also the last one of a block.",
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

UNCLOSED_BLOCK: Final = _error(
    "unclosed-block",
    "a `{` has no `}`",
    "The block that starts here is not closed where its indentation says it should be.",
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

UNTERMINATED_STRING: Final = _error(
    "unterminated-string",
    "a string literal has no closing quote",
    "A string literal ends on the line it starts on. Long strings are written as several literals, one behind the other.",
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

UNTERMINATED_COMMENT: Final = _error(
    "unterminated-comment",
    "a `/*` has no `*/`",
    "A block comment goes on to the first `*/`; without one the rest of the file is a comment.",
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

INVALID_CHARACTER: Final = _error(
    "invalid-character",
    "a character that no declaration can hold",
    "Outside of comments and string literals a `.proto` file is plain ASCII, and some ASCII characters have no meaning.",
    bad="""\
syntax = "proto3";
message Té {} // error: [invalid-character]
""",
    good="""\
syntax = "proto3";
message Tea {}
""",
)

UNRESOLVED_IMPORT: Final = _error(
    "unresolved-import",
    "an imported file was not found",
    "An import names a file relative to an import root. Every place that was looked at is listed, in order; add the root "
    "to the settings or mend the path.",
    bad="""\
syntax = "proto3";
import "no/such/file.proto"; // error: [unresolved-import]
""",
    good="""\
syntax = "proto3";
import "google/protobuf/timestamp.proto";
message Tea {
  google.protobuf.Timestamp picked = 1;
}
""",
)

UNRESOLVED_TYPE: Final = _error(
    "unresolved-type",
    "no type of that name can be seen from here",
    "A type name is looked up from the innermost scope outwards, in this file, the files it imports, and what those "
    "import publicly.",
    bad="""\
syntax = "proto3";
message Tea {
  Cupp cup = 1; // error: [unresolved-type]
}
message Cup {}
""",
    good="""\
syntax = "proto3";
message Tea {
  Cup cup = 1;
}
message Cup {}
""",
)

MISPLACED_DECLARATION: Final = _error(
    "misplaced-declaration",
    "a declaration stands where the language does not allow it",
    "Fields belong in messages, oneofs and extend blocks, values in enums, methods in services, imports and services at "
    "the top of the file.",
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

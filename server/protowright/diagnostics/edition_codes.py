"""The codes of what editions 2024 and 2026 ask for: visibility, naming style and limits."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error


def _fields(count: int) -> str:
    return "".join(f"  int32 cup{number} = {number};\n" for number in range(1, count + 1))


SYMBOL_NOT_VISIBLE: Final = proto_error(
    "symbol-not-visible",
    "a local type of another file is used",
    "Since edition 2024 a file says which of its types others may use. What is `local` is for its own file only, "
    "even within its package: `local` is said in front of the type, or it follows from "
    "`features.default_symbol_visibility`. Ask its author for an `export`, or use another type.",
    bad="""\
//- leaf.proto
edition = "2024";
local message Leaf {}
//- tea.proto
edition = "2024";
import "leaf.proto";
message Tea {
  Leaf leaf = 1; // error: [symbol-not-visible]
}
""",
    good="""\
//- leaf.proto
edition = "2024";
export message Leaf {}
//- tea.proto
edition = "2024";
import "leaf.proto";
message Tea {
  Leaf leaf = 1;
}
""",
)

VISIBILITY_NOT_ALLOWED: Final = proto_error(
    "visibility-not-allowed",
    "`export` or `local` where it is not allowed",
    "The words say whether other files may use a type. They came with edition 2024, and stand in front of "
    "messages and enums alone: fields, services and extensions have no visibility.",
    bad="""\
edition = "2023";
export message Tea {} // error: [visibility-not-allowed]
""",
    good="""\
edition = "2024";
export message Tea {}
""",
)

NESTED_EXPORT_NOT_ALLOWED: Final = proto_error(
    "nested-export-not-allowed",
    "a nested type is exported under strict visibility",
    "With `features.default_symbol_visibility = STRICT`, which is edition 2026's default, other files see top- "
    "level types only. Move the type to the top level, or leave it to its own file. The one exception is an enum "
    "in a local message that has no fields and reserves all its numbers, which is a mere namespace.",
    bad="""\
edition = "2026";
export message Tea {
  export message Leaf {} // error: [nested-export-not-allowed]
  Leaf leaf = 1;
}
""",
    good="""\
edition = "2026";
export message Leaf {}
export message Tea {
  Leaf leaf = 1;
}
""",
)

NAMING_STYLE: Final = proto_error(
    "naming-style",
    "a name is not in the style of edition 2024",
    "Since edition 2024 the style guide is part of the language, so that generated names come out the same "
    "everywhere: messages, enums, services and methods are TitleCase, fields, oneofs and packages "
    "lower_snake_case, values of enums UPPER_SNAKE_CASE. For names that cannot change any more, set "
    "`features.enforce_naming_style = STYLE_LEGACY` on the declaration or the file.",
    bad="""\
edition = "2024";
message Tea {
  string teaName = 1; // error: [naming-style]
}
""",
    good="""\
edition = "2024";
message Tea {
  string tea_name = 1;
}
""",
)

GENERATED_NAME_COLLISION: Final = proto_error(
    "generated-name-collision",
    "a field's name would clash with generated methods of another",
    "Generated code has methods such as `has_name`, `get_name`, `set_name`, `clear_name` and `name_value` for a "
    "field `name`, and `descriptor` for the message. A field with such a name gets methods of the same names in "
    "some languages. Edition 2026 refuses it: rename the field, or set `features.enforce_naming_style = "
    "STYLE2024` if it is too late for that.",
    bad="""\
edition = "2026";
message Tea {
  string name = 1;
  bool has_name = 2; // error: [generated-name-collision]
}
""",
    good="""\
edition = "2026";
message Tea {
  string name = 1;
  bool is_named = 2;
}
""",
)

LIMIT_EXCEEDED: Final = proto_error(
    "limit-exceeded",
    "a message, oneof or enum has more members than edition 2026 allows",
    "Code that is generated for huge types does not compile in some languages, so edition 2026 allows 1500 fields "
    "and 1000 oneofs in a message, 1200 fields in a oneof, and 1700 values in an enum. Split the type: fields "
    "that belong together make a message of their own. `features.enforce_proto_limits = "
    "LEGACY_NO_EXPLICIT_LIMITS` lifts the limits where that cannot be.",
    bad="""\
edition = "2026";
message Tea { // error: [limit-exceeded]
"""
    + _fields(1501)
    + "}\n",
    good="""\
edition = "2026";
message Tea {
"""
    + _fields(1500)
    + "}\n",
)

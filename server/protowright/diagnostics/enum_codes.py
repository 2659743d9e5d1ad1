"""The codes of enums and their values."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

EMPTY_ENUM: Final = proto_error(
    "empty-enum",
    "an enum has no values",
    "A field always has a value, and the default of an enum field is the first value of its enum, so there must "
    'be one. Begin with a value for "not known" or "not set".',
    bad="""\
syntax = "proto3";
enum Kind {} // error: [empty-enum]
""",
    good="""\
syntax = "proto3";
enum Kind {
  KIND_UNSPECIFIED = 0;
}
""",
)

FIRST_ENUM_VALUE_NOT_ZERO: Final = proto_error(
    "first-enum-value-not-zero",
    "the first value of an open enum is not zero",
    "The first value of an enum is its default. Where enums are open - in proto3, and in editions unless "
    "`features.enum_type = CLOSED` is set - the default is always 0, so the first value has that number. Put a "
    "value such as `KIND_UNSPECIFIED = 0` first.",
    bad="""\
syntax = "proto3";
enum Kind {
  KIND_GREEN = 1; // error: [first-enum-value-not-zero]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  KIND_UNSPECIFIED = 0;
  KIND_GREEN = 1;
}
""",
)

ENUM_NUMBER_OUT_OF_RANGE: Final = proto_error(
    "enum-number-out-of-range",
    "the number of an enum value does not fit 32 bits",
    "Values of enums are signed integers of 32 bits: -2147483648 to 2147483647. Take a smaller number; sets of "
    "flags need not be enums, a `fixed64` field does as well.",
    bad="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
  BLACK = 2147483648; // error: [enum-number-out-of-range]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
  BLACK = 2147483647;
}
""",
)

DUPLICATE_ENUM_NUMBER: Final = proto_error(
    "duplicate-enum-number",
    "two values of an enum have the same number",
    "On the wire a value is its number, so two values of one number are the same value under two names. That is "
    "rarely wanted; when it is, for instance to rename a value and keep the old name, say `option allow_alias = "
    "true;` in the enum.",
    bad="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
  BLACK = 1;
  DARK = 1; // error: [duplicate-enum-number]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  option allow_alias = true;
  GREEN = 0;
  BLACK = 1;
  DARK = 1;
}
""",
)

UNNEEDED_ALLOW_ALIAS: Final = proto_error(
    "unneeded-allow-alias",
    "`allow_alias` is set without need",
    "With `allow_alias` two values may have one number. No two of this enum do, so the option only hides the next "
    "slip; and `false` is what holds anyway. Remove it.",
    bad="""\
syntax = "proto3";
enum Kind {
  option allow_alias = true; // error: [unneeded-allow-alias]
  GREEN = 0;
  BLACK = 1;
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

UNKNOWN_ENUM_VALUE: Final = proto_error(
    "unknown-enum-value",
    "an enum has no value of that name",
    "Where the value of an enum is expected, as a default or in an option, one of its names is written, without "
    "the name of the enum in front. Capitals count.",
    bad="""\
syntax = "proto2";
enum Kind {
  GREEN = 0;
  BLACK = 1;
}
message Tea {
  optional Kind kind = 1 [default = Black]; // error: [unknown-enum-value]
}
""",
    good="""\
syntax = "proto2";
enum Kind {
  GREEN = 0;
  BLACK = 1;
}
message Tea {
  optional Kind kind = 1 [default = BLACK];
}
""",
)

CLOSED_ENUM_IN_PROTO3: Final = proto_error(
    "closed-enum-in-proto3",
    "a closed enum is the type of a field in a proto3 file",
    "Enums of proto2 are closed: a number that the enum does not know is kept apart from the field. proto3 puts "
    "any number into the field. The two do not go together, so a proto3 file cannot have fields of a proto2 enum. "
    "Make the enum open (proto3, or `features.enum_type = OPEN`), or let the field be an `int32`.",
    bad="""\
//- kind.proto
syntax = "proto2";
enum Kind {
  GREEN = 0;
}
//- tea.proto
syntax = "proto3";
import "kind.proto";
message Tea {
  Kind kind = 1; // error: [closed-enum-in-proto3]
}
""",
    good="""\
//- kind.proto
syntax = "proto3";
enum Kind {
  GREEN = 0;
}
//- tea.proto
syntax = "proto3";
import "kind.proto";
message Tea {
  Kind kind = 1;
}
""",
)

IMPLICIT_PRESENCE_CLOSED_ENUM: Final = proto_error(
    "implicit-presence-closed-enum",
    "a field with implicit presence has a closed enum as its type",
    "A field with implicit presence is not sent when its value is 0, so 0 must be a value of its enum for "
    "everybody, and numbers that the enum does not know must stay in the field. Closed enums promise neither. "
    "Give the field explicit presence, or open the enum.",
    bad="""\
edition = "2023";
enum Kind {
  option features.enum_type = CLOSED;
  GREEN = 0;
}
message Tea {
  Kind kind = 1 [features.field_presence = IMPLICIT]; // error: [implicit-presence-closed-enum]
}
""",
    good="""\
edition = "2023";
enum Kind {
  option features.enum_type = CLOSED;
  GREEN = 0;
}
message Tea {
  Kind kind = 1 [features.field_presence = EXPLICIT];
}
""",
)

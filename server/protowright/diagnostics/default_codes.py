"""The codes of default values."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

DEFAULT_NOT_ALLOWED: Final = proto_error(
    "default-not-allowed",
    "this field cannot have a default value",
    "A default is what a program reads from a field that was not set. In proto3, and for fields with implicit "
    "presence, it is always zero, empty or false, because an unset field and one with that value are the same; "
    "repeated fields are empty by default, and messages have the defaults of their own fields.",
    bad="""\
syntax = "proto3";
message Tea {
  int32 grams = 1 [default = 100]; // error: [default-not-allowed]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  int32 grams = 1; // 0: the usual 100 grams
}
""",
)

DEFAULT_TYPE_MISMATCH: Final = proto_error(
    "default-type-mismatch",
    "a default value is not of the type of its field",
    "Integers are written in digits, booleans as `true` or `false`, strings and bytes in quotes, and the value of "
    "an enum by its name alone, without quotes and without the name of the enum.",
    bad="""\
syntax = "proto2";
message Tea {
  optional int32 grams = 1 [default = "100"]; // error: [default-type-mismatch]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  optional int32 grams = 1 [default = 100];
}
""",
)

DEFAULT_OUT_OF_RANGE: Final = proto_error(
    "default-out-of-range",
    "a default value does not fit the type of its field",
    "Types of 32 bits hold -2147483648 to 2147483647, or 0 to 4294967295 when they are unsigned; unsigned fields "
    "take no minus sign at all. Take a smaller value or a wider type; changing `int32` to `int64` is safe for "
    "what is stored already.",
    bad="""\
syntax = "proto2";
message Tea {
  optional uint32 grams = 1 [default = -1]; // error: [default-out-of-range]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  optional int32 grams = 1 [default = -1];
}
""",
)

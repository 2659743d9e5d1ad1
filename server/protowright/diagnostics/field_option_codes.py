"""The codes of the built-in options of fields."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

PACKED_NOT_ALLOWED: Final = proto_error(
    "packed-not-allowed",
    "`packed` is set on a field that is not repeated and primitive",
    "A packed field holds all its values in one piece, without a tag before each. That works for repeated "
    "numbers, booleans and enums; strings, bytes and messages need a length each, and a singular field has "
    "nothing to pack. Remove the option.",
    bad="""\
syntax = "proto3";
message Tea {
  repeated string names = 1 [packed = true]; // error: [packed-not-allowed]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  repeated string names = 1;
}
""",
)

JSTYPE_NOT_ALLOWED: Final = proto_error(
    "jstype-not-allowed",
    "`jstype` is set on a field that is not a 64-bit integer",
    "Numbers of JavaScript are exact up to 53 bits, so `jstype` chooses whether an integer of 64 bits is a number "
    "or a string there. Other types have no such trouble, and no such choice: remove the option.",
    bad="""\
syntax = "proto3";
message Tea {
  int32 grams = 1 [jstype = JS_STRING]; // error: [jstype-not-allowed]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  int64 grams = 1 [jstype = JS_STRING];
}
""",
)

LAZY_NOT_ALLOWED: Final = proto_error(
    "lazy-not-allowed",
    "`lazy` is set on a field that is no message",
    "With `lazy` a message in a field is parsed when it is first looked at. Only messages can be put off like "
    "that; and extensions cannot be `unverified_lazy`. Remove the option.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1 [lazy = true]; // error: [lazy-not-allowed]
}
""",
    good="""\
syntax = "proto3";
message Leaf {}
message Tea {
  Leaf leaf = 1 [lazy = true];
}
""",
)

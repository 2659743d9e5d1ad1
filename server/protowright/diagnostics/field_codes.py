"""The codes of fields: numbers, labels, oneofs and groups."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

DUPLICATE_FIELD_NUMBER: Final = proto_error(
    "duplicate-field-number",
    "two fields of a message have the same number",
    "On the wire a field is known by its number alone; with two fields of one number nobody could say which one "
    "is meant. Fields of a oneof count as fields of the message. Give the newer field a number that was never "
    "used: changing the number of a field that is in use breaks what is stored and sent.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1;
  int32 grams = 1; // error: [duplicate-field-number]
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

FIELD_NUMBER_OUT_OF_RANGE: Final = proto_error(
    "field-number-out-of-range",
    "a field's number is not between 1 and 536870911",
    "A field's number and its wire type share one integer of 32 bits, three of which are the wire type's; so 2^29 "
    "- 1 is the largest number, and 0 is none. Numbers from 1 to 15 take one byte, those up to 2047 two: small "
    "ones are for what is set often.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 0; // error: [field-number-out-of-range]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
}
""",
)

IMPLEMENTATION_RESERVED_NUMBER: Final = proto_error(
    "implementation-reserved-number",
    "a field's number is between 19000 and 19999",
    "The numbers 19000 to 19999 belong to the implementations of Protocol Buffers, for their own purposes. Take a "
    "number below or above.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 19000; // error: [implementation-reserved-number]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 20000;
}
""",
)

MISSING_LABEL: Final = proto_error(
    "missing-label",
    "a proto2 field has no label",
    "In proto2 every field outside of a oneof says `optional`, `required` or `repeated`. `optional` comes nearest "
    "to a field without a label in proto3 and in editions. Map fields have no label.",
    bad="""\
syntax = "proto2";
message Tea {
  string name = 1; // error: [missing-label]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  optional string name = 1;
}
""",
)

LABEL_NOT_ALLOWED: Final = proto_error(
    "label-not-allowed",
    "a label stands where the language has none",
    "Fields of a oneof are neither optional nor repeated: exactly one of them is set, or none. A map is repeated "
    "by nature. And editions have no `optional`: there, presence is a feature (`features.field_presence`), and "
    "fields have it by default. Remove the label; to repeat a choice, put the oneof into a message of its own.",
    bad="""\
syntax = "proto3";
message Tea {
  oneof content {
    string bag = 1;
    repeated string leaves = 2; // error: [label-not-allowed]
  }
}
""",
    good="""\
syntax = "proto3";
message Leaves {
  repeated string names = 1;
}
message Tea {
  oneof content {
    string bag = 1;
    Leaves leaves = 2;
  }
}
""",
)

REQUIRED_NOT_ALLOWED: Final = proto_error(
    "required-not-allowed",
    "this syntax or edition has no required fields",
    "A required field can never be removed again: old readers refuse every message without it. proto3 has no such "
    "fields. In editions there is `features.field_presence = LEGACY_REQUIRED`, for those that exist already. Let "
    "the program check what must be set.",
    bad="""\
syntax = "proto3";
message Tea {
  required string name = 1; // error: [required-not-allowed]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1;
}
""",
)

EMPTY_ONEOF: Final = proto_error(
    "empty-oneof",
    "a oneof has no fields",
    "A oneof says that at most one of its fields is set, so without fields it says nothing. Remove it, or give it "
    "a field.",
    bad="""\
syntax = "proto3";
message Tea {
  oneof content {} // error: [empty-oneof]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  oneof content {
    string bag = 1;
    string leaves = 2;
  }
}
""",
)

GROUP_NOT_ALLOWED: Final = proto_error(
    "group-not-allowed",
    "this syntax or edition has no groups",
    "A group is a field and the message it holds, declared as one. proto2 alone has them. Declare a message, and "
    "a field of it; in editions `features.message_encoding = DELIMITED` gives such a field the encoding that "
    "groups have on the wire.",
    bad="""\
syntax = "proto3";
message Tea {
  repeated group Cup = 1 { // error: [group-not-allowed]
    int32 size = 1;
  }
}
""",
    good="""\
syntax = "proto3";
message Tea {
  message Cup {
    int32 size = 1;
  }
  repeated Cup cup = 1;
}
""",
)

GROUP_NAME_NOT_CAPITALIZED: Final = proto_error(
    "group-name-not-capitalized",
    "a group's name does not start with a capital letter",
    "The name of a group is that of its message; its field has the same name in lower case. Without a capital the "
    "two would be one name in one scope.",
    bad="""\
syntax = "proto2";
message Tea {
  optional group cup = 1 { // error: [group-name-not-capitalized]
    optional int32 size = 1;
  }
}
""",
    good="""\
syntax = "proto2";
message Tea {
  optional group Cup = 1 {
    optional int32 size = 1;
  }
}
""",
)

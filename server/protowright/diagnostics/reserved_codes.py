"""The codes of reserved numbers and names."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

RESERVED_FIELD_NUMBER: Final = proto_error(
    "reserved-field-number",
    "a field has a reserved number",
    "A number is reserved when a field that had it was removed: what is stored or sent by older programs would be "
    "read as the new field otherwise. Take a number that was never used. Only if you are sure that no such data "
    "exist may the reservation go.",
    bad="""\
syntax = "proto3";
message Tea {
  reserved 2;
  string name = 1;
  int32 grams = 2; // error: [reserved-field-number]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  reserved 2;
  string name = 1;
  int32 grams = 3;
}
""",
)

RESERVED_FIELD_NAME: Final = proto_error(
    "reserved-field-name",
    "a field has a reserved name",
    "A name is reserved when a field that had it was removed: in JSON and in text format fields are known by "
    "name, so old data would be read as the new field. Take another name.",
    bad="""\
syntax = "proto3";
message Tea {
  reserved "weight";
  int32 weight = 2; // error: [reserved-field-name]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  reserved "weight";
  int32 grams = 2;
}
""",
)

RESERVED_ENUM_NUMBER: Final = proto_error(
    "reserved-enum-number",
    "an enum value has a reserved number",
    "A number is reserved when a value that had it was removed: what older programs have stored or send would be "
    "read as the new value otherwise. Take a number that was never used.",
    bad="""\
syntax = "proto3";
enum Kind {
  reserved 2;
  GREEN = 0;
  BLACK = 2; // error: [reserved-enum-number]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  reserved 2;
  GREEN = 0;
  BLACK = 3;
}
""",
)

RESERVED_ENUM_NAME: Final = proto_error(
    "reserved-enum-name",
    "an enum value has a reserved name",
    "A name is reserved when a value that had it was removed: in JSON and in text format values are written by "
    "name, so old data would be read as the new value. Take another name.",
    bad="""\
syntax = "proto3";
enum Kind {
  reserved "BLACK";
  GREEN = 0;
  BLACK = 2; // error: [reserved-enum-name]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  reserved "BLACK";
  GREEN = 0;
  DARK = 2;
}
""",
)

DUPLICATE_RESERVED_NAME: Final = proto_error(
    "duplicate-reserved-name",
    "a name is reserved twice",
    "One reservation is enough; the second is usually a slip, and another name was meant. Remove or mend it.",
    bad="""\
syntax = "proto3";
message Tea {
  reserved "weight", "weight"; // error: [duplicate-reserved-name]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  reserved "weight", "width";
}
""",
)

OVERLAPPING_RESERVED_RANGE: Final = proto_error(
    "overlapping-reserved-range",
    "a number is reserved twice",
    "A range has both its ends: `2 to 5` reserves 5 as well. Since no number is reserved twice on purpose, protoc "
    "takes it for a slip. Shorten one of the ranges or join the two.",
    bad="""\
syntax = "proto3";
message Tea {
  reserved 2 to 5;
  reserved 5 to 9; // error: [overlapping-reserved-range]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  reserved 2 to 9;
}
""",
)

INVALID_RANGE: Final = proto_error(
    "invalid-range",
    "a range ends before it starts or is out of bounds",
    "A range `A to B` goes up, and has both its ends. In messages it starts at 1 or above, since there is no "
    "field number below; `max` stands for the largest number there can be. Only enums have negative numbers.",
    bad="""\
syntax = "proto3";
message Tea {
  reserved 9 to 2; // error: [invalid-range]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  reserved 2 to 9;
}
""",
)

RESERVED_NAME_FORM: Final = proto_error(
    "reserved-name-form",
    "a reserved name is a string where editions want an identifier, or the other way round",
    'In proto2 and proto3 reserved names are strings, `reserved "weight";`, in editions they are identifiers, '
    "`reserved weight;`. Add or remove the quotes.",
    bad="""\
edition = "2023";
message Tea {
  reserved "weight"; // error: [reserved-name-form]
}
""",
    good="""\
edition = "2023";
message Tea {
  reserved weight;
}
""",
)

INVALID_RESERVED_NAME: Final = proto_warning(
    "invalid-reserved-name",
    "a reserved name is no identifier",
    "No field can have such a name, so that the reservation does nothing; usually it is a slip. Several names are "
    'several strings: `reserved "weight", "width";`.',
    bad="""\
syntax = "proto3";
message Tea {
  reserved "weight, width"; // warning: [invalid-reserved-name]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  reserved "weight", "width";
}
""",
)

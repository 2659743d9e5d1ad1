"""The codes of extensions and of the ranges that allow them."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

EXTENSION_RANGE_NOT_ALLOWED: Final = proto_error(
    "extension-range-not-allowed",
    "proto3 has no extension ranges",
    "A proto3 message cannot be extended. Where others shall add what you do not know yet, give it a field of the "
    "type `google.protobuf.Any`, or write the file in proto2 or an edition.",
    bad="""\
syntax = "proto3";
message Tea {
  extensions 100 to 199; // error: [extension-range-not-allowed]
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/any.proto";
message Tea {
  repeated google.protobuf.Any notes = 1;
}
""",
)

FIELD_IN_EXTENSION_RANGE: Final = proto_error(
    "field-in-extension-range",
    "a field's number is inside an extension range",
    "The numbers of an extension range belong to those who extend the message: any of them may have taken this "
    "one. Give the field a number outside of the range.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 4 to 10;
  optional string name = 4; // error: [field-in-extension-range]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 4 to 10;
  optional string name = 1;
}
""",
)

OVERLAPPING_EXTENSION_RANGE: Final = proto_error(
    "overlapping-extension-range",
    "an extension range overlaps another or a reserved one",
    "A number is for extensions once, and a reserved number is for nobody. A range has both its ends: `4 to 10` "
    "holds 10 as well. Shorten one of the two.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 4 to 10;
  extensions 10 to 20; // error: [overlapping-extension-range]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 4 to 10;
  extensions 11 to 20;
}
""",
)

EXTEND_NOT_ALLOWED: Final = proto_error(
    "extend-not-allowed",
    "proto3 extends option messages only",
    "In proto3 an extension has one use: to declare a custom option, which extends `google.protobuf.FieldOptions` "
    "or one of its kind. To extend another message, declare the extension in a file of proto2 or an edition.",
    bad="""\
//- tea.proto
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
//- note.proto
syntax = "proto3";
import "tea.proto";
extend Tea { // error: [extend-not-allowed]
  string note = 100;
}
""",
    good="""\
//- tea.proto
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
//- note.proto
edition = "2023";
import "tea.proto";
extend Tea {
  string note = 100;
}
""",
)

EXTENDEE_NOT_A_MESSAGE: Final = proto_error(
    "extendee-not-a-message",
    "what is extended is no message",
    "Extensions are fields, and only messages have fields. The name behind `extend` is that of an enum, a "
    "service, a field or the like.",
    bad="""\
syntax = "proto2";
enum Kind {
  GREEN = 0;
}
extend Kind { // error: [extendee-not-a-message]
  optional string note = 100;
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 100;
}
""",
)

EMPTY_EXTEND: Final = proto_error(
    "empty-extend",
    "an extend block has no fields",
    "A block `extend Tea { ... }` declares the fields in it and is nothing by itself. Give it a field, or remove it.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {} // error: [empty-extend]
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 100;
}
""",
)

EXTENSION_NUMBER_NOT_DECLARED: Final = proto_error(
    "extension-number-not-declared",
    "an extension's number is in no extension range of its message",
    "A message says with `extensions 100 to 199;` which numbers others may use. This number is in no such range, "
    "so it may belong to a field of the message, now or later. Take a number out of a range, or add a range to "
    "the message if it is yours.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 200; // error: [extension-number-not-declared]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 100;
}
""",
)

DUPLICATE_EXTENSION_NUMBER: Final = proto_error(
    "duplicate-extension-number",
    "two extensions of a message have the same number",
    "On the wire an extension is known by its number alone, as a field is, no matter in which scope it is "
    "declared. Give one of the two another number of the range.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 100;
  optional int32 stars = 100; // error: [duplicate-extension-number]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 100;
  optional int32 stars = 101;
}
""",
)

EXTENSION_NUMBER_CONFLICT: Final = proto_warning(
    "extension-number-conflict",
    "extensions in different files have the same number",
    "Two files extend a message with the same number. A program that uses both cannot tell the two extensions "
    "apart, and in some languages it does not even start. Agree on numbers with the other author; for custom "
    "options there is a global registry.",
    bad="""\
//- note.proto
syntax = "proto3";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
//- tea.proto
syntax = "proto3";
import "google/protobuf/descriptor.proto";
import "note.proto";
extend google.protobuf.MessageOptions {
  int32 stars = 50001; // warning: [extension-number-conflict]
}
message Tea {
  option (note) = "hot";
}
""",
    good="""\
//- note.proto
syntax = "proto3";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
//- tea.proto
syntax = "proto3";
import "google/protobuf/descriptor.proto";
import "note.proto";
extend google.protobuf.MessageOptions {
  int32 stars = 50002;
}
message Tea {
  option (note) = "hot";
}
""",
)

REQUIRED_EXTENSION: Final = proto_error(
    "required-extension",
    "an extension is required",
    "Programs that do not know an extension cannot set it, so no message can be bound to have it. Make it optional.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  required string note = 100; // error: [required-extension]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
extend Tea {
  optional string note = 100;
}
""",
)

"""The codes of options, built in and custom."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

UNKNOWN_OPTION: Final = proto_error(
    "unknown-option",
    "an option that does not exist",
    "Options of the language are the fields of messages such as `google.protobuf.FieldOptions`, one for each kind "
    "of declaration; a name without parentheses is one of them. Custom options are extensions of these messages "
    "and are written in parentheses; the file that declares them must be imported.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1 [depricated = true]; // error: [unknown-option]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1 [deprecated = true];
}
""",
)

OPTION_SET_TWICE: Final = proto_error(
    "option-set-twice",
    "an option is set twice",
    "An option has one value, and protoc does not guess which of two is meant. A repeated option is set once for "
    "each of its values. Parts of a message option, such as `(note).size` and `(note).text`, are options of their "
    "own; behind one of them the whole cannot be set any more.",
    bad="""\
syntax = "proto3";
option java_package = "com.example.tea";
option java_package = "org.example.tea"; // error: [option-set-twice]
message Tea {}
""",
    good="""\
syntax = "proto3";
option java_package = "com.example.tea";
message Tea {}
""",
)

OPTION_TYPE_MISMATCH: Final = proto_error(
    "option-type-mismatch",
    "the value of an option is not of its type",
    "Booleans are written as `true` or `false`, strings in quotes, numbers in digits, values of enums by their "
    'name without quotes, and messages in braces, as in `{ text: "hot" size: 3 }`.',
    bad="""\
syntax = "proto3";
option java_multiple_files = "true"; // error: [option-type-mismatch]
message Tea {}
""",
    good="""\
syntax = "proto3";
option java_multiple_files = true;
message Tea {}
""",
)

OPTION_OUT_OF_RANGE: Final = proto_error(
    "option-out-of-range",
    "a number does not fit the type of its option",
    "The type of a custom option is that of the extension which declares it. Types of 32 bits hold -2147483648 to "
    "2147483647, or 0 to 4294967295 when they are unsigned. Take a smaller number, or declare the option with a "
    "wider type.",
    bad="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  uint32 shelf = 50001;
}
message Tea {
  option (shelf) = -1; // error: [option-out-of-range]
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  uint32 shelf = 50001;
}
message Tea {
  option (shelf) = 1;
}
""",
)

OPTION_NOT_A_MESSAGE: Final = proto_error(
    "option-not-a-message",
    "a part of an option is set that is no message",
    "In `(note).size` the part behind the dot is a field of the option's message. This option is a number, a "
    "string or the like, and has no parts: set it as a whole.",
    bad="""\
syntax = "proto3";
option java_package.name = "com.example.tea"; // error: [option-not-a-message]
message Tea {}
""",
    good="""\
syntax = "proto3";
option java_package = "com.example.tea";
message Tea {}
""",
)

REPEATED_OPTION_IN_PARTS: Final = proto_error(
    "repeated-option-in-parts",
    "a part of a repeated message option is set",
    "`option (notes).size = 1;` cannot say which of the notes it means. Write every note as a whole, in braces, "
    "one statement for each.",
    bad="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
message Note {
  int32 size = 1;
}
extend google.protobuf.MessageOptions {
  repeated Note notes = 50001;
}
message Tea {
  option (notes).size = 1; // error: [repeated-option-in-parts]
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
message Note {
  int32 size = 1;
}
extend google.protobuf.MessageOptions {
  repeated Note notes = 50001;
}
message Tea {
  option (notes) = { size: 1 };
  option (notes) = { size: 2 };
}
""",
)

OPTION_OF_OTHER_DECLARATION: Final = proto_error(
    "option-of-other-declaration",
    "an option is meant for another kind of declaration",
    "A custom option extends the options of one kind of declaration: `google.protobuf.FieldOptions` for fields, "
    "`MessageOptions` for messages, and so on. This one extends another kind than the declaration it is set on. "
    "Move it, or declare it a second time for this kind.",
    bad="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions {
  string unit = 50001;
}
message Tea {
  option (unit) = "g"; // error: [option-of-other-declaration]
  int32 weight = 1;
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions {
  string unit = 50001;
}
message Tea {
  int32 weight = 1 [(unit) = "g"];
}
""",
)

OPTION_TARGET: Final = proto_error(
    "option-target",
    "an option is not meant for this kind of declaration",
    "An option, or a field of a message that is one, can name its `targets`: the kinds of declarations it makes "
    "sense on. This is none of them. Features in particular are set on the declarations they are about, or on the "
    "file, which hands them down.",
    bad="""\
edition = "2023";
message Tea {
  string name = 1 [features.enum_type = OPEN]; // error: [option-target]
}
""",
    good="""\
edition = "2023";
option features.enum_type = OPEN;
message Tea {
  string name = 1;
}
""",
)

OPTION_NOT_ALLOWED: Final = proto_error(
    "option-not-allowed",
    "an option that the edition has replaced by a feature",
    "Some options of proto2 and proto3 are features in editions: `packed` is `features.repeated_field_encoding`, "
    "`ctype` is `features.(pb.cpp).string_type`, `java_string_check_utf8` is "
    "`features.(pb.java).utf8_validation`. Set the feature instead.",
    bad="""\
edition = "2023";
message Tea {
  repeated int32 cups = 1 [packed = false]; // error: [option-not-allowed]
}
""",
    good="""\
edition = "2023";
message Tea {
  repeated int32 cups = 1 [features.repeated_field_encoding = EXPANDED];
}
""",
)

INVALID_OPTION_LITERAL: Final = proto_error(
    "invalid-option-literal",
    "a message literal of an option does not fit its message",
    "The value of a message option is written in text format, in braces: `name: value` for scalar fields, `name { "
    "... }` for messages, `[package.extension]: value` for extensions. Each name must be a field of the message, "
    "each value of its type, and a field that is not repeated stands once.",
    bad="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
message Note {
  string text = 1;
}
extend google.protobuf.MessageOptions {
  Note note = 50001;
}
message Tea {
  option (note) = { txt: "hot" }; // error: [invalid-option-literal]
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/descriptor.proto";
message Note {
  string text = 1;
}
extend google.protobuf.MessageOptions {
  Note note = 50001;
}
message Tea {
  option (note) = { text: "hot" };
}
""",
)

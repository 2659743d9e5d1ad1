"""The codes of names in JSON."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

JSON_NAME_CONFLICT: Final = proto_error(
    "json-name-conflict",
    "two fields have the same name in JSON",
    "In JSON a field is named in lowerCamelCase: `tea_name` becomes `teaName`. Two fields of this message get the "
    "same name that way, and a reader of JSON could not tell them apart. Rename one; a `json_name` does not help, "
    "because two derived names must not be the same either.",
    bad="""\
syntax = "proto3";
message Shop {
  string tea_name = 1;
  string teaName = 2; // error: [json-name-conflict]
}
""",
    good="""\
syntax = "proto3";
message Shop {
  string tea_name = 1;
  string tea_label = 2;
}
""",
)

JSON_NAME_CONFLICT_LEGACY: Final = proto_warning(
    "json-name-conflict-legacy",
    "two fields have the same name in JSON, which the message tolerates",
    "Two fields get the same name in JSON, so one of them is lost there. In proto3 that is an error; in proto2, "
    "and where `features.json_format` is `LEGACY_BEST_EFFORT`, old files may go on with it. Rename one; if that "
    "cannot be, because the names are in use, `option deprecated_legacy_json_field_conflicts = true;` says that "
    "nobody needs the JSON of this message.",
    bad="""\
syntax = "proto2";
message Shop {
  optional string tea_name = 1;
  optional string teaName = 2; // warning: [json-name-conflict-legacy]
}
""",
    good="""\
syntax = "proto2";
message Shop {
  optional string tea_name = 1;
  optional string tea_label = 2;
}
""",
)

INVALID_JSON_NAME: Final = proto_error(
    "invalid-json-name",
    "a JSON name is in brackets or holds a NUL",
    "In JSON, keys in brackets such as `[tea.note]` are extensions, so no field may be named like one; and a NUL "
    "character cannot be a part of a name in many languages.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1 [json_name = "[name]"]; // error: [invalid-json-name]
}
""",
    good="""\
syntax = "proto3";
message Tea {
  string name = 1 [json_name = "name"];
}
""",
)

JSON_NAME_NOT_ALLOWED: Final = proto_error(
    "json-name-not-allowed",
    "an extension cannot have a JSON name",
    'The name of an extension in JSON is its full name in brackets, as in `"[tea.note]"`, so that extensions of '
    "different authors cannot clash. It cannot be changed: remove the option.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 200;
}
extend Tea {
  optional string note = 100 [json_name = "remark"]; // error: [json-name-not-allowed]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 200;
}
extend Tea {
  optional string note = 100;
}
""",
)

ENUM_VALUE_NAME_CONFLICT: Final = proto_error(
    "enum-value-name-conflict",
    "two enum values have one name, but for case and the name of the enum",
    "Generated code may leave the name of the enum out of its values' names and write them in capitals of its "
    "own: `KIND_GREEN` and `green` of an enum `Kind` become the same name then. Rename one of them. If both have "
    "one number and aliases are allowed, there is no conflict.",
    bad="""\
syntax = "proto3";
enum Kind {
  KIND_GREEN = 0;
  green = 1; // error: [enum-value-name-conflict]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  KIND_GREEN = 0;
  KIND_LIGHT_GREEN = 1;
}
""",
)

ENUM_VALUE_NAME_CONFLICT_LEGACY: Final = proto_warning(
    "enum-value-name-conflict-legacy",
    "two enum values have one name, but for case and the name of the enum, which the enum tolerates",
    "Generated code may leave the name of the enum out of its values' names and write them in capitals of its "
    "own, and two values become the same name then. It is an error but for proto2 enums with "
    "`deprecated_legacy_json_field_conflicts`, which may go on with it. Rename one of the values when nobody "
    "depends on its name any more.",
    bad="""\
syntax = "proto2";
enum Kind {
  option deprecated_legacy_json_field_conflicts = true;
  KIND_GREEN = 0;
  green = 1; // warning: [enum-value-name-conflict-legacy]
}
""",
    good="""\
syntax = "proto2";
enum Kind {
  KIND_GREEN = 0;
  KIND_LIGHT_GREEN = 1;
}
""",
)

ENUM_JSON_STRING: Final = proto_error(
    "enum-json-string",
    "the custom JSON string of an enum value is not allowed or not unique",
    "Since edition 2026 a value of an enum can have a string of its own in JSON. Readers must find the value by "
    "it: so no other value has that string, by custom or by name; it does not read as the number of another "
    "value, since JSON may also hold numbers; it has no NUL; and names of one number share one string.",
    bad="""\
edition = "2026";
import option "google/protobuf/json_enumvalue_options.proto";
enum Kind {
  KIND_GREEN = 0 [(pb.enumvalue.json).string = "1"]; // error: [enum-json-string]
}
""",
    good="""\
edition = "2026";
import option "google/protobuf/json_enumvalue_options.proto";
enum Kind {
  KIND_GREEN = 0 [(pb.enumvalue.json).string = "green"];
}
""",
)

"""The codes of map fields."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

INVALID_MAP_KEY: Final = proto_error(
    "invalid-map-key",
    "a map's key type is not integral, bool or string",
    "Keys must be equal or not beyond doubt, and must have a form in JSON, where keys are strings. So a key is an "
    "integer type, `bool` or `string`: no float, no bytes, no enum, no message. For an enum take `int32`; for a "
    "message take a repeated field of entries of your own.",
    bad="""\
syntax = "proto3";
message Shop {
  map<double, string> teas = 1; // error: [invalid-map-key]
}
""",
    good="""\
syntax = "proto3";
message Shop {
  map<int64, string> teas = 1;
}
""",
)

MAP_NOT_ALLOWED: Final = proto_error(
    "map-not-allowed",
    "a map field stands in a oneof or in an extend",
    "A map is a repeated field of entries, and neither a oneof nor the short syntax of an extension can hold "
    "that. Put the map into a message, and use that message here.",
    bad="""\
syntax = "proto3";
message Shop {
  oneof stock {
    string tea = 1;
    map<string, int32> teas = 2; // error: [map-not-allowed]
  }
}
""",
    good="""\
syntax = "proto3";
message Teas {
  map<string, int32> grams = 1;
}
message Shop {
  oneof stock {
    string tea = 1;
    Teas teas = 2;
  }
}
""",
)

MAP_VALUE_ENUM_NOT_ZERO: Final = proto_error(
    "map-value-enum-not-zero",
    "the enum of a map's values does not start at zero",
    "A map entry whose value is not on the wire has the default value, which must be the enum's first value and "
    "must be 0, for everybody who reads it. Put a value with the number 0 first into the enum, or wrap it in a "
    "message.",
    bad="""\
syntax = "proto2";
enum Kind {
  GREEN = 1;
}
message Shop {
  map<string, Kind> teas = 1; // error: [map-value-enum-not-zero]
}
""",
    good="""\
syntax = "proto2";
enum Kind {
  UNKNOWN = 0;
  GREEN = 1;
}
message Shop {
  map<string, Kind> teas = 1;
}
""",
)

MAP_ENTRY_CONFLICT: Final = proto_error(
    "map-entry-conflict",
    "the entry type of a map field has the name of something else",
    "A map field `tea_cups` is shorthand for a nested message `TeaCupsEntry` and a repeated field of it. "
    "Something in the same message has that name already, or another map field makes the same one. Rename one of "
    "the two.",
    bad="""\
syntax = "proto3";
message Shop {
  message CupsEntry {}
  map<string, int32> cups = 1; // error: [map-entry-conflict]
}
""",
    good="""\
syntax = "proto3";
message Shop {
  message CupsItem {}
  map<string, int32> cups = 1;
}
""",
)

MAP_ENTRY_NOT_A_TYPE: Final = proto_error(
    "map-entry-not-a-type",
    "the entry type of a map field is used as a type",
    "The message `CupsEntry` that stands behind a map field `cups` is an affair of the language: generated code "
    "may have no such type. Declare a message of your own for a pair of key and value, or repeat the map.",
    bad="""\
syntax = "proto3";
message Shop {
  map<string, int32> cups = 1;
  CupsEntry best = 2; // error: [map-entry-not-a-type]
}
""",
    good="""\
syntax = "proto3";
message Shop {
  message Best {
    string cup = 1;
    int32 price = 2;
  }
  map<string, int32> cups = 1;
  Best best = 2;
}
""",
)

MAP_ENTRY_OPTION: Final = proto_error(
    "map-entry-option",
    "`map_entry` is set by hand",
    "The compiler itself sets `map_entry` on the messages that stand behind map fields; in a file it is not "
    "allowed. Write `map<Key, Value> name = 1;`, which is the same on the wire.",
    bad="""\
syntax = "proto3";
message Shop {
  message CupsEntry {
    option map_entry = true; // error: [map-entry-option]
    string key = 1;
    int32 value = 2;
  }
  repeated CupsEntry cups = 1;
}
""",
    good="""\
syntax = "proto3";
message Shop {
  map<string, int32> cups = 1;
}
""",
)

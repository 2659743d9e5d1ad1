"""The codes of names: what they mean, and what they may be."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

UNRESOLVED_TYPE: Final = proto_error(
    "unresolved-type",
    "no type of that name can be seen from here",
    "A type name is looked up from the innermost scope outwards, in this file, the files it imports, and what "
    "those import publicly. Mend the spelling, write the full name with a dot in front (`.shop.v1.Cup`), or "
    "import the file that has the type.",
    bad="""\
syntax = "proto3";
message Tea {
  Cupp cup = 1; // error: [unresolved-type]
}
message Cup {}
""",
    good="""\
syntax = "proto3";
message Tea {
  Cup cup = 1;
}
message Cup {}
""",
)

HIDDEN_NAME: Final = proto_error(
    "hidden-name",
    "an inner name hides the one that was meant",
    "A name of several parts is looked up by its first part alone, from the innermost scope outwards, and the "
    "first thing found decides; the search does not go on when the other parts are not in it. Write the full name "
    "with a dot in front, or rename the inner declaration.",
    bad="""\
syntax = "proto3";
package tea;
message Leaf {}
message Cup {
  message tea {}
  tea.Leaf leaf = 1; // error: [hidden-name]
}
""",
    good="""\
syntax = "proto3";
package tea;
message Leaf {}
message Cup {
  message tea {}
  .tea.Leaf leaf = 1;
}
""",
)

NOT_A_TYPE: Final = proto_error(
    "not-a-type",
    "a name in a type's place is not a type",
    "The type of a field is a scalar type, a message or an enum. The name given here is that of something else: a "
    "field, a oneof, a value of an enum, a service or a package.",
    bad="""\
syntax = "proto3";
service Kettle {}
message Tea {
  Kettle kettle = 1; // error: [not-a-type]
}
""",
    good="""\
syntax = "proto3";
message Kettle {}
message Tea {
  Kettle kettle = 1;
}
""",
)

NOT_A_MESSAGE: Final = proto_error(
    "not-a-message",
    "a method's type is not a message",
    "What a method takes and returns are messages, so that fields can be added to them later without breaking "
    "anybody. Wrap an enum in a message of its own; for nothing at all there is `google.protobuf.Empty`.",
    bad="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
}
message Tea {}
service Kettle {
  rpc Brew(Kind) returns (Tea); // error: [not-a-message]
}
""",
    good="""\
syntax = "proto3";
enum Kind {
  GREEN = 0;
}
message BrewRequest {
  Kind kind = 1;
}
message Tea {}
service Kettle {
  rpc Brew(BrewRequest) returns (Tea);
}
""",
)

DUPLICATE_NAME: Final = proto_error(
    "duplicate-name",
    "two declarations in one scope have the same name",
    "Everything that a message declares - fields, oneofs, nested messages and enums, extensions - shares one "
    "scope, and so does everything in a package, across files. Values of an enum live beside their enum, not "
    "inside of it, as in C++: two enums of one scope cannot share a value's name, which is why values usually "
    "start with the enum's name.",
    bad="""\
syntax = "proto3";
enum Leaf {
  NONE = 0;
}
enum Milk {
  NONE = 0; // error: [duplicate-name]
}
""",
    good="""\
syntax = "proto3";
enum Leaf {
  LEAF_NONE = 0;
}
enum Milk {
  MILK_NONE = 0;
}
""",
)

DEPRECATED_USE: Final = proto_warning(
    "deprecated-use",
    "something deprecated is used",
    "Its author has marked it `deprecated = true`, which is to say: do not use it in anything new, it may go "
    "away. The comments at its declaration usually name what to use instead. A declaration that is deprecated "
    "itself may use it freely.",
    bad="""\
syntax = "proto3";
message Teabag {
  option deprecated = true;
}
message Leaf {}
message Tea {
  Teabag content = 1; // warning: [deprecated-use]
}
""",
    good="""\
syntax = "proto3";
message Teabag {
  option deprecated = true;
}
message Leaf {}
message Tea {
  Teabag content = 1 [deprecated = true];
  Leaf leaf = 2;
}
""",
)

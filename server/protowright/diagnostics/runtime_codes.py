"""The codes of message sets and of the lite runtime."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

MESSAGE_SET_NOT_ALLOWED: Final = proto_error(
    "message-set-not-allowed",
    "proto3 has no message sets",
    "A message set is an old format of messages that hold nothing but extensions, and proto3 messages have no "
    "extensions. New files need none: take `google.protobuf.Any`.",
    bad="""\
syntax = "proto3";
message Teas {
  option message_set_wire_format = true; // error: [message-set-not-allowed]
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/any.proto";
message Teas {
  repeated google.protobuf.Any teas = 1;
}
""",
)

MESSAGE_SET_FIELD: Final = proto_error(
    "message-set-field",
    "a message set has a field",
    "On the wire a message set is a list of pairs, the number of an extension and a message. There is no place "
    "for fields: declare them as extensions that are messages, or remove `message_set_wire_format`, which changes "
    "how the message is encoded.",
    bad="""\
syntax = "proto2";
message Teas {
  option message_set_wire_format = true;
  extensions 4 to max;
  optional string name = 1; // error: [message-set-field]
}
""",
    good="""\
syntax = "proto2";
message Teas {
  option message_set_wire_format = true;
  extensions 4 to max;
}
""",
)

MESSAGE_SET_EXTENSION: Final = proto_error(
    "message-set-extension",
    "an extension of a message set is not an optional message",
    "Each entry of a message set is one message under the number of its extension. Scalars, enums and repeated "
    "extensions do not fit in. Wrap the value in a message.",
    bad="""\
syntax = "proto2";
message Teas {
  option message_set_wire_format = true;
  extensions 4 to max;
}
extend Teas {
  optional int32 stars = 4; // error: [message-set-extension]
}
""",
    good="""\
syntax = "proto2";
message Teas {
  option message_set_wire_format = true;
  extensions 4 to max;
}
message Rating {
  optional int32 stars = 1;
}
extend Teas {
  optional Rating rating = 4;
}
""",
)

LITE_IMPORT: Final = proto_error(
    "lite-import",
    "a file that is not lite imports a lite one",
    "Code for the lite runtime has no descriptors, and the full runtime needs them for everything that it links "
    "to. Either both files say `option optimize_for = LITE_RUNTIME;`, or the imported one does not.",
    bad="""\
//- leaf.proto
syntax = "proto3";
option optimize_for = LITE_RUNTIME;
message Leaf {}
//- tea.proto
syntax = "proto3";
import "leaf.proto"; // error: [lite-import]
message Tea {
  Leaf leaf = 1;
}
""",
    good="""\
//- leaf.proto
syntax = "proto3";
option optimize_for = LITE_RUNTIME;
message Leaf {}
//- tea.proto
syntax = "proto3";
option optimize_for = LITE_RUNTIME;
import "leaf.proto";
message Tea {
  Leaf leaf = 1;
}
""",
)

LITE_EXTENSION: Final = proto_error(
    "lite-extension",
    "a lite file extends a message that is not lite",
    "An extension must be known to the runtime of the message that it extends, and the full runtime cannot use "
    "code that was made for the lite one. Declare the extension in a file without `LITE_RUNTIME`.",
    bad="""\
//- tea.proto
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
//- note.proto
syntax = "proto2";
option optimize_for = LITE_RUNTIME;
import "tea.proto";
extend Tea { // error: [lite-extension]
  optional string note = 100;
}
""",
    good="""\
//- tea.proto
syntax = "proto2";
message Tea {
  extensions 100 to 199;
}
//- note.proto
syntax = "proto2";
import "tea.proto";
extend Tea {
  optional string note = 100;
}
""",
)

LITE_GENERIC_SERVICE: Final = proto_error(
    "lite-generic-service",
    "a lite file has generic services",
    "Generic services are classes that protoc itself makes for a service, and they need descriptors, which the "
    "lite runtime has not. gRPC does not need them: remove `cc_generic_services` and `java_generic_services`.",
    bad="""\
syntax = "proto3";
option optimize_for = LITE_RUNTIME;
option java_generic_services = true;
message Tea {}
service Kettle { // error: [lite-generic-service]
  rpc Brew(Tea) returns (Tea);
}
""",
    good="""\
syntax = "proto3";
option optimize_for = LITE_RUNTIME;
message Tea {}
service Kettle {
  rpc Brew(Tea) returns (Tea);
}
""",
)

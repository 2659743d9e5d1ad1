"""The codes of features, which editions have instead of syntaxes."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

FEATURES_NEED_EDITION: Final = proto_error(
    "features-need-edition",
    "features are set in a proto2 or proto3 file",
    "Features say in an edition what a syntax used to say as a whole: whether enums are open, whether fields "
    "track presence. In proto2 and proto3 they are fixed. Remove the feature, or move the file to an edition.",
    bad="""\
syntax = "proto3";
message Tea {
  string name = 1 [features.field_presence = EXPLICIT]; // error: [features-need-edition]
}
""",
    good="""\
edition = "2023";
message Tea {
  string name = 1 [features.field_presence = EXPLICIT];
}
""",
)

FEATURE_LIFETIME: Final = proto_error(
    "feature-lifetime",
    "a feature or option does not exist in this edition: not yet, or no longer",
    "Features and options come with one edition and may go with another, so that a file of an edition means the "
    "same for ever. Move the file to an edition that has the feature, or do without it.",
    bad="""\
edition = "2023";
option features.enforce_naming_style = STYLE2024; // error: [feature-lifetime]
message Tea {}
""",
    good="""\
edition = "2024";
option features.enforce_naming_style = STYLE2024;
message Tea {}
""",
)

DEPRECATED_FEATURE: Final = proto_warning(
    "deprecated-feature",
    "a feature or option is deprecated in this edition",
    "It still works, but a later edition will be without it. The message says what to do instead, if its authors "
    "said so.",
    bad="""\
edition = "2023";
import "google/protobuf/cpp_features.proto";
enum Kind {
  option features.enum_type = CLOSED;
  GREEN = 0;
}
message Tea {
  Kind kind = 1 [features.(pb.cpp).legacy_closed_enum = true]; // warning: [deprecated-feature]
}
""",
    good="""\
edition = "2023";
enum Kind {
  option features.enum_type = CLOSED;
  GREEN = 0;
}
message Tea {
  Kind kind = 1;
}
""",
)

FEATURE_USED_WHERE_DEFINED: Final = proto_error(
    "feature-used-where-defined",
    "a custom feature is used in the file that defines it",
    "The defaults of a custom feature are worked out from its compiled definition, which does not exist while its "
    "own file is compiled. Use it in other files, which import the one that defines it.",
    bad="""\
edition = "2023";
import "google/protobuf/descriptor.proto";
message TeaFeatures {
  bool hot = 1 [
    targets = TARGET_TYPE_FIELD,
    feature_support = { edition_introduced: EDITION_2023 },
    edition_defaults = { edition: EDITION_LEGACY, value: "false" }
  ];
}
extend google.protobuf.FeatureSet {
  TeaFeatures tea = 9995;
}
message Tea {
  string name = 1 [features.(tea).hot = true]; // error: [feature-used-where-defined]
}
""",
    good="""\
//- features.proto
edition = "2023";
import "google/protobuf/descriptor.proto";
message TeaFeatures {
  bool hot = 1 [
    targets = TARGET_TYPE_FIELD,
    feature_support = { edition_introduced: EDITION_2023 },
    edition_defaults = { edition: EDITION_LEGACY, value: "false" }
  ];
}
extend google.protobuf.FeatureSet {
  TeaFeatures tea = 9995;
}
//- tea.proto
edition = "2023";
import "features.proto";
message Tea {
  string name = 1 [features.(tea).hot = true];
}
""",
)

INVALID_FEATURE_TARGET: Final = proto_error(
    "invalid-feature-target",
    "a feature is set on a field that cannot have it",
    "Each feature of fields is about some of them: `field_presence` is about singular fields outside of oneofs, "
    "`repeated_field_encoding` about repeated ones (and only numbers, booleans and enums can be packed), "
    "`utf8_validation` about strings, `message_encoding` about messages. To set it for many fields at once, set "
    "it for the file: fields that cannot have it ignore it.",
    bad="""\
edition = "2023";
message Tea {
  repeated string names = 1 [features.field_presence = EXPLICIT]; // error: [invalid-feature-target]
}
""",
    good="""\
edition = "2023";
message Tea {
  repeated string names = 1;
}
""",
)

REQUIRED_BY_DEFAULT: Final = proto_error(
    "required-by-default",
    "required presence is set for a whole file",
    "`features.field_presence = LEGACY_REQUIRED` is there for single fields that are required already. For a "
    "whole file it would make every new field required, and those can never be removed. Set it on the fields that "
    "need it.",
    bad="""\
edition = "2023";
option features.field_presence = LEGACY_REQUIRED; // error: [required-by-default]
message Tea {
  string name = 1;
}
""",
    good="""\
edition = "2023";
message Tea {
  string name = 1 [features.field_presence = LEGACY_REQUIRED];
}
""",
)

UNKNOWN_FEATURE_VALUE: Final = proto_error(
    "unknown-feature-value",
    "a feature is set to its unknown value",
    "The value whose name ends in `UNKNOWN` is what a feature has before anything is known of it; it is there "
    "because enums begin with 0. It means nothing: choose another value, or leave the feature out to have the "
    "edition's default.",
    bad="""\
edition = "2023";
option features.field_presence = FIELD_PRESENCE_UNKNOWN; // error: [unknown-feature-value]
message Tea {}
""",
    good="""\
edition = "2023";
option features.field_presence = EXPLICIT;
message Tea {}
""",
)

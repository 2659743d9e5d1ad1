"""The codes of a file's first lines: its syntax or edition, and its package."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

MISSING_SYNTAX: Final = proto_warning(
    "missing-syntax",
    "a file does not say its syntax or edition",
    'Without a first statement `syntax = "..."` or `edition = "..."` a file is read as proto2, which is rarely '
    "what one wants today: labels are mandatory there, and enums are closed. Say what the file is written in, "
    "also when it is proto2.",
    bad="""\
message Tea {} // warning: [missing-syntax]
""",
    good="""\
syntax = "proto3";
message Tea {}
""",
)

SYNTAX_NOT_FIRST: Final = proto_error(
    "syntax-not-first",
    "the syntax or edition is not the first statement, or there are two",
    "The syntax or edition decides how everything else is read, so it stands once, in front of every other "
    "statement. Only comments may stand before it.",
    bad="""\
edition = "2023";
syntax = "proto3"; // error: [syntax-not-first]
message Tea {}
""",
    good="""\
edition = "2023";
message Tea {}
""",
)

UNKNOWN_SYNTAX: Final = proto_error(
    "unknown-syntax",
    "a syntax that does not exist",
    'There are two: `syntax = "proto2"` and `syntax = "proto3"`. What came after them is an edition, and is '
    'written `edition = "2023"`.',
    bad="""\
syntax = "proto4"; // error: [unknown-syntax]
message Tea {}
""",
    good="""\
syntax = "proto3";
message Tea {}
""",
)

UNKNOWN_EDITION: Final = proto_error(
    "unknown-edition",
    "an edition that does not exist",
    'The editions are "2023", "2024" and "2026". proto2 and proto3 are older than editions and are written '
    '`syntax = "proto3"`.',
    bad="""\
edition = "2022"; // error: [unknown-edition]
message Tea {}
""",
    good="""\
edition = "2023";
message Tea {}
""",
)

DUPLICATE_PACKAGE: Final = proto_error(
    "duplicate-package",
    "a file has two package statements",
    "All that a file declares lies in one package, so there is one package statement at most. To declare things "
    "in another package, use another file.",
    bad="""\
syntax = "proto3";
package tea;
package tea.green; // error: [duplicate-package]
""",
    good="""\
syntax = "proto3";
package tea.green;
""",
)

PACKAGE_NAME_CONFLICT: Final = proto_error(
    "package-name-conflict",
    "the package has the name of something in an imported file",
    "A full name means one thing. Here the package of this file, or a part of it, is also the full name of a "
    "message, enum or service of an imported file, so `tea.Leaf` could mean a thing in the package or a thing in "
    "the message. Rename the package or the other declaration.",
    bad="""\
//- leaf.proto
syntax = "proto3";
message tea {}
//- shop.proto
syntax = "proto3";
package tea; // error: [package-name-conflict]
import "leaf.proto";
message Shop {}
""",
    good="""\
//- leaf.proto
syntax = "proto3";
message Leaf {}
//- shop.proto
syntax = "proto3";
package tea;
import "leaf.proto";
message Shop {
  Leaf leaf = 1;
}
""",
)

PACKAGE_NAME_TOO_LONG: Final = proto_error(
    "package-name-too-long",
    "a package name is longer than 511 characters",
    "Package names become names and folders in generated code, and protoc takes no more than 511 characters of "
    "them, dots included. Shorten it; a company, a product and a version are enough.",
    bad="""\
syntax = "proto3";
package garden.of_all_the_teas_that_were_ever_picked_on_the_southern_side_of_the_hill // error: [package-name-too-long]
  .between_the_early_morning_and_the_late_afternoon_of_a_warm_and_rainy_day_in_spring
  .by_the_careful_hands_of_people_who_have_done_nothing_else_for_all_of_their_lives
  .and_that_were_dried_and_rolled_and_dried_again_in_the_shade_of_a_large_wooden_roof
  .before_they_were_packed_into_boxes_and_carried_down_to_the_harbour_by_the_old_road
  .where_a_ship_was_waiting_to_bring_them_to_the_shops_of_all_the_towns_by_the_coast
  .and_to_those_who_drink_them;
message Tea {}
""",
    good="""\
syntax = "proto3";
package garden.teas.v1;
message Tea {}
""",
)

"""The codes of imports in `.proto` files."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error, proto_warning

UNRESOLVED_IMPORT: Final = proto_error(
    "unresolved-import",
    "an imported file was not found",
    "An import names a file relative to an import root, not to the file it stands in. Every place that was looked "
    "at is listed, in order: mend the path, or add the folder it is relative to to the import paths.",
    bad="""\
syntax = "proto3";
import "no/such/file.proto"; // error: [unresolved-import]
""",
    good="""\
syntax = "proto3";
import "google/protobuf/timestamp.proto";
message Tea {
  google.protobuf.Timestamp picked = 1;
}
""",
)

INVALID_IMPORT_PATH: Final = proto_error(
    "invalid-import-path",
    "an import path has dots, backslashes or empty parts",
    "An import path is the name of a file, the same for everybody who imports it: protoc knows a file by this "
    "name, and by two names it would be two files. So it has forward slashes only, and neither `.` nor `..` nor "
    "empty parts; it is relative to an import root.",
    bad="""\
//- tea/cup.proto
syntax = "proto3";
message Cup {}
//- tea/tea.proto
syntax = "proto3";
import "./cup.proto"; // error: [invalid-import-path]
""",
    good="""\
//- tea/cup.proto
syntax = "proto3";
message Cup {}
//- tea/tea.proto
syntax = "proto3";
import "tea/cup.proto";
message Tea {
  Cup cup = 1;
}
""",
)

DUPLICATE_IMPORT: Final = proto_error(
    "duplicate-import",
    "a file is imported twice",
    "One import makes all that a file declares known. The second one adds nothing, and protoc refuses it, also "
    "when one of the two is `public` and the other is not, or when they reach the file by different paths: it would be "
    "read twice, and all of it declared twice. Remove one.",
    bad="""\
syntax = "proto3";
import "google/protobuf/timestamp.proto";
import "google/protobuf/timestamp.proto"; // error: [duplicate-import]
message Tea {
  google.protobuf.Timestamp picked = 1;
}
""",
    good="""\
syntax = "proto3";
import "google/protobuf/timestamp.proto";
message Tea {
  google.protobuf.Timestamp picked = 1;
}
""",
)

IMPORT_CYCLE: Final = proto_error(
    "import-cycle",
    "a file imports itself, directly or through others",
    "Files are compiled after the files they import, so imports must not lead in a circle. Move what both sides "
    "need into a file of its own, which imports neither, or put the declarations that need each other into one "
    "file.",
    bad="""\
//- cup.proto
syntax = "proto3";
import "tea.proto"; // error: [import-cycle]
message Cup {}
//- tea.proto
syntax = "proto3";
import "cup.proto"; // error: [import-cycle]
message Tea {
  Cup cup = 1;
}
""",
    good="""\
//- cup.proto
syntax = "proto3";
message Cup {}
//- tea.proto
syntax = "proto3";
import "cup.proto";
message Tea {
  Cup cup = 1;
}
""",
)

IMPORT_CONFLICT: Final = proto_error(
    "import-conflict",
    "two imported files define the same name",
    "A full name may be defined once in all the files that come together in a program. Two files that this one "
    "imports, directly or through others, define the same one, so they cannot be used side by side. Often they "
    "are two copies of one file under different paths: keep one of them, and import it everywhere.",
    bad="""\
//- old/cup.proto
syntax = "proto3";
package tea;
message Cup {}
//- new/cup.proto
syntax = "proto3";
package tea;
message Cup {}
//- tea.proto
syntax = "proto3";
package tea;
import "old/cup.proto";
import "new/cup.proto"; // error: [import-conflict]
message Tea {
  Cup cup = 1;
}
""",
    good="""\
//- new/cup.proto
syntax = "proto3";
package tea;
message Cup {}
//- tea.proto
syntax = "proto3";
package tea;
import "new/cup.proto";
message Tea {
  Cup cup = 1;
}
""",
)

UNUSED_IMPORT: Final = proto_warning(
    "unused-import",
    "an import that nothing needs",
    "No type, option or extension of this file comes from the imported one. Each import makes builds slower and "
    "binds this file to the other, so remove it. If it is there for those who import this file, make it an "
    "`import public`.",
    bad="""\
syntax = "proto3";
import "google/protobuf/timestamp.proto"; // warning: [unused-import]
message Tea {}
""",
    good="""\
syntax = "proto3";
message Tea {}
""",
)

MISSING_IMPORT: Final = proto_error(
    "missing-import",
    "a name is defined in a file that is not imported",
    "The name exists, but not for this file: a file sees what it imports itself, and what those files import with "
    "`import public`. What an imported file imports for itself stays hidden, so that it may change its own "
    "imports freely. Add the import.",
    bad="""\
//- leaf.proto
syntax = "proto3";
message Leaf {}
//- cup.proto
syntax = "proto3";
import "leaf.proto";
message Cup {
  Leaf leaf = 1;
}
//- tea.proto
syntax = "proto3";
import "cup.proto";
message Tea {
  Cup cup = 1;
  Leaf leaf = 2; // error: [missing-import]
}
""",
    good="""\
//- leaf.proto
syntax = "proto3";
message Leaf {}
//- cup.proto
syntax = "proto3";
import "leaf.proto";
message Cup {
  Leaf leaf = 1;
}
//- tea.proto
syntax = "proto3";
import "cup.proto";
import "leaf.proto";
message Tea {
  Cup cup = 1;
  Leaf leaf = 2;
}
""",
)

IMPORT_ORDER: Final = proto_error(
    "import-order",
    "an import stands behind an option import",
    "A descriptor keeps option imports apart from the others, in a list of their own. So that a file can be "
    "written again from its descriptor as it was, option imports stand behind all other imports. Move the import "
    "up.",
    bad="""\
//- note.proto
edition = "2024";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
//- tea.proto
edition = "2024";
import option "note.proto";
import "google/protobuf/timestamp.proto"; // error: [import-order]
message Tea {
  option (note) = "hot";
  google.protobuf.Timestamp picked = 1;
}
""",
    good="""\
//- note.proto
edition = "2024";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
//- tea.proto
edition = "2024";
import "google/protobuf/timestamp.proto";
import option "note.proto";
message Tea {
  option (note) = "hot";
  google.protobuf.Timestamp picked = 1;
}
""",
)

OPTION_IMPORT_AS_TYPE: Final = proto_error(
    "option-import-as-type",
    "a type comes from an option import",
    "An `import option` makes the custom options of a file known, and nothing else: generated code does not "
    "depend on that file, so its types cannot be the types of fields and methods, or be extended. Where a type is "
    "needed, use a plain `import`.",
    bad="""\
edition = "2024";
import option "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions { // error: [option-import-as-type]
  string note = 50001;
}
""",
    good="""\
edition = "2024";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
""",
)

OPTION_IMPORT_NOT_ALLOWED: Final = proto_error(
    "option-import-not-allowed",
    "option imports exist since edition 2024",
    "In proto2, proto3 and edition 2023 a plain `import` brings custom options along with everything else; "
    "`import option` came with edition 2024. Leave the word out, or move the file to edition 2024.",
    bad="""\
//- note.proto
edition = "2023";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
//- tea.proto
edition = "2023";
import option "note.proto"; // error: [option-import-not-allowed]
message Tea {
  option (note) = "hot";
}
""",
    good="""\
//- note.proto
edition = "2023";
import "google/protobuf/descriptor.proto";
extend google.protobuf.MessageOptions {
  string note = 50001;
}
//- tea.proto
edition = "2023";
import "note.proto";
message Tea {
  option (note) = "hot";
}
""",
)

WEAK_IMPORT_NOT_ALLOWED: Final = proto_error(
    "weak-import-not-allowed",
    "weak imports end with edition 2023",
    "Weak imports let a program be linked without the imported file. They work in few languages, and edition 2024 "
    "has removed them. Use a plain `import`, or `import option` when only custom options are taken from the file.",
    bad="""\
edition = "2024";
import weak "google/protobuf/timestamp.proto"; // error: [weak-import-not-allowed]
message Tea {
  google.protobuf.Timestamp picked = 1;
}
""",
    good="""\
edition = "2024";
import "google/protobuf/timestamp.proto";
message Tea {
  google.protobuf.Timestamp picked = 1;
}
""",
)

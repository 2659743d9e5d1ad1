"""The codes of declarations in extension ranges, which say who may use which number."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import proto_error

INVALID_EXTENSION_DECLARATION: Final = proto_error(
    "invalid-extension-declaration",
    "a declaration in an extension range is not complete, not unique or out of place",
    "A `declaration` names the extension that owns a number of the range: `number`, and `full_name` and `type` "
    "with a dot in front (scalar types without), or `reserved: true`. Each number and each name stands once, the "
    "number lies in the range, and a range with declarations cannot be `UNVERIFIED`.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 [declaration = { number: 100 full_name: "note" type: "string" }]; // error: [invalid-extension-declaration]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 [declaration = { number: 100 full_name: ".note" type: "string" }];
}
""",
)

UNDECLARED_EXTENSION: Final = proto_error(
    "undeclared-extension",
    "an extension is not declared in a range that asks for it",
    "The range has declarations, or says `verification = DECLARATION`: whoever takes a number out of it must "
    "declare it there first, so that two authors do not take the same one. Add a declaration to the range.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199 [verification = DECLARATION];
}
extend Tea {
  optional string note = 100; // error: [undeclared-extension]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199 [declaration = { number: 100 full_name: ".note" type: "string" }];
}
extend Tea {
  optional string note = 100;
}
""",
)

EXTENSION_DECLARATION_MISMATCH: Final = proto_error(
    "extension-declaration-mismatch",
    "an extension differs from its declaration in the extension range",
    "The range declares which extension owns this number: its full name, its type, and whether it is repeated. "
    "This one has the number but not the rest, so it is another extension, or one of the two was changed alone. "
    "Take a free number, or bring the two in step.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 [declaration = { number: 100 full_name: ".note" type: "string" }];
}
extend Tea {
  optional int32 note = 100; // error: [extension-declaration-mismatch]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 [declaration = { number: 100 full_name: ".note" type: "string" }];
}
extend Tea {
  optional string note = 100;
}
""",
)

RESERVED_EXTENSION_NUMBER: Final = proto_error(
    "reserved-extension-number",
    "an extension has a number that is declared as reserved",
    "The range says `reserved: true` for this number: an extension that had it was removed, and what it has left "
    "in stored data would be read as the new one. Take another number.",
    bad="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199 [
    declaration = { number: 100 reserved: true },
    declaration = { number: 101 full_name: ".note" type: "string" }
  ];
}
extend Tea {
  optional string note = 100; // error: [reserved-extension-number]
}
""",
    good="""\
syntax = "proto2";
message Tea {
  extensions 100 to 199 [
    declaration = { number: 100 reserved: true },
    declaration = { number: 101 full_name: ".note" type: "string" }
  ];
}
extend Tea {
  optional string note = 101;
}
""",
)

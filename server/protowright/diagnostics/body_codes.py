"""The codes of JSON bodies that do not fit their messages."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import REGISTRY, Code, Severity

_FILE = """\
//- teas.proto
syntax = "proto3";
package teas;
{imports}service Teas {{
  rpc Add(Tea) returns (Tea);
}}
message Tea {{
{fields}}}
"""
_REQUEST = "//- teas.grpc\nGRPC localhost:50051/teas.Teas/Add\n\n"


def _code(
    name: str,
    summary: str,
    explanation: str,
    *,
    bad: str,
    good: str,
    fields: str,
    imports: tuple[str, ...] = (),
    severity: Severity = Severity.ERROR,
) -> Code:
    """Register a code whose examples are two bodies of one message, which has `fields`; its file imports `imports`."""
    lines = "".join([f'import "google/protobuf/{name}.proto";\n' for name in imports])
    file = _FILE.format(imports=lines, fields="".join([f"  {line}\n" for line in fields.splitlines()]))
    bad, good = (f"{file}{_REQUEST}{body}\n" for body in (bad, good))
    return REGISTRY.add(Code(name, severity, "grpc-request", summary, explanation, bad, good))


VALUE_TYPE_MISMATCH: Final = _code(
    "value-type-mismatch",
    "a value is of a JSON type that its field does not take",
    "Each type of field has its own form in JSON: messages and maps are objects, repeated fields are arrays, booleans "
    "are `true` and `false`. Numbers may be written as strings (`int64` and `uint64` usually are), and an integer "
    "may have an exponent or zeros behind the dot, `1e3` or `1.0`. `null` leaves a field unset.",
    fields="int32 grams = 1;\nrepeated string names = 2;",
    bad="""\
{
  "grams": true, // error: [value-type-mismatch]
  "names": "sencha" // error: [value-type-mismatch]
}""",
    good='{ "grams": 100, "names": ["sencha"] }',
)

VALUE_OUT_OF_RANGE: Final = _code(
    "value-out-of-range",
    "a number is too large or too small for its field",
    "Integers have 32 or 64 bits, with or without a sign, as the type of the field says. A number that a `float` or "
    '`double` could only hold as infinity is refused as well; infinity itself is the string `"Infinity"`.',
    fields="uint32 grams = 1;",
    bad='{ "grams": -1 } // error: [value-out-of-range]',
    good='{ "grams": 1 }',
)

INVALID_BASE64: Final = _code(
    "invalid-base64",
    "the value of a `bytes` field is no base64",
    "Bytes are a string in base64 (RFC 4648), in the standard or in the URL alphabet, with or without padding.",
    fields="bytes label = 1;",
    bad='{ "label": "green tea!" } // error: [invalid-base64]',
    good='{ "label": "Z3JlZW4gdGVhIQ==" }',
)

INVALID_TIMESTAMP: Final = _code(
    "invalid-timestamp",
    "the value of a `Timestamp` is no time of RFC 3339",
    "A `google.protobuf.Timestamp` is a string of a date, a `T`, a time with at most nine digits behind the dot, and "
    "`Z` or an offset such as `+01:00`. The offset cannot be left out.",
    imports=("timestamp",),
    fields="google.protobuf.Timestamp picked = 1;",
    bad='{ "picked": "2025-04-20 06:30:00" } // error: [invalid-timestamp]',
    good='{ "picked": "2025-04-20T06:30:00Z" }',
)

INVALID_DURATION: Final = _code(
    "invalid-duration",
    "the value of a `Duration` is no duration",
    "A `google.protobuf.Duration` is a string of seconds, with at most nine digits behind the dot, and an `s`. There is "
    "no other unit.",
    imports=("duration",),
    fields="google.protobuf.Duration steep = 1;",
    bad='{ "steep": "2m" } // error: [invalid-duration]',
    good='{ "steep": "120s" }',
)

INVALID_FIELD_MASK: Final = _code(
    "invalid-field-mask",
    "the value of a `FieldMask` is no list of field paths",
    "A `google.protobuf.FieldMask` is one string of paths with commas between them. The names in a path are JSON names, "
    "in lowerCamelCase, with dots between them.",
    imports=("field_mask",),
    fields="google.protobuf.FieldMask update = 1;",
    bad='{ "update": "display_name,price" } // error: [invalid-field-mask]',
    good='{ "update": "displayName,price" }',
)

UNDEFINED_ENUM_VALUE: Final = _code(
    "undefined-enum-value",
    "the enum has no such value",
    "A value of an enum is written by its full name, as it stands in the `.proto` file, or by its number. An open enum "
    "takes any number, a closed one (of proto2, or of an edition that says so) its own only.",
    fields="Kind kind = 1;\nenum Kind {\n  KIND_UNSPECIFIED = 0;\n  KIND_GREEN = 1;\n}",
    bad='{ "kind": "green" } // error: [undefined-enum-value]',
    good='{ "kind": "KIND_GREEN" }',
)

UNPAIRED_SURROGATE: Final = _code(
    "unpaired-surrogate",
    "a string holds half a character",
    "Characters beyond U+FFFF are written as two escapes in JSON. One half alone is no character, and cannot be sent: "
    "strings are UTF-8 on the wire.",
    fields="string name = 1;",
    bad='{ "name": "\\ud83c tea" } // error: [unpaired-surrogate]',
    good='{ "name": "\\ud83c\\udf75 tea" }',
)

DUPLICATE_KEY: Final = _code(
    "duplicate-key",
    "an object has a key twice, or a field under both of its names",
    "One of the two values would be lost. A field may be called by its JSON name (`pricePerKilo`) or by its name in the "
    "`.proto` file (`price_per_kilo`), but only once.",
    fields="int32 price_per_kilo = 1;",
    bad="""\
{
  "pricePerKilo": 80,
  "price_per_kilo": 90 // error: [duplicate-key]
}""",
    good='{ "pricePerKilo": 90 }',
)

ONEOF_SET_TWICE: Final = _code(
    "oneof-set-twice",
    "two fields of one oneof are set",
    "At most one field of a oneof has a value. A field that is `null` is not set.",
    fields="oneof form {\n  string leaf = 1;\n  string powder = 2;\n}",
    bad="""\
{
  "leaf": "gyokuro",
  "powder": "matcha" // error: [oneof-set-twice]
}""",
    good='{ "powder": "matcha" }',
)

NULL_NOT_ALLOWED: Final = _code(
    "null-not-allowed",
    "an element of an array or a value of a map is `null`",
    "`null` says that a field is not set, and an element of an array or a value of a map is always set. Only those of "
    "type `google.protobuf.Value` can be `null`.",
    fields="repeated string names = 1;",
    bad='{ "names": ["sencha", null] } // error: [null-not-allowed]',
    good='{ "names": ["sencha"] }',
)

MISSING_REQUIRED_FIELD: Final = REGISTRY.add(
    Code(
        "missing-required-field",
        Severity.ERROR,
        "grpc-request",
        "a message lacks a required field",
        "A message of proto2 cannot be sent without its `required` fields, nor one of an edition without those of "
        "`LEGACY_REQUIRED` presence. A field that is `null` is not set.",
        bad="""\
//- teas.proto
syntax = "proto2";
package teas;
service Teas {
  rpc Add(Tea) returns (Tea);
}
message Tea {
  required string name = 1;
}
//- teas.grpc
GRPC localhost:50051/teas.Teas/Add

{} // error: [missing-required-field]
""",
        good="""\
//- teas.proto
syntax = "proto2";
package teas;
service Teas {
  rpc Add(Tea) returns (Tea);
}
message Tea {
  required string name = 1;
}
//- teas.grpc
GRPC localhost:50051/teas.Teas/Add

{ "name": "sencha" }
""",
    )
)

INVALID_ANY: Final = _code(
    "invalid-any",
    "an `Any` does not say its type, or holds nothing of it",
    'A `google.protobuf.Any` is an object with the name of a type under `"@type"`, and the fields of that message beside '
    "it. The JSON of a well-known type, such as a `Duration`, stands under `value` instead. `{}` is an `Any` that holds "
    "nothing.",
    imports=("any",),
    fields="string name = 1;\ngoogle.protobuf.Any note = 2;",
    bad='{ "note": { "name": "sencha" } } // error: [invalid-any]',
    good='{ "note": { "@type": "type.googleapis.com/teas.Tea", "name": "sencha" } }',
)

UNKNOWN_ANY_TYPE: Final = _code(
    "unknown-any-type",
    "the schema lacks the message that an `Any` holds",
    "To make the bytes of an `Any`, its message must be in the schema: in the `.proto` file of the service, or in one "
    "that it imports. What stands in the `Any` is not checked. If the schema comes from the server, by reflection, it "
    "may have the message nevertheless.",
    severity=Severity.WARNING,
    imports=("any",),
    fields="string name = 1;\ngoogle.protobuf.Any note = 2;",
    bad='{ "note": { "@type": "type.googleapis.com/teas.Teapot" } } // warning: [unknown-any-type]',
    good='{ "note": { "@type": "type.googleapis.com/teas.Tea" } }',
)

BODY_TOO_DEEP: Final = _code(
    "body-too-deep",
    "messages nest too deep",
    "Parsers of protobuf take messages up to 100 levels deep. In a `google.protobuf.Struct` or `Value`, each object and "
    "each array is made of two messages, so that free-form JSON nests up to 50 levels.",
    imports=("struct",),
    fields="google.protobuf.Value more = 1;",
    bad=f'{{ "more": {"[" * 55}{"]" * 55} }} // error: [body-too-deep]',
    good='{ "more": [[[]]] }',
)

FOREIGN_JSON_FORM: Final = _code(
    "foreign-json-form",
    "a value is in a form that other tools write",
    "Some tools write well-known types as the fields they have, 64-bit integers as two halves, and bytes as arrays of "
    "numbers. Protowright understands these forms and sends what they mean; other tools do not, so that the form of the "
    "JSON mapping is the better one to keep.",
    severity=Severity.HINT,
    imports=("timestamp",),
    fields="google.protobuf.Timestamp picked = 1;",
    bad='{ "picked": { "seconds": 1745130600 } } // hint: [foreign-json-form]',
    good='{ "picked": "2025-04-20T06:30:00Z" }',
)

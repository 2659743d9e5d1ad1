"""A schema with every kind of field in all three syntaxes, and what protobuf itself says about bodies of its messages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from tests.support.fixtures import parse_fixture, path_of

from protowright.diagnostics.diagnostic import Diagnostic, Severity
from protowright.project.schemas import schema_of_file
from protowright.proto.schema import Schema
from protowright.request.body import body_json, check_body
from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.to_json import to_json

_WELL_KNOWN_FIELDS = """\
  google.protobuf.Timestamp at_time = 40;
  google.protobuf.Duration for_time = 41;
  google.protobuf.FieldMask mask = 42;
  google.protobuf.Struct struct = 43;
  google.protobuf.Value value = 44;
  google.protobuf.ListValue list = 45;
  google.protobuf.Any any = 46;
  google.protobuf.Empty empty = 47;
  google.protobuf.DoubleValue w_double = 50;
  google.protobuf.FloatValue w_float = 51;
  google.protobuf.Int64Value w_int64 = 52;
  google.protobuf.UInt64Value w_uint64 = 53;
  google.protobuf.Int32Value w_int32 = 54;
  google.protobuf.UInt32Value w_uint32 = 55;
  google.protobuf.BoolValue w_bool = 56;
  google.protobuf.StringValue w_string = 57;
  google.protobuf.BytesValue w_bytes = 58;
  repeated google.protobuf.Value values = 60;
  repeated google.protobuf.Any anys = 61;
  repeated google.protobuf.Int64Value w_int64s = 62;
  map<string, google.protobuf.Value> value_by_name = 63;
  map<string, google.protobuf.Duration> duration_by_name = 64;
"""

WORKSPACE = f"""\
//- bodies/three.proto
syntax = "proto3";
package bodies;
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
message Three {{
  double f_double = 1; float f_float = 2; int32 f_int32 = 3; int64 f_int64 = 4; uint32 f_uint32 = 5;
  uint64 f_uint64 = 6; sint32 f_sint32 = 7; sint64 f_sint64 = 8; fixed32 f_fixed32 = 9; fixed64 f_fixed64 = 10;
  sfixed32 f_sfixed32 = 11; sfixed64 f_sfixed64 = 12; bool f_bool = 13; string f_string = 14; bytes f_bytes = 15;
  Color color = 16;
  optional int32 maybe = 17;
  string named = 18 [json_name = "Other.name"];
  repeated int32 ints = 20; repeated string strings = 21; repeated Color colors = 22; repeated Three threes = 23;
  repeated bytes blobs = 24; repeated double doubles = 25;
  map<string, Three> by_string = 30; map<int32, string> by_int = 31; map<bool, Color> by_bool = 32;
  map<uint64, bytes> by_uint64 = 33; map<string, google.protobuf.NullValue> null_by_name = 34;
  repeated google.protobuf.NullValue nulls = 26;
  oneof choice {{ string left = 35; Three right = 36; google.protobuf.Value free = 37; google.protobuf.NullValue none = 38; }}
{_WELL_KNOWN_FIELDS}}}
enum Color {{ COLOR_UNSPECIFIED = 0; COLOR_RED = 1; COLOR_DARK_BLUE = 2; COLOR_BELOW = -5; }}
//- bodies/two.proto
syntax = "proto2";
package bodies;
import "bodies/three.proto";
message Two {{
  required string id = 1;
  optional Kind kind = 2;
  repeated Kind kinds = 3;
  optional group Part = 4 {{ required int32 size = 1; optional Two two = 2; }}
  optional Three three = 5;
  map<string, Two> twos = 6;
  oneof either {{ Two one = 7; Kind other = 8; }}
  optional int32 number = 9;
  extensions 100 to 200;
  extend Two {{ optional Two nested_extension = 102; }}
  message Other {{ extensions 100 to 200; }}
}}
enum Kind {{ GREEN = 1; BLACK = 2; }}
extend Two {{ optional int32 number = 100; repeated Kind more_kinds = 101; }}
extend Two.Other {{ optional int32 elsewhere = 100; }}
//- bodies/later.proto
edition = "2023";
package bodies;
import "bodies/two.proto";
import "google/protobuf/any.proto";
message Later {{
  string id = 1 [features.field_presence = LEGACY_REQUIRED];
  Later inner = 2 [features.message_encoding = DELIMITED];
  Shut shut = 3; Open open = 4; Two two = 5; google.protobuf.Any any = 6;
  repeated Shut shuts = 7;
  map<int64, Open> opens = 8;
  oneof choice {{ int32 a = 9; int32 b = 10; }}
}}
enum Shut {{ option features.enum_type = CLOSED; SHUT_A = 1; SHUT_B = 5; }}
enum Open {{ OPEN_A = 0; OPEN_B = 5; }}
"""
TYPES = ("bodies.Three", "bodies.Two", "bodies.Later")


@cache
def body_schema() -> Schema:
    """The schema of all three files."""
    return schema_of_file(parse_fixture(WORKSPACE).snapshot(), path_of("bodies/later.proto"))


# The judge


@cache
def _pool(schema: Schema) -> DescriptorPool:
    pool = DescriptorPool()
    for file in schema.files:
        pool.Add(file)
    return pool


def refusal(text: str, message: str, schema: Schema) -> str | None:
    """Why protobuf does not take JSON text for a message, None when it does. Required fields must be there."""
    pool = _pool(schema)
    made = message_factory.GetMessageClass(pool.FindMessageTypeByName(message))()
    try:
        json_format.Parse(text, made, descriptor_pool=pool)
    except json_format.ParseError as error:
        return str(error)
    return None if made.IsInitialized() else "lacks a required field"


def tree(text: str) -> JsonValue:
    """The only value of a text without faults, but for one that nests deeper than is read."""
    parser = JsonParser(text, 0, len(text))
    (value,) = parser.values()
    assert all("levels deep" in item.message for item in parser.diagnostics), parser.diagnostics
    return value


@dataclass(frozen=True)
class Verdicts:
    """What is said about one body: ours, and protobuf's before and after it was brought into its right form."""

    text: str
    found: list[Diagnostic]
    refused: str | None
    refused_converted: str | None

    @property
    def errors(self) -> list[Diagnostic]:
        return [item for item in self.found if item.severity is Severity.ERROR]

    def has(self, code: str) -> bool:
        return any(item.code.name == code for item in self.found)

    def disagreement(self) -> str | None:
        """What is wrong about them, None when they agree or differ on purpose."""
        if not self.errors and self.has("unknown-any-type"):
            return None
        if not self.errors and self.refused_converted:
            return f"no error, but refused: {self.refused_converted}"
        is_brought_right = self.has("foreign-json-form") or "null" in self.text  # null for an array is left out
        if not self.errors and self.refused and not is_brought_right:
            return f"no error, but refused as it was: {self.refused}"
        if self.errors and self.refused_converted is None:
            surplus = [item.message for item in self.errors if not is_meant_difference(item, self.text)]
            return f"accepted, but: {surplus}" if surplus else None
        return None


def verdicts(text: str, message: str, schema: Schema) -> Verdicts:
    """What both say about the body `text`."""
    value = tree(text)

    def as_it_is(part: str) -> str:
        return part

    refused = refusal(to_json(value, as_it_is), message, schema)
    converted = refusal(body_json(value, as_it_is, message, schema), message, schema)
    return Verdicts(text, list(check_body(value, message, schema)), refused, converted)


def is_meant_difference(item: Diagnostic, text: str) -> bool:
    """Whether protobuf may take what we call an error: the list is in `request/body/check.py`."""
    return any(
        (
            item.code.name == "duplicate-key" and "the same field" in item.message,
            # What is null after it was brought into its right form sets nothing, and is left out of arrays.
            item.code.name in ("duplicate-key", "oneof-set-twice") and '"null' in text.replace(": null", ': "null"'),
            item.code.name == "invalid-base64",
            item.code.name == "unknown-field" and item.message.startswith("an `Any` of"),
            item.code.name == "value-type-mismatch"
            and " enum " in item.message
            and item.message.endswith("a fraction"),
            item.code.name == "value-type-mismatch"
            and item.message.endswith("a boolean")
            and any(taken in item.message for taken in ("(float)", "(double)", "a value of the enum")),
            item.code.name == "value-type-mismatch"
            and "takes an object (" in item.message
            and text[item.span.start :].startswith(("[]", '""')),
            item.code.name == "value-out-of-range"
            and item.message.endswith((" for it", " for eight bytes", " for one")),
            item.code.name == "undefined-enum-value" and text[item.span.start :].lstrip('"-')[:1].isdecimal(),
        )
    )

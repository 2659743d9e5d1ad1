"""What newer editions say of options that an older `descriptor.proto` does not know yet.

The bundled `descriptor.proto` may be a release behind the newest edition. These declarations stand in for its successor's;
where the file at hand has them itself, its own count.
"""

from __future__ import annotations

from functools import cache

from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol
from protowright.proto.syntax.parser import parse

_TEXT = """\
syntax = "proto2";
package google.protobuf;
message FileOptions {
  optional bool cc_enable_arenas = 31 [default = true, feature_support = { edition_removed: EDITION_2026 }];
}
message FeatureSet {
  message ProtoLimitsFeature {
    enum EnforceProtoLimits {
      PROTO_LIMITS_UNKNOWN = 0;
      LEGACY_NO_EXPLICIT_LIMITS = 1;
      PROTO_LIMITS2026 = 2;
    }
  }
  optional ProtoLimitsFeature.EnforceProtoLimits enforce_proto_limits = 9 [
    targets = TARGET_TYPE_ENUM,
    targets = TARGET_TYPE_MESSAGE,
    targets = TARGET_TYPE_FIELD,
    targets = TARGET_TYPE_ONEOF,
    feature_support = { edition_introduced: EDITION_2026 }
  ];
}
"""


def amended_field(message: MessageSymbol, name: str, own: FieldSymbol | None) -> FieldSymbol | None:
    """The field `name` of an options message as the newest edition has it; `own` is the one in the file at hand."""
    newer = _amendments().symbols.by_name.get(f"{message.full_name}.{name}")
    if not isinstance(newer, FieldSymbol) or (own is not None and own.options and len(own.options) > 1):
        return own
    return newer


@cache
def _amendments() -> LinkedFile:
    symbols = FileSymbols(parse(_TEXT))
    symbols.standalone = linked = LinkedFile(symbols, "", "google/protobuf/descriptor.proto", None)
    return linked

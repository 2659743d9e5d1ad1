"""Features of editions: which hold where.

The tables follow `FeatureSet` in the `descriptor.proto` of protobuf 36.
proto2 and proto3 count as the editions "legacy" and "proto3" (https://protobuf.dev/editions/features/).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Features = Mapping[str, str]
"""The value of each global feature, by name."""

UNSTABLE: Final = "UNSTABLE"
"""The edition that protobuf tries things out in; protoc takes it in its own files only."""

AFTER_ALL_OTHERS: Final = 9999
"""The year that stands for it."""

EDITIONS: Final = ("proto2", "proto3", "2023", "2024", "2026")
"""The language versions, in order."""

_LEGACY: Features = {
    "field_presence": "EXPLICIT",
    "enum_type": "CLOSED",
    "repeated_field_encoding": "EXPANDED",
    "utf8_validation": "NONE",
    "message_encoding": "LENGTH_PREFIXED",
    "json_format": "LEGACY_BEST_EFFORT",
    "enforce_naming_style": "STYLE_LEGACY",
    "default_symbol_visibility": "EXPORT_ALL",
    "enforce_proto_limits": "LEGACY_NO_EXPLICIT_LIMITS",
}
_PROTO3: Features = {
    **_LEGACY,
    "field_presence": "IMPLICIT",
    "enum_type": "OPEN",
    "repeated_field_encoding": "PACKED",
    "utf8_validation": "VERIFY",
    "json_format": "ALLOW",
}
_2023: Features = {**_PROTO3, "field_presence": "EXPLICIT"}
_2024: Features = {**_2023, "enforce_naming_style": "STYLE2024", "default_symbol_visibility": "EXPORT_TOP_LEVEL"}
_2026: Features = {
    **_2024,
    "enforce_naming_style": "STYLE2026",
    "default_symbol_visibility": "STRICT",
    "enforce_proto_limits": "PROTO_LIMITS2026",
}

DEFAULTS: Final[Mapping[str, Features]] = {
    "proto2": _LEGACY,
    "proto3": _PROTO3,
    "2023": _2023,
    "2024": _2024,
    "2026": _2026,
}
"""The features of a file that sets none, by its syntax or edition."""


class FeatureSpecification:
    """Where a feature may stand (`targets`, words of `TARGETS`), its values, and the edition that brought it."""

    __slots__ = ("introduced", "targets", "values")

    def __init__(self, introduced: str, targets: str, values: str) -> None:
        self.introduced = introduced
        self.targets = frozenset(targets.split())
        self.values = values.split()


_EVERYWHERE = "file extension-range message field oneof enum enum-value service method"
SPECIFICATIONS: Final = {
    "field_presence": FeatureSpecification("2023", "field file", "EXPLICIT IMPLICIT LEGACY_REQUIRED"),
    "enum_type": FeatureSpecification("2023", "enum file", "OPEN CLOSED"),
    "repeated_field_encoding": FeatureSpecification("2023", "field file", "PACKED EXPANDED"),
    "utf8_validation": FeatureSpecification("2023", "field file", "VERIFY NONE"),
    "message_encoding": FeatureSpecification("2023", "field file", "LENGTH_PREFIXED DELIMITED"),
    "json_format": FeatureSpecification("2023", "message enum file", "ALLOW LEGACY_BEST_EFFORT"),
    "enforce_naming_style": FeatureSpecification("2024", _EVERYWHERE, "STYLE2024 STYLE_LEGACY STYLE2026"),
    "default_symbol_visibility": FeatureSpecification("2024", "file", "EXPORT_ALL EXPORT_TOP_LEVEL LOCAL_ALL STRICT"),
    "enforce_proto_limits": FeatureSpecification(
        "2026", "enum message field oneof", "LEGACY_NO_EXPLICIT_LIMITS PROTO_LIMITS2026"
    ),
}
"""The features that the language itself has; those of a target language are extensions of `FeatureSet`."""

"""The types that come with protobuf and are used everywhere, most often by people who forgot the import."""

from __future__ import annotations

_FILES = {
    "any": ("Any",),
    "duration": ("Duration",),
    "empty": ("Empty",),
    "field_mask": ("FieldMask",),
    "struct": ("Struct", "Value", "ListValue", "NullValue"),
    "timestamp": ("Timestamp",),
    "wrappers": (
        "BoolValue",
        "BytesValue",
        "DoubleValue",
        "FloatValue",
        "Int32Value",
        "Int64Value",
        "StringValue",
        "UInt32Value",
        "UInt64Value",
    ),
}

WELL_KNOWN_TYPES = {
    f"google.protobuf.{name}": f"google/protobuf/{file}.proto" for file, names in _FILES.items() for name in names
}
"""Full names, and the paths to import; https://protobuf.dev/reference/protobuf/google.protobuf/."""


def well_known_type(name: str) -> tuple[str, str] | None:
    """The full name and the import path of the well-known type that `name`, the full name or an end of it, may mean."""
    name = name.removeprefix(".")
    for full_name, path in WELL_KNOWN_TYPES.items():
        if full_name == name or full_name.endswith("." + name):
            return full_name, path
    return None

"""JSON names of fields."""

from __future__ import annotations


def json_name(field_name: str) -> str:
    """The lowerCamelCase name that protoc gives a field (`ToJsonName` in descriptor.cc)."""
    first, *others = field_name.split("_")
    return first + "".join([part[:1].upper() + part[1:] for part in others]) if others else first


def map_entry_name(field_name: str) -> str:
    """The name of the message that protoc makes for a map field (`MapEntryName` in parser.cc)."""
    return "".join([part[:1].upper() + part[1:] for part in field_name.split("_")]) + "Entry"

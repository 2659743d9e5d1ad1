"""JSON names of fields."""

from __future__ import annotations


def json_name(field_name: str) -> str:
    """The lowerCamelCase name that protoc gives a field (`ToJsonName` in descriptor.cc)."""
    parts: list[str] = []
    upper_next = False
    for character in field_name:
        if character == "_":
            upper_next = True
        else:
            parts.append(character.upper() if upper_next and character.islower() else character)
            upper_next = False
    return "".join(parts)


def map_entry_name(field_name: str) -> str:
    """The name of the message that protoc makes for a map field (`MapEntryName` in parser.cc)."""
    parts: list[str] = []
    upper_next = True
    for character in field_name:
        if character == "_":
            upper_next = True
        else:
            parts.append(character.upper() if upper_next and character.islower() else character)
            upper_next = False
    return "".join(parts) + "Entry"

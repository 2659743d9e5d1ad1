"""`default` and `json_name`: written like options of a field, but parts of its descriptor."""

from __future__ import annotations

from typing import Final

from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import Identifier, Option, StringLiteral

PSEUDO_OPTIONS: Final = frozenset(("default", "json_name"))


def option_name(option: Option) -> str | None:
    """The name of an option of one part without parentheses, None for any other."""
    if len(option.name) != 1 or option.name[0].is_extension or option.name[0].name is None:
        return None
    return option.name[0].name.text


def pseudo_option(options: list[Option], name: str) -> Option | None:
    """The first option of that name."""
    return next((option for option in options if option_name(option) == name), None)


def written_json_name(options: list[Option]) -> str | None:
    """The name in JSON that the options of a field set."""
    option = pseudo_option(options, "json_name")
    if option is None or not isinstance(option.value, StringLiteral):
        return None
    return string_value(option.value).decode("utf-8", "replace")


def real_options(options: list[Option]) -> list[Option]:
    """The options that belong into an options message."""
    return [option for option in options if option_name(option) not in PSEUDO_OPTIONS]


def is_message_set(options: list[Option]) -> bool:
    """Whether the options of a message set `message_set_wire_format`."""
    option = pseudo_option(options, "message_set_wire_format")
    return option is not None and isinstance(option.value, Identifier) and option.value.text == "true"

"""How the new name is written in the place of an old one: a field has a name of its own and one in JSON."""

from __future__ import annotations

from protowright.ide.mentions import Mention
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.options.pseudo import pseudo_option
from protowright.proto.semantic.symbols import FieldSymbol


def spelled(mention: Mention, written: str, new_name: str, in_request: bool) -> str:
    """What stands in the place of `written`, a mention of what gets the name `new_name`; in the same form as before.

    A key that a `json_name` sets is no form of the name, and stays.
    """
    field = mention.symbol
    if not isinstance(field, FieldSymbol):
        return new_name
    if field.is_group:
        written_name = field.declaration.name
        if written_name is not None and written == written_name.text and not in_request:
            return new_name  # literals call a group by the name of its message
        new_name = new_name.lower()
    if not in_request:
        return new_name
    if pseudo_option(field.options, "json_name") is not None and not mention.is_in_mask:
        return new_name if written == field.name.text else written
    return json_name(new_name) if written == json_name(field.name.text) else new_name

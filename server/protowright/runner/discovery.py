"""`list` and `describe`: what a server says about itself by reflection."""

from __future__ import annotations

import json

from google.protobuf import json_format

from protowright.proto.schema import Schema
from protowright.runner.reflection import ReflectionClient, SymbolNotFound


def discover(client: ReflectionClient, command: str, symbol: str) -> str:
    """The answer to `list`, or to `describe` of a service, message or enum, as JSON indented by two.

    Raises what the reflection client raises.
    """
    if command == "list":
        return json.dumps({"services": client.services()}, indent=2)
    schema = Schema(client.files_for(symbol), "reflection")
    found = schema.service(symbol) or schema.message(symbol) or schema.enum(symbol)
    if found is None:
        raise SymbolNotFound(symbol, client.services())
    return json_format.MessageToJson(found)

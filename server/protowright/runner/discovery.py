"""`list` and `describe`: what a server says about itself by reflection."""

from __future__ import annotations

import json

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.description import description
from protowright.runner.reflection import ReflectionClient, SymbolNotFound


def discover(client: ReflectionClient, command: str, symbol: str) -> str:
    """The answer to `list` as JSON indented by two, to `describe` of a service, method, message or enum as `.proto` text.

    Raises what the reflection client raises.
    """
    if command == "list":
        return json.dumps({"services": client.services()}, indent=2)
    found = description(files_of(client, symbol), symbol)
    if found is None:
        raise SymbolNotFound(symbol, client.services())
    return found


def files_of(client: ReflectionClient, symbol: str) -> list[pb.FileDescriptorProto]:
    """The file that declares a symbol, and all it needs. Raises what the reflection client raises.

    Servers need not know methods by name, so those are found by their service.
    """
    symbol = symbol.replace("/", ".")
    try:
        return client.files_for(symbol)
    except SymbolNotFound:
        service, dot, _ = symbol.rpartition(".")
        if not dot:
            raise
        try:
            return client.files_for(service)
        except SymbolNotFound as error:
            raise SymbolNotFound(symbol, error.services) from None

"""`textDocument/definition` and `textDocument/typeDefinition`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.definition import Link, definition, type_definition
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from protowright.lsp.server import ProtowrightServer
    from protowright.project.snapshot import Snapshot

_Links = list[types.LocationLink] | list[types.Location] | None


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition_of(params: types.DefinitionParams) -> _Links:
        own = server.client_capabilities.text_document
        takes = own is not None and own.definition is not None and own.definition.link_support
        return await _answer(server, definition, params, bool(takes))

    @server.feature(types.TEXT_DOCUMENT_TYPE_DEFINITION)
    async def type_definition_of(params: types.TypeDefinitionParams) -> _Links:
        own = server.client_capabilities.text_document
        takes = own is not None and own.type_definition is not None and own.type_definition.link_support
        return await _answer(server, type_definition, params, bool(takes))


async def _answer(
    server: ProtowrightServer,
    feature: Callable[[Snapshot, str, int], list[Link]],
    params: types.DefinitionParams | types.TypeDefinitionParams,
    takes_links: bool,
) -> _Links:
    snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
    converter = server.converter(snapshot, path)
    if converter is None:
        return None
    found = await server.run_feature(feature, snapshot, path, converter.offset(params.position))
    convert = converter.location_links if takes_links else converter.locations
    return convert(found, snapshot, server.uri_of)

"""`textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes` and `typeHierarchy/subtypes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.type_hierarchy import prepare_types, subtypes, supertypes
from protowright.lsp.convert_hierarchy import HierarchyConverter
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

Items = list[types.TypeHierarchyItem]


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_TYPE_HIERARCHY)
    async def prepare(params: types.TypeHierarchyPrepareParams) -> Items | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        found = await server.run_feature(prepare_types, snapshot, path, converter.offset(params.position))
        return [HierarchyConverter(server, snapshot).type_item(item) for item in found]

    @server.feature(types.TYPE_HIERARCHY_SUPERTYPES)
    async def above(params: types.TypeHierarchySupertypesParams) -> Items | None:
        snapshot = server.host.snapshot()
        converter = HierarchyConverter(server, snapshot)
        item = converter.item(params.item)
        if item is None:
            return None
        return [converter.type_item(each) for each in await server.run_feature(supertypes, snapshot, item)]

    @server.feature(types.TYPE_HIERARCHY_SUBTYPES)
    async def below(params: types.TypeHierarchySubtypesParams) -> Items | None:
        snapshot = server.host.snapshot()
        converter = HierarchyConverter(server, snapshot)
        item = converter.item(params.item)
        if item is None:
            return None
        found = await server.run_search(subtypes, snapshot, item)
        return [converter.type_item(each) for each in found]

"""`textDocument/completion` and `completionItem/resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.completion import Declared, completion, documentation
from protowright.lsp.convert import markdown
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION)
    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        offset, trigger = converter.offset(params.position), _trigger(params)
        found = await server.run_feature(completion, snapshot, path, offset, _takes_snippets(server), trigger)
        return converter.completion_list(found)

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    async def resolve(item: types.CompletionItem) -> types.CompletionItem:
        declared = _declared(item.data)
        if declared is not None:
            text = await server.run_feature(documentation, server.host.snapshot(), declared)
            item.documentation = markdown(text)
        return item


def _trigger(params: types.CompletionParams) -> str:
    """The character that asked for the list, empty when a person did."""
    return (params.context.trigger_character if params.context is not None else None) or ""


def _takes_snippets(server: ProtowrightServer) -> bool:
    document = server.client_capabilities.text_document
    completion = None if document is None else document.completion
    item = None if completion is None else completion.completion_item
    return bool(item is not None and item.snippet_support)


def _declared(data: object) -> Declared | None:
    """Where the item's declaration is; None for an item without one, and for what no item of ours carries."""
    if not isinstance(data, dict):
        return None
    path, name = data.get("path"), data.get("name")
    return Declared(path, name) if isinstance(path, str) and isinstance(name, str) else None

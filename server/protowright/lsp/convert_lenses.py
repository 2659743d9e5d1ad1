"""Lenses to types of the protocol, and what is kept in those with a count until they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.code_lens import Lens, LensAction
from protowright.ide.reference_lenses import CountLens
from protowright.ide.references import Reference
from protowright.lsp import commands
from protowright.lsp.convert import Converter
from protowright.lsp.uris import to_uri

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer
    from protowright.project.snapshot import Snapshot


_LENS_COMMANDS = {
    LensAction.RUN: commands.RUN,
    LensAction.RUN_ALL: commands.RUN_ALL,
    LensAction.CANCEL: commands.CANCEL,
    LensAction.SHOW_RESPONSE: commands.SHOW_RESPONSE,
    LensAction.NEW_REQUEST: commands.NEW_REQUEST,
}


def run_lens(converter: Converter, lens: Lens, uri: str) -> types.CodeLens:
    """A lens of the document `uri`."""
    argument = {"uri": uri}
    if lens.action is LensAction.NEW_REQUEST:
        argument["method"] = lens.subject
    elif lens.subject:
        argument["request"] = lens.subject
    if lens.response_path:
        argument["responseUri"] = to_uri(lens.response_path)
    command = types.Command(lens.title, _LENS_COMMANDS[lens.action], arguments=[argument])
    return types.CodeLens(converter.range(lens.span), command)


def count_lens(converter: Converter, lens: CountLens, uri: str) -> types.CodeLens:
    """A lens of the document `uri` without a title: `codeLens/resolve` adds it."""
    return types.CodeLens(converter.range(lens.span), data={"uri": uri, "name": lens.full_name})


def counted(data: object) -> tuple[str, str] | None:
    """The URI and the full name that a count lens carries; None for any other lens."""
    uri, name = (data.get("uri"), data.get("name")) if isinstance(data, dict) else (None, None)
    return (uri, name) if isinstance(uri, str) and isinstance(name, str) else None


def count_command(
    server: ProtowrightServer, snapshot: Snapshot, lens: types.CodeLens, title: str, found: list[Reference]
) -> types.Command:
    """What a count lens says; a click shows what was counted, where the client says that it can show it."""
    place, converter = counted(lens.data), server.converter(snapshot, found[0].path) if found else None
    if place is None or converter is None or not _shows_references(server):
        return types.Command(title, "")
    locations = [converter.location(each.path, each.span, snapshot, server.uri_of) for each in found]
    arguments = [place[0], lens.range.start, locations]
    return types.Command(title, commands.SHOW_REFERENCES, arguments=arguments)


def _shows_references(server: ProtowrightServer) -> bool:
    experimental = server.client_capabilities.experimental
    own = experimental.get("protowright") if isinstance(experimental, dict) else None
    return isinstance(own, dict) and bool(own.get("showsReferences"))

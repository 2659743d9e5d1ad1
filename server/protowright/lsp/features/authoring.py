"""Commands that write requests and definitions: new request, grpcurl both ways, a service's `.proto` text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from protowright.ide.new_request import NewRequest, new_reflected_request, new_request
from protowright.lsp import commands
from protowright.lsp.arguments import method_of, path_and_request, path_of
from protowright.lsp.uris import to_uri
from protowright.project.files import write_atomically
from protowright.project.schema_store import user_schema_store
from protowright.project.snapshot import Snapshot
from protowright.request.grpcurl import NotGrpcurl, from_grpcurl
from protowright.runner.plan import NotSent

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the commands."""

    @server.command(commands.NEW_REQUEST)
    async def write_request(argument: Any) -> dict[str, Any] | None:
        snapshot, service_and_method = server.host.snapshot(), method_of(argument)
        if isinstance(argument.get("target"), str):
            target, environment = argument["target"], server.runs.environment
            found = await server.run_feature(_for_target, snapshot, target, *service_and_method, environment)
        else:
            found = await server.run_feature(new_request, snapshot, path_of(argument), *service_and_method)
        if found is None:
            raise JsonRpcInvalidParams(f"there is no method `{'/'.join(service_and_method)}`")
        await _append(server, found)
        return {"uri": server.uri_of(found.path), "line": found.line}

    @server.command(commands.COPY)
    async def copy_as_grpcurl(argument: Any) -> dict[str, str]:
        """The command is in `command`; or a sentence in `problem` that says why there is none."""
        path, name = path_and_request(server, argument, needs_request=True)
        try:
            return {"command": await server.runs.grpcurl(path, name)}
        except (NotSent, NotGrpcurl) as error:
            return {"problem": str(error)}

    @server.command(commands.FROM)
    async def request_from_grpcurl(argument: Any) -> dict[str, str]:
        """The text of the request is in `request`; or a sentence in `problem`."""
        if not isinstance(argument, dict) or not isinstance(argument.get("command"), str):
            raise JsonRpcInvalidParams("the argument must be an object with the grpcurl `command`")
        try:
            return {"request": from_grpcurl(argument["command"].strip().removeprefix("$").strip())}
        except NotGrpcurl as error:
            return {"problem": str(error)}

    @server.command(commands.DEFINITION)
    async def service_definition(argument: Any) -> dict[str, Any]:
        """The `.proto` files that the schema of a request has, as `files`: name and text; or a sentence in `problem`."""
        path, name = path_and_request(server, argument, needs_request=True)
        try:
            return {"files": await server.runs.definition(path, name)}
        except NotSent as error:
            return {"problem": str(error)}


def _for_target(
    snapshot: Snapshot, target: str, service: str, method: str, environment: str | None
) -> NewRequest | None:
    schema = user_schema_store().schema(target)
    if schema is None:
        return None
    try:
        return new_reflected_request(snapshot, schema, target, service, method, environment)
    except ValueError as error:
        raise JsonRpcInvalidParams(str(error)) from None


async def _append(server: ProtowrightServer, found: NewRequest) -> None:
    """Add the request to its file, in the editor when it is open there, else on disk; then show it."""
    uri, text = server.uri_of(found.path), server.host.text(found.path)
    if text is not None:
        document = server.host.snapshot().document(found.path)
        assert document is not None, "it is open"
        end = types.Position(*document.lines.position(len(text), server.encoding))
        edit = types.WorkspaceEdit({uri: [types.TextEdit(types.Range(end, end), found.text)]})
        server.workspace_apply_edit(types.ApplyWorkspaceEditParams(edit, "New request"))
    else:
        document = server.host.snapshot().document(found.path)
        before = "" if document is None else document.text
        await asyncio.to_thread(write_atomically, found.path, before + found.text)
        server.host.disk_changed()
    window = server.client_capabilities.window
    if window is not None and window.show_document is not None and window.show_document.support:
        place = types.Position(found.line, 0)
        params = types.ShowDocumentParams(to_uri(found.path), take_focus=True, selection=types.Range(place, place))
        server.window_show_document(params)

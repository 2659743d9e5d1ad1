"""The commands that run and cancel requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from protowright.lsp.convert import CANCEL_COMMAND, RUN_COMMAND
from protowright.lsp.uris import to_path
from protowright.request.names import request_names

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the commands."""

    @server.command(RUN_COMMAND)
    async def run_request(argument: Any) -> dict[str, Any]:
        path, name = _which(server, argument)
        if name is None:
            raise JsonRpcInvalidParams("there is no request at this place: put the cursor into a request")
        return await server.runs.run(path, name)

    @server.command(CANCEL_COMMAND)
    async def cancel_request(argument: Any) -> int:
        path, name = _which(server, argument)
        return await server.runs.cancel(path, name)


def _which(server: ProtowrightServer, argument: Any) -> tuple[str, str | None]:
    """The path and the request that an argument `{"uri", "request"}` or `{"uri", "position"}` means."""
    if not isinstance(argument, dict) or not isinstance(argument.get("uri"), str):
        raise JsonRpcInvalidParams("the argument must be an object with a `uri` and a `request` or a `position`")
    path = to_path(argument["uri"])
    if isinstance(argument.get("request"), str):
        return path, argument["request"]
    position = argument.get("position")
    if position is None:
        return path, None
    if not isinstance(position, dict) or not all(isinstance(position.get(key), int) for key in ("line", "character")):
        raise JsonRpcInvalidParams("the `position` must be an object with the numbers `line` and `character`")
    return path, _request_at(server, path, position)


def _request_at(server: ProtowrightServer, path: str, position: dict[str, Any]) -> str | None:
    document = server.host.snapshot().document(path)
    if document is None:
        return None
    line, character = position["line"], position["character"]
    block = document.requests.block_at(document.lines.offset(line, character, server.encoding))
    return next((name for own, name in request_names(document.requests) if own is block), None)

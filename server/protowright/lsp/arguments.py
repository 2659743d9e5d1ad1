"""The arguments of commands: `{"uri", "request"}`, `{"uri", "position"}`, `{"uri"}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from protowright.lsp.uris import to_path
from protowright.request.names import request_names

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def path_of(argument: Any) -> str:
    """The path of the file that an argument means. Raises JsonRpcInvalidParams."""
    if not isinstance(argument, dict) or not isinstance(argument.get("uri"), str):
        raise JsonRpcInvalidParams("the argument must be an object with a `uri` and a `request` or a `position`")
    return to_path(argument["uri"])


def path_and_request(server: ProtowrightServer, argument: Any, needs_request: bool = False) -> tuple[str, str]:
    """The path and the request that an argument means; the request is empty when it means none.

    Raises JsonRpcInvalidParams, also for a request that is needed and not there.
    """
    path, name = path_of(argument), ""
    if isinstance(argument.get("request"), str):
        name = argument["request"]
    elif argument.get("position") is not None:
        name = _request_at(server, path, argument["position"])
    if needs_request and not name:
        raise JsonRpcInvalidParams("there is no request at this place: put the cursor into a request")
    return path, name


def method_of(argument: Any) -> tuple[str, str]:
    """The service and the method that an argument means as `package.Service/Method`. Raises JsonRpcInvalidParams."""
    if not isinstance(argument, dict) or not isinstance(argument.get("method"), str):
        raise JsonRpcInvalidParams("the argument must be an object with a `method`: `package.Service/Method`")
    service, _, method = argument["method"].rpartition("/")
    return service, method


def offset_of(server: ProtowrightServer, path: str, position: Any) -> int | None:
    """The offset of a position of the protocol; None when there is no such file. Raises JsonRpcInvalidParams."""
    if not isinstance(position, dict) or not all(isinstance(position.get(key), int) for key in ("line", "character")):
        raise JsonRpcInvalidParams("the `position` must be an object with the numbers `line` and `character`")
    document = server.host.snapshot().document(path)
    if document is None:
        return None
    return document.lines.offset(position["line"], position["character"], server.encoding)


def _request_at(server: ProtowrightServer, path: str, position: Any) -> str:
    offset, document = offset_of(server, path, position), server.host.snapshot().document(path)
    block = None if document is None or offset is None else document.requests.block_at(offset)
    if document is None:
        return ""
    return next((name for own, name in request_names(document.requests) if own is block), "")

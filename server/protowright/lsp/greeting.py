"""The answer to `initialize`, which the client waits for before it does anything else.

It is made of plain data, because importing pygls and lsprotocol takes longer than all else that comes before it: attrs
compiles the methods of five hundred types then. That goes on while the client does what comes next.
"""

from __future__ import annotations

import json
from typing import Any, Final

from protowright import __version__
from protowright.lsp.offers import COMMANDS, MOVES, PROVIDERS

INITIALIZE: Final = "initialize"
_ENCODINGS: Final = ("utf-8", "utf-16", "utf-32")
_DEFAULT_ENCODING: Final = "utf-16"
_INCREMENTAL: Final = 2


def first_answer(body: bytes | None) -> dict[str, Any] | None:
    """The answer to the first message of a session; None if it is anything but an `initialize` as it should be."""
    try:
        message = json.loads(body or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0" or message.get("method") != INITIALIZE:
        return None
    if not isinstance(message.get("id"), (str, int)) or not is_greeting(message.get("params")):
        return None
    return answer(message["id"], message["params"])


def is_greeting(params: Any) -> bool:
    """Whether what the server needs of `InitializeParams` has its shape. Of capabilities it is not known yet."""
    if not isinstance(params, dict) or not isinstance(params.get("capabilities"), dict):
        return False
    folders = params.get("workspaceFolders") or []
    return (
        isinstance(params.get("processId"), (int, type(None)))
        and isinstance(params.get("rootUri"), (str, type(None)))
        and isinstance(folders, list)
        and all(isinstance(folder, dict) and isinstance(folder.get("uri"), str) for folder in folders)
    )


def answer(request_id: str | int, params: dict[str, Any]) -> dict[str, Any]:
    """The whole answer to an `initialize` with these parameters."""
    result = {
        "capabilities": server_capabilities(params["capabilities"]),
        "serverInfo": {"name": "protowright", "version": __version__},
    }
    return {"jsonrpc": "2.0", "id": request_id, "result": result}


def position_encoding(client: dict[str, Any]) -> str:
    """The first encoding of positions that both know; the protocol's own if the client names none."""
    wanted = _member(client, "general", "positionEncodings")
    known = [each for each in wanted if each in _ENCODINGS] if isinstance(wanted, list) else []
    return known[0] if known else _DEFAULT_ENCODING


def server_capabilities(client: dict[str, Any]) -> dict[str, Any]:
    """The `ServerCapabilities` for a client with these `ClientCapabilities`, both as they stand on the wire."""
    renames_with_prepare = _member(client, "textDocument", "rename", "prepareSupport")
    tells_of_moves = _member(client, "workspace", "fileOperations", "willRename")
    return {
        "positionEncoding": position_encoding(client),
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": True},
        **PROVIDERS,
        "renameProvider": {"prepareProvider": True} if renames_with_prepare else True,
        "executeCommandProvider": {"commands": [name for names in COMMANDS.values() for name in names]},
        "workspace": {
            "workspaceFolders": {"supported": True, "changeNotifications": True},
            "fileOperations": {"willRename": MOVES} if tells_of_moves else {},
        },
    }


def _member(value: Any, *names: str) -> Any:
    """What stands below these names in nested objects; None if one of them is no object."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value

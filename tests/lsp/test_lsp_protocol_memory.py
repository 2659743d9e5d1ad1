"""Messages that are done leave nothing behind: a session takes a hundred thousand of them a day."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from protowright.lsp.server import create_server

PATIENCE = 20.0


class Nowhere:
    """Takes what the server writes."""

    def write(self, data: bytes) -> None:
        """Drop it."""

    def close(self) -> None:
        """Nothing is open."""


def test_notifications_and_requests_are_forgotten_when_they_are_done(tmp_path: Path) -> None:
    uri = (tmp_path / "a.proto").as_uri()
    item = {"uri": uri, "languageId": "proto", "version": 1, "text": "message A {}"}
    initialize = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}

    async def session() -> int:
        server = create_server()
        server.protocol.set_writer(Nowhere())

        async def send(method: str, params: Any, **more: Any) -> None:
            message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
            server.protocol.handle_body(json.dumps(message).encode())
            await asyncio.sleep(0)

        await send("initialize", initialize, id=1)
        await send("initialized", {})
        await send("textDocument/didOpen", {"textDocument": item})
        for version in range(2, 30):
            change = {"text": f"message A{version} {{}}"}
            document = {"uri": uri, "version": version}
            await send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
            await send("textDocument/documentSymbol", {"textDocument": {"uri": uri}}, id=version)
        end = asyncio.get_running_loop().time() + PATIENCE
        while server.protocol._request_futures and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.05)
        return len(server.protocol._request_futures)

    assert asyncio.run(session()) == 0

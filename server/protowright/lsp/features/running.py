"""The commands that run and cancel requests, and show what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from protowright.lsp import commands
from protowright.lsp.arguments import path_and_request, path_of
from protowright.lsp.refreshing import refresh_hints
from protowright.lsp.uris import to_uri
from protowright.runner.history import History
from protowright.runner.planning import response_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the commands."""

    @server.command(commands.RUN)
    async def run_request(argument: Any) -> dict[str, Any]:
        path, name = path_and_request(server, argument, needs_request=True)
        return await server.runs.run(path, name)

    @server.command(commands.RUN_ALL)
    async def run_all(argument: Any) -> list[dict[str, Any]]:
        return await server.runs.run_all(path_of(argument))

    @server.command(commands.CANCEL)
    async def cancel_request(argument: Any) -> int:
        path, name = path_and_request(server, argument)
        return await server.runs.cancel(path, name or None)

    @server.command(commands.SHOW_RESPONSE)
    async def show_response(argument: Any) -> None:
        path, name = path_and_request(server, argument, needs_request=True)
        server.runs.show(response_path(path, name))

    @server.command(commands.REFRESH)
    async def refresh_schemas(*_: Any) -> None:
        server.runs.forget_schemas()
        refresh_hints(server)

    @server.command(commands.HISTORY)
    async def history(argument: Any) -> list[dict[str, str]]:
        path, name = path_and_request(server, argument, needs_request=True)
        entries = await server.run_feature(History(path, name).entries)
        return [{"uri": to_uri(entry.path), "time": entry.time, "status": entry.status} for entry in entries]

    @server.command(commands.COMPARE)
    async def compare(argument: Any) -> dict[str, str]:
        """What differs between the two newest responses, as a unified diff; or a sentence in `problem`."""
        path, name = path_and_request(server, argument, needs_request=True)
        kept = History(path, name)
        entries = await server.run_feature(kept.entries)
        if len(entries) < 2:
            return {"problem": f"`{name}` has fewer than two responses to compare: run it again"}
        return {"difference": await server.run_feature(kept.difference, entries[1], entries[0])}

    @server.command(commands.ENVIRONMENT)
    async def select_environment(argument: Any) -> dict[str, Any]:
        """With a `name` (null: none), choose it for all runs to come; always tells which there are."""
        path = path_of(argument)
        if "name" in argument:
            server.runs.environment = argument["name"] or None
            refresh_hints(server)
        names = server.host.snapshot().environment(path).names
        return {"selected": server.runs.environment, "names": list(names)}

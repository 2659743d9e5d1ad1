"""The command that tells what the code of a diagnostic means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from protowright.lsp import commands

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the command."""

    @server.command(commands.EXPLAIN)
    async def explain(argument: Any) -> dict[str, str]:
        """The page about the argument's `code` in `markdown`; or a sentence in `problem`."""
        code = argument.get("code") if isinstance(argument, dict) else None
        if not isinstance(code, str):
            raise JsonRpcInvalidParams("the argument must be an object with the `code` of a diagnostic")
        return await server.run_feature(_page, code)


def _page(code: str) -> dict[str, str]:
    from protowright.diagnostics.codes import REGISTRY
    from protowright.diagnostics.pages import markdown_page

    found = REGISTRY.get(code)
    return {"problem": f"there is no code `{code}`"} if found is None else {"markdown": markdown_page(found)}

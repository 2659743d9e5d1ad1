"""`textDocument/codeAction` and `codeAction/resolve`, and the command for clients that take no more than commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from protowright.ide.actions import Action, Change, actions
from protowright.lsp import commands
from protowright.lsp.convert_actions import ActionSupport, action_support, shown_title, workspace_edit
from protowright.lsp.uris import to_path
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

Literal = types.CodeAction | types.Command
Found = tuple[Action, dict[str, Any], "Change | None"]
"""An action, what finds it again, and its change when that is known already."""


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    async def code_action(params: types.CodeActionParams) -> list[Literal]:
        snapshot, uri = server.host.snapshot(), params.text_document.uri
        converter = server.converter(snapshot, to_path(uri))
        if converter is None:
            return []
        span, only, support = converter.span(params.range), _only(params.context), _support(server)
        found = await server.run_feature(_offered, snapshot, uri, span, only, support)
        return [_literal(server, snapshot, each, support) for each in found]

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(params: types.CodeAction) -> types.CodeAction:
        snapshot = server.host.snapshot()
        found = await server.run_feature(_found_again, snapshot, params.data)
        if found is not None and found[1]:
            params.edit = workspace_edit(server, snapshot, *found, _support(server))
        _tell(server, found)
        return params

    @server.command(commands.APPLY)
    async def apply(argument: Any) -> bool:
        snapshot = server.host.snapshot()
        found = await server.run_feature(_found_again, snapshot, argument)
        if found is None:
            raise JsonRpcInvalidParams("there is no such action any more")
        _tell(server, found)
        edit = workspace_edit(server, snapshot, *found, _support(server))
        params = types.ApplyWorkspaceEditParams(edit, found[0].title)
        return bool(found[1]) and (await server.workspace_apply_edit_async(params)).applied


def _tell(server: ProtowrightServer, found: tuple[Action, Change] | None) -> None:
    """Say why an action that was chosen does nothing."""
    if found is not None and found[1].problem:
        text = f"{found[0].title}: {found[1].problem}"
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


def _support(server: ProtowrightServer) -> ActionSupport:
    return action_support(server.client_capabilities)


def _only(context: types.CodeActionContext) -> list[str] | None:
    return None if context.only is None else [str(getattr(kind, "value", kind)) for kind in context.only]


def _offered(snapshot: Snapshot, uri: str, span: Span, only: list[str] | None, support: ActionSupport) -> list[Found]:
    """The actions that the client can carry out. Where it asks later for what costs time, only fixes are worked out."""
    path, counts, offered = to_path(uri), dict[str, int](), list[Found]()
    for action in actions(snapshot, path, span, only):
        index = counts[action.title] = counts.get(action.title, -1) + 1
        data = {"uri": uri, "span": [*span], "kind": action.kind.value, "title": action.title, "index": index}
        is_later = action.diagnostic is None and (support.resolves_edits or not support.takes_literals)
        change = None if is_later else action.change()
        if (is_later or change) and (support.creates_files or not action.creates_file):
            offered.append((action, data, change))
    return offered


def _literal(server: ProtowrightServer, snapshot: Snapshot, found: Found, support: ActionSupport) -> Literal:
    action, data, change = found
    title = shown_title(action, support)
    if not support.takes_literals:
        return types.Command(title, commands.APPLY, arguments=[data])
    path = to_path(data["uri"])
    converter, fault = server.converter(snapshot, path), action.diagnostic
    return types.CodeAction(
        title,
        kind=action.kind.value,
        diagnostics=[converter.diagnostic(fault, path, snapshot)] if fault is not None and converter else None,
        is_preferred=action.is_preferred or None,
        edit=None if change is None else workspace_edit(server, snapshot, action, change, support),
        data=data if change is None else None,
    )


def _found_again(snapshot: Snapshot, data: Any) -> tuple[Action, Change] | None:
    """The action that the client was told of, and its change now; None when the text has none such any more."""
    if not isinstance(data, dict):
        return None
    for action in _matching(snapshot, data):
        return action, action.change()
    return None


def _matching(snapshot: Snapshot, data: dict[str, Any]) -> Iterator[Action]:
    try:
        path, span, index = to_path(data["uri"]), Span(*map(int, data["span"])), int(data["index"])
        kind, title = data["kind"], data["title"]
    except (KeyError, TypeError, ValueError):
        return
    same = [each for each in actions(snapshot, path, span, [kind]) if each.title == title]
    yield from same[index : index + 1]

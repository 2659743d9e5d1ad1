"""`textDocument/codeAction`: the fixes of diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.quick_fixes import quick_fixes
from protowright.lsp.uris import to_path
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_OPTIONS = types.CodeActionOptions([types.CodeActionKind.QuickFix], resolve_provider=False)


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        snapshot, uri = server.host.snapshot(), params.text_document.uri
        path = to_path(uri)
        converter = server.converter(snapshot, path)
        if converter is None or not _are_wanted(params.context.only):
            return []
        span = Span(converter.offset(params.range.start), converter.offset(params.range.end))
        found = await server.run_feature(quick_fixes, snapshot, path, span)
        return [converter.quick_fix(each, path, uri, snapshot) for each in found]


def _are_wanted(only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether the client asks for quick fixes. Kinds are hierarchical: the empty one stands for all."""
    return only is None or any(str(getattr(kind, "value", kind)) in ("", "quickfix") for kind in only)

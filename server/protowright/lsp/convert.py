"""Plain data of `ide` to types of the protocol, and positions to offsets: the only place that knows both."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic, Tag
from protowright.ide.code_lens import Lens, LensAction
from protowright.ide.completion import CompletionItem, CompletionList
from protowright.ide.document_symbols import OutlineItem
from protowright.ide.hover import Hover
from protowright.ide.quick_fixes import QuickFix
from protowright.lsp.uris import to_uri
from protowright.project.snapshot import Snapshot
from protowright.text.edit import Edit
from protowright.text.line_index import LineIndex, PositionEncoding
from protowright.text.span import Span

RUN_COMMAND = "protowright.runRequest"
RUN_ALL_COMMAND = "protowright.runAll"
CANCEL_COMMAND = "protowright.cancelRequest"
SHOW_RESPONSE_COMMAND = "protowright.showResponse"
NEW_REQUEST_COMMAND = "protowright.newRequest"

_LENS_COMMANDS = {
    LensAction.RUN: RUN_COMMAND,
    LensAction.RUN_ALL: RUN_ALL_COMMAND,
    LensAction.CANCEL: CANCEL_COMMAND,
    LensAction.SHOW_RESPONSE: SHOW_RESPONSE_COMMAND,
    LensAction.NEW_REQUEST: NEW_REQUEST_COMMAND,
}

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_TAGS = {Tag.UNNECESSARY: types.DiagnosticTag.Unnecessary, Tag.DEPRECATED: types.DiagnosticTag.Deprecated}
_SYMBOL_KINDS = {
    "package": types.SymbolKind.Package,
    "message": types.SymbolKind.Struct,
    "enum": types.SymbolKind.Enum,
    "enum value": types.SymbolKind.EnumMember,
    "service": types.SymbolKind.Interface,
    "rpc": types.SymbolKind.Method,
    "extend": types.SymbolKind.Namespace,
    "oneof": types.SymbolKind.Object,
    "field": types.SymbolKind.Field,
    "request": types.SymbolKind.Event,
}
_COMPLETION_KINDS = {"service": types.CompletionItemKind.Interface, "rpc": types.CompletionItemKind.Method}


class Converter:
    """Converts for one text, in one position encoding."""

    def __init__(self, lines: LineIndex, encoding: PositionEncoding) -> None:
        self._lines = lines
        self._encoding = encoding

    def offset(self, position: types.Position) -> int:
        """The offset of a position."""
        return self._lines.offset(position.line, position.character, self._encoding)

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        start = self._lines.position(span.start, self._encoding)
        end = self._lines.position(span.end, self._encoding)
        return types.Range(types.Position(*start), types.Position(*end))

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Edits of the text."""
        return [types.TextEdit(self.range(edit.span), edit.new_text) for edit in edits]

    def diagnostic(self, diagnostic: Diagnostic, path: str, snapshot: Snapshot) -> types.Diagnostic:
        """A diagnostic of the file at `path`; its help is part of the message, as the protocol has no place for it."""
        message = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"
        return types.Diagnostic(
            self.range(diagnostic.span),
            message,
            severity=_SEVERITIES[diagnostic.severity],
            code=diagnostic.code.name,
            source="protowright",
            tags=[_TAGS[tag] for tag in diagnostic.tags] or None,
            related_information=self._related(diagnostic, path, snapshot) or None,
        )

    def _related(
        self, diagnostic: Diagnostic, path: str, snapshot: Snapshot
    ) -> list[types.DiagnosticRelatedInformation]:
        found = []
        for related in diagnostic.related:
            document = snapshot.document(related.path) if related.path else None
            converter = self if document is None else Converter(document.lines, self._encoding)
            location = types.Location(to_uri(related.path or path), converter.range(related.span))
            found.append(types.DiagnosticRelatedInformation(location, related.message))
        return found

    def quick_fix(self, quick_fix: QuickFix, path: str, uri: str, snapshot: Snapshot) -> types.CodeAction:
        """A code action that changes the document `uri`, whose file is at `path`."""
        return types.CodeAction(
            quick_fix.fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(quick_fix.diagnostic, path, snapshot)],
            is_preferred=quick_fix.is_preferred,
            edit=types.WorkspaceEdit({uri: self.edits(quick_fix.fix.edits)}),
        )

    def hover(self, hover: Hover) -> types.Hover:
        """A hover."""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, hover.markdown), self.range(hover.span))

    def code_lens(self, lens: Lens, uri: str) -> types.CodeLens:
        """A lens of the document `uri`."""
        argument = {"uri": uri}
        if lens.action is LensAction.NEW_REQUEST:
            argument["method"] = lens.subject
        elif lens.subject:
            argument["request"] = lens.subject
        if lens.response_path:
            argument["responseUri"] = to_uri(lens.response_path)
        command = types.Command(lens.title, _LENS_COMMANDS[lens.action], arguments=[argument])
        return types.CodeLens(self.range(lens.span), command)

    def symbol(self, item: OutlineItem) -> types.DocumentSymbol:
        """An entry of the outline, with what is below it."""
        return types.DocumentSymbol(
            item.name,
            _SYMBOL_KINDS[item.kind],
            self.range(item.span),
            self.range(item.name_span),
            detail=item.detail or None,
            children=[self.symbol(child) for child in item.children] or None,
        )

    def completion_list(self, items: CompletionList) -> types.CompletionList:
        """A list of completion items, in the order they come in."""
        converted = [self._completion_item(item, index) for index, item in enumerate(items.items)]
        return types.CompletionList(items.is_incomplete, converted)

    def _completion_item(self, item: CompletionItem, index: int) -> types.CompletionItem:
        documentation = types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
        return types.CompletionItem(
            item.label,
            kind=_COMPLETION_KINDS[item.kind],
            detail=item.detail or None,
            documentation=documentation if item.documentation else None,
            sort_text=f"{index:04}",
            text_edit=types.TextEdit(self.range(item.span), item.new_text),
        )

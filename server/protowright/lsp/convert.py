"""Plain data of `ide` to types of the protocol, and positions to offsets: the only place that knows both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic, Tag
from protowright.ide.mentions import Place, Role
from protowright.ide.token_legend import TYPES
from protowright.lsp.uris import to_uri
from protowright.text.edit import Edit
from protowright.text.line_index import LineIndex, PositionEncoding
from protowright.text.span import Span

if TYPE_CHECKING:  # every answer needs this module, and none of them all features
    from protowright.ide.completion import CompletionItem, CompletionList
    from protowright.ide.definition import Link
    from protowright.ide.document_links import DocumentLink
    from protowright.ide.document_symbols import OutlineItem
    from protowright.ide.hovering.found import Hover
    from protowright.ide.references import Reference
    from protowright.ide.semantic_tokens import SemanticToken
    from protowright.ide.workspace_symbols import WorkspaceSymbol
    from protowright.project.snapshot import Snapshot

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
_COMPLETION_KINDS = {
    "service": types.CompletionItemKind.Interface,
    "rpc": types.CompletionItemKind.Method,
    "message": types.CompletionItemKind.Struct,
    "enum": types.CompletionItemKind.Enum,
    "enum value": types.CompletionItemKind.EnumMember,
    "field": types.CompletionItemKind.Field,
    "extension": types.CompletionItemKind.Property,
    "package": types.CompletionItemKind.Module,
    "scalar": types.CompletionItemKind.Keyword,
    "keyword": types.CompletionItemKind.Keyword,
    "value": types.CompletionItemKind.Value,
    "literal": types.CompletionItemKind.Value,
    "number": types.CompletionItemKind.Value,
    "file": types.CompletionItemKind.File,
    "folder": types.CompletionItemKind.Folder,
    "variable": types.CompletionItemKind.Variable,
    "request": types.CompletionItemKind.Event,
    "metadata": types.CompletionItemKind.Property,
    "target": types.CompletionItemKind.Reference,
}


_TOKEN_TYPES = {name: index for index, name in enumerate(TYPES)}

UriOf = Callable[[str], str]
"""Gives the URI of an absolute path, as the client spells it."""


class Converter:
    """Converts for one text, in one position encoding."""

    def __init__(self, lines: LineIndex, encoding: PositionEncoding) -> None:
        self._lines = lines
        self._encoding = encoding

    def offset(self, position: types.Position) -> int:
        """The offset of a position."""
        return self._lines.offset(position.line, position.character, self._encoding)

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        return types.Position(*self._lines.position(offset, self._encoding))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

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

    def hover(self, hover: Hover) -> types.Hover:
        """A hover."""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, hover.markdown), self.range(hover.span))

    def other(self, path: str, snapshot: Snapshot) -> Converter:
        """The converter for another file of the snapshot; for a file that is gone, this one."""
        document = snapshot.document(path)
        return self if document is None else Converter(document.lines, self._encoding)

    def location(self, path: str, span: Span, snapshot: Snapshot, uri_of: UriOf) -> types.Location:
        """A place in the file at `path`."""
        return types.Location(uri_of(path), self.other(path, snapshot).range(span))

    def locations(self, links: Sequence[Link], snapshot: Snapshot, uri_of: UriOf) -> list[types.Location]:
        """Where links lead, for a client that takes no links."""
        return [self.location(link.place.path, link.place.span, snapshot, uri_of) for link in links]

    def location_links(self, links: Sequence[Link], snapshot: Snapshot, uri_of: UriOf) -> list[types.LocationLink]:
        """Links from this text."""
        return [self._location_link(link.span, link.place, snapshot, uri_of) for link in links]

    def _location_link(self, span: Span, place: Place, snapshot: Snapshot, uri_of: UriOf) -> types.LocationLink:
        target = self.other(place.path, snapshot)
        ranges = target.range(place.whole), target.range(place.span)
        return types.LocationLink(uri_of(place.path), *ranges, self.range(span))

    def highlight(self, reference: Reference) -> types.DocumentHighlight:
        """A mention in this text. A declaration writes: it is what the others read."""
        kinds = types.DocumentHighlightKind
        kind = kinds.Read if reference.role is Role.READ else kinds.Write
        return types.DocumentHighlight(self.range(reference.span), kind)

    def document_link(self, link: DocumentLink, uri_of: UriOf) -> types.DocumentLink:
        """A link to a file or to a web page."""
        return types.DocumentLink(self.range(link.span), uri_of(link.path) if link.path else link.url)

    def span(self, range: types.Range) -> Span:
        """The span of a range."""
        return Span(self.offset(range.start), self.offset(range.end))

    def semantic_tokens(self, tokens: Sequence[SemanticToken]) -> types.SemanticTokens:
        """Tokens as five numbers each: lines and characters since the token before, length, type, modifiers."""
        data: list[int] = []
        line, character = 0, 0
        for token in tokens:
            place = self.range(token.span)
            start, length = place.start, place.end.character - place.start.character
            since = start.character - character if start.line == line else start.character
            data += [start.line - line, since, length, _TOKEN_TYPES[token.type], int(token.modifiers)]
            line, character = start.line, start.character
        return types.SemanticTokens(data)

    def selection_range(self, spans: Sequence[Span]) -> types.SelectionRange:
        """Spans within one another, the narrowest first; there is at least one."""
        found: types.SelectionRange | None = None
        for span in reversed(spans):
            found = types.SelectionRange(self.range(span), found)
        assert found is not None, "the last span is the whole text"
        return found

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
        range_of = cache(self.range)  # of hundreds of items, nearly all are for the same place
        converted = [_completion_item(item, index, range_of) for index, item in enumerate(items.items)]
        return types.CompletionList(items.is_incomplete, converted)


def _completion_item(item: CompletionItem, index: int, range_of: Callable[[Span], types.Range]) -> types.CompletionItem:
    edits = [types.TextEdit(range_of(edit.span), edit.new_text) for edit in item.additional_edits]
    declared = item.declared
    return types.CompletionItem(
        item.label,
        kind=_COMPLETION_KINDS[item.kind],
        tags=[types.CompletionItemTag.Deprecated] if item.is_deprecated else None,
        detail=item.detail or None,
        documentation=markdown(item.documentation),
        sort_text=f"{index:04}",
        insert_text_format=types.InsertTextFormat.Snippet if item.is_snippet else None,
        text_edit=types.TextEdit(range_of(item.span), item.new_text),
        additional_text_edits=edits or None,
        commit_characters=list(item.commit_characters) or None,
        data=None if declared is None else {"path": declared.path, "name": declared.full_name},
    )


def workspace_symbol(
    symbol: WorkspaceSymbol, snapshot: Snapshot, encoding: PositionEncoding, uri_of: UriOf
) -> types.WorkspaceSymbol:
    """A hit in any file of the workspace. A file whose scan tells the place is not read for it."""
    location = types.Location(uri_of(symbol.path), _symbol_range(symbol, snapshot, encoding))
    return types.WorkspaceSymbol(location, symbol.name, _SYMBOL_KINDS[symbol.kind], container_name=symbol.container)


def _symbol_range(symbol: WorkspaceSymbol, snapshot: Snapshot, encoding: PositionEncoding) -> types.Range:
    if symbol.place is not None:
        line, column = symbol.place
        return types.Range(types.Position(line, column), types.Position(line, column + len(symbol.name)))
    document = snapshot.document(symbol.path)
    lines = LineIndex("") if document is None else document.lines
    return Converter(lines, encoding).range(symbol.span)


def markdown(text: str) -> types.MarkupContent | None:
    """A text as Markdown, None when it is empty."""
    return types.MarkupContent(types.MarkupKind.Markdown, text) if text else None

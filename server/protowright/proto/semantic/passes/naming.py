"""The naming styles of editions 2024 and 2026 (`features.enforce_naming_style`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import edition_number, features_of, features_of_file
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import Symbol, SymbolKind

_TITLE = re.compile(r"[A-Z][A-Za-z0-9]*")
_LOWER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*")
_UPPER = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)*")
_STYLES = {
    SymbolKind.MESSAGE: (_TITLE, "TitleCase"),
    SymbolKind.ENUM: (_TITLE, "TitleCase"),
    SymbolKind.SERVICE: (_TITLE, "TitleCase"),
    SymbolKind.RPC: (_TITLE, "TitleCase"),
    SymbolKind.FIELD: (_LOWER, "lower_snake_case"),
    SymbolKind.EXTENSION: (_LOWER, "lower_snake_case"),
    SymbolKind.ONEOF: (_LOWER, "lower_snake_case"),
    SymbolKind.ENUM_VALUE: (_UPPER, "UPPER_SNAKE_CASE"),
}


def naming(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every declared name, and the package."""
    if edition_number(link.symbols) < 2024:
        return
    node = link.symbols.package_node
    if node is not None and node.name is not None and features_of_file(link)["enforce_naming_style"] != "STYLE_LEGACY":
        for component in node.name.components:
            if not _LOWER.fullmatch(component.text):
                yield fault(
                    link, codes.NAMING_STYLE, f"the package `{component.text}` is no lower_snake_case", component
                )
                break
    for symbol in link.symbols.declared():
        yield from _symbol(link, symbol)


def _symbol(link: LinkedFile, symbol: Symbol) -> Iterator[Diagnostic]:
    pattern, style = _STYLES[symbol.kind]
    if pattern.fullmatch(symbol.name.text) or features_of(link, symbol)["enforce_naming_style"] == "STYLE_LEGACY":
        return
    help = "for one declaration, `features.enforce_naming_style = STYLE_LEGACY` turns this off"
    message = f"the {symbol.kind.value} name `{symbol.name.text}` is no {style}"
    yield fault(link, codes.NAMING_STYLE, message, symbol.name, help)

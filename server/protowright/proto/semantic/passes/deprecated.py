"""Uses of what is deprecated. protoc says nothing of them; a person wants to know."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic, Tag
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name, pseudo_option
from protowright.proto.semantic.passes.declared_options import all_options
from protowright.proto.semantic.passes.reporting import fault, here
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MethodSymbol, Symbol
from protowright.proto.semantic.type_use import TypeUse
from protowright.proto.syntax.lexer import SCALAR_KEYWORDS
from protowright.proto.syntax.nodes import Identifier, Node, Option, Path


def deprecated_uses(link: LinkedFile) -> Iterator[Diagnostic]:
    """Types, enum values, custom options and imports that are deprecated. Silent inside what is deprecated itself."""
    if is_deprecated(link.symbols.options):
        return
    for entry in link.imports:
        if entry.target is not None and is_deprecated(entry.target.symbols.options):
            message = f"`{entry.fact.path}` is deprecated"
            yield _use(link, message, entry.fact.node.path or entry.fact.node)
    for user, path in _uses(link):
        found = link.meaning(TypeUse(path, user.scope, wants_message=isinstance(user, MethodSymbol)))
        if found is not None and is_deprecated(found.options) and not _is_inside_deprecated(user):
            yield _use(link, f"`{found.full_name}` is deprecated", path, found)
    yield from _defaults(link)
    yield from _options(link)


def is_deprecated(options: list[Option]) -> bool:
    """Whether the options of a declaration say so."""
    option = pseudo_option(options, "deprecated")
    return option is not None and isinstance(option.value, Identifier) and option.value.text == "true"


def _uses(link: LinkedFile) -> Iterator[tuple[Symbol, Path]]:
    for message in link.symbols.all_messages():
        for field in message.fields:
            if field.type is not None and field.type.text not in SCALAR_KEYWORDS and not field.is_group:
                yield field, field.type
    for extension in link.symbols.all_extensions():
        if extension.type is not None and not extension.is_group:
            yield extension, extension.type
    for service in link.symbols.services:
        for method in service.methods:
            for side in (method.declaration.request, method.declaration.response):
                if side is not None and side.type is not None:
                    yield method, side.type


def _is_inside_deprecated(symbol: Symbol) -> bool:
    current: Symbol | None = symbol
    while current is not None:
        if is_deprecated(current.options):
            return True
        current = current.parent
    return False


def _use(link: LinkedFile, message: str, node: Node, symbol: Symbol | None = None) -> Diagnostic:
    related = () if symbol is None else here(link, "declared here", symbol)
    return fault(link, codes.DEPRECATED_USE, message, node, related=related, tags=(Tag.DEPRECATED,))


def _defaults(link: LinkedFile) -> Iterator[Diagnostic]:
    for message in link.symbols.all_messages():
        for field in message.fields:
            if field.options:
                yield from _default(link, field)


def _default(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    option = pseudo_option(field.options, "default")
    enum = None if option is None else link.type_of(field).enum
    if option is None or enum is None or not isinstance(option.value, Identifier):
        return
    for value in enum.values:
        if value.name.text == option.value.text and is_deprecated(value.options):
            yield _use(link, f"`{value.full_name}` is deprecated", option.value, value)


def _options(link: LinkedFile) -> Iterator[Diagnostic]:
    for _, options, scope in all_options(link.symbols):
        for option in options:
            if option_name(option) is not None:
                continue
            for part in option.name:
                found = (
                    link.scope.resolve(part.name.text, scope) if part.is_extension and part.name is not None else None
                )
                if isinstance(found, ExtensionSymbol) and is_deprecated(found.options):
                    yield _use(link, f"the option `({found.full_name})` is deprecated", part, found)

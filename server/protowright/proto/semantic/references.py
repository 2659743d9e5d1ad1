"""Where types are used, and in which scope."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.proto.semantic.names import SCALARS
from protowright.proto.semantic.symbols import FileSymbols, Reference, join
from protowright.proto.syntax.nodes import Block, Declaration, Extend, Field, MapType, Message, Path, Rpc


def type_references(symbols: FileSymbols) -> Iterator[Reference]:
    """Every use of a message or enum name as a type in the file, in the order of the text."""
    for declaration in symbols.tree.declarations:
        yield from _references(declaration, symbols.package)


def _references(declaration: Declaration, scope: str) -> Iterator[Reference]:
    inner = scope
    if isinstance(declaration, Message) and declaration.name is not None:
        inner = join(scope, declaration.name.text)
    elif isinstance(declaration, Field):
        yield from (Reference(path, scope) for path in _field_types(declaration))
        if declaration.is_group and declaration.name is not None:
            inner = join(scope, declaration.name.text)
    elif isinstance(declaration, Extend) and declaration.extendee is not None:
        yield Reference(declaration.extendee, scope)
    elif isinstance(declaration, Rpc):
        yield from (Reference(path, scope) for path in _rpc_types(declaration))
    if isinstance(declaration, Block):
        for child in declaration.body:
            yield from _references(child, inner)


def _field_types(field: Field) -> Iterator[Path]:
    if field.is_group or field.type is None:
        return
    paths = (field.type.key, field.type.value) if isinstance(field.type, MapType) else (field.type,)
    yield from (path for path in paths if path is not None and path.text not in SCALARS)


def _rpc_types(rpc: Rpc) -> Iterator[Path]:
    for side in (rpc.request, rpc.response):
        if side is not None and side.type is not None:
            yield side.type

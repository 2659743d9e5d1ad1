"""The outline of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protowright.ide.languages import is_proto, is_request
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.nodes import (
    Block,
    Declaration,
    Enum,
    EnumValue,
    Extend,
    Field,
    Identifier,
    MapType,
    Message,
    Oneof,
    Package,
    Path,
    Rpc,
    RpcType,
    Service,
)
from protowright.proto.syntax.tree import FileTree
from protowright.request.names import request_names
from protowright.request.syntax.nodes import RequestFile
from protowright.text.span import Span


@dataclass(frozen=True)
class OutlineItem:
    """One entry: `kind` is the language's own word for it; `span` covers all of it, `name_span` its name."""

    name: str
    kind: str
    detail: str
    span: Span
    name_span: Span
    children: tuple[OutlineItem, ...] = ()


def document_symbols(snapshot: Snapshot, path: str) -> list[OutlineItem]:
    """The outline of the file at `path`."""
    document = snapshot.document(path)
    if document is None:
        return []
    if is_proto(path):
        return list(_items(document.tree, document.tree.declarations))
    return _requests(document.requests) if is_request(path) else []


def _items(tree: FileTree, declarations: Iterable[Declaration]) -> list[OutlineItem]:
    return [item for declaration in declarations if (item := _item(tree, declaration)) is not None]


def _item(tree: FileTree, declaration: Declaration) -> OutlineItem | None:
    kind = _KINDS.get(type(declaration))
    named = _name_of(declaration)
    if kind is None or named is None:
        return None
    body = declaration.body if isinstance(declaration, Block) and not isinstance(declaration, Rpc) else []
    span, name_span = tree.span(declaration), tree.span(named)
    name = f"extend {named.text}" if isinstance(declaration, Extend) else named.text
    return OutlineItem(name, kind, _detail(declaration), span, name_span, tuple(_items(tree, body)))


def _name_of(declaration: Declaration) -> Identifier | Path | None:
    if isinstance(declaration, Extend):
        return declaration.extendee
    if isinstance(declaration, (Message, Enum, Service, Oneof, Field, EnumValue, Rpc, Package)):
        return declaration.name
    return None


def _detail(declaration: Declaration) -> str:
    if isinstance(declaration, Field):
        label = f"{declaration.label.text} " if declaration.label is not None else ""
        return label + _type_text(declaration.type)
    if isinstance(declaration, Rpc):
        return f"({_rpc_type(declaration.request)}) returns ({_rpc_type(declaration.response)})"
    return ""


def _type_text(type: Path | MapType | None) -> str:
    if isinstance(type, MapType):
        return f"map<{_type_text(type.key)}, {_type_text(type.value)}>"
    return type.text if type is not None else ""


def _rpc_type(side: RpcType | None) -> str:
    if side is None or side.type is None:
        return ""
    return f"stream {side.type.text}" if side.stream is not None else side.type.text


def _requests(file: RequestFile) -> list[OutlineItem]:
    items = []
    for block, name in request_names(file):
        assert block.line is not None
        detail = block.title.text or f"{block.line.service.text}/{block.line.method.text}"
        items.append(OutlineItem(name, "request", detail, block.span, block.line.span))
    return items


_KINDS: dict[type[Declaration], str] = {
    Package: "package",
    Message: "message",
    Enum: "enum",
    Service: "service",
    Extend: "extend",
    Oneof: "oneof",
    Field: "field",
    EnumValue: "enum value",
    Rpc: "rpc",
}

"""The services there are: those of the workspace's sources, and those that servers told of by reflection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from google.protobuf import descriptor_pb2 as pb

from protowright.project.schema_store import SchemaStore, user_schema_store
from protowright.project.snapshot import Snapshot
from protowright.project.targets import targets_in_use
from protowright.proto.schema import Schema
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import Symbol, SymbolKind
from protowright.proto.syntax.nodes import Rpc, RpcType
from protowright.text.span import Span

_KINDS = {
    (False, False): "unary",
    (False, True): "server streaming",
    (True, False): "client streaming",
    (True, True): "bidirectional streaming",
}
_REFLECTION = "grpc.reflection."
"""The services by which a server tells of its services: nobody writes requests for them."""


@dataclass(frozen=True)
class ListedMethod:
    """One method: `request` and `response` are the types as they are written; `span` is the place of its name, None for
    a reflected one."""

    name: str
    kind: str
    request: str
    response: str
    span: Span | None = None


@dataclass(frozen=True)
class ListedService:
    """One service. `path` is the absolute path of the `.proto` file that declares it; a reflected one has neither that
    nor a `span`, which is the place of its name."""

    full_name: str
    methods: tuple[ListedMethod, ...]
    path: str = ""
    span: Span | None = None


@dataclass(frozen=True)
class ListedTarget:
    """A target as it is shown, `grpc://localhost:50051`, and what it told; `services` is None until it was asked."""

    target: str
    services: tuple[ListedService, ...] | None


def workspace_services(snapshot: Snapshot) -> list[ListedService]:
    """The services that the workspace's `.proto` files declare, by name."""
    return [found for name, path in sorted(snapshot.services().items()) for found in _declared(snapshot, name, path)]


def target_services(
    snapshot: Snapshot, environment: str | None, added: Iterable[str], store: SchemaStore | None = None
) -> list[ListedTarget]:
    """The targets that the workspace's requests call in that environment, and those of `added`, with what they told."""
    known = user_schema_store() if store is None else store
    names = sorted({use.target for use in targets_in_use(snapshot, environment)}.union(added))
    return [ListedTarget(name, _reflected(known.schema(name))) for name in names]


def _declared(snapshot: Snapshot, name: str, path: str) -> Iterator[ListedService]:
    symbols = snapshot.symbols(path)
    service = None if symbols is None else symbols.by_name.get(name)
    if symbols is None or service is None:
        return
    methods = tuple(
        _declared_method(symbols, symbol) for symbol in symbols.by_name.values() if symbol.parent is service
    )
    yield ListedService(name, methods, path, symbols.tree.span(service.name))


def _declared_method(symbols: FileSymbols, symbol: Symbol) -> ListedMethod:
    assert isinstance(symbol.declaration, Rpc) and symbol.kind is SymbolKind.RPC, "services declare methods only"
    request, response = symbol.declaration.request, symbol.declaration.response
    kind = _KINDS[_is_stream(request), _is_stream(response)]
    return ListedMethod(symbol.name.text, kind, _type(request), _type(response), symbols.tree.span(symbol.name))


def _is_stream(type: RpcType | None) -> bool:
    return type is not None and type.stream is not None


def _type(type: RpcType | None) -> str:
    return "" if type is None or type.type is None else type.type.text.rpartition(".")[2]


def _reflected(schema: Schema | None) -> tuple[ListedService, ...] | None:
    if schema is None:
        return None
    found = ((name, schema.service(name)) for name in sorted(schema.services()) if not name.startswith(_REFLECTION))
    return tuple(ListedService(name, _reflected_methods(service)) for name, service in found if service is not None)


def _reflected_methods(service: pb.ServiceDescriptorProto) -> tuple[ListedMethod, ...]:
    return tuple(
        ListedMethod(
            method.name,
            _KINDS[method.client_streaming, method.server_streaming],
            method.input_type.rpartition(".")[2],
            method.output_type.rpartition(".")[2],
        )
        for method in service.method
    )

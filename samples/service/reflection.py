"""Server reflection under either of its names or both. The messages of v1 and v1alpha are the same on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2
from samples.service.schema import Schema

V1 = "grpc.reflection.v1.ServerReflection"
V1ALPHA = "grpc.reflection.v1alpha.ServerReflection"
NAMES = {"v1": V1, "v1alpha": V1ALPHA}
VERSIONS = tuple(NAMES)


def reflection_handlers(
    services: Iterable[str], schema: Schema, versions: Sequence[str] = VERSIONS
) -> list[grpc.GenericRpcHandler[Any, Any]]:
    """Reflects the services and itself, in these versions of the protocol."""
    names = [NAMES[version] for version in versions]
    servicer = reflection.ReflectionServicer([*services, *names], pool=schema.pool)
    method = grpc.stream_stream_rpc_method_handler(
        servicer.ServerReflectionInfo,
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    return [grpc.method_handlers_generic_handler(name, {"ServerReflectionInfo": method}) for name in names]

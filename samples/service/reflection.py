"""Server reflection under both of its names. The messages of v1 and v1alpha are the same on the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2
from samples.service.schema import Schema

V1 = "grpc.reflection.v1.ServerReflection"
V1ALPHA = "grpc.reflection.v1alpha.ServerReflection"


def reflection_handlers(services: Iterable[str], schema: Schema) -> list[grpc.GenericRpcHandler[Any, Any]]:
    """Reflects the services and itself, for version 1 and for v1alpha."""
    servicer = reflection.ReflectionServicer([*services, V1, V1ALPHA], pool=schema.pool)
    method = grpc.stream_stream_rpc_method_handler(
        servicer.ServerReflectionInfo,
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    return [grpc.method_handlers_generic_handler(name, {"ServerReflectionInfo": method}) for name in (V1, V1ALPHA)]

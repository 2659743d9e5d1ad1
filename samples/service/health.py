"""The standard health service."""

from __future__ import annotations

from collections.abc import Iterable

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

NAME = health.SERVICE_NAME
WHOLE_SERVER = ""


class Health(health.HealthServicer):
    """The library's health service, and `List`, which the library leaves out."""

    def __init__(self, services: Iterable[str]) -> None:
        """All services, and the server as a whole, are serving."""
        super().__init__()
        self._names = [WHOLE_SERVER, *services]
        for name in self._names:
            self.set(name, health_pb2.HealthCheckResponse.SERVING)

    def List(
        self, request: health_pb2.HealthListRequest, context: grpc.ServicerContext
    ) -> health_pb2.HealthListResponse:
        """The status of each service."""
        response = health_pb2.HealthListResponse()
        for name in self._names:
            status = self.Check(health_pb2.HealthCheckRequest(service=name), context)
            response.statuses[name].CopyFrom(status)
        return response


def add_health(server: grpc.Server, services: Iterable[str]) -> None:
    """Serves the health of the services."""
    health_pb2_grpc.add_HealthServicer_to_server(Health(services), server)

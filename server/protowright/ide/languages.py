"""Which language a file is in."""

from __future__ import annotations

REQUEST_SUFFIXES = (".grpc", ".http", ".rest")
RESPONSE_SUFFIX = ".grpc-response"


def is_proto(path: str) -> bool:
    """Whether the file is Protocol Buffers source."""
    return path.endswith(".proto")


def is_request(path: str) -> bool:
    """Whether the file may hold gRPC requests."""
    return path.endswith(REQUEST_SUFFIXES)


def is_response(path: str) -> bool:
    """Whether the file is a response document."""
    return path.endswith(RESPONSE_SUFFIX)

"""The failures of the sample services: a status code, a sentence, and `google.rpc` details."""

from __future__ import annotations

from collections.abc import Mapping

import grpc
from google.protobuf.message import Message
from google.rpc import error_details_pb2 as details
from google.rpc import status_pb2

DOMAIN = "shop.example"
DETAILS_KEY = "grpc-status-details-bin"

Trailers = tuple[tuple[str, str | bytes], ...]


class Failure(Exception):
    """Ends a call with a status other than OK."""

    def __init__(self, code: grpc.StatusCode, message: str, *details: Message) -> None:
        super().__init__(message)
        self.code = code
        self.status = status_pb2.Status(code=code.value[0], message=message)
        for detail in details:
            self.status.details.add().Pack(detail)

    def ended(self, trailers: Trailers = ()) -> grpc.Status:
        """The failure as gRPC sends it, after the given trailers."""
        return _Ended(self, trailers)


class _Ended(grpc.Status):
    def __init__(self, failure: Failure, trailers: Trailers) -> None:
        self.code = failure.code
        self.details = failure.status.message
        self.trailing_metadata = (*trailers, (DETAILS_KEY, failure.status.SerializeToString()))


def reason(name: str, **metadata: str) -> details.ErrorInfo:
    """Why, for programs: a constant in capitals, and the values it is about."""
    return details.ErrorInfo(reason=name, domain=DOMAIN, metadata=metadata)


def not_found(kind: str, name: str) -> Failure:
    """There is no such thing; `kind` is a message's full name, such as `shop.v1.Order`."""
    noun = kind.rpartition(".")[2].lower()
    message = f"there is no {noun} {name!r}"
    resource = details.ResourceInfo(resource_type=kind, resource_name=name, description=message)
    return Failure(grpc.StatusCode.NOT_FOUND, message, resource, reason("NO_SUCH_" + noun.upper()))


def already_exists(kind: str, name: str) -> Failure:
    """There is such a thing already."""
    noun = kind.rpartition(".")[2].lower()
    resource = details.ResourceInfo(resource_type=kind, resource_name=name, description="choose another, or update it")
    return Failure(grpc.StatusCode.ALREADY_EXISTS, f"there is already a {noun} {name!r}", resource)


def bad_request(violations: Mapping[str, str]) -> details.BadRequest:
    """Which fields are wrong: from a field's path, such as `items[0].quantity`, to what is wrong with it."""
    entries = [details.BadRequest.FieldViolation(field=path, description=said) for path, said in violations.items()]
    return details.BadRequest(field_violations=entries)


def invalid(violations: Mapping[str, str]) -> Failure:
    """The request doesn't make sense; the first violation stands in the message."""
    path, said = next(iter(violations.items()))
    more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
    return Failure(grpc.StatusCode.INVALID_ARGUMENT, f"{path}: {said}{more}", bad_request(violations))


def refused(kind: str, subject: str, description: str) -> Failure:
    """The request makes sense, but not as things stand."""
    violation = details.PreconditionFailure.Violation(type=kind, subject=subject, description=description)
    precondition = details.PreconditionFailure(violations=[violation])
    return Failure(grpc.StatusCode.FAILED_PRECONDITION, description, precondition, reason(kind, subject=subject))


def try_later(message: str, seconds: int) -> Failure:
    """It may work when tried again after so many seconds."""
    retry = details.RetryInfo()
    retry.retry_delay.FromSeconds(seconds)
    return Failure(grpc.StatusCode.UNAVAILABLE, message, retry, reason("BANK_BUSY"))


def unauthenticated(name: str, message: str, method: str) -> Failure:
    """The call has no bearer token, or one that nobody gave out."""
    return Failure(grpc.StatusCode.UNAUTHENTICATED, message, reason(name, method=method))


def forbidden(message: str, role: str) -> Failure:
    """The caller is known, and may not do this."""
    said = details.LocalizedMessage(locale="en", message=message)
    return Failure(grpc.StatusCode.PERMISSION_DENIED, message, reason("ROLE_MISSING", role=role), said)

"""Which calls need a bearer token, and the check of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

import grpc
from samples.service.errors import Failure, unauthenticated

TOKEN_PREFIX = "demo-token-"
DEMO_TOKEN = TOKEN_PREFIX + "42"
PROTECTED_PREFIX = "/shop.v1.Users/"
OPEN_METHOD = "/shop.v1.Users/SignIn"
REFLECTION_PREFIX = "/grpc.reflection."

Metadata = Iterable[tuple[str, str | bytes]]
Handler = Any
HandlerFactory = Callable[[grpc.HandlerCallDetails], Handler]


def bearer_token(metadata: Metadata) -> str:
    """The token of `authorization: Bearer <token>`; empty when there is none."""
    value = dict(metadata).get("authorization", "")
    scheme, _, token = str(value).partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


class BearerCheck(grpc.ServerInterceptor):  # type: ignore[type-arg]  # generic in the stubs only
    """Refuses calls of protected methods that don't bring a known token."""

    def __init__(self, tokens: Iterable[str], *, reflection: bool) -> None:
        """With `reflection`, reflection needs a token as well."""
        self._tokens = frozenset(tokens)
        self._reflection = reflection

    def intercept_service(self, continuation: HandlerFactory, handler_call_details: grpc.HandlerCallDetails) -> Handler:
        """The method's own handler, or one that ends the call as UNAUTHENTICATED."""
        handler = continuation(handler_call_details)
        failure = self._failure(handler_call_details)
        return handler if handler is None or failure is None else _refusing(handler, failure)

    def _failure(self, call: grpc.HandlerCallDetails) -> Failure | None:
        method, token = str(call.method), bearer_token(call.invocation_metadata)
        if not self._protects(method) or token in self._tokens:
            return None
        if token:
            return unauthenticated("TOKEN_UNKNOWN", "this bearer token is not known; sign in again", method)
        return unauthenticated("TOKEN_MISSING", "add the metadata 'authorization: Bearer <token>'", method)

    def _protects(self, method: str) -> bool:
        if method.startswith(REFLECTION_PREFIX):
            return self._reflection
        return method.startswith(PROTECTED_PREFIX) and method != OPEN_METHOD


def _refusing(handler: Handler, failure: Failure) -> Handler:
    def refuse(request: Any, context: grpc.ServicerContext) -> NoReturn:
        context.abort_with_status(failure.ended())

    def refuse_stream(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        context.abort_with_status(failure.ended())
        yield

    kind = ("stream" if handler.request_streaming else "unary") + (
        "_stream" if handler.response_streaming else "_unary"
    )
    make = getattr(grpc, f"{kind}_rpc_method_handler")
    return make(
        refuse_stream if handler.response_streaming else refuse,
        request_deserializer=handler.request_deserializer,
        response_serializer=handler.response_serializer,
    )

"""Bearer tokens, reflection and health."""

from __future__ import annotations

from collections.abc import Iterator

import grpc
import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from google.rpc.error_details_pb2 import ErrorInfo
from grpc_reflection.v1alpha.reflection_pb2 import ServerReflectionRequest as Request
from grpc_reflection.v1alpha.reflection_pb2 import ServerReflectionResponse as Response
from samples.service import Addresses, running_service
from samples.service.client import Client, connect
from samples.service.reflection import V1, V1ALPHA

Pairs = tuple[tuple[str, str], ...]
TOKEN: Pairs = (("authorization", "Bearer demo-token-42"),)
OWN_SERVICES = {
    "addressbook.AddressBook",
    "chat.v1.Chat",
    "shop.v1.Catalog",
    "shop.v1.Orders",
    "shop.v1.Users",
    "user.UserService",
}


def reflect(target: str, service: str, *requests: Request, metadata: Pairs = ()) -> list[Response]:
    """Asks the reflection service of this name."""
    with connect(target) as channel:
        method = f"/{service}/ServerReflectionInfo"
        ask = channel.stream_stream(method, Request.SerializeToString, Response.FromString)
        return list(ask(iter(requests), metadata=metadata, timeout=5))


LIST = Request(list_services="")


def listed(target: str, service: str, metadata: Pairs = ()) -> set[str]:
    """The services that reflection lists."""
    (response,) = reflect(target, service, LIST, metadata=metadata)
    return {entry.name for entry in response.list_services_response.service}


@pytest.mark.parametrize("version", [V1, V1ALPHA])
def test_reflection_lists_all_services(version: str, service: Addresses) -> None:
    assert listed(service.address, version) == {*OWN_SERVICES, "grpc.health.v1.Health", V1, V1ALPHA}


@pytest.mark.parametrize("version", [V1, V1ALPHA])
def test_reflection_describes_every_listed_service(version: str, service: Addresses) -> None:
    names = sorted(listed(service.address, version))
    requests = [Request(file_containing_symbol=name) for name in names]
    for name, response in zip(names, reflect(service.address, version, *requests), strict=True):
        files = map(FileDescriptorProto.FromString, response.file_descriptor_response.file_descriptor_proto)
        assert name in {f"{file.package}.{declared.name}" for file in files for declared in file.service}


@pytest.mark.parametrize("version, served, other", [("v1", V1, V1ALPHA), ("v1alpha", V1ALPHA, V1)])
def test_reflection_can_be_of_one_version_only(version: str, served: str, other: str) -> None:
    with running_service(reflection_versions=[version]) as addresses:
        assert listed(addresses.address, served) == {*OWN_SERVICES, "grpc.health.v1.Health", served}
        with pytest.raises(grpc.RpcError) as raised:
            listed(addresses.address, other)
    assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED  # type: ignore[attr-defined]


def test_reflection_knows_the_error_details(service: Addresses) -> None:
    request = Request(file_containing_symbol="google.rpc.RetryInfo")
    (response,) = reflect(service.address, V1, request)
    assert response.HasField("file_descriptor_response")


def test_unknown_symbol_is_an_error_response(service: Addresses) -> None:
    request = Request(file_containing_symbol="shop.v1.Nothing")
    (response,) = reflect(service.address, V1, request)
    assert response.error_response.error_code == grpc.StatusCode.NOT_FOUND.value[0]


@pytest.mark.parametrize("version", [V1, V1ALPHA])
def test_reflection_can_be_off(version: str) -> None:
    with running_service(reflection="off") as addresses, pytest.raises(grpc.RpcError) as raised:
        listed(addresses.address, version)
    assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED


@pytest.fixture(scope="module")
def protected() -> Iterator[Addresses]:
    with running_service(reflection="protected") as addresses:
        yield addresses


@pytest.mark.parametrize("version", [V1, V1ALPHA])
def test_protected_reflection_wants_the_token(version: str, protected: Addresses) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        listed(protected.address, version)
    assert raised.value.code() is grpc.StatusCode.UNAUTHENTICATED
    assert listed(protected.address, version, TOKEN) > OWN_SERVICES


def test_health_of_the_server_and_of_each_service(client: Client) -> None:
    for name in ("", *OWN_SERVICES):
        assert client.call("grpc.health.v1.Health/Check", {"service": name}).value == {"status": "SERVING"}
    assert client.call("grpc.health.v1.Health/Check", {"service": "x"}).code is grpc.StatusCode.NOT_FOUND


def test_health_can_be_watched(client: Client) -> None:
    call = client.start("grpc.health.v1.Health/Watch", [{"service": "shop.v1.Orders"}])
    assert next(call).status == 1
    call.cancel()


@pytest.mark.parametrize("method", ["Get", "List", "Create", "Update", "Delete"])
def test_users_want_a_token(method: str, client: Client) -> None:
    answer = client.call(f"shop.v1.Users/{method}", {})
    assert answer.code is grpc.StatusCode.UNAUTHENTICATED
    info = answer.detail(ErrorInfo)
    assert (info.reason, info.domain) == ("TOKEN_MISSING", "shop.example")
    assert info.metadata["method"] == f"/shop.v1.Users/{method}"


@pytest.mark.parametrize("value", ["Bearer nonsense", "Bearer demo-token-8"])
def test_unknown_token_is_refused(value: str, client: Client) -> None:
    answer = client.call("shop.v1.Users/List", {}, metadata=(("authorization", value),))
    assert (answer.code, answer.detail(ErrorInfo).reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_UNKNOWN")


def test_basic_authorization_is_not_a_token(client: Client) -> None:
    answer = client.call("shop.v1.Users/List", {}, metadata=(("authorization", "Basic demo-token-42"),))
    assert answer.detail(ErrorInfo).reason == "TOKEN_MISSING"


def test_signing_in_gives_a_token_that_works(client: Client, service: Addresses) -> None:
    session = client.call("shop.v1.Users/SignIn", {"email": "otter@shop.example", "password": "river"}).value
    assert session == {"token": service.token, "userId": "42", "expireTime": "2026-01-03T03:04:05Z"}
    metadata = (("authorization", f"bearer {session['token']}"),)
    assert client.call("shop.v1.Users/Get", {"userId": "42"}, metadata=metadata).value["displayName"] == "Otter"


def test_wrong_password_is_refused(client: Client) -> None:
    answer = client.call("shop.v1.Users/SignIn", {"email": "otter@shop.example", "password": "lake"})
    assert (answer.code, answer.detail(ErrorInfo).reason) == (grpc.StatusCode.UNAUTHENTICATED, "SIGN_IN_REFUSED")

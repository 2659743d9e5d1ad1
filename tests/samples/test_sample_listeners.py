"""Every listener answers, and each insists on its own conditions."""

from __future__ import annotations

import socket
from collections.abc import Callable

import grpc
import pytest
from samples.service import Addresses, running_service
from samples.service.client import Answer, Client, connect
from samples.service.schema import Schema

UNAVAILABLE = grpc.StatusCode.UNAVAILABLE


def get_order(schema: Schema, channel: grpc.Channel) -> Answer:
    """A call that any listener should answer."""
    with channel:
        return Client(channel, schema).call("shop.v1.Orders/Get", {"orderId": "1000"})


LISTENERS: dict[str, Callable[[Addresses], grpc.Channel]] = {
    "plaintext": lambda at: connect(at.address),
    "tls": lambda at: connect(at.tls_address, at.certificates),
    "tls by number": lambda at: connect(at.tls_address.replace("localhost", "127.0.0.1"), at.certificates),
    "mtls": lambda at: connect(at.mtls_address, at.certificates, client_certificate=True),
    "socket": lambda at: connect(f"unix:{at.socket}"),
}


@pytest.mark.parametrize("listener", LISTENERS)
def test_listener_answers(listener: str, service: Addresses, schema: Schema) -> None:
    answer = get_order(schema, LISTENERS[listener](service))
    assert (answer.code, answer.message) == (grpc.StatusCode.OK, "")
    assert answer.value["orderId"] == "1000"


def test_mtls_wants_a_client_certificate(service: Addresses, schema: Schema) -> None:
    assert get_order(schema, connect(service.mtls_address, service.certificates)).code is UNAVAILABLE


def test_tls_wants_tls(service: Addresses, schema: Schema) -> None:
    assert get_order(schema, connect(service.tls_address)).code is UNAVAILABLE


def test_certificate_of_another_run_is_not_trusted(service: Addresses, schema: Schema) -> None:
    with running_service() as other:
        assert get_order(schema, connect(service.tls_address, other.certificates)).code is UNAVAILABLE


def test_port_can_be_chosen() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running_service(port=port) as addresses:
        assert addresses.address == f"127.0.0.1:{port}"


def test_port_that_is_taken_is_refused(service: Addresses) -> None:
    port = int(service.address.rpartition(":")[2])
    with pytest.raises(OSError, match=f"port {port} is taken"), running_service(port=port):
        pytest.fail("two services share a port")


def test_nothing_is_left_behind() -> None:
    with running_service() as addresses:
        assert (addresses.certificates / "ca.pem").is_file()
    assert not addresses.certificates.exists()

"""Schemas that come from the server."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from grpc_reflection.v1alpha import reflection_pb2 as pb
from samples.service import Addresses, running_service
from samples.service.access import DEMO_TOKEN
from tests.runner.reflecting import echo, file_of, files, reflecting
from tests.runner.support import Later, plan_of, run_plan, run_text, serving

from protowright.runner.events import Event
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.plan import plan_from_json, plan_to_json
from protowright.runner.transport import Channels


def test_reflection(tmp_path: Path, service: Addresses) -> None:
    ran = run_text(tmp_path, f'GRPC grpc://{service.address}/user.UserService/GetUser\n{{"id": "42"}}\n', proto=None)
    assert ran.started.schema == f"reflection (v1) of grpc://{service.address}"
    assert json.loads(ran.messages[0])["name"] == "Otter"


def test_imports_come_along(tmp_path: Path, service: Addresses) -> None:
    ran = run_text(tmp_path, f'GRPC grpc://{service.address}/shop.v1.Orders/Get\n{{"orderId": "1000"}}\n', proto=None)
    assert ran.finished.status == "OK"
    assert json.loads(ran.messages[0])["orderId"] == "1000"


def test_the_older_version_is_tried(tmp_path: Path) -> None:
    with serving(one=echo, handlers=reflecting(files(file_of("a.proto", "Echo")), "v1alpha")) as address:
        ran = run_text(tmp_path, f'GRPC grpc://{address}/echo.Echo/One\n{{"text": "x"}}\n', proto=None)
    assert ran.started.schema == f"reflection (v1alpha) of grpc://{address}"
    assert ran.messages == ['{ "text": "x" }']


@pytest.mark.parametrize(
    "imported, said",
    [
        ((), ""),
        (("missing.proto",), "it has no file `missing.proto`, which `a.proto` imports"),
        (("b.proto",), "its files import one another in a circle: `a.proto`, `b.proto`"),
    ],
    ids=["none", "unused-and-missing", "circular"],
)
def test_odd_imports(tmp_path: Path, imported: tuple[str, ...], said: str) -> None:
    own, other = file_of("a.proto", "Echo", imported), file_of("b.proto", depends=("a.proto",))
    with serving(one=echo, handlers=reflecting(files(own, other), "v1")) as address:
        ran = run_text(tmp_path, f'GRPC grpc://{address}/echo.Echo/One\n{{"text": "x"}}\n', proto=None)
    if not imported:
        assert ran.messages == ['{ "text": "x" }']
    else:
        assert ran.refused.startswith(f"grpc://{address} was asked for the schema of `echo.Echo`, but {said}: ")


def test_without_reflection_the_sentence_says_what_to_add(tmp_path: Path) -> None:
    with serving(one=echo) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/echo.Echo/One\n", proto=None)
    assert ran.events == []
    assert ran.refused == (
        f"grpc://{address} was asked for the schema of `echo.Echo`, but it does not serve reflection: add the `.proto` "
        "file to the workspace, or name it with `proto < path/to/file.proto` above the request"
    )


def test_discovery_without_reflection(tmp_path: Path) -> None:
    with serving(one=echo) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/\n", proto=None)
    assert ran.refused == f"grpc://{address} was asked for its services, but it does not serve reflection"


def test_reflection_behind_a_token(tmp_path: Path) -> None:
    with running_service(reflection="protected") as service:
        text = f'GRPC grpc://{service.address}/user.UserService/GetUser\n%s\n{{"id": "42"}}\n'
        refused = run_text(tmp_path, text % "", proto=None).refused
        with_token = run_text(tmp_path, text % f"authorization: Bearer {DEMO_TOKEN}", proto=None)
        for_reflection_only = f"# @grpc-metadata authorization: Bearer {DEMO_TOKEN}\n"
        seen = run_text(tmp_path, for_reflection_only + text % "", proto=None)
    assert refused == (
        "the schema of `user.UserService` could not be asked for: "
        "the server wants credentials: add metadata such as `authorization: Bearer {{token}}`"
    )
    assert with_token.finished.status == seen.finished.status == "OK"


@pytest.mark.parametrize(
    "wanted, rest",
    [
        ("user.UserServic", "did you mean `user.UserService`?"),
        ("shop.v1.Orderz", "did you mean `shop.v1.Orders` or "),
        ("zzz.Qqq", "it has addressbook.AddressBook, chat.v1.Chat, grpc.health.v1.Health, shop.v1.Catalog, "),
    ],
)
def test_an_unknown_service_gets_the_nearest_names(tmp_path: Path, service: Addresses, wanted: str, rest: str) -> None:
    ran = run_text(tmp_path, f"GRPC grpc://{service.address}/{wanted}/Get\n", proto=None)
    assert ran.refused.startswith(f"grpc://{service.address} has no service `{wanted}`: {rest}")
    assert "grpc.reflection" not in ran.refused


def test_a_message_in_the_place_of_a_service(tmp_path: Path, service: Addresses) -> None:
    ran = run_text(tmp_path, f"GRPC grpc://{service.address}/shop.v1.Order/Get\n", proto=None)
    assert ran.refused.startswith("the schema has no service `shop.v1.Order`: did you mean `shop.v1.Orders`")


@pytest.mark.parametrize(("method", "rest"), [("GetUsr", "did you mean `GetUser`?"), ("Delete", "it has GetUser")])
def test_an_unknown_method_gets_the_nearest_name(tmp_path: Path, service: Addresses, method: str, rest: str) -> None:
    ran = run_text(tmp_path, f"GRPC grpc://{service.address}/user.UserService/{method}\n", proto=None)
    assert ran.refused == f"the service `user.UserService` has no method `{method}`; {rest}"


def test_a_body_is_held_against_the_reflected_schema(tmp_path: Path, service: Addresses) -> None:
    ran = run_text(tmp_path, f'GRPC grpc://{service.address}/user.UserService/GetUser\n{{"idd": "42"}}\n', proto=None)
    assert ran.events == []
    assert ran.refused.startswith("the body does not fit `user.GetUserRequest`: ")
    assert "idd" in ran.refused and "\n" not in ran.refused


def test_a_schema_above_the_limit_of_the_request_names_that_limit(tmp_path: Path, service: Addresses) -> None:
    text = f"# @grpc-max-msg-sz 10\nGRPC grpc://{service.address}/user.UserService/GetUser\n"
    ran = run_text(tmp_path, text, proto=None)
    assert "the request takes up to 10: raise `# @grpc-max-msg-sz`" in ran.refused


def test_services_can_be_listed(tmp_path: Path, service: Addresses) -> None:
    for line in (f"GRPC grpc://{service.address}/", f"GRPC grpc://{service.address} list"):
        ran = run_text(tmp_path, line, proto=None)
        assert ran.kinds == ["Started", "MessageReceived", "Finished"]
        assert "shop.v1.Orders" in json.loads(ran.messages[0])["services"]
        assert ran.started.method == "list"


@pytest.mark.parametrize(
    "symbol, text",
    [
        ("shop.v1.Orders", "service Orders { rpc Place (PlaceRequest) returns (Order);"),
        ("shop.v1.Order", "message Order { string order_id = 1;"),
        ("shop.v1.Role", "enum Role { ROLE_UNSPECIFIED = 0;"),
        ("shop.v1.Orders.Get", "service Orders { rpc Get (GetOrderRequest) returns (Order)"),
        ("shop.v1.Orders/Get", "// shop.v1.GetOrderRequest message GetOrderRequest {"),
    ],
)
def test_symbols_can_be_described(tmp_path: Path, service: Addresses, symbol: str, text: str) -> None:
    ran = run_text(tmp_path, f"GRPC grpc://{service.address} describe {symbol}", proto=None)
    assert text in ran.messages[0]
    assert "syntax" not in ran.messages[0] and "package" not in ran.messages[0]


def test_a_symbol_that_is_not_there_cannot_be_described(tmp_path: Path, service: Addresses) -> None:
    ran = run_text(tmp_path, f"GRPC grpc://{service.address} describe shop.v1.Ordres", proto=None)
    assert "did you mean `shop.v1.Orders`" in ran.refused


@pytest.mark.parametrize("line", ["/echo.Echo/One", "/", " describe echo.Echo"])
def test_nobody_listens(tmp_path: Path, line: str) -> None:
    started = time.monotonic()
    ran = run_text(tmp_path, f"GRPC grpc://127.0.0.1:1{line}\n", proto=None)
    assert time.monotonic() - started < 2
    wanted = "the services" if line == "/" else "the schema of `echo.Echo`"
    assert ran.refused == (
        f"{wanted} could not be asked for: nobody listens at 127.0.0.1:1: start the service, or correct the address"
    )


def test_an_answer_that_is_no_descriptor(tmp_path: Path) -> None:
    def answer(request: Any) -> pb.ServerReflectionResponse:
        content = pb.FileDescriptorResponse(file_descriptor_proto=[b"\xff\xff"])
        return pb.ServerReflectionResponse(file_descriptor_response=content)

    with serving(one=echo, handlers=reflecting(answer, "v1")) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/echo.Echo/One\n", proto=None)
    assert "but it answered with bytes that are no file descriptor: " in ran.refused


def test_reflection_can_be_cancelled(tmp_path: Path) -> None:
    over = threading.Event()

    def answer(request: Any) -> pb.ServerReflectionResponse:
        over.wait(8)
        return pb.ServerReflectionResponse()

    with serving(one=echo, handlers=reflecting(answer, "v1")) as address:
        plan, channels = plan_of(tmp_path, f"GRPC grpc://{address}/echo.Echo/One\n", proto=None), Channels()
        invocation, events = Invocation(plan, channels), list[Event]()
        Later(0.1, invocation.cancel)
        started = time.monotonic()
        with pytest.raises(CallRefused, match="cancelled"):
            invocation.run(events.append)
        assert time.monotonic() - started < 3
        over.set()
        channels.close()
    assert events == []


def test_a_plan_survives_json(tmp_path: Path) -> None:
    with_schema = plan_of(
        tmp_path, "# @timeout 5s\nGRPC grpc://127.0.0.1:1/echo.Echo/Talk\na: b\n\n{}\n=== wait-for-server\n{}\n"
    )
    without = plan_of(tmp_path, "GRPC grpcs://127.0.0.1:1/pre/none.None/One\n", proto=None)
    for plan in (with_schema, without):
        assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan
    assert with_schema.steps == ("{}", None, "{}")


def test_the_schema_of_a_plan_that_went_through_json_still_works(tmp_path: Path) -> None:
    with serving(one=echo) as address:
        plan = plan_of(tmp_path, f'GRPC grpc://{address}/echo.Echo/One\n{{"text": "x"}}\n')
        ran = run_plan(plan_from_json(json.loads(json.dumps(plan_to_json(plan)))))
    assert ran.messages == ['{ "text": "x" }']

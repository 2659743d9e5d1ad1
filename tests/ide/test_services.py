"""The list of services, and new requests for those that only a server told of."""

from __future__ import annotations

from pathlib import Path

from tests.support.fixtures import parse_fixture, path_of

from protowright.ide.new_request import new_reflected_request
from protowright.ide.services import ListedService, target_services, workspace_services
from protowright.project.schema_store import SchemaStore
from protowright.project.schemas import schema_of_file
from protowright.project.targets import targets_in_use, typed_target
from protowright.proto.schema import Schema

SHOP = """
    //- shop.proto
    syntax = "proto3";
    package shop.v1;
    message Order { string id = 1; }
    service Orders {
      rpc Get(Order) returns (Order);
      rpc Watch(Order) returns (stream .shop.v1.Order);
      rpc Upload(stream Order) returns (Order);
      rpc Sync(stream Order) returns (stream Order);
    }
"""


def listed(services: list[ListedService] | tuple[ListedService, ...]) -> list[str]:
    """One line a service, and one a method of it."""
    lines = []
    for service in services:
        lines.append(service.full_name)
        lines += [f"  {each.name}: {each.kind}, {each.request} -> {each.response}" for each in service.methods]
    return lines


ORDERS = [
    "shop.v1.Orders",
    "  Get: unary, Order -> Order",
    "  Watch: server streaming, Order -> Order",
    "  Upload: client streaming, Order -> Order",
    "  Sync: bidirectional streaming, Order -> Order",
]


def shop_schema() -> Schema:
    fixture = parse_fixture(SHOP)
    return schema_of_file(fixture.snapshot(), fixture.main)


def test_the_services_of_the_workspace_have_places() -> None:
    fixture = parse_fixture(SHOP)
    (orders,) = workspace_services(fixture.snapshot())
    assert listed((orders,)) == ORDERS
    text = fixture.files[fixture.main]
    assert orders.span is not None and text[orders.span.start : orders.span.end] == "Orders"
    assert [text[each.span.start : each.span.end] for each in orders.methods if each.span] == [
        *("Get", "Watch", "Upload", "Sync"),
    ]


def test_a_service_that_is_being_typed_is_listed_as_far_as_it_goes() -> None:
    text = """
        //- shop.proto
        service Orders {
          rpc Watch(A) returns (stream );
          rpc Get
        }
        message A {
    """
    orders = listed(workspace_services(parse_fixture(text).snapshot()))
    assert orders == ["Orders", "  Watch: server streaming, A -> ", "  Get: unary,  -> "]


def test_services_come_by_name_and_those_of_one_file_apart() -> None:
    text = "//- b.proto\nservice Zoo {}\nservice Ant {}\n//- a.proto\nservice Moth {}\n"
    assert listed(workspace_services(parse_fixture(text).snapshot())) == ["Ant", "Moth", "Zoo"]


REQUESTS = """
    //- shop.grpc
    @host = localhost:50051
    GRPC {{host}}/shop.v1.Orders/Get

    ###
    GRPC grpcs://shop.example/a.B/C

    ###
    GRPC {{unknown}}/a.B/C
"""


def test_targets_are_those_of_the_requests_and_those_that_were_added(tmp_path: Path) -> None:
    store = SchemaStore(str(tmp_path))
    store.keep("grpc://localhost:50051", shop_schema().files)
    targets = target_services(parse_fixture(REQUESTS).snapshot(), None, ["grpc://127.0.0.1:7"], store)
    assert [target.target for target in targets] == [
        *("grpc://127.0.0.1:7", "grpc://localhost:50051", "grpcs://shop.example:443"),
    ]
    assert targets[0].services is None and targets[2].services is None
    assert targets[1].services is not None and listed(targets[1].services) == ORDERS


def test_what_a_person_types_becomes_a_target() -> None:
    assert typed_target(" localhost:50051 ") == "grpc://localhost:50051"
    assert typed_target("shop.example") == "grpcs://shop.example:443"
    assert typed_target("") is None
    assert typed_target("localhost:99999999") is None


def check_reflected_request(text: str, target: str, path: str, request: str) -> None:
    """A new request for `Get` of the reflected shop goes to the end of the file `path`, and is this text."""
    found = new_reflected_request(parse_fixture(text).snapshot(), shop_schema(), target, "shop.v1.Orders", "Get", None)
    assert found is not None and (found.path, found.text) == (path_of(path), request)


BODY = '{\n  "id": ""\n}'


def test_a_request_goes_to_the_file_that_calls_the_target() -> None:
    request = f"\n### Get\nGRPC {{{{host}}}}/shop.v1.Orders/Get\n\n{BODY}\n"
    check_reflected_request(REQUESTS, "grpc://localhost:50051", "shop.grpc", request)


def test_a_request_for_a_target_nobody_calls_has_a_file_of_its_own() -> None:
    request = f"### Get\nGRPC grpc://127.0.0.1:7/shop.v1.Orders/Get\n\n{BODY}\n"
    check_reflected_request(REQUESTS, "grpc://127.0.0.1:7", "shop.v1.grpc", request)


def test_a_method_that_was_not_told_of_has_no_request() -> None:
    snapshot = parse_fixture(REQUESTS).snapshot()
    assert new_reflected_request(snapshot, shop_schema(), "grpc://x", "shop.v1.Orders", "None", None) is None


def test_requests_of_a_target_tell_how_it_is_written() -> None:
    uses = list(targets_in_use(parse_fixture(REQUESTS).snapshot(), None))
    assert [(use.target, use.text, use.request) for use in uses] == [
        ("grpc://localhost:50051", "{{host}}", "Get"),
        ("grpcs://shop.example:443", "grpcs://shop.example", "C"),
    ]

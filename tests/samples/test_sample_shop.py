"""The shop's services: users, catalog, orders, and the two small ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2 as details
from samples.service import running_service
from samples.service.client import Client, connect
from samples.service.schema import Schema

ADMINISTRATOR = (("authorization", "Bearer demo-token-42"),)
CUSTOMER = (("authorization", "Bearer demo-token-7"),)
TEA = {"userId": "42", "items": [{"sku": "tea", "quantity": 2}]}
Code = grpc.StatusCode


@pytest.fixture
def fresh(schema: Schema) -> Iterator[Client]:
    """A client of a service that nobody else has called."""
    with running_service() as addresses, connect(addresses.address) as channel:
        yield Client(channel, schema)


def test_first_order_is_the_same_after_every_start(fresh: Client) -> None:
    answer = fresh.call("shop.v1.Orders/Place", {**TEA, "card": {"token": "tok_visa"}, "labels": {"gift": "no"}})
    order = answer.value
    assert (order["orderId"], order["status"]) == ("1001", "ORDER_STATUS_PAID")
    assert order["createTime"] == "2026-01-02T03:05:05Z"
    assert order["total"] == {"currencyCode": "EUR", "units": "9"}
    assert order["shipTo"]["city"] == "Ghent"
    assert order["contact"]["email"] == "otter@shop.example"
    assert (order["card"], order["labels"]) == ({"token": "tok_visa"}, {"gift": "no"})
    assert fresh.call("shop.v1.Orders/Get", {"orderId": "1001"}).value == order


def test_placing_takes_from_stock_once_it_is_certain(fresh: Client) -> None:
    two_pots = {"userId": "42", "items": [{"sku": "pot", "quantity": 2}]}
    assert fresh.call("shop.v1.Orders/Place", two_pots).code is Code.OK
    answer = fresh.call("shop.v1.Orders/Place", two_pots)
    assert answer.code is Code.FAILED_PRECONDITION
    assert answer.message == "1 of 'pot' are in stock, 2 are wanted"
    (violation,) = answer.detail(details.PreconditionFailure).violations
    assert (violation.type, violation.subject) == ("OUT_OF_STOCK", "products/pot")
    assert fresh.call("shop.v1.Catalog/Get", {"sku": "pot"}).value["stock"] == 1


def test_the_same_item_twice_counts_twice(client: Client) -> None:
    items = [{"sku": "pot", "quantity": 2}, {"sku": "pot", "quantity": 2}]
    assert client.call("shop.v1.Orders/Place", {"userId": "42", "items": items}).code is Code.FAILED_PRECONDITION


def test_bad_order_names_every_wrong_field(client: Client) -> None:
    items = [{"sku": "tea", "quantity": 0}, {"sku": "soup", "quantity": 1}]
    answer = client.call("shop.v1.Orders/Place", {"userId": "99", "items": items, "card": {}})
    assert answer.code is Code.INVALID_ARGUMENT
    assert answer.message == "user_id: there is no user '99' (and 3 more)"
    said = {entry.field: entry.description for entry in answer.detail(details.BadRequest).field_violations}
    assert said == {
        "user_id": "there is no user '99'",
        "items[0].quantity": "must be at least 1, is 0",
        "items[1].sku": "there is no product 'soup'",
        "card.token": "must be given",
    }


def test_busy_bank_says_when_to_try_again(client: Client) -> None:
    answer = client.call("shop.v1.Orders/Place", {**TEA, "card": {"token": "tok_busy"}})
    assert (answer.code, answer.detail(details.RetryInfo).retry_delay.seconds) == (Code.UNAVAILABLE, 30)


def test_checking_places_nothing(client: Client) -> None:
    before = client.call("shop.v1.Orders/List", {}).value["totalSize"]
    assert client.call("shop.v1.Orders/Check", TEA).value["total"]["units"] == "9"
    problems = client.call("shop.v1.Orders/Check", {"userId": "42"}).value["problems"]
    assert problems == {"fieldViolations": [{"field": "items", "description": "must hold at least one item"}]}
    assert client.call("shop.v1.Orders/List", {}).value["totalSize"] == before


@pytest.mark.parametrize(
    ("method", "request_", "kind"),
    [
        ("shop.v1.Orders/Get", {"orderId": "5"}, "shop.v1.Order"),
        ("shop.v1.Orders/Watch", {"orderId": "5"}, "shop.v1.Order"),
        ("shop.v1.Orders/Cancel", {"orderId": "5"}, "shop.v1.Order"),
        ("shop.v1.Catalog/Get", {"sku": "5"}, "shop.v1.Product"),
        ("shop.v1.Users/Get", {"userId": "5"}, "shop.v1.User"),
        ("user.UserService/GetUser", {"id": "5"}, "shop.v1.User"),
        ("addressbook.AddressBook/GetPerson", {"id": 5}, "addressbook.Person"),
    ],
)
def test_what_is_not_there_is_named(method: str, request_: dict[str, Any], kind: str, client: Client) -> None:
    answer = client.call(method, request_, metadata=ADMINISTRATOR)
    resource = answer.detail(details.ResourceInfo)
    assert (answer.code, resource.resource_type, resource.resource_name) == (Code.NOT_FOUND, kind, "5")


def test_orders_are_listed_newest_first_and_by_page(fresh: Client) -> None:
    first = fresh.call("shop.v1.Orders/List", {"pageSize": 2}).value
    assert [order["orderId"] for order in first["orders"]] == ["1000", "999"]
    second = fresh.call("shop.v1.Orders/List", {"pageSize": 2, "pageToken": first["nextPageToken"]}).value
    assert [order["orderId"] for order in second["orders"]] == ["998"]
    assert (first["totalSize"], "nextPageToken" in second) == (3, False)


def test_orders_are_filtered(client: Client) -> None:
    delivered = client.call("shop.v1.Orders/List", {"statuses": ["ORDER_STATUS_DELIVERED"], "userId": "42"}).value
    assert [order["orderId"] for order in delivered["orders"]] == ["1000"]


@pytest.mark.parametrize("paging", [{"pageSize": -1}, {"pageToken": "x"}, {"pageToken": "from-999"}])
def test_wrong_paging_is_refused(paging: dict[str, Any], client: Client) -> None:
    assert client.call("shop.v1.Orders/List", paging).code is Code.INVALID_ARGUMENT


def test_order_is_cancelled_once(fresh: Client) -> None:
    order = fresh.call("shop.v1.Orders/Cancel", {"orderId": "999", "reason": "too late"}).value
    assert (order["status"], order["labels"]) == ("ORDER_STATUS_CANCELLED", {"cancelled": "too late"})
    again = fresh.call("shop.v1.Orders/Cancel", {"orderId": "999"})
    assert again.detail(details.ErrorInfo).reason == "ALREADY_CANCELLED"
    shipped = fresh.call("shop.v1.Orders/Cancel", {"orderId": "1000"})
    assert (shipped.code, shipped.detail(details.ErrorInfo).reason) == (Code.FAILED_PRECONDITION, "ALREADY_SHIPPED")


def test_watching_tells_what_has_happened(client: Client) -> None:
    events = client.call("shop.v1.Orders/Watch", {"orderId": "1000", "interval": "0s"}).messages
    assert [event["status"].rpartition("_")[2] for event in events] == ["PLACED", "PAID", "SHIPPED", "DELIVERED"]
    assert events[1] == {
        "orderId": "1000",
        "status": "ORDER_STATUS_PAID",
        "time": "2025-12-30T08:15:00Z",
        "message": "The order is paid.",
    }


def test_watching_ends_at_the_deadline(client: Client) -> None:
    answer = client.call("shop.v1.Orders/Watch", {"orderId": "1000", "interval": "60s"}, timeout=0.3)
    assert (answer.code, len(answer.messages)) == (Code.DEADLINE_EXCEEDED, 1)


def test_catalog_get_shows_every_kind_of_field(client: Client) -> None:
    tea = client.call("shop.v1.Catalog/Get", {"sku": "tea"}).value
    assert tea["brewing"] == {"celsius": 95.0, "steeping": "180s"}
    assert (tea["rating"], tea["thumbnail"], tea["attributes"]["origin"]) == (4.5, "iVBORw0KGgo=", "Assam")


def test_catalog_lists_by_category(client: Client) -> None:
    page = client.call("shop.v1.Catalog/List", {"categories": ["CATEGORY_TEA"], "pageSize": 1}).value
    assert ([product["sku"] for product in page["products"]], page["totalSize"]) == (["tea"], 2)


def test_catalog_search_sends_the_best_hit_first(client: Client) -> None:
    hits = client.call("shop.v1.Catalog/Search", {"words": "green leaves"}).messages
    assert (hits[0]["product"]["sku"], hits[0]["score"]) == ("tea-green", 1.0)
    assert len(client.call("shop.v1.Catalog/Search", {"words": "house", "limit": 1}).messages) == 1
    assert client.call("shop.v1.Catalog/Search", {"words": " "}).code is Code.INVALID_ARGUMENT


def test_catalog_update_changes_what_the_mask_names(fresh: Client) -> None:
    product = {"sku": "cup", "name": "Mug", "description": "not in the mask", "stock": 5, "tags": ["new"]}
    changed = fresh.call("shop.v1.Catalog/Update", {"product": product, "updateMask": "name,stock,tags"}).value
    assert (changed["name"], changed["stock"], changed["tags"]) == ("Mug", 5, ["new"])
    assert changed["description"] == "Thin white porcelain."
    assert fresh.call("shop.v1.Catalog/Get", {"sku": "cup"}).value == changed


@pytest.mark.parametrize("mask", ["", "sku", "colour", "updateTime"])
def test_wrong_mask_is_refused(mask: str, client: Client) -> None:
    request = {"product": {"sku": "cup"}, "updateMask": mask}
    assert client.call("shop.v1.Catalog/Update", request).code is Code.INVALID_ARGUMENT


def test_catalog_import_takes_what_is_right_and_says_what_is_not(fresh: Client) -> None:
    price = {"currencyCode": "EUR", "units": "3"}
    new, old = {"sku": "spoon", "name": "Spoon", "price": price}, {"sku": "tea", "name": "Tea", "price": price}
    summary = fresh.call("shop.v1.Catalog/Import", new, {"sku": "Bad Sku"}, old).value
    assert (summary["created"], summary["replaced"]) == (1, 1)
    (rejection,) = summary["rejections"]
    assert (rejection["index"], rejection["sku"], rejection["reason"]["code"]) == (1, "Bad Sku", 3)
    assert rejection["reason"]["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert fresh.call("shop.v1.Catalog/Get", {"sku": "spoon"}).value["name"] == "Spoon"


def test_catalog_quote_answers_each_item(client: Client) -> None:
    answers = client.call("shop.v1.Catalog/Quote", {"sku": "tea", "quantity": 3}, {"sku": "soup"}, {"sku": "cup"})
    tea, soup, cup = answers.messages
    assert tea["price"] == {"currencyCode": "EUR", "units": "13", "nanos": 500000000}
    assert soup["refusal"]["message"] == "there is no product 'soup'"
    assert cup["runningTotal"] == {"currencyCode": "EUR", "units": "22", "nanos": 500000000}


def test_user_is_created_updated_and_deleted(fresh: Client) -> None:
    wanted = {"displayName": "Lynx", "email": "lynx@shop.example", "userId": "ignored"}
    user = fresh.call("shop.v1.Users/Create", {"user": wanted}, metadata=ADMINISTRATOR).value
    assert (user["userId"], user["role"]) == ("101", "ROLE_CUSTOMER")
    change = {"user": {"userId": "101", "address": {"city": "Riga"}}, "updateMask": "address.city"}
    assert fresh.call("shop.v1.Users/Update", change, metadata=ADMINISTRATOR).value["address"] == {"city": "Riga"}
    assert fresh.call("shop.v1.Users/Delete", {"userId": "101"}, metadata=ADMINISTRATOR).value == {}
    assert fresh.call("shop.v1.Users/Get", {"userId": "101"}, metadata=ADMINISTRATOR).code is Code.NOT_FOUND


def test_wrong_users_are_refused(client: Client) -> None:
    taken = {"user": {"displayName": "Otter", "email": "otter@shop.example"}}
    assert client.call("shop.v1.Users/Create", taken, metadata=CUSTOMER).code is Code.ALREADY_EXISTS
    nobody = client.call("shop.v1.Users/Create", {"user": {"email": "x"}}, metadata=CUSTOMER)
    fields = [entry.field for entry in nobody.detail(details.BadRequest).field_violations]
    assert fields == ["user.display_name", "user.email"]


def test_only_an_administrator_deletes_and_never_oneself(client: Client) -> None:
    customer = client.call("shop.v1.Users/Delete", {"userId": "8"}, metadata=CUSTOMER)
    assert (customer.code, customer.detail(details.LocalizedMessage).locale) == (Code.PERMISSION_DENIED, "en")
    own = client.call("shop.v1.Users/Delete", {"userId": "42"}, metadata=ADMINISTRATOR)
    assert (own.code, own.detail(details.ErrorInfo).reason) == (Code.FAILED_PRECONDITION, "OWN_ACCOUNT")


def test_users_are_listed_by_number_and_role(client: Client) -> None:
    users = client.call("shop.v1.Users/List", {}, metadata=CUSTOMER).value["users"]
    assert [user["userId"] for user in users] == ["7", "8", "42"]
    request = {"role": "ROLE_ADMINISTRATOR"}
    assert client.call("shop.v1.Users/List", request, metadata=CUSTOMER).value["totalSize"] == 1


def test_user_service(client: Client) -> None:
    user = client.call("user.UserService/GetUser", {"id": "42"}).value
    assert user == {"id": "42", "name": "Otter", "email": "otter@shop.example"}


def test_address_book(fresh: Client) -> None:
    assert fresh.call("addressbook.AddressBook/GetPerson", {"id": 1}).value["hasPonycopter"] is True
    assert fresh.call("addressbook.AddressBook/AddPerson", {"name": "Lynx"}).value == {"name": "Lynx", "id": 3}
    people = fresh.call("addressbook.AddressBook/ListPeople", {"hasPonycopter": False}).messages
    assert [person["name"] for person in people] == ["Heron", "Lynx"]
    assert fresh.call("addressbook.AddressBook/AddPerson", {"id": -1}).code is Code.INVALID_ARGUMENT

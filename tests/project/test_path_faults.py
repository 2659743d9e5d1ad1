"""Paths in assertions and references that find nothing in any message of their type."""

from __future__ import annotations

import pytest
from tests.project.test_request_diagnostics import SHOP, check
from tests.support.fixtures import parse_fixture

from protowright.ide.diagnostics import diagnostics
from protowright.text.edit import apply_edits

GET = "GRPC localhost:1/shop.v1.Orders/Get\n\n"


def told(text: str) -> tuple[str, str, list[str]]:
    """Of a request file: the only message of this code, its help, and the file after each fix."""
    fixture = parse_fixture(SHOP + "//- a.grpc\n" + text)
    found = diagnostics(fixture.snapshot(), fixture.main)
    (only,) = (each for each in found if each.code.name == "path-finds-nothing")
    mended = [apply_edits(fixture.files[fixture.main], fix.edits) for fix in only.fixes]
    return only.message, only.help or "", mended


def test_assertions() -> None:
    check(
        GET
        + """\
?? body $.orderId == 1
?? body $.orderNumber == 1 // warning: [path-finds-nothing]
?? body $.order_id == 1 // warning: [path-finds-nothing]
?? body $['order_id'] == 1 // warning: [path-finds-nothing]
?? body $.orderId.length > 0 // warning: [path-finds-nothing]
?? body $.items[0].sku == tea
?? body $.items[*].skuu includes tea // warning: [path-finds-nothing]
?? body $.items.sku == tea // warning: [path-finds-nothing]
?? body $.items[?@.quantitty > 1].sku == tea // warning: [path-finds-nothing]
?? body $.byName.anything.sku == tea
?? body $.byName['any thing'].skuu == tea // warning: [path-finds-nothing]
?? body $.parent[0] exists // warning: [path-finds-nothing]
?? body $.at == 2026-01-02T03:04:05Z
?? body $.at.seconds > 1 // warning: [path-finds-nothing]
?? body $.free.what.ever == 1
?? body $.card.cardToken == a
?? body $.card.token == a // warning: [path-finds-nothing]
?? body $..whatever exists
?? body $..items[0].skuu exists // warning: [path-finds-nothing]
?? body $.* exists
?? body $.items[{{nr}}].sku == tea // error: [unresolved-variable]
?? body $.ke-bab == a
?? body $['ke-bab'] == a
?? body $.kebab == a // warning: [path-finds-nothing]
?? body $['order-id'] == a // warning: [path-finds-nothing]
?? message[3] $.nothing exists // warning: [path-finds-nothing]
?? details $[0].anything exists
?? header nothing exists
"""
    )


def test_references() -> None:
    check(
        """\
@order = {{get.response.body.$.parent.order}} // warning: [path-finds-nothing]
# @name get
"""
        + GET
        + """\
{ "orderId": "1" }

###
"""
        + GET.rstrip()
        + """
x-one: {{order}} {{get.response.body.orderId}} {{get.orderId}} {{get.response.headers.nothing}} {{get.response.body.*}}
x-two: {{get.order}} // warning: [path-finds-nothing]
x-three: {{get.response.body.$.order_id}} // warning: [path-finds-nothing]
x-four: {{get.request.body.$.order_id}} {{get.request.body.$.orderId}}
x-five: {{get.request.body.$.items}} // warning: [path-finds-nothing]
"""
    )


def test_no_schema_no_fault() -> None:
    check("GRPC localhost:1/elsewhere.Unknown/Get\n\n?? body $.any.thing == 1\n")


@pytest.mark.parametrize(
    ("path", "message", "help", "becomes"),
    [
        ("$.orderIdd", "`shop.v1.Order` has no field `orderIdd`", "did you mean `orderId`?", ["$.orderId"]),
        ("$.order_id", "a response has `orderId` for the field `order_id`", "", ["$.orderId"]),
        ("$.card['token']", "a response has `cardToken` for the field `token`", "", ["$.card['cardToken']"]),
        (
            "$.parent.items.sku",
            "`$.parent.items` is an array, which has no `sku`",
            "write `$.parent.items[*]` for each of its elements, or `$.parent.items[0]` for the first",
            [],
        ),
        ("$.order-id", "`shop.v1.Order` has no field `order-id`", "did you mean `orderId`?", ["$.orderId"]),
        ("$.card[0]", "`$.card` is an object, which has no `[0]`", "", []),
        ("$.at.seconds", "`$.at` has nothing in it: JSON writes it as one value", "", []),
        ("$.items[?@.sku.length].sku", "`@.sku` has nothing in it: JSON writes it as one value", "", []),
    ],
)
def test_what_is_said(path: str, message: str, help: str, becomes: list[str]) -> None:
    said, said_help, texts = told(f"{GET}?? body {path} exists\n")
    assert said == f"the path finds nothing: {message}"
    assert said_help == help
    assert texts == [f"{GET}?? body {each} exists\n" for each in becomes]

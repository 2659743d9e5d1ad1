"""`shop.v1.Orders`: what was bought, and where it is by now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samples.service import money
from samples.service.binding import Call
from samples.service.clock import after_start, seconds
from samples.service.errors import bad_request, invalid, refused, try_later
from samples.service.listing import page
from samples.service.services.journey import CANCELLED, PAID, PLACED, SHIPPED, steps
from samples.service.store import Store

BUSY_CARD = "tok_busy"
FIRST_ID = 1000
WATCH_INTERVAL = 0.2


class Orders:
    """The orders of the shop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._types = store.schema.package("shop.v1")
        self._money = store.schema.message("google.type.Money")
        self._bad_request = store.schema.message("google.rpc.BadRequest")
        for row in store.seeded_orders:
            store.orders.put(self._seeded(row))

    def place(self, request: Any, call: Call) -> Any:
        """The new order; INVALID_ARGUMENT, FAILED_PRECONDITION or UNAVAILABLE."""
        with self._store.lock:
            violations = self._violations(request)
            if violations:
                raise invalid(violations)
            if request.card.token == BUSY_CARD:
                raise try_later("the bank doesn't answer; nothing was booked", 30)
            self._take_from_stock(request)
            order = self._draft(request)
            self._number(order)
            self._store.orders.put(order)
        return order

    def check(self, request: Any, call: Call) -> Any:
        """What is wrong with an order, or what it would cost."""
        violations = self._violations(request)
        if not violations:
            return self._types.CheckResponse(total=self._draft(request).total)
        problems = self._bad_request.FromString(bad_request(violations).SerializeToString())
        return self._types.CheckResponse(problems=problems)

    def get(self, request: Any, call: Call) -> Any:
        """One order, or NOT_FOUND."""
        return self._store.orders.get(request.order_id)

    def list(self, request: Any, call: Call) -> Any:
        """A page of orders, the newest first."""
        orders = [order for order in self._store.orders.all() if _is_wanted(order, request)]
        orders.sort(key=lambda order: -int(order.order_id))
        shown, token = page(orders, request.page_size, request.page_token)
        return self._types.ListOrdersResponse(orders=shown, next_page_token=token, total_size=len(orders))

    def cancel(self, request: Any, call: Call) -> Any:
        """The cancelled order; NOT_FOUND, or FAILED_PRECONDITION once it was shipped or cancelled."""
        with self._store.lock:
            before = self._store.orders.get(request.order_id)
            subject = f"orders/{before.order_id}"
            if before.status == CANCELLED:
                raise refused("ALREADY_CANCELLED", subject, f"order {before.order_id} has been cancelled already")
            if before.status >= SHIPPED:
                raise refused("ALREADY_SHIPPED", subject, f"order {before.order_id} has been shipped already")
            order = self._cancelled(before, request.reason)
            self._store.orders.put(order)
        return order

    def watch(self, request: Any, call: Call) -> Iterator[Any]:
        """What has happened to an order so far; NOT_FOUND."""
        order = self._store.orders.get(request.order_id)
        given = request.interval if request.HasField("interval") else None
        pause = seconds(given, WATCH_INTERVAL)
        for number, step in enumerate(steps(order)):
            if number and not call.pause(pause):
                return
            yield self._types.OrderEvent(order_id=order.order_id, **step)

    def _violations(self, request: Any) -> dict[str, str]:
        violations = {} if request.user_id else {"user_id": "must be given"}
        if request.user_id and self._store.users.find(request.user_id) is None:
            violations["user_id"] = f"there is no user {request.user_id!r}"
        if not request.items:
            violations["items"] = "must hold at least one item"
        for index, item in enumerate(request.items):
            violations.update(self._item_violations(item, f"items[{index}]."))
        if request.HasField("card") and not request.card.token:
            violations["card.token"] = "must be given"
        return violations

    def _item_violations(self, item: Any, prefix: str) -> dict[str, str]:
        violations = {}
        if self._store.products.find(item.sku) is None:
            violations[prefix + "sku"] = f"there is no product {item.sku!r}"
        if item.quantity < 1:
            violations[prefix + "quantity"] = f"must be at least 1, is {item.quantity}"
        return violations

    def _take_from_stock(self, request: Any) -> None:
        wanted: dict[str, int] = {}
        for item in request.items:
            wanted[item.sku] = wanted.get(item.sku, 0) + item.quantity
        products = [(self._store.products.get(sku), quantity) for sku, quantity in wanted.items()]
        for product, quantity in products:
            if quantity > product.stock:
                said = f"{product.stock} of {product.sku!r} are in stock, {quantity} are wanted"
                raise refused("OUT_OF_STOCK", f"products/{product.sku}", said)
        for product, quantity in products:
            self._store.products.put(_with_stock(product, product.stock - quantity))

    def _draft(self, request: Any) -> Any:
        user = self._store.users.get(request.user_id)
        lines = [self._line(item) for item in request.items]
        order = self._types.Order(user_id=user.user_id, lines=lines, labels=dict(request.labels))
        order.ship_to.CopyFrom(request.ship_to if request.HasField("ship_to") else user.address)
        order.contact.display_name, order.contact.email = user.display_name, user.email
        order.total.CopyFrom(money.total(self._money, (line.price for line in lines)))
        _copy_payment(request, order)
        return order

    def _line(self, item: Any) -> Any:
        product = self._store.products.get(item.sku)
        price = money.times(product.price, item.quantity)
        return self._types.Order.Line(product=product, quantity=item.quantity, price=price)

    def _number(self, order: Any) -> None:
        number = next(self._store.order_ids)
        order.order_id = str(number)
        order.status = PAID if order.WhichOneof("payment") else PLACED
        order.create_time.seconds = after_start(number - FIRST_ID)["seconds"]

    def _cancelled(self, before: Any, reason: str) -> Any:
        order = self._types.Order()
        order.CopyFrom(before)
        order.status = CANCELLED
        order.labels["cancelled"] = reason or "no reason given"
        return order

    def _seeded(self, row: dict[str, Any]) -> Any:
        header = {key: value for key, value in row.items() if key not in ("items", "card")}
        request = {key: value for key, value in row.items() if key in ("userId", "items", "card")}
        order = self._draft(self._store.read("shop.v1.PlaceRequest", request))
        order.MergeFrom(self._store.read("shop.v1.Order", header))
        return order


def _is_wanted(order: Any, request: Any) -> bool:
    of_user = not request.user_id or order.user_id == request.user_id
    return of_user and (not request.statuses or order.status in request.statuses)


def _with_stock(product: Any, stock: int) -> Any:
    changed = type(product)()
    changed.CopyFrom(product)
    changed.stock = stock
    return changed


def _copy_payment(request: Any, order: Any) -> None:
    kind = request.WhichOneof("payment")
    if kind == "voucher":
        order.voucher = request.voucher
    elif kind:
        getattr(order, kind).CopyFrom(getattr(request, kind))

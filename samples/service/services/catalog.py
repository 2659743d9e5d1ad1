"""`shop.v1.Catalog`: what the shop sells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from samples.service import money
from samples.service.binding import Call
from samples.service.clock import after_start
from samples.service.errors import Failure, invalid, not_found
from samples.service.listing import page, updated
from samples.service.store import Store

KIND = "shop.v1.Product"
SKU = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Catalog:
    """The products of the shop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._types = store.schema.package("shop.v1")
        self._status = store.schema.message("google.rpc.Status")
        self._money = store.schema.message("google.type.Money")

    def get(self, request: Any, call: Call) -> Any:
        """One product, or NOT_FOUND."""
        return self._store.products.get(request.sku)

    def list(self, request: Any, call: Call) -> Any:
        """A page of products, by stock keeping unit."""
        wanted = set(request.categories)
        products = [product for product in self._sorted() if not wanted or product.category in wanted]
        shown, token = page(products, request.page_size, request.page_token)
        return self._types.ListProductsResponse(products=shown, next_page_token=token, total_size=len(products))

    def search(self, request: Any, call: Call) -> Iterator[Any]:
        """The products that hold some of the words, the best first; INVALID_ARGUMENT without words."""
        words = request.words.lower().split()
        if not words:
            raise invalid({"words": "must hold at least one word"})
        if request.limit < 0:
            raise invalid({"limit": f"must not be negative, is {request.limit}"})
        scored = [(score(product, words), product) for product in self._sorted()]
        hits = sorted((hit for hit in scored if hit[0] > 0), key=lambda hit: -hit[0])
        for share, product in hits[: request.limit or None]:
            yield self._types.SearchHit(product=product, score=share)

    def update(self, request: Any, call: Call) -> Any:
        """The changed product; INVALID_ARGUMENT or NOT_FOUND."""
        with self._store.lock:
            before = self._store.products.get(request.product.sku)
            product = updated(before, request.product, request.update_mask, ("sku", "update_time"))
            violations = violations_of(product, "product.")
            if violations:
                raise invalid(violations)
            self._put(product)
        return product

    def import_(self, requests: Iterator[Any], call: Call) -> Any:
        """How many products were taken in, and which were not."""
        summary = self._types.ImportSummary()
        for index, product in enumerate(requests):
            violations = violations_of(product, "")
            if violations:
                reason = self._reason(invalid(violations))
                summary.rejections.add(index=index, sku=product.sku, reason=reason)
            elif self._take_in(product):
                summary.replaced += 1
            else:
                summary.created += 1
        return summary

    def quote(self, requests: Iterator[Any], call: Call) -> Iterator[Any]:
        """The price of each item as it comes, or why there is none."""
        prices: list[Any] = []
        for request in requests:
            response = self._types.QuoteResponse(sku=request.sku)
            try:
                prices.append(self._price(request))
                response.price.CopyFrom(prices[-1])
            except Failure as failure:
                response.refusal.CopyFrom(self._reason(failure))
            response.running_total.CopyFrom(money.total(self._money, prices))
            yield response

    def _price(self, request: Any) -> Any:
        quantity = request.quantity if request.HasField("quantity") else 1
        if quantity < 1:
            raise invalid({"quantity": f"must be at least 1, is {quantity}"})
        product = self._store.products.find(request.sku)
        if product is None:
            raise not_found(KIND, request.sku)
        return money.times(product.price, quantity)

    def _reason(self, failure: Failure) -> Any:
        return self._status.FromString(failure.status.SerializeToString())

    def _take_in(self, product: Any) -> bool:
        with self._store.lock:
            known = self._store.products.find(product.sku) is not None
            self._put(product)
        return known

    def _put(self, product: Any) -> None:
        product.update_time.seconds = after_start(0)["seconds"]
        product.update_time.nanos = 0
        self._store.products.put(product)

    def _sorted(self) -> Sequence[Any]:
        return sorted(self._store.products.all(), key=lambda product: str(product.sku))


def score(product: Any, words: list[str]) -> float:
    """The share of the words that stand in the product's name, description or tags."""
    text = " ".join((product.name, product.description, *product.tags)).lower()
    return sum(word in text for word in words) / len(words)


def violations_of(product: Any, prefix: str) -> dict[str, str]:
    """What is wrong with a product: from field path to description."""
    violations = {}
    if not SKU.fullmatch(product.sku):
        violations[prefix + "sku"] = f"must be lower case letters, digits and dashes, is {product.sku!r}"
    if not product.name:
        violations[prefix + "name"] = "must be given"
    if product.price.currency_code != money.CURRENCY:
        violations[prefix + "price.currency_code"] = f"must be {money.CURRENCY}, is {product.price.currency_code!r}"
    if product.price.units < 0 or product.price.nanos < 0:
        violations[prefix + "price"] = "must not be negative"
    if product.stock < 0:
        violations[prefix + "stock"] = f"must not be negative, is {product.stock}"
    return violations

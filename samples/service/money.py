"""Sums with `google.type.Money`, in whole billionths, so that nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

NANOS = 1_000_000_000
CURRENCY = "EUR"


def times(price: Any, quantity: int) -> Any:
    """The price of so many."""
    return _money(type(price), _nanos(price) * quantity)


def total(money: Any, prices: Iterable[Any]) -> Any:
    """The sum of the prices, as a message of the class `money`; nothing in the shop's currency when there are none."""
    return _money(money, sum(map(_nanos, prices)))


def _nanos(price: Any) -> int:
    return int(price.units) * NANOS + int(price.nanos)


def _money(money: Any, nanos: int) -> Any:
    return money(currency_code=CURRENCY, units=nanos // NANOS, nanos=nanos % NANOS)

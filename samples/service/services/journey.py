"""What happens to an order from the day it is placed, told from how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# The numbers of shop.v1.OrderStatus.
PLACED, PAID, SHIPPED, DELIVERED, CANCELLED = range(1, 6)

HOUR = 3600
# For each status: seconds after the order was placed, and what to say of it.
EVENTS = {
    PLACED: (0, "The shop has the order."),
    PAID: (1 * HOUR, "The order is paid."),
    SHIPPED: (20 * HOUR, "The parcel is with the carrier."),
    DELIVERED: (44 * HOUR, "The parcel is at the door."),
    CANCELLED: (2 * HOUR, "The order was cancelled."),
}


def steps(order: Any) -> Iterator[dict[str, Any]]:
    """The fields `status`, `time` and `message` of each event, the first one first."""
    for status in _passed(order.status):
        delay, message = EVENTS[status]
        yield {"status": status, "time": {"seconds": order.create_time.seconds + delay}, "message": message}


def _passed(status: int) -> list[int]:
    return [PLACED, CANCELLED] if status == CANCELLED else list(range(PLACED, status + 1))

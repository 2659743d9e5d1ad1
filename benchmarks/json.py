"""Messages as JSON: our printer against that of protobuf, on the same messages in turn."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message
from tests.runner.json_schema import pool_of

from benchmarks.printing import bar, figure
from protowright.runner.json_printer import JsonPrinter

BAR = 0.5
"""At most so much of the time that protobuf takes for the rich message."""
_ROUNDS = 40
_CALLS = 200

_LINE = {"name": "pen", "amount": 3, "price": 1.25}
_RICH = {
    "id": "order-17",
    "totalCents": "123456789012",
    "discount": 12.5,
    "weight": 0.1,
    "isPaid": True,
    "token": "AQIDBA==",
    "state": "OPEN",
    "tags": ["red", "green"],
    "shelves": [1, 2, 3],
    "stock": {"pens": 1, "ink": 2},
    "lines": [_LINE, {"name": "paper", "amount": 1, "price": 8}],
    "orderedAt": "2024-05-06T07:08:09.125Z",
    "patience": "1.5s",
    "note": "späť",
    "person": "Ada L.",
    "priority": 7,
}
_SCALARS = {
    "anInt32": -5,
    "anInt64": "-123456789012",
    "aUint32": 4000000000,
    "aUint64": "12345678901234567890",
    "aSint32": -7,
    "aSint64": "77",
    "aFixed32": 9,
    "aFixed64": "10",
    "aFloat": 1.5,
    "aDouble": 0.1,
    "aBool": True,
    "aString": "some text",
    "someBytes": "AQIDBA==",
    "state": "OPEN",
}
_STORE = {
    "stock": {f"item {number}": number for number in range(40)},
    "lines": {str(number): _LINE for number in range(20)},
    "prices": [number / 8 for number in range(50)],
    "names": [f"name {number}" for number in range(50)],
    "more": [_LINE] * 20,
}


def run() -> bool:
    """Print the figures; tells whether the rich message is under its bar."""
    pool = pool_of(Path(__file__).with_suffix(".proto"))
    rich = _message(pool, "Order", _RICH)
    good = bar("json", f"{_size(rich)} rich: JSON printer / MessageToJson", _ratio(pool, rich), BAR)
    for what, message in (
        ("flat scalars", _message(pool, "Scalars", _SCALARS)),
        ("40 levels", _message(pool, "Tree", _tree(40))),
        ("maps and lists", _message(pool, "Store", _STORE)),
    ):
        figure("json", f"{_size(message)} {what}: JSON printer / MessageToJson = {_ratio(pool, message):.2f}")
    first = _in_turn(lambda: JsonPrinter(pool).text(rich), lambda: _theirs(pool, rich))
    figure("json", f"the first message of a type, rich: JSON printer / MessageToJson = {first[0] / first[1]:.2f}")
    return good


def _tree(levels: int) -> dict[str, Any]:
    return {"name": f"level {levels}", **({"child": _tree(levels - 1)} if levels > 1 else {})}


def _message(pool: DescriptorPool, name: str, content: dict[str, Any]) -> Message:
    descriptor = pool.FindMessageTypeByName(f"benchmarks.json.{name}")
    return json_format.ParseDict(content, message_factory.GetMessageClass(descriptor)(), descriptor_pool=pool)


def _size(message: Message) -> str:
    return f"{len(message.SerializeToString())} bytes,"


def _theirs(pool: DescriptorPool, message: Message) -> str:
    return json_format.MessageToJson(message, ensure_ascii=False, descriptor_pool=pool)


def _ratio(pool: DescriptorPool, message: Message) -> float:
    printer = JsonPrinter(pool)
    ours, theirs = _in_turn(lambda: printer.text(message), lambda: _theirs(pool, message))
    figure("json", f"{_size(message)} ours {ours * 1e6:.1f} µs, MessageToJson {theirs * 1e6:.1f} µs")
    return ours / theirs


def _in_turn(*works: Callable[[], object]) -> list[float]:
    """Seconds of the processor for one call of each, the least of many rounds; they take turns, so noise meets all."""
    best = [float("inf")] * len(works)
    gc.collect()
    for _ in range(_ROUNDS):
        for index, work in enumerate(works):
            best[index] = min(best[index], _seconds(work))
    return best


def _seconds(work: Callable[[], object]) -> float:
    gc.disable()
    try:
        started = time.process_time()
        for _ in range(_CALLS):
            work()
        return (time.process_time() - started) / _CALLS
    finally:
        gc.enable()

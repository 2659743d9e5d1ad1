"""Our JSON printer against that of protobuf, on random messages: `python -m tests.runner.json_differential`.

For each message: our text is the reference's, read back it is the message again, and the form on one line says the same.
Some messages are ones that protobuf refuses to print, or bytes with faults in them; those must be printed all the same.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import DecodeError
from tests.runner.json_messages import RandomMessages
from tests.runner.json_reference import content_of, reference
from tests.runner.json_schema import well_known_types, wide_pool, wide_types

from protowright.runner.json_printer import JsonPrinter


@dataclass
class Comparison:
    """Compares message after message and counts what came of them. Raises AssertionError at the first difference."""

    figures: Counter[str] = field(default_factory=Counter)
    printer: JsonPrinter = field(default_factory=lambda: JsonPrinter(wide_pool()))

    def compare(self, message: Any, is_readable: bool) -> None:
        """`is_readable`: what is printed must mean the same message when it is read."""
        self.figures["messages"] += 1
        text = self.printer.text(message)
        content = json.loads(text, object_pairs_hook=_without_twins)
        assert self.printer.line(message) == json.dumps(content, ensure_ascii=False), text
        try:
            expected = reference(message, wide_pool())
        except Exception:
            self.figures["refused by json_format, printed by us"] += 1
            assert not is_readable, text
            return
        assert text == expected, f"{text}\n\njson_format, with sorted maps:\n\n{expected}"
        self.figures["same text"] += 1
        if is_readable:
            self._read_back(text, message)

    def _read_back(self, text: str, message: Any) -> None:
        read = json_format.Parse(text, type(message)(), descriptor_pool=wide_pool())
        assert content_of(read, wide_pool()) == content_of(message, wide_pool()), text
        self.figures["read back to the same message"] += 1


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), pairs
    return found


def run(count: int, seed: int) -> Counter[str]:
    """Compare `count` messages, and the messages that damaged bytes of them still make. Gives the figures."""
    source = random.Random(seed)
    types = wide_types() + well_known_types()
    sane, odd = (RandomMessages(source, wide_pool(), types, is_odd) for is_odd in (False, True))
    comparison = Comparison()
    for number in range(count):
        message = (odd if number % 5 == 4 else sane).message(source.choice(types if number % 4 == 3 else wide_types()))
        comparison.compare(message, is_readable=number % 5 != 4)
        damaged = _damaged(source, message)
        if damaged is not None:
            comparison.figures["of them from damaged bytes"] += 1
            comparison.compare(damaged, is_readable=False)
    return comparison.figures


def _damaged(source: random.Random, message: Any) -> Any:
    """The message of the same bytes with some changed; None when that is none."""
    data = bytearray(message.SerializePartialToString(deterministic=True))
    for _ in range(source.choice((1, 1, 2, 5))):
        place = source.randrange(len(data) + 1)
        data[place : place + source.randrange(2)] = source.randbytes(source.randrange(2))
    try:
        return type(message).FromString(bytes(data))
    except DecodeError:
        return None


def main() -> int:
    """Run and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = time.perf_counter()
    figures = run(arguments.count, arguments.seed)
    for what, number in figures.items():
        print(f"{number:8,} {what}")
    print(f"no difference; {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The order of declarations in source text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """A declaration with its comments.

    `place` is where it was in its source, None when nobody knows. `nested` are the indexes of the messages that it makes in
    the descriptor around it: those of groups and of map entries.
    """

    elements: list[Any]
    place: tuple[int, int] | None
    nested: tuple[int, ...] = ()


def ordered(streams: Iterable[list[Item]], messages: Mapping[int, Item]) -> list[Item]:
    """The items of the streams, and the messages, in an order that a compiler makes the same descriptor of.

    The order of each stream is kept, and messages come about in the order of their indexes. Where everything has a place,
    that is the order.
    """
    waiting = [deque(stream) for stream in streams]
    everything = [item for stream in waiting for item in stream] + list(messages.values())
    if all(item.place is not None for item in everything):
        return sorted(everything, key=lambda item: item.place or (0, 0))
    result: list[Item] = []
    reached = 0
    while any(waiting) or reached in messages:
        ready = next((stream for stream in waiting if stream and reached in (stream[0].nested or (reached,))), None)
        if ready is None and reached not in messages:
            ready = next(stream for stream in waiting if stream)
        item = messages[reached] if ready is None else ready.popleft()
        result.append(item)
        reached += 1 if ready is None else len(item.nested)
    return result + [messages[index] for index in sorted(messages) if index > reached]

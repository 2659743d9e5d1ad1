"""The fields in paths into messages: of assertions, and of references to what other requests sent and got."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.body_mentions import Namer
from protowright.ide.mentions import Mention, Role
from protowright.request.body.slots import WELL_KNOWN, FieldSlot, Slots
from protowright.text.span import Span

_STEP = re.compile(
    r"\.(?P<name>[A-Za-z_]\w*)"
    r"|\[\s*(?P<quote>['\"])(?P<quoted>[A-Za-z_]\w*)(?P=quote)\s*\]"
    r"|(?P<any>\[[\d\s:,*-]+\]|\.\*)"
)


def path_mentions(path: str, start: int, message: str, slots: Slots, name: Namer[Mention]) -> Iterator[Mention]:
    """The names in a JSONPath into a message of that type, whose first character is at offset `start`.

    What stands behind a filter or a descent is not told: it depends on what comes.
    """
    current, values = message.lstrip("."), 0
    position = 1
    while current and current not in WELL_KNOWN:
        step = _STEP.match(path, position)
        if step is None:
            return
        position = step.end()
        if values:
            values = 0  # the element of an array, or the entry of a map
            continue
        group = "name" if step["name"] else "quoted"
        found = slots.field(current, step[group]) if step[group] else None
        if found is None:
            return
        span = Span(start + step.start(group), start + step.end(group))
        yield from name.simple(f"{current}.{found.name}", span, Role.READ)
        current, values = found.value.type_name if found.value.is_message else "", _depth(found)


def _depth(field: FieldSlot) -> int:
    """How many steps lead from a field to its values."""
    return 1 if field.is_repeated or field.map_key is not None else 0

"""The work of a check: one job a value. A rule looks at one value, and hands the values inside it back as jobs.

So a check needs no recursion, and its time grows as the body does.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import BODY_TOO_DEEP
from protowright.request.body.faults import head
from protowright.request.body.slots import Slot
from protowright.request.syntax.json_nodes import JsonValue

MAXIMUM_DEPTH: Final = 100
"""How deep messages may nest: the limit of protobuf's parsers. In free-form JSON, an object or array counts twice."""


class Job(NamedTuple):
    """A value to check in a slot, inside of `depth` messages.

    `is_settled`: forms of other tools have been turned into the right one already, and are meant literally now.
    """

    value: JsonValue
    slot: Slot
    depth: int = 0
    is_settled: bool = False


Outcome = Diagnostic | Job


def too_deep(value: JsonValue) -> Diagnostic:
    """The fault that a value lies inside of too many others."""
    message = f"messages nest more than {MAXIMUM_DEPTH} levels deep here"
    help = "in free-form JSON, each object and each array counts as two levels"
    return Diagnostic(BODY_TOO_DEEP, message, head(value), help=help)

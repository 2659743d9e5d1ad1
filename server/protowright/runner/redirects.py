"""`>> file` and `>>! file`: responses that are saved as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator

from protowright.project.files import exists, write_atomically
from protowright.request.assertions.outcome import Outcome
from protowright.runner.plan import Plan


def save_redirects(plan: Plan, outcome: Outcome) -> Iterator[str]:
    """Save the response where the plan says, when there is one; gives a sentence for each file that cannot be written.

    One message is saved as it is, several as a JSON array. Folders are made. `>>` never overwrites: the second response
    goes to `name-1.json`, as with JetBrains' client.
    """
    if not outcome.messages:
        return
    for path, overwrites in plan.redirects:
        path = path if overwrites else _free(path)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            write_atomically(path, _content(outcome))
        except OSError as error:
            yield f"{path} cannot be written ({error.strerror})"


def _content(outcome: Outcome) -> str:
    if len(outcome.messages) == 1:
        return outcome.messages[0] + "\n"
    return "[\n" + ",\n".join(outcome.messages) + "\n]\n"


def _free(path: str) -> str:
    """The path, or the first of `name-1.json`, `name-2.json`, … that is not there yet."""
    stem, suffix = os.path.splitext(path)
    number, free = 0, path
    while exists(free):
        number += 1
        free = f"{stem}-{number}{suffix}"
    return free

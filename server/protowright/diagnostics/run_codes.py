"""Codes of what a run found out about its request."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import REGISTRY, Code, Severity

ASSERTION_FAILED: Final = REGISTRY.add(
    Code(
        "assertion-failed",
        Severity.ERROR,
        "any",
        "an assertion did not hold in the last run",
        "The request was run, and what its assertion says is not so. The message has what is so instead. It goes away when "
        "the request is changed, and when it is run again and the assertion holds.",
        "",
        "",
    )
)

FIELD_VIOLATION: Final = REGISTRY.add(
    Code(
        "field-violation",
        Severity.ERROR,
        "any",
        "the server refused the value of a field",
        "The request was run, and the server answered with `google.rpc.BadRequest`, which names the fields it does not "
        "like. The message has the server's words. It goes away when the request is changed or run again.",
        "",
        "",
    )
)

"""The code of faults that are not the file's."""

from __future__ import annotations

from typing import Final

from protowright.diagnostics.codes import REGISTRY, Code, Severity

INTERNAL_ERROR: Final = REGISTRY.add(
    Code(
        "internal-error",
        Severity.ERROR,
        "any",
        "the checker itself failed",
        "A fault of Protowright, not of the file. Please report it with the file that shows it; the log has the "
        "details.",
        bad="",
        good="",
    )
)

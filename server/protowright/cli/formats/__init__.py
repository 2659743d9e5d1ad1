"""What `protowright check` writes, one file a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from protowright.diagnostics.finding import Finding

Show = Callable[[str], str]
"""Makes of an absolute path what the user named it."""

Format = Callable[[Iterable[Finding], Show], str]
"""The whole text for the findings."""


def well_formed(text: str) -> str:
    """The text without lone surrogates (bytes of a file that are no UTF-8), which no format can carry."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not text.isascii() else text

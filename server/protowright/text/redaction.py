"""Keeping secrets out of texts that are shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

MASK: Final = "***"
"""What stands in the place of a secret."""


def text_redactor(secrets: tuple[str, ...]) -> Callable[[str], str]:
    """A function that puts `***` in the place of every secret in a text, also where it is written as JSON."""
    written = {form for secret in secrets for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1])}
    ordered = sorted(written, key=len, reverse=True)

    def redact(text: str) -> str:
        for secret in ordered:
            text = text.replace(secret, MASK)
        return text

    return redact

"""Metadata between a request file, the wire, and what is shown: the values of `-bin` keys are base64 outside the wire."""

from __future__ import annotations

import base64
import re
from typing import Any

from protowright.runner.events import Pairs

WireMetadata = tuple[tuple[str, "str | bytes"], ...]

_KEY = re.compile(r"[0-9a-z_.-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_VALUE = re.compile(r"[ -~]*")


class InvalidMetadata(Exception):
    """Metadata that gRPC cannot carry; the message says which, and why."""


def wire_metadata(metadata: Pairs) -> WireMetadata:
    """Metadata as grpc takes it. Raises InvalidMetadata for what the gRPC protocol has no place for."""
    return tuple((key, _wire_value(key, value)) for key, value in metadata)


def _wire_value(key: str, value: str) -> str | bytes:
    if not _KEY.fullmatch(key):
        raise InvalidMetadata(f"the metadata key `{key}` has a character that gRPC does not allow: use a-z 0-9 _ - .")
    if key.endswith("-bin"):
        return _decoded(key, value)
    if not _VALUE.fullmatch(value):
        raise InvalidMetadata(
            f"the value of `{key}` has a character that is not ASCII: send it as base64 under `{key}-bin`"
        )
    return value


def _decoded(key: str, value: str) -> bytes:
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4), validate=True)
    except ValueError:
        raise InvalidMetadata(f"the value of `{key}` is no base64, and `-bin` keys take nothing else") from None


def shown_metadata(metadata: Any) -> Pairs:
    """Metadata as it is shown, each entry on one line: servers send line ends, and worse, in a value."""
    return tuple((_on_one_line(key), _shown_value(value)) for key, value in metadata or ())


def _shown_value(value: str | bytes) -> str:
    return _on_one_line(value) if isinstance(value, str) else base64.b64encode(value).decode("ascii")


def _on_one_line(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)

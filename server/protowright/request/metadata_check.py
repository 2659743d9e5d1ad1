"""Whether the metadata of a request can be sent, as gRPC's protocol over HTTP/2 has it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Tag
from protowright.diagnostics.request_codes import (
    IGNORED_METADATA,
    INVALID_METADATA_KEY,
    INVALID_METADATA_VALUE,
    METADATA_KEY_CASE,
    RESERVED_METADATA,
)
from protowright.request.syntax.nodes import Block, Metadata
from protowright.text.edit import Edit
from protowright.text.span import Span

_KEY = re.compile(r"[0-9a-z_.-]+")
_NOT_IN_KEYS = re.compile(r"[^0-9a-z_.-]+")
_VALUE = re.compile(r"[ -~]*")
_IGNORED = frozenset(("content-type",))
_RESERVED = re.compile(r":.*|grpc-.*|te|user-agent")
_DIRECTIVES = {"grpc-timeout": "timeout", "grpc-encoding": "grpc-compression", ":authority": "grpc-authority"}
_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSm])")
_UNITS = {"H": "h", "M": "m", "S": "s", "m": "ms"}
"""The units of a timeout on the wire, as a directive writes them."""


def metadata_faults(block: Block, text: str) -> Iterator[Diagnostic]:
    """What is wrong with the metadata of a block of `text`. Keys and values with variables in them are not judged."""
    for entry in block.metadata:
        if "{{" not in entry.key.text:
            yield from _key_faults(entry, block, text)
            if "{{" not in entry.value.text:
                yield from _value_faults(entry)


def _key_faults(entry: Metadata, block: Block, text: str) -> Iterator[Diagnostic]:
    key, span = entry.key.text.lower(), entry.key.span
    if key in _IGNORED:
        message = f"`{key}` is not sent: the content type of a call is always that of gRPC"
        yield Diagnostic(IGNORED_METADATA, message, span, fixes=_removal(entry, text), tags=(Tag.UNNECESSARY,))
    elif _RESERVED.fullmatch(key):
        message = f"the key `{key}` belongs to gRPC itself, and cannot be set"
        name = _DIRECTIVES.get(key)
        help = f"write `# @{name}` above the request line" if name else "remove it, or take another key"
        fixes = _as_directive(entry, name, block, text) if name else _removal(entry, text)
        yield Diagnostic(RESERVED_METADATA, message, span, help=help, fixes=fixes)
    elif not _KEY.fullmatch(key):
        message = f"the metadata key `{key}` has a character that gRPC does not allow"
        yield Diagnostic(INVALID_METADATA_KEY, message, span, help="use `a-z 0-9 _ - .`", fixes=_mended(key, span))
    elif key != entry.key.text:
        fix = Fix(f"Change to `{key}`", (Edit(span, key),))
        yield Diagnostic(METADATA_KEY_CASE, f"the key is sent as `{key}`", span, fixes=(fix,))


def _as_directive(entry: Metadata, name: str, block: Block, text: str) -> tuple[Fix, ...]:
    """The fix that makes a directive of an entry; none when its value says nothing there."""
    value = entry.value.text
    if name == "timeout":
        found = _TIMEOUT.fullmatch(value)
        value = "" if found is None else found[1] + _UNITS[found[2]]
    if not value or block.line is None:
        return ()
    line = line_around(text, block.line.span)
    end = text[line.start : line.end][len(text[line.start : line.end].rstrip("\r\n")) :] or "\n"
    edits = (Edit(Span(line.start, line.start), f"# @{name} {value}{end}"), *_removal(entry, text)[0].edits)
    return (Fix(f"Write it as `# @{name}`", edits),)


def _mended(key: str, span: Span) -> tuple[Fix, ...]:
    name = _NOT_IN_KEYS.sub("-", key).strip("-")
    return (Fix(f"Change to `{name}`", (Edit(span, name),)),) if name else ()


def _value_faults(entry: Metadata) -> Iterator[Diagnostic]:
    key, value = entry.key.text.lower(), entry.value
    if key in _IGNORED or _RESERVED.fullmatch(key) or not _KEY.fullmatch(key):
        return
    if key.endswith("-bin"):
        if not _is_base64(value.text):
            message = f"the value of `{key}` is no base64, and `-bin` keys take nothing else"
            encoded = base64.b64encode(value.text.encode("utf-8", "replace")).decode("ascii")
            fix = Fix("Encode the text as base64", (Edit(value.span, encoded),))
            yield Diagnostic(INVALID_METADATA_VALUE, message, value.span, fixes=(fix,))
    elif key != "authorization" and not _VALUE.fullmatch(value.text):
        message = f"the value of `{key}` has a character that is not ASCII"
        help = f"send it as base64 under `{key}-bin`"
        yield Diagnostic(INVALID_METADATA_VALUE, message, value.span, help=help)


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return False
    return True


def _removal(entry: Metadata, text: str) -> tuple[Fix, ...]:
    """The fix that removes the line of an entry."""
    return (Fix("Remove the line", (Edit(line_around(text, entry.key.span), ""),)),)


def line_around(text: str, span: Span) -> Span:
    """The whole line that holds a span, with its end."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    found = re.compile(r"\r\n|\n|\r|\Z").search(text, span.end)
    assert found is not None, "every text ends"
    return Span(start, found.end())

"""Secrets that are written out in a request file.

Here a name has to be sure, where one that may tell of a secret is enough to mask its value in what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import LITERAL_SECRET
from protowright.request.syntax.nodes import Block, Word
from protowright.text.span import Span

_SURE = re.compile(
    r"(?:^|(?<!page)(?<!sync)[-_.])(?:token|secret|passwo?r?d|passphrase|credentials?|api[-_.]?key|private[-_.]?key"
    r"|authorization)$",
    re.IGNORECASE,
)
"""Names that end in such a word; those of pages and of changes are told to everybody."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SCHEME = re.compile(r"(?:bearer|basic|token|digest)\s+", re.IGNORECASE)
_JSON_WEB_TOKEN = re.compile(r"eyJ[\w-]{5,}\.[\w-]+\.[\w-]*")
_SHORTEST = 4
"""Values that are shorter are no secrets anybody keeps."""


def literal_secrets(block: Block) -> Iterator[Diagnostic]:
    """Values of metadata and variables that are surely secrets, and written out."""
    for name, value in (
        *((entry.key, entry.value) for entry in block.metadata),
        *((variable.name, variable.value) for variable in block.variables),
    ):
        span = _secret(name.text, value)
        if span is not None:
            message = f"the value of `{name.text}` is a secret, and everybody who has the file sees it"
            help = "put it into `http-client.private.env.json` or `.env`, and write a `{{variable}}` here"
            yield Diagnostic(LITERAL_SECRET, message, span, help=help)


def _secret(name: str, value: Word) -> Span | None:
    """The part of a value that is a secret; None when it is none, or holds a variable."""
    token = _JSON_WEB_TOKEN.search(value.text)
    if token is not None:
        return Span(value.span.start + token.start(), value.span.start + token.end())
    scheme = _SCHEME.match(value.text)
    start = scheme.end() if scheme else 0
    secret = value.text[start:]
    if len(secret) < _SHORTEST or "{{" in secret or "://" in secret or _SURE.search(_HUMP.sub("-", name)) is None:
        return None
    return Span(value.span.start + start, value.span.end)

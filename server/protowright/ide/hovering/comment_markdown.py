"""Comments of `.proto` files as Markdown."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_CODE = re.compile(r"(```[\s\S]*?(?:```|\Z)|`[^`\n]*`)")
_TAG = re.compile(r"<(?=[A-Za-z/!])(?!https?://)")


def comment_markdown(comment: str) -> str:
    """A comment as Markdown that shows all of it.

    References such as `[Money][google.type.Money]` have no target that an editor could find: their text stays, as code.
    What looks like a tag of HTML is no tag: `<id>` would not be seen.
    """
    parts = _CODE.split(comment)
    return "".join(part if index % 2 else _prose(part) for index, part in enumerate(parts))


def _prose(text: str) -> str:
    text = _REFERENCE.sub(lambda match: f"`{match[1]}`", text)
    return "\n".join(line if line.startswith("    ") else _TAG.sub(r"\<", line) for line in text.split("\n"))

"""The tokens of JSON bodies, with what stands before each: white space and comments."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"(?P<trivia>(?:\s+|//[^\r\n]*|#[^\r\n]*|/\*[\s\S]*?(?:\*/|\Z))*)"
    r"(?P<token>\{\{[^{}\n]*\}\}"
    r"|[{}\[\],:]"
    r'|"(?:\{\{[^{}\n]*\}\}|[^"\\\n]|\\.)*"?'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?"
    r"|[^\s{}\[\],:\"']+"
    r"|\Z)"
)
"""Matches anywhere in a text: white space and comments, and the token behind them; the empty one at the end."""

"""The characters behind which editors ask for completion: what they are told before any file is looked at."""

from __future__ import annotations

REQUEST_TRIGGERS = ("{", "@", "$")
"""Characters behind which something new may stand in request files, and not in `.proto` files."""
TRIGGERS = ("/", ".", '"', "(", "[", "<", " ", "=", *REQUEST_TRIGGERS)
"""Characters behind which something new may stand."""

"""How much of a server's answer is taken."""

from __future__ import annotations

from typing import Final

MAXIMUM_MESSAGE: Final = 2**31 - 1
"""In bytes: no protobuf message can be larger, so what a server announces above it need not be waited for."""

MAXIMUM_METADATA: Final = 65536
"""In bytes, for the headers and for the trailers: eight times what grpc takes by itself, as one looks at a server here."""

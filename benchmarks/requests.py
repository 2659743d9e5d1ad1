"""Requests: from the command line, in a warm session, as streams, and beside typing."""

from __future__ import annotations

from benchmarks import request_calls, request_commands, request_server, request_streams, request_typing


def run() -> bool:
    """Print the figures; tells whether all are on the right side of their bars."""
    with request_server.running() as address:
        parts = (request_commands, request_calls, request_streams, request_typing)
        good = [part.run(address) for part in parts]
    return all(good)

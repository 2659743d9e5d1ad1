"""`python -m benchmarks`: every benchmark, one line a figure."""

from __future__ import annotations

import sys

from benchmarks import startup


def main() -> int:
    """Run all benchmarks; gives 1 when a bar is missed."""
    return 0 if all([startup.run()]) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Ask `buf format` whether the cases are right: `python -m tests.proto.format.verify`; gives 1 when one is not."""

from __future__ import annotations

import sys

from tests.proto.format.buf import formatted_by_buf
from tests.proto.format.cases import read_cases


def main() -> int:
    """Print every case whose mark is wrong, and how many are right."""
    cases = read_cases()
    wrong = [case for case in cases if (formatted_by_buf(case.written) == case.form) != case.is_bufs]
    for case in wrong:
        print(f"{case}: buf says\n{formatted_by_buf(case.written)}")
    own = sum(not case.is_bufs for case in cases)
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases are right; {own} are ours on purpose")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

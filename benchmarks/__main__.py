"""`python -m benchmarks [NAME...]`: every benchmark, or those named; one line a figure, bars with ok or MISSED."""

from __future__ import annotations

import sys

from tests.corpus.corpora import Missing

from benchmarks import (
    completing,
    editor,
    every_request,
    folder,
    json,
    navigation,
    one_file,
    requests,
    startup,
    syntax,
    understanding,
)

ALL = {
    "startup": startup.run,
    "syntax": syntax.run,
    "one-file": one_file.run,
    "completion": completing.run,
    "folder": folder.run,
    "navigation": navigation.run,
    "editor": editor.run,
    "every-request": every_request.run,
    "understanding": understanding.run,
    "json": json.run,
    "requests": requests.run,
}


def main(names: list[str]) -> int:
    """Run benchmarks; gives 1 when a bar is missed, 2 for a name there is not."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}: use {', '.join(ALL)}", file=sys.stderr)
        return 2
    try:
        good = [ALL[name]() for name in names or ALL]
        return 0 if all(good) else 1
    except Missing as missing:
        print(f"MISSED: {missing}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

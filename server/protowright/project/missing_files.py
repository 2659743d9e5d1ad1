"""Files that requests name and that are not there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import MISSING_FILE
from protowright.project.imported_requests import path_beside
from protowright.project.schemas import shown_path
from protowright.project.snapshot import Snapshot
from protowright.request.named_files import is_whole, needed_files
from protowright.request.syntax.nodes import Block


def missing_files(snapshot: Snapshot, path: str, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """The files that requests of the file at `path` need and that nobody has; those in names with variables apart.

    A file that is not saved yet has no folder to look in.
    """
    for word in (word for block in blocks for word in filter(is_whole, needed_files(block)) if os.path.isabs(path)):
        wanted = path_beside(path, word.text)
        if not os.path.isfile(wanted) and wanted not in snapshot.overlay:
            message = f"the file `{word.text}` is not there"
            help = f"it is looked for at {shown_path(snapshot, wanted)}"
            yield Diagnostic(MISSING_FILE, message, word.span, help=help)

"""Files that requests name and that are not there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import MISSING_FILE
from protowright.project.imported_requests import path_beside
from protowright.project.request_schemas import named_schemas
from protowright.project.schemas import shown_path
from protowright.project.snapshot import Snapshot
from protowright.request.named_files import is_whole, needed_files
from protowright.request.syntax.nodes import Block, RequestFile, Word
from protowright.text.span import Span


def missing_files(snapshot: Snapshot, path: str, file: RequestFile, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """The files that requests of the file at `path` need and that nobody has; those in names with variables apart.

    A file that is not saved yet has no folder to look in.
    """
    for word, place in _sought(path, file, blocks).values() if os.path.isabs(path) else ():
        if not is_whole(word) or place in snapshot.overlay:
            continue
        if os.path.isdir(place):
            yield Diagnostic(MISSING_FILE, f"`{word.text}` is a folder, and a file is needed", word.span)
        elif not os.path.exists(place):
            message = f"the file `{word.text}` is not there"
            help = f"it is looked for at {shown_path(snapshot, place)}"
            yield Diagnostic(MISSING_FILE, message, word.span, help=help)


def _sought(path: str, file: RequestFile, blocks: Iterable[Block]) -> dict[Span, tuple[Word, str]]:
    """What blocks need, by the place of its name: the name, and the absolute path of the file.

    Schemas come last, as the import roots that a request names have some of them.
    """
    own = list(blocks)
    beside = {word.span: (word, path_beside(path, word.text)) for block in own for word in needed_files(block)}
    named = (named for block in own for named in named_schemas(path, file, block))
    return beside | {each.word.span: (each.word, each.path) for each in named}

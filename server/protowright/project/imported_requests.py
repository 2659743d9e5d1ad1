"""The request files that another one imports, so that it can use their requests."""

from __future__ import annotations

import os
from collections.abc import Iterator

from protowright.request.directive_forms import IMPORT
from protowright.request.directives import known_directive
from protowright.request.syntax.nodes import RequestFile, Word


def imported_files(path: str, file: RequestFile) -> list[str]:
    """The files that `# @import` names in the file at `path`, as absolute paths."""
    return [path_beside(path, word.text) for word in import_words(file)]


def import_words(file: RequestFile) -> Iterator[Word]:
    """What stands behind each `# @import`."""
    for block in file.blocks:
        for directive in block.directives:
            if known_directive(directive.name.text) == IMPORT.name and directive.value.text:
                yield directive.value


def path_beside(path: str, name: str) -> str:
    """The absolute path that `name` means in the request file at `path`."""
    return os.path.normpath(os.path.join(os.path.dirname(path), os.path.expanduser(name)))

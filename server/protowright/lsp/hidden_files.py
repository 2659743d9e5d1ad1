"""What the editor itself hides of a workspace (`files.exclude` of VS Code): told by the client, and no setting of ours.

It comes beside the settings, as `{"editor": {"filesExclude": {URI of a workspace folder: [glob, ...]}}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from protowright.lsp.uris import to_path
from protowright.project.ignored import Exclusion

_KEY = "editor"
_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST_BRACES = 8
_MOST_LINES = 256
"""Braces multiply; nobody writes so many."""


def taken_out(values: object) -> tuple[object, tuple[Exclusion, ...]]:
    """The settings in what a client said, and what its editor hides beside them. What has another form hides nothing."""
    if not isinstance(values, Mapping) or _KEY not in values:
        return values, ()
    settings = {name: value for name, value in values.items() if name != _KEY}
    editor = values[_KEY]
    hidden = editor.get("filesExclude") if isinstance(editor, Mapping) else None
    return settings, tuple(_exclusions(hidden)) if isinstance(hidden, Mapping) else ()


def _exclusions(hidden: Mapping[object, object]) -> Iterator[Exclusion]:
    for uri, globs in hidden.items():
        if not isinstance(uri, str) or not isinstance(globs, list):
            continue
        for glob in globs:
            if isinstance(glob, str) and glob:
                yield from (Exclusion(line, to_path(uri)) for line in lines_of(glob))


def lines_of(glob: str) -> Iterator[str]:
    """A glob of VS Code as lines of a `.gitignore`: there, no glob is about names at any depth, and braces are choices."""
    if glob.count("{") <= _MOST_BRACES:
        for each in islice(_chosen(glob), _MOST_LINES):
            yield each if each.startswith("**") else "/" + each.removeprefix("/")


def _chosen(glob: str) -> Iterator[str]:
    braces = _BRACES.search(glob)
    if braces is None:
        yield glob
        return
    for choice in braces[1].split(","):
        yield from _chosen(glob[: braces.start()] + choice + glob[braces.end() :])

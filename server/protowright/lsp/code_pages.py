"""The page of each code, as a file that an editor can open: it comes with the program, and needs no network."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_dir

from protowright import __version__
from protowright.diagnostics.codes import Code
from protowright.lsp.uris import to_uri
from protowright.project.files import read_text, write_atomically


class CodePages:
    """Writes pages into the user's cache folder when they are first linked to."""

    def __init__(self) -> None:
        self._links: dict[str, str | None] = {}

    def link(self, code: Code) -> str | None:
        """The URI of the code's page, None when it cannot be written."""
        if code.name not in self._links:
            self._links[code.name] = self._written(code)
        return self._links[code.name]

    def _written(self, code: Code) -> str | None:
        from protowright.diagnostics.pages import markdown_page  # nobody needs it while nothing is wrong

        folder = os.path.join(user_cache_dir("protowright"), "pages", __version__)
        path, text = os.path.join(folder, f"{code.name}.md"), markdown_page(code)
        try:
            if read_text(path) != text:
                Path(folder).mkdir(parents=True, exist_ok=True)
                write_atomically(path, text)
        except OSError:
            return None
        return to_uri(path)

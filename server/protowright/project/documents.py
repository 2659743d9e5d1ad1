"""One text and the facts that follow from it alone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from protowright.request.syntax.nodes import RequestFile
from protowright.request.syntax.parser import parse_request_file
from protowright.text.line_index import LineIndex

if TYPE_CHECKING:
    from protowright.proto.semantic.file_symbols import FileSymbols
    from protowright.proto.syntax.tree import FileTree

_MAKING = threading.RLock()
"""Nodes and symbols are compared by identity: two threads must not make those of one text twice."""


class Document:
    """The text of one file at one moment, immutable; its facts are worked out when they are asked for.

    `version` is the editor's, None for a file on disk. `previous` is an earlier document of the same file, from whose
    trees the new ones are made.
    """

    def __init__(self, text: str, version: int | None = None, previous: Document | None = None) -> None:
        self.text = text
        self.version = version
        self._previous_tree: FileTree | None = None if previous is None else previous._tree or previous._previous_tree
        self._tree: FileTree | None = None
        self._symbols: FileSymbols | None = None
        self._previous_requests: RequestFile | None = (
            None if previous is None else previous._requests or previous._previous_requests
        )
        self._requests: RequestFile | None = None
        self._lines: LineIndex | None = None

    @property
    def tree(self) -> FileTree:
        """The text as a `.proto` file."""
        if self._tree is None:
            from protowright.proto.syntax.parser import parse, reparse  # who runs a request may never need it

            with _MAKING:
                if self._tree is None:
                    previous = self._previous_tree
                    self._tree = parse(self.text) if previous is None else reparse(previous, self.text)
                    self._previous_tree = None
        return self._tree

    @property
    def symbols(self) -> FileSymbols:
        """What the text declares as a `.proto` file."""
        if self._symbols is None:
            from protowright.proto.semantic.file_symbols import FileSymbols

            with _MAKING:
                if self._symbols is None:
                    self._symbols = FileSymbols(self.tree)
        return self._symbols

    @property
    def requests(self) -> RequestFile:
        """The text as a request file."""
        if self._requests is None:
            self._requests = parse_request_file(self.text, self._previous_requests)
            self._previous_requests = None
        return self._requests

    @property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

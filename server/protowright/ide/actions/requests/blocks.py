"""The request at the place that an action is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.project.snapshot import Snapshot
from protowright.request.syntax.nodes import Block, RequestFile, RequestKind, RequestLine
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the request file at the absolute `path`, and the block around its start."""

    path: str
    span: Span
    file: RequestFile
    block: Block

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.file.text

    def touches(self, span: Span) -> bool:
        """Whether the asked span and another one touch."""
        return span.start <= self.span.end and self.span.start <= span.end

    @property
    def call(self) -> RequestLine | None:
        """The request line, when the block calls a method whose name has no variable in it."""
        line = self.block.line
        if line is None or line.kind is not RequestKind.CALL or "{{" in line.service.text + line.method.text:
            return None
        return line if line.service.text and line.method.text else None


def place_at(snapshot: Snapshot, path: str, span: Span) -> Place | None:
    """The place; None outside of any request of ours."""
    document = snapshot.document(path)
    block = None if document is None else document.requests.block_at(span.start)
    if document is None or block is None or block.is_foreign:
        return None
    return Place(path, span, document.requests, block)

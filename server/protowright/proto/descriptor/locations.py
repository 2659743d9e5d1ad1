"""Writing down locations (protoc's `Parser::LocationRecorder` in compiler/parser.cc)."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.attached_comments import comments_between
from protowright.proto.descriptor.option_paths import Path
from protowright.proto.descriptor.source_positions import SourcePositions
from protowright.proto.semantic.options.wire import encode_field, encode_scalar
from protowright.proto.syntax.nodes import Node
from protowright.proto.syntax.tree import FileTree

Location = pb.SourceCodeInfo.Location
_TERMINATORS = (";", "{", "}")


class LocationRecorder:
    """The locations of one file, in the order they are recorded.

    Comments are read where a declaration ends, or where its block opens: the ones before the next token wait for the
    declaration that comes next.
    """

    def __init__(self, tree: FileTree) -> None:
        self.positions = SourcePositions(tree)
        self.info = pb.SourceCodeInfo()
        tokens = self.positions.tokens
        waiting = comments_between(tokens.trivia[0], tokens.texts[0], is_start=True)
        self._leading = waiting.leading
        self._detached = waiting.detached

    def file(self) -> None:
        """Record the file from its first token to its last; without any token, it ends before it starts."""
        end = len(self.positions.tokens.texts) - 1
        location = self.tokens((), 0, max(end - 1, 0))
        if end == 0 and location.span[0]:
            location.span[2:] = [0, 0]

    def node(self, path: Path, node: Node) -> Location:
        """Record what `node` covers."""
        return self.tokens(path, self.positions.first(node), self.positions.last(node))

    def tokens(self, path: Path, first: int, last: int) -> Location:
        """Record the tokens `first` to `last` of the file."""
        return self.info.location.add(path=path, span=self.positions.span(first, last))

    def end(self, location: Location | None, token: int) -> None:
        """The declaration of `location` (None: a lone `;`, or the end of a block) ends, or opens its block, at `token`."""
        texts = self.positions.tokens.texts
        if texts[token] not in _TERMINATORS:
            return  # the text is broken here
        found = comments_between(self.positions.tokens.trivia[token + 1], texts[token + 1])
        if location is not None:
            _attach(location, self._leading, found.trailing, self._detached)
        keeps = location is None and texts[token] != "}"
        self._detached = [*self._detached, *found.detached] if keeps else found.detached
        self._leading = found.leading


def _attach(location: Location, leading: str, trailing: str, detached: list[str]) -> None:
    if leading:
        _add(location, Location.LEADING_COMMENTS_FIELD_NUMBER, leading)
    if trailing:
        _add(location, Location.TRAILING_COMMENTS_FIELD_NUMBER, trailing)
    for comment in detached:
        _add(location, Location.LEADING_DETACHED_COMMENTS_FIELD_NUMBER, comment)


def _add(location: Location, number: int, comment: str) -> None:
    """A comment is kept byte for byte; one that is no UTF-8 could not be assigned."""
    content = comment.encode("utf-8", "surrogateescape")
    location.MergeFromString(encode_field(number, "string", encode_scalar("string", content)))

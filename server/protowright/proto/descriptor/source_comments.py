"""The comments of a descriptor, as the AST of proto-schema-parser, written so that protoc finds them again."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb
from proto_schema_parser import ast

Path = tuple[int, ...]
BLANK = ast.Comment("")


class SourceComments:
    """The comments and places in the `source_code_info` of a file, by the path of what they belong to."""

    def __init__(self, info: pb.SourceCodeInfo) -> None:
        self._locations: dict[Path, pb.SourceCodeInfo.Location] = {}
        for location in info.location:
            self._locations.setdefault(tuple(location.path), location)

    def place(self, path: Path) -> tuple[int, int] | None:
        """Line and column, from 0; None when they are not known."""
        location = self._locations.get(path)
        return None if location is None else (location.span[0], location.span[1])

    def before(self, path: Path) -> list[ast.Comment]:
        """The detached comments, each between empty lines, and the leading one."""
        location = self._locations.get(path)
        if location is None:
            return []
        found: list[ast.Comment] = []
        for detached in location.leading_detached_comments:
            found += [BLANK, *_lines(detached), BLANK]
        return [*found, *(_lines(location.leading_comments) if location.leading_comments else ())]

    def behind(self, path: Path) -> list[ast.Comment]:
        """The trailing comment: on the line of the declaration, or below it when it has several lines."""
        location = self._locations.get(path)
        if location is None or not location.trailing_comments:
            return []
        lines = _lines(location.trailing_comments)
        return [ast.Comment(lines[0].text, inline=True)] if len(lines) == 1 else [*lines, BLANK]


def _lines(comment: str | bytes) -> list[ast.Comment]:
    """Line comments. The runtime gives a comment that is no UTF-8 as bytes."""
    text = comment.decode("utf-8", "replace") if isinstance(comment, bytes) else comment
    return [ast.Comment(f"//{line}".rstrip()) for line in text.removesuffix("\n").split("\n")]

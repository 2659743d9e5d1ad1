"""The locations of options and number ranges."""

from __future__ import annotations

from collections import Counter

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.locations import LocationRecorder
from protowright.proto.descriptor.option_paths import OptionPaths, Path
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.syntax.nodes import Option, OptionStatement, Range, Ranges

_START, _END = 1, 2
"""The bounds have these numbers in all three messages that hold ranges."""


class OptionWalker:
    """Records options and ranges, and counts the members of each list of the descriptor."""

    def __init__(self, link: LinkedFile) -> None:
        self.link = link
        self.recorder = LocationRecorder(link.symbols.tree)
        self._options = OptionPaths(link)
        self._counts: Counter[Path] = Counter()

    def next_path(self, parent: Path, number: int) -> Path:
        """The path of the next member of the list `number` of `parent`."""
        path = (*parent, number)
        self._counts[path] += 1
        return (*path, self._counts[path] - 1)

    def option_statement(self, path: Path, target: str, node: OptionStatement, scope: str) -> None:
        """Record `option name = value;`, which belongs to the options message `target` at `path`."""
        recorder = self.recorder
        recorder.node(path, node)
        found = self._options.path(path, target, node.option, scope)
        recorder.end(None if found is None else recorder.node(found, node), recorder.positions.last(node))

    def option_list(self, path: Path, target: str, options: list[Option], scope: str) -> None:
        """Record `[name = value, ...]`."""
        if options:
            positions = self.recorder.positions
            self.recorder.tokens(path, positions.first(options[0]) - 1, positions.last(options[-1]) + 1)
            for option in options:
                self.option(path, target, option, scope)

    def option(self, path: Path, target: str, option: Option, scope: str) -> None:
        """Record one option of a list."""
        found = self._options.path(path, target, option, scope)
        if found is not None:
            self.recorder.node(found, option)

    def reserved(self, parent: Path, range_number: int, name_number: int, node: Ranges) -> None:
        """Record `reserved ...;`; the numbers are those of the lists in the descriptor."""
        number = range_number if node.ranges else name_number
        location = self.recorder.node((*parent, number), node)
        for item in node.ranges:
            self._range(self.next_path(parent, number), item)
        for name in node.names:
            self.recorder.node(self.next_path(parent, number), name)
        self.recorder.end(location, self.recorder.positions.last(node))

    def extensions(self, message: Path, node: Ranges, scope: str) -> None:
        """Record `extensions ... [options];`. The options belong to each of the ranges."""
        number = pb.DescriptorProto.EXTENSION_RANGE_FIELD_NUMBER
        location = self.recorder.node((*message, number), node)
        paths = [self.next_path(message, number) for _ in node.ranges]
        for path, item in zip(paths, node.ranges, strict=True):
            self._range(path, item)
        for path in paths:
            own = (*path, pb.DescriptorProto.ExtensionRange.OPTIONS_FIELD_NUMBER)
            self.option_list(own, "ExtensionRangeOptions", node.options or [], scope)
        self.recorder.end(location, self.recorder.positions.last(node))

    def _range(self, path: Path, node: Range) -> None:
        """A single number is the start and the end; of a negative one, protoc takes the sign for the end."""
        recorder, positions = self.recorder, self.recorder.positions
        recorder.node(path, node)
        if node.start is not None:
            recorder.node((*path, _START), node.start)
        if node.end is not None:
            recorder.node((*path, _END), node.end)
        else:
            recorder.tokens((*path, _END), positions.first(node), positions.first(node))

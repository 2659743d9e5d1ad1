"""The locations of fields, enum values and methods."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.locations import Location
from protowright.proto.descriptor.option_locations import OptionWalker
from protowright.proto.descriptor.option_paths import Path
from protowright.proto.semantic.options.pseudo import PSEUDO_OPTIONS, option_name
from protowright.proto.syntax.lexer import SCALAR_KEYWORDS
from protowright.proto.syntax.nodes import EnumValue, Field, MapType, Node, Option, Rpc, RpcType
from protowright.proto.syntax.nodes import Path as NamePath

_FIELD, _VALUE, _METHOD = pb.FieldDescriptorProto, pb.EnumValueDescriptorProto, pb.MethodDescriptorProto


class FieldWalker(OptionWalker):
    """Records the declarations that have no block of declarations in them."""

    def field(self, path: Path, node: Field, scope: str, extendee: NamePath | None) -> Location:
        """Record a field up to its options; `extendee` is what an extension extends. The end is left to the caller."""
        recorder = self.recorder
        location = recorder.node(path, node)
        self._node((*path, _FIELD.EXTENDEE_FIELD_NUMBER), extendee)
        self._node((*path, _FIELD.LABEL_FIELD_NUMBER), node.label)
        self._node((*path, _type_number(node.type)), node.type)
        self._node((*path, _FIELD.NAME_FIELD_NUMBER), node.name)
        self._node((*path, _FIELD.NUMBER_FIELD_NUMBER), node.number)
        self._field_options(path, node.options or [], scope)
        return location

    def _node(self, path: Path, node: Node | None) -> None:
        if node is not None:
            self.recorder.node(path, node)

    def _field_options(self, field: Path, options: list[Option], scope: str) -> None:
        """`default` and `json_name` stand among the options, and are parts of the field."""
        if not options:
            return
        path = (*field, _FIELD.OPTIONS_FIELD_NUMBER)
        positions = self.recorder.positions
        self.recorder.tokens(path, positions.first(options[0]) - 1, positions.last(options[-1]) + 1)
        for option in options:
            name = option_name(option)
            if name not in PSEUDO_OPTIONS:
                self.option(path, "FieldOptions", option, scope)
            elif name == "default":
                self._node((*field, _FIELD.DEFAULT_VALUE_FIELD_NUMBER), option.value)
            else:
                self._node((*field, _FIELD.JSON_NAME_FIELD_NUMBER), option)
                self._node((*field, _FIELD.JSON_NAME_FIELD_NUMBER), option.value)

    def enum_value(self, path: Path, node: EnumValue, scope: str) -> None:
        """Record an enum value."""
        location = self.recorder.node(path, node)
        self._node((*path, _VALUE.NAME_FIELD_NUMBER), node.name)
        self._node((*path, _VALUE.NUMBER_FIELD_NUMBER), node.number)
        self.option_list((*path, _VALUE.OPTIONS_FIELD_NUMBER), "EnumValueOptions", node.options or [], scope)
        self.recorder.end(location, self.recorder.positions.last(node))

    def method(self, path: Path, node: Rpc) -> None:
        """Record a method, but for what its block holds."""
        location = self.recorder.node(path, node)
        self._node((*path, _METHOD.NAME_FIELD_NUMBER), node.name)
        self._side(path, node.request, _METHOD.CLIENT_STREAMING_FIELD_NUMBER, _METHOD.INPUT_TYPE_FIELD_NUMBER)
        self._side(path, node.response, _METHOD.SERVER_STREAMING_FIELD_NUMBER, _METHOD.OUTPUT_TYPE_FIELD_NUMBER)
        if node.open_brace is None:
            self.recorder.end(location, self.recorder.positions.last(node))
        else:
            self.recorder.end(location, self.recorder.positions.token(node, node.open_brace))

    def _side(self, path: Path, side: RpcType | None, streaming: int, type: int) -> None:
        if side is not None:
            self._node((*path, streaming), side.stream)
            self._node((*path, type), side.type)


def _type_number(type: NamePath | MapType | None) -> int:
    if isinstance(type, NamePath) and (type.text in SCALAR_KEYWORDS or type.text == "group"):
        return _FIELD.TYPE_FIELD_NUMBER
    return _FIELD.TYPE_NAME_FIELD_NUMBER

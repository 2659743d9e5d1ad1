"""`.proto` source text from descriptors, for schemas that came without one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from google.protobuf import descriptor_pb2 as pb
from proto_schema_parser import ast

from protowright.proto.descriptor import source_generator as extended
from protowright.proto.descriptor.source_comments import BLANK, Path
from protowright.proto.descriptor.source_fields import FieldWriter, map_entries, shown_range
from protowright.proto.descriptor.source_order import Item, ordered
from protowright.proto.semantic.ranges import MAXIMUM_EXTENSION_NUMBER, MAXIMUM_FIELD_NUMBER

_F = pb.FieldDescriptorProto


def source_text(file: pb.FileDescriptorProto, files: Iterable[pb.FileDescriptorProto] = ()) -> str:
    """Source text that compiles to `file`, with its comments when it has `source_code_info`.

    `files` are those that it imports, directly or not, and any others: they tell which names need a leading dot, and what
    custom options mean. Options whose extension no file declares become a comment.
    """
    writer = _FileWriter(file, files)
    before = "".join(f"{comment.text}\n" for comment in writer.comments.before((12,)))
    return before.removeprefix("\n") + extended.SourceGenerator().generate(writer.ast())


class _FileWriter(FieldWriter):
    """Turns a file into the AST."""

    def ast(self) -> ast.File:
        """The whole file."""
        file, package = self.file, self.file.package
        result = ast.File(file_elements=[*self.comments.behind((12,))])
        if file.syntax == "editions":
            result.edition = pb.Edition.Name(file.edition).removeprefix("EDITION_")
        else:
            result.syntax = file.syntax or "proto2"
        if package:
            result.file_elements += [BLANK, *self.commented((2,), file, ast.Package(package))]
        for part in (self._imports(), self.statements(file, (8,), package)):
            result.file_elements += [BLANK, *part] if part else []
        for item in self._top_level(package):
            result.file_elements += [BLANK, *item.elements]
        return result

    def _imports(self) -> list[Any]:
        found: list[Any] = []
        for index, name in enumerate(self.file.dependency):
            is_public, is_weak = index in self.file.public_dependency, index in self.file.weak_dependency
            node = extended.Import(name, weak=is_weak, public=is_public)
            found += [*self.comments.before((3, index)), node, *self.comments.behind((3, index))]
        for index, name in enumerate(self.file.option_dependency):
            node = extended.Import(name, option=True)
            found += [*self.comments.before((15, index)), node, *self.comments.behind((15, index))]
        return found

    def _top_level(self, package: str) -> list[Item]:
        file, place = self.file, self.comments.place
        enums = [Item(self.enum(enum, (5, i), package), place((5, i))) for i, enum in enumerate(file.enum_type)]
        services = [Item(self.service(item, (6, i), package), place((6, i))) for i, item in enumerate(file.service)]
        groups = _Groups(file.message_type, package)
        extensions = self._extensions(file.extension, (7,), (4,), package, groups)
        return ordered([enums, extensions, services], self._messages(file.message_type, (4,), package, groups))

    # Messages

    def _messages(
        self, messages: Iterable[pb.DescriptorProto], path: Path, scope: str, groups: _Groups
    ) -> dict[int, Item]:
        """The messages that are written as such."""
        return {
            index: Item(self._message(message, (*path, index), scope), self.comments.place((*path, index)))
            for index, message in enumerate(messages)
            if index not in groups.taken and not message.options.map_entry
        }

    def _message(self, message: pb.DescriptorProto, path: Path, scope: str) -> list[Any]:
        elements = self.comments.behind(path) + self._body(message, path, scope)
        return [*self.comments.before(path), extended.Message(message.name, elements, self.visibility(message))]

    def _body(self, message: pb.DescriptorProto, path: Path, scope: str) -> list[Any]:
        inner = f"{scope}.{message.name}" if scope else message.name
        place, groups = self.comments.place, _Groups(message.nested_type, inner)
        elements = self.statements(message, (*path, 7), scope) + self._ranges(message, path, scope)
        fields = self._fields(message, path, inner, groups)
        extensions = self._extensions(message.extension, (*path, 6), (*path, 3), inner, groups)
        enums = [
            Item(self.enum(enum, (*path, 4, index), inner), place((*path, 4, index)))
            for index, enum in enumerate(message.enum_type)
        ]
        nested = self._messages(message.nested_type, (*path, 3), inner, groups)
        for item in ordered([enums, fields, extensions], nested):
            elements += item.elements
        return elements

    def _ranges(self, message: pb.DescriptorProto, path: Path, scope: str) -> list[Any]:
        found: list[Any] = []
        ranges = [shown_range(item.start, item.end - 1, MAXIMUM_FIELD_NUMBER) for item in message.reserved_range]
        for number, part in ((9, ranges), (10, self.reserved_names(message))):
            if part:
                found += self.once((*path, number), ast.Reserved(ranges=part))
        is_set = message.options.message_set_wire_format
        maximum = MAXIMUM_EXTENSION_NUMBER if is_set else MAXIMUM_FIELD_NUMBER
        for index, item in enumerate(message.extension_range):
            text = shown_range(item.start, item.end - 1, maximum)
            node = ast.ExtensionRange([text], self.options(item, scope))
            found += [*self.unknown_options(item), *(self.once((*path, 5), node) if index == 0 else (node,))]
        return found

    # Fields

    def _fields(self, message: pb.DescriptorProto, path: Path, scope: str, groups: _Groups) -> list[Item]:
        """The fields in order; a oneof stands where its first field does."""
        entries = map_entries(message, scope)
        found: list[Item] = []
        done: set[int] = set()
        for index, field in enumerate(message.field):
            if field.HasField("oneof_index") and not field.proto3_optional:
                if field.oneof_index not in done:
                    done.add(field.oneof_index)
                    found.append(self._oneof(message, field.oneof_index, path, scope, groups))
            else:
                place, entry = (*path, 2, index), entries.get(field.type_name)
                nested = groups.of(field) if entry is None else (entry[0],)
                elements = self._field(field, place, (*path, 3), scope, groups, entry and entry[1])
                found.append(Item(elements, self.comments.place(place), nested))
        return found

    def _field(
        self,
        field: pb.FieldDescriptorProto,
        path: Path,
        nested: Path,
        scope: str,
        groups: _Groups,
        entry: pb.DescriptorProto | None = None,
        in_oneof: bool = False,
    ) -> list[Any]:
        """A field; the messages of groups are in the list at `nested`."""
        if field.type != _F.TYPE_GROUP or not groups.of(field):
            return self.commented(path, field, self.field(field, scope, entry, in_oneof))
        index = groups.of(field)[0]
        own = (*nested, index)
        elements = self.comments.behind(own) + self._body(groups.messages[index], own, scope)
        label, options = None if in_oneof else self.label(field), self.field_options(field, scope)
        node = extended.Group(groups.messages[index].name, field.number, label, elements, options)
        return [*self.comments.before(own), *self.unknown_options(field), node]

    def _oneof(self, message: pb.DescriptorProto, index: int, path: Path, scope: str, groups: _Groups) -> Item:
        oneof, own = message.oneof_decl[index], (*path, 8, index)
        elements = self.comments.behind(own) + self.statements(oneof, (*own, 2), scope)
        nested: tuple[int, ...] = ()
        for number, field in enumerate(message.field):
            if field.HasField("oneof_index") and field.oneof_index == index:
                elements += self._field(field, (*path, 2, number), (*path, 3), scope, groups, in_oneof=True)
                nested += groups.of(field)
        node = ast.OneOf(oneof.name, elements)
        return Item([*self.comments.before(own), node], self.comments.place(own), nested)

    def _extensions(
        self, extensions: Iterable[pb.FieldDescriptorProto], path: Path, nested: Path, scope: str, groups: _Groups
    ) -> list[Item]:
        """Extend blocks; neighbours that extend the same message share one, and groups have one of their own."""
        found: list[Item] = []
        previous = ""
        for index, field in enumerate(extensions):
            own, group = (*path, index), groups.of(field)
            elements = self._field(field, own, nested, scope, groups)
            if found and not group and field.extendee == previous:
                found[-1].elements[-1].elements += elements
                continue
            block = ast.Extension(self.type_name(field.extendee, scope), elements)
            found.append(Item([block], self.comments.place(own), group))
            previous = "" if group else field.extendee
        return found


class _Groups:
    """The messages of groups among the `messages` of a scope."""

    def __init__(self, messages: Iterable[pb.DescriptorProto], scope: str) -> None:
        self.messages = list(messages)
        prefix = f".{scope}." if scope else "."
        self._indexes = {prefix + message.name: index for index, message in enumerate(self.messages)}
        self.taken: set[int] = set()

    def of(self, field: pb.FieldDescriptorProto) -> tuple[int, ...]:
        """The index of the message that a field makes, if it is a group."""
        index = self._indexes.get(field.type_name) if field.type == _F.TYPE_GROUP else None
        if index is None:
            return ()
        self.taken.add(index)
        return (index,)

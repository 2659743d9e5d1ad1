"""Names of a schema as Markdown, from source where there is some, else from its descriptors."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb

from protowright.ide.declarations import find_declaration
from protowright.ide.hovering.describe import describe
from protowright.ide.hovering.found import bullets, code, paragraphs
from protowright.ide.hovering.shapes import shape
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import MethodEntry, Schema, json_key
from protowright.request.body.slots import FLOATS, INTEGERS, Field, map_entry

_SCALARS = {**INTEGERS, **FLOATS, Field.TYPE_BOOL: "bool", Field.TYPE_STRING: "string", Field.TYPE_BYTES: "bytes"}


def describe_name(snapshot: Snapshot, schema: Schema, full_name: str, asked: str) -> str:
    """What the schema knows of a name, for the file at `asked`; empty when it knows nothing."""
    method = schema.method(*full_name.rpartition(".")[::2])
    shapes = "" if method is None else shapes_of(schema, method)
    place = schema.places.get(full_name)
    declared = None if place is None else find_declaration(snapshot, place.path, full_name)
    if place is not None and declared is not None:
        return paragraphs(describe(snapshot, declared[0], place.path, asked), shapes)
    told = _from_descriptors(schema, full_name, method)
    return paragraphs(told, shapes, f"from {schema.origin}") if told else ""


def shapes_of(schema: Schema, method: MethodEntry) -> str:
    """What a method takes and gives, as JSON."""
    own = method.descriptor
    request = side_of_call(schema, "request", own.client_streaming, own.input_type)
    return paragraphs(request, side_of_call(schema, "response", own.server_streaming, own.output_type))


def side_of_call(schema: Schema, side: str, streams: bool, message: str) -> str:
    """What goes one way in a call, as JSON; `side` says which."""
    many = ", any number of them" if streams else ""
    return f"{side} `{message.lstrip('.')}`{many}\n\n{code(shape(schema, message), 'jsonc')}"


def _from_descriptors(schema: Schema, full_name: str, method: MethodEntry | None) -> str:
    if method is not None:
        return paragraphs(code(_rpc(method)), f"rpc `{full_name}`")
    from protowright.proto.descriptor.description import description  # it takes a parser along that nothing else needs

    declaration = description(schema.files, full_name)
    if declaration is not None:
        kind = "service" if schema.service(full_name) is not None else "message"
        return paragraphs(code(declaration), f"{'enum' if schema.enum(full_name) else kind} `{full_name}`")
    return _field(schema, full_name) or _enum_value(schema, full_name)


def _rpc(method: MethodEntry) -> str:
    told = method.descriptor
    request = f"{'stream ' * told.client_streaming}{told.input_type.lstrip('.')}"
    response = f"{'stream ' * told.server_streaming}{told.output_type.lstrip('.')}"
    return f"rpc {told.name}({request}) returns ({response});"


def _field(schema: Schema, full_name: str) -> str:
    holder, _, name = full_name.rpartition(".")
    message = schema.message(holder)
    fields = () if message is None else message.field
    field = next((field for field in fields if field.name == name), None) or schema.extension(full_name)
    if field is None:
        return ""
    told = [f"field number: `{field.number}`", f"JSON name: `{json_key(field)}`"]
    return paragraphs(
        code(f"{_type(schema, field)} {field.name} = {field.number};"), f"field `{full_name}`", bullets(told)
    )


def _type(schema: Schema, field: Field) -> str:
    entry = map_entry(field, schema)
    if entry is not None:
        return f"map<{_value(entry.field[0])}, {_value(entry.field[1])}>"
    return f"repeated {_value(field)}" if field.label == Field.LABEL_REPEATED else _value(field)


def _value(field: Field) -> str:
    return field.type_name.lstrip(".") or _SCALARS.get(field.type, "unknown")


def _enum_value(schema: Schema, full_name: str) -> str:
    scope, _, name = full_name.rpartition(".")
    message = schema.message(scope)
    enums: list[pb.EnumDescriptorProto] = [] if message is None else list(message.enum_type)
    if message is None:
        enums = [enum for file in schema.files if file.package == scope for enum in file.enum_type]
    for enum in enums:
        for value in enum.value:
            if value.name == name:
                title = f"enum value `{full_name}` of `{enum.name}`"
                return paragraphs(code(f"{name} = {value.number};"), title, bullets([f"number: `{value.number}`"]))
    return ""

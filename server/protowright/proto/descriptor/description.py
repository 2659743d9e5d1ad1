"""One declaration of a schema as `.proto` text, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.source_text import source_text

Declaration = pb.DescriptorProto | pb.EnumDescriptorProto | pb.ServiceDescriptorProto
_HEADER = ("syntax =", "edition =", "package ", "import ", "option ")


def description(files: Sequence[pb.FileDescriptorProto], symbol: str) -> str | None:
    """The service, message, enum or method of that full name; a method with the messages it takes and gives.

    None when the files declare no such thing. `package.Service/Method` is a method as well.
    """
    symbol = symbol.lstrip(".").replace("/", ".")
    found = _find(files, symbol)
    if found is not None:
        return _text(files, *found)
    service, _, name = symbol.rpartition(".")
    owner = _find(files, service)
    if owner is None or not isinstance(owner[1], pb.ServiceDescriptorProto):
        return None
    return _method(files, owner[0], owner[1], name)


def _method(
    files: Sequence[pb.FileDescriptorProto], file: pb.FileDescriptorProto, service: pb.ServiceDescriptorProto, name: str
) -> str | None:
    method = next((method for method in service.method if method.name == name), None)
    if method is None:
        return None
    alone = pb.ServiceDescriptorProto(name=service.name, method=[method])
    parts = [_text(files, file, alone)]
    for type_name in dict.fromkeys((method.input_type, method.output_type)):
        found = _find(files, type_name.lstrip("."))
        if found is not None:
            parts.append(f"// {type_name.lstrip('.')}\n{_text(files, *found)}")
    return "\n\n".join(parts)


def _find(files: Iterable[pb.FileDescriptorProto], symbol: str) -> tuple[pb.FileDescriptorProto, Declaration] | None:
    """The declaration of that full name, and its file."""
    for file in files:
        prefix = f"{file.package}." if file.package else ""
        if symbol.startswith(prefix):
            found = _member(file, symbol[len(prefix) :].split("."))
            if found is not None:
                return file, found
    return None


def _member(scope: pb.FileDescriptorProto | pb.DescriptorProto, names: list[str]) -> Declaration | None:
    messages = scope.message_type if isinstance(scope, pb.FileDescriptorProto) else scope.nested_type
    if len(names) > 1:
        inner = next((message for message in messages if message.name == names[0]), None)
        return None if inner is None else _member(inner, names[1:])
    services = scope.service if isinstance(scope, pb.FileDescriptorProto) else ()
    declarations: tuple[Declaration, ...] = (*messages, *scope.enum_type, *services)
    return next((declaration for declaration in declarations if declaration.name == names[0]), None)


def _text(files: Sequence[pb.FileDescriptorProto], file: pb.FileDescriptorProto, declaration: Declaration) -> str:
    """The text of one declaration, as it would stand at the top of its file."""
    alone = pb.FileDescriptorProto(name="description.proto", package=file.package, syntax=file.syntax)
    if file.HasField("edition"):
        alone.edition = file.edition
    if isinstance(declaration, pb.DescriptorProto):
        alone.message_type.append(declaration)
    elif isinstance(declaration, pb.EnumDescriptorProto):
        alone.enum_type.append(declaration)
    else:
        alone.service.append(declaration)
    chunks = source_text(alone, files).strip().split("\n\n")
    while len(chunks) > 1 and chunks[0].startswith(_HEADER):
        del chunks[0]
    return "\n\n".join(chunks)

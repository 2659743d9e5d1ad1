"""Options of every declaration: interpreted, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.interpreter import OptionInterpreter
from protowright.proto.semantic.options.pseudo import real_options
from protowright.proto.syntax.nodes import Option
from protowright.text.gradually import Pause, no_pause

_PREFIX = "google.protobuf."


def options(link: LinkedFile, used: set[FileSymbols], pause: Pause = no_pause) -> Iterator[Diagnostic]:
    """Interpret every option of the file. Adds the files that declare custom options to `used`. `pause` is called between
    the declarations."""
    found: list[Diagnostic] = []
    interpreter = OptionInterpreter(link, found.append, used)
    for kind, written, scope in all_options(link.symbols):
        if written:
            pause()
            interpreter.interpret(_PREFIX + kind, written, scope)
    yield from found


def all_options(file: FileSymbols) -> Iterator[tuple[str, list[Option], str]]:
    """The options of each declaration: the name of their message, the options, and the scope names are looked up in."""
    yield "FileOptions", file.options, file.package
    for message in file.all_messages():
        if message.map_field is None:
            yield "MessageOptions", message.options, message.scope
            for field in message.fields:
                if field.options:
                    yield "FieldOptions", real_options(field.options), field.scope
            for ranges in message.ranges:
                if ranges.options:
                    yield "ExtensionRangeOptions", ranges.options, message.scope
            for oneof in message.oneofs:
                yield "OneofOptions", oneof.options, message.full_name
    for extension in file.all_extensions():
        if extension.options:
            yield "FieldOptions", real_options(extension.options), extension.scope
    for enum in file.all_enums():
        yield "EnumOptions", enum.options, enum.scope
        for value in enum.values:
            if value.options:
                yield "EnumValueOptions", value.options, value.scope
    for service in file.services:
        yield "ServiceOptions", service.options, service.scope
        for method in service.methods:
            if method.options:
                yield "MethodOptions", method.options, method.scope

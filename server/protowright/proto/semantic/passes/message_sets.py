"""Message sets, and files for the lite runtime."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import is_message_set, pseudo_option
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import ExtensionSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Identifier

_GENERIC = ("cc_generic_services", "java_generic_services")


def message_sets(link: LinkedFile) -> Iterator[Diagnostic]:
    """Message sets have no fields, and their extensions are optional messages."""
    for message in link.symbols.all_messages():
        if is_message_set(message.options):
            yield from _message_set(link, message)
    for extension in link.symbols.all_extensions():
        extendee = link.extendee_of(extension)
        if extendee is not None and is_message_set(extendee.options):
            yield from _extension(link, extension, extendee)


def _message_set(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    if link.symbols.is_proto3:
        option = pseudo_option(message.options, "message_set_wire_format")
        yield fault(link, codes.MESSAGE_SET_NOT_ALLOWED, "proto3 has no message sets", option or message.name)
    elif message.fields:
        text = "a message set has no fields, only extensions"
        yield fault(link, codes.MESSAGE_SET_FIELD, text, message.fields[0].name)


def _extension(link: LinkedFile, extension: ExtensionSymbol, extendee: MessageSymbol) -> Iterator[Diagnostic]:
    keyword = link.type_of(extension).keyword
    is_singular = extension.label == "optional" or (link.symbols.is_editions and not extension.label)
    if extension.label in ("required", "") and not is_singular:
        return  # said by its label
    if not is_singular or keyword not in ("message", "unknown"):
        text = f"`{extendee.full_name}` is a message set: its extensions are optional messages"
        yield fault(link, codes.MESSAGE_SET_EXTENSION, text, extension.declaration.type or extension.name)


def lite(link: LinkedFile) -> Iterator[Diagnostic]:
    """What files for the full and for the lite runtime may use of one another."""
    if not is_lite(link.symbols):
        for entry in link.imports:
            if entry.target is not None and is_lite(entry.target.symbols):
                help = "write `option optimize_for = LITE_RUNTIME;` here too, or take it out there"
                text = f"`{entry.fact.path}` is for the lite runtime, and this file is not"
                yield fault(link, codes.LITE_IMPORT, text, entry.fact.node.path or entry.fact.node, help)
        return
    for extension in link.symbols.all_extensions():
        extendee = link.extendee_of(extension)
        if extendee is not None and not is_lite(extendee.file):
            text = f"`{extendee.full_name}` is for the full runtime: a lite file cannot extend it"
            yield fault(link, codes.LITE_EXTENSION, text, extension.extendee or extension.name)
    generic = [option for name in _GENERIC if (option := pseudo_option(link.symbols.options, name)) is not None]
    if any(isinstance(option.value, Identifier) and option.value.text == "true" for option in generic):
        for service in link.symbols.services:
            text = "a file for the lite runtime has no generic services"
            yield fault(link, codes.LITE_GENERIC_SERVICE, text, service.name)


def is_lite(file: FileSymbols) -> bool:
    """Whether the file sets `optimize_for = LITE_RUNTIME`."""
    option = pseudo_option(file.options, "optimize_for")
    return option is not None and isinstance(option.value, Identifier) and option.value.text == "LITE_RUNTIME"

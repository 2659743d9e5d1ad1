"""JSON names of fields: well formed, and no two the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import features_of
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name, pseudo_option, written_json_name
from protowright.proto.semantic.passes.reporting import fault, here
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import Identifier, Option, StringLiteral


class _Known(NamedTuple):
    field: FieldSymbol
    is_custom: bool


def json_names(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every message; and that no extension sets a name."""
    for message in link.symbols.all_messages():
        if message.map_field is None:
            yield from _written_names(link, message)
            yield from _conflicts(link, message)
    for extension in link.symbols.all_extensions():
        option = pseudo_option(extension.options, "json_name")
        if option is not None and written_json_name(extension.options) != json_name(extension.name.text):
            yield fault(link, codes.JSON_NAME_NOT_ALLOWED, "an extension has no `json_name`", option)


def _written_names(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    for field in message.fields:
        written = [option for option in field.options if option_name(option) == "json_name"]
        for option in written[1:]:
            yield fault(link, codes.OPTION_SET_TWICE, "`json_name` is set already", option)
        for option in written[:1]:
            yield from _written_name(link, option)


def _written_name(link: LinkedFile, option: Option) -> Iterator[Diagnostic]:
    if option.value is None:
        return
    if not isinstance(option.value, StringLiteral):
        yield fault(link, codes.OPTION_TYPE_MISMATCH, "a JSON name is a string in quotes", option.value)
        return
    name = string_value(option.value)
    if b"\0" in name:
        yield fault(link, codes.INVALID_JSON_NAME, "a JSON name has no null characters", option.value)
    elif name.startswith(b"[") and name.endswith(b"]"):
        message = "a JSON name in brackets would be read as that of an extension"
        yield fault(link, codes.INVALID_JSON_NAME, message, option.value)


def _conflicts(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    """protoc's `CheckFieldJsonNameUniqueness`: first the derived names among themselves, then with the written ones."""
    has_custom = any(field.options and _custom_name(field) is not None for field in message.fields)
    if not has_custom and len({json_name(field.name.text) for field in message.fields}) == len(message.fields):
        return
    reported: set[FieldSymbol] = set()
    for with_custom in (False, True):
        seen: dict[str, _Known] = {}
        for field in message.fields:
            custom = _custom_name(field) if with_custom else None
            name = custom if custom is not None else json_name(field.name.text)
            known = seen.setdefault(name, _Known(field, custom is not None))
            if known.field is field or field in reported or _is_said_elsewhere(field, known.field):
                continue
            if with_custom and not known.is_custom and custom is None:
                continue  # said when the derived names were compared
            if _has_old_option(message):
                continue
            reported.add(field)
            yield _conflict(link, message, field, known, name, custom is not None)


def _conflict(
    link: LinkedFile, message: MessageSymbol, field: FieldSymbol, known: _Known, name: str, is_custom: bool
) -> Diagnostic:
    both_custom = is_custom and known.is_custom
    legacy = not both_custom and _is_legacy(link, message)
    code = codes.JSON_NAME_CONFLICT_LEGACY if legacy else codes.JSON_NAME_CONFLICT
    text = f"the JSON name of `{field.name.text}`, `{name}`, is that of `{known.field.name.text}` too"
    return fault(link, code, text, field.name, related=here(link, "the other one", known.field))


def _custom_name(field: FieldSymbol) -> str | None:
    """The name that `json_name` sets, when it differs from the derived one."""
    name = written_json_name(field.options)
    return None if name == json_name(field.name.text) else name


def _is_said_elsewhere(field: FieldSymbol, other: FieldSymbol) -> bool:
    """Whether the two clash in a graver way: by their names, or by the entry messages of maps."""
    same_entry = (
        field.map_entry is not None
        and other.map_entry is not None
        and field.map_entry.full_name == other.map_entry.full_name
    )
    return field.name.text == other.name.text or same_entry


def _has_old_option(message: MessageSymbol) -> bool:
    option = pseudo_option(message.options, "deprecated_legacy_json_field_conflicts")
    return option is not None and isinstance(option.value, Identifier) and option.value.text == "true"


def _is_legacy(link: LinkedFile, message: MessageSymbol) -> bool:
    return features_of(link, message)["json_format"] == "LEGACY_BEST_EFFORT"

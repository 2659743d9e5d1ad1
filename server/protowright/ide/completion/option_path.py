"""The way into options: which field the parts of a name lead to."""

from __future__ import annotations

from collections.abc import Iterable

from protowright.ide.completion.context import Context, Part
from protowright.ide.completion.places import entry_being_written
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.amendments import amended_field
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol

PREFIX = "google.protobuf."


def options_message(link: LinkedFile, context: Context) -> MessageSymbol | None:
    """The message that the options of the declaration at the cursor are fields of."""
    found = link.descriptor.symbols.by_name.get(PREFIX + context.target)
    return found if isinstance(found, MessageSymbol) else None


def message_before(link: LinkedFile, context: Context) -> MessageSymbol | None:
    """The message whose field may stand at the cursor, for names in an option and in a literal."""
    return _walk(link, context, (*context.option, *context.entries))[1]


def field_before(link: LinkedFile, context: Context) -> FieldSymbol | None:
    """The field whose value may stand at the cursor."""
    own = entry_being_written(context) if context.frames[-1].kind in ("literal", "list") else None
    parts = (*context.option, *context.entries, *(() if own is None else (own,)))
    return _walk(link, context, parts)[0]


def _walk(link: LinkedFile, context: Context, parts: Iterable[Part]) -> tuple[FieldSymbol | None, MessageSymbol | None]:
    """The last field on the way, and the message it holds; without a field the options message itself."""
    field: FieldSymbol | None = None
    message = options_message(link, context)
    for part in parts:
        field = None if message is None else field_of(link, message, part, context.scope)
        if field is None:
            return None, None
        message = link.type_of(field).message
    return field, message


def field_of(link: LinkedFile, message: MessageSymbol, part: Part, scope: str) -> FieldSymbol | None:
    """The field of `message` that one part of a name stands for; extensions are looked up in `scope`."""
    if part.is_extension:
        found = link.scope.resolve(part.text, scope) if part.text else None
        return found if isinstance(found, ExtensionSymbol) and link.extendee_of(found) is message else None
    own = next((field for field in message.fields if part.text in names_in_literals(field)), None)
    return amended_field(message, part.text, own)


def names_in_literals(field: FieldSymbol) -> tuple[str, ...]:
    """What an entry of a literal may call a field: a group also by the name of its message."""
    group = field.declaration.name if field.is_group else None
    return (field.name.text,) if group is None else (field.name.text, group.text)

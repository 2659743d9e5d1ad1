"""A message that one field uses, as fields of the message that has the field."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.free import PROTOBUF_OWN, names_in_json, taken_names
from protowright.ide.actions.member_users import user_of_members
from protowright.ide.actions.places import Place, place_at
from protowright.ide.actions.type_texts import name_edits
from protowright.ide.completion.numbers import next_free
from protowright.ide.extents import (
    comments_before,
    comments_in,
    extent,
    indentation,
    lines_of,
    to_own_line,
    trailing_end,
    without_blank_line,
)
from protowright.ide.references import references
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.ranges import MAXIMUM_FIELD_NUMBER, number_ranges
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Field, Message
from protowright.text.edit import Edit, apply_edits
from protowright.text.line_index import line_end
from protowright.text.span import Span

WARNING = "changes the wire format: what was written before loses these fields"


def inline_message(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Put the fields of the message at the place where the only field of its type is, and remove the message."""
    place = place_at(snapshot, path, span)
    message = None if place is None else _message(place)
    link = None if message is None else snapshot.linked(path)
    if place is None or message is None or link is None:
        return
    field = _only_field(link, message)
    if field is not None and _fits(field, message):
        yield Action(
            f"Inline `{message.name.text}`",
            Kind.INLINE,
            lambda: _inlined(snapshot, place, link, message, field),
            WARNING,
        )


def _message(place: Place) -> MessageSymbol | None:
    """The message whose head is at the place, when it is made of nothing but fields."""
    node = place.innermost(Message)
    if node is None or node.name is None or (node is not place.nodes[-1] and node.name is not place.nodes[-1]):
        return None
    found = place.symbol(node)
    is_plain = bool(node.body) and all(isinstance(each, Field) and not each.is_group for each in node.body)
    is_at_head = place.span.start <= place.tree.span(node.name).end
    return found if is_plain and is_at_head and isinstance(found, MessageSymbol) else None


def _only_field(link: LinkedFile, message: MessageSymbol) -> FieldSymbol | None:
    """The one field of the file that has the message as its type."""
    uses = [
        field
        for owner in link.symbols.all_messages()
        for field in owner.fields
        if field.type is not None
        and field.type.components
        and field.type.components[-1].text == message.name.text
        and link.type_of(field).message is message
    ]
    return uses[0] if len(uses) == 1 else None


def _fits(field: FieldSymbol, message: MessageSymbol) -> bool:
    """Whether the fields can stand where the field does."""
    owner = field.parent
    is_single = field.label in ("", "optional") and field.oneof is None and field.kind.value == "field"
    if not is_single or not isinstance(owner, MessageSymbol) or owner.map_field is not None or owner is message:
        return False
    if any(each.number is None for each in (*message.fields, *owner.fields)):
        return False
    taken = taken_names(owner, (field.name.text,))
    return all(taken.isdisjoint(names_in_json(each)) for each in message.fields)


def _inlined(snapshot: Snapshot, place: Place, link: LinkedFile, message: MessageSymbol, field: FieldSymbol) -> Change:
    tree, text, owner = place.tree, place.text, field.parent
    name = tree.span(message.name)
    if len(references(snapshot, place.path, name.start, with_declarations=False)) != 1:
        return refused("it is used elsewhere too")
    user = user_of_members(snapshot, place, (each.declaration for each in (field, *message.fields)))
    if user is not None:
        return refused(f"its fields, or the one of its type, are used in {user}: change that first")
    assert isinstance(owner, MessageSymbol)
    numbers = _numbers(owner, len(message.fields))
    if len(numbers) < len(message.fields):
        return refused("there are not enough free numbers")
    whole = lines_of(text, extent(tree, message.declaration))
    removal = Edit(without_blank_line(text, whole), "")
    return change_of(place.path, *sorted((removal, _replacement(place, link, message, field, numbers))))


def _replacement(
    place: Place, link: LinkedFile, message: MessageSymbol, field: FieldSymbol, numbers: list[int]
) -> Edit:
    """The edit that puts the fields where the one of the message is, below the comments at that one."""
    tree, text, node = place.tree, place.text, field.declaration
    span = tree.span(node)
    behind = Span(span.end, trailing_end(text, span.end))
    indent = indentation(text, span.start)
    lines = [
        *comments_before(tree, node, range(node.first + 1, node.last + 1), indent),
        *comments_in(text, behind, indent),
        *_members(place, link, message, numbers, field.scope, indent),
        *_reserved(place, field),
    ]
    start = to_own_line(text, span.start) if lines[0].startswith("/") else ""
    return Edit(Span(span.start, behind.end), start + f"{line_end(text)}{indent}".join(lines))


def _members(
    place: Place, link: LinkedFile, message: MessageSymbol, numbers: list[int], scope: str, indent: str
) -> Iterator[str]:
    """The fields of the message as they have to stand in the other one, and all comments in it and at it."""
    whole = extent(place.tree, message.declaration)
    position = whole.start
    for field, number in zip(message.fields, numbers, strict=True):
        own = extent(place.tree, field.declaration)
        yield from comments_in(place.text, Span(position, own.start), indent)
        yield _written(place, link, field, number, scope, indent)
        position = own.end
    last = comments_in(place.text, Span(position, whole.end), indent)
    if last:  # an empty line parts them from what is reserved
        yield f"{line_end(place.text)}{indent}".join(last) + line_end(place.text)


def _reserved(place: Place, field: FieldSymbol) -> Iterator[str]:
    name = field.name.text
    yield f"reserved {field.number};"
    yield f"reserved {name};" if place.symbols.is_editions else f'reserved "{name}";'


def _numbers(owner: MessageSymbol, count: int) -> list[int]:
    used = [each.number for each in owner.fields if each.number is not None]
    taken = [
        (each.start, each.end)
        for keyword in ("reserved", "extensions")
        for each in number_ranges(owner.ranges, keyword, MAXIMUM_FIELD_NUMBER)
    ]
    found: list[int] = []
    last = max(used, default=0)
    for _ in range(count):
        number = next_free(last + 1, MAXIMUM_FIELD_NUMBER + 1, MAXIMUM_FIELD_NUMBER, [PROTOBUF_OWN, *taken])
        if number is None:
            break
        found.append(number)
        last = number
    return found


def _written(place: Place, link: LinkedFile, field: FieldSymbol, number: int, scope: str, indent: str) -> str:
    """A field of the message with its comments, as it has to stand in the other message."""
    tree, node = place.tree, field.declaration
    whole = extent(tree, node)
    edits = [*name_edits(link, node, field.scope, scope)]
    if node.number is not None:
        edits.append(Edit(tree.span(node.number), str(number)))
    shifted = [Edit(edit.span.shifted(-whole.start), edit.new_text) for edit in edits]
    own = indentation(place.text, whole.start)
    lines = apply_edits(whole.of(place.text), shifted).split("\n")
    return "\n".join([lines[0], *(indent + line.removeprefix(own) for line in lines[1:])])

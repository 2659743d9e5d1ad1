"""Maps, and the repeated entries that they are on the wire."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.free import is_meant
from protowright.ide.actions.places import Place, place_at
from protowright.ide.actions.type_texts import type_text
from protowright.ide.completion.type_names import MAP_KEYS
from protowright.ide.extents import (
    comment_start,
    comments_in,
    extent,
    indentation,
    lines_of,
    to_own_line,
    with_space_behind,
    without_blank_line,
)
from protowright.ide.references import references
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.features_of import features_of
from protowright.proto.semantic.json_names import map_entry_name
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import EnumSymbol, FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Field, MapType, Message
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span


def to_map(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write a repeated field of entries, which have a key and a value, as a map. Nothing changes on the wire."""
    place = place_at(snapshot, path, span)
    field = None if place is None else _field(place)
    link = None if field is None or field.label != "repeated" else snapshot.linked(path)
    if place is None or field is None or link is None or field.oneof or field.kind.value != "field":
        return
    entry = link.type_of(field).message
    if entry is None or entry.file is not link.symbols or not _is_entry(link, entry) or _is_delimited(link, field):
        return
    key, value = sorted(entry.fields, key=lambda each: each.number or 0)
    if key.type is None or value.type is None:
        return
    text = f"map<{key.type.text}, {type_text(link, value.type, entry.full_name, field.scope)}>"
    title = f"Write `{field.name.text}` as a `{text}` (the same on the wire)"
    yield Action(title, Kind.REWRITE, lambda: _mapped(snapshot, place, link, field, entry, text))


def _field(place: Place) -> FieldSymbol | None:
    node = place.innermost(Field)
    found = None if node is None or node.is_group else place.symbol(node)
    if isinstance(found, MessageSymbol):  # the entry of a map is declared by its field
        return found.map_field
    return found if isinstance(found, FieldSymbol) else None


def _is_entry(link: LinkedFile, message: MessageSymbol) -> bool:
    """Whether a message is what protoc makes for a map: a plain key 1 and a plain value 2."""
    node = message.declaration
    if not isinstance(node, Message) or len(node.body) != 2 or len(message.fields) != 2:
        return False
    names = [(each.name.text, each.number) for each in sorted(message.fields, key=lambda each: each.number or 0)]
    plain = all(each.label in ("", "optional") and not each.options and not each.is_group for each in message.fields)
    key, value = sorted(message.fields, key=lambda each: each.number or 0)
    is_key = key.type is not None and key.type.text in MAP_KEYS
    enum = link.type_of(value).enum
    starts_at_zero = not isinstance(enum, EnumSymbol) or (bool(enum.values) and enum.values[0].number == 0)
    return names == [("key", 1), ("value", 2)] and plain and is_key and value.type is not None and starts_at_zero


def _is_delimited(link: LinkedFile, field: FieldSymbol) -> bool:
    return features_of(link, field)["message_encoding"] == "DELIMITED"


def _mapped(
    snapshot: Snapshot, place: Place, link: LinkedFile, field: FieldSymbol, entry: MessageSymbol, text: str
) -> Change:
    """The field as a map; without the entry when nothing else uses it, whose comments then stand above the map."""
    node, tree = field.declaration, place.tree
    if node.label is None or node.type is None:
        return Change()
    label = with_space_behind(place.text, tree.span(node.label))
    edits = [Edit(tree.span(node.type), text)]
    name = tree.span(entry.name)
    uses = references(snapshot, place.path, name.start, with_declarations=False)
    made = map_entry_name(field.name.text)
    if is_meant(link, field.scope, made) and not (len(uses) == 1 and entry.name.text == made):
        return refused(f"the map makes a message `{made}`, which would hide the one there is")
    if len(uses) == 1:
        whole = extent(tree, entry.declaration)
        edits.append(Edit(without_blank_line(place.text, lines_of(place.text, whole)), ""))
        edits.append(Edit(label, _comments(place, whole, label.start)))
    else:
        edits.append(Edit(label, ""))
    return change_of(place.path, *sorted(edits))


def _comments(place: Place, whole: Span, at: int) -> str:
    """The comments of an entry, which has no options and so no strings, on lines of their own before what is `at`."""
    indent = indentation(place.text, at)
    comments = comments_in(place.text, whole, indent)
    start = to_own_line(place.text, at) if comments else ""
    return start + "".join(f"{comment}{line_end(place.text)}{indent}" for comment in comments)


def to_entries(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write a map as a repeated field of entries. Nothing changes on the wire."""
    place = place_at(snapshot, path, span)
    field = None if place is None else _field(place)
    link = None if field is None or field.map_entry is None else snapshot.linked(path)
    if place is not None and field is not None and link is not None and not _is_delimited(link, field):
        title = f"Write `{field.name.text}` as repeated entries (the same on the wire)"
        yield Action(title, Kind.REWRITE, lambda: _unmapped(place, link, field))


def _unmapped(place: Place, link: LinkedFile, field: FieldSymbol) -> Change:
    node, tree = field.declaration, place.tree
    if not isinstance(node.type, MapType) or node.type.key is None or node.type.value is None:
        return Change()
    name = map_entry_name(field.name.text)
    inner = f"{field.scope}.{name}"
    end, start = line_end(place.text), comment_start(tree, node)
    indent = indentation(place.text, tree.span(node).start)
    label = "optional " if place.symbols.syntax == "proto2" else ""
    value = node.type.value
    text = f".{value.text}" if value.text.partition(".")[0] in ("key", "value") else value.text
    if text == value.text:
        text = type_text(link, value, field.scope, inner)
    lines = [
        f"message {name} {{",
        f"  {label}{node.type.key.text} key = 1;",
        f"  {label}{text} value = 2;",
        "}",
        "",
    ]
    message = end.join([lines[0], *(indent + line if line else indent for line in lines[1:])])
    return change_of(place.path, Edit(Span(start, start), message), Edit(tree.span(node.type), f"repeated {name}"))

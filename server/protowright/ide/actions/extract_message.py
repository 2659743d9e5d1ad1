"""Selected fields as a message of their own."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.free import free_field_name, free_number, free_type_name
from protowright.ide.actions.member_users import user_of_members
from protowright.ide.actions.selected_fields import Selection, selection_at
from protowright.ide.actions.type_texts import name_edits
from protowright.ide.extents import indentation, trailing_end
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import FieldSymbol, join
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

WARNING = "changes the wire format: what was written before loses these fields"


def extract_message(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Put the selected fields into a new message, numbered from 1; their old numbers and names are reserved."""
    selection = selection_at(snapshot, path, span)
    link = None if selection is None else snapshot.linked(path)
    if selection is not None and link is not None and free_number(selection.message) is not None:
        count = len(selection.fields)
        title = f"Extract {count} fields to a new message" if count > 1 else "Extract the field to a new message"
        yield Action(title, Kind.EXTRACT, lambda: _extracted(snapshot, selection, link), WARNING)


def _extracted(snapshot: Snapshot, selection: Selection, link: LinkedFile) -> Change:
    place, message = selection.place, selection.message
    user = user_of_members(snapshot, place, (each.declaration for each in selection.fields))
    if user is not None:
        return refused(f"a field of them is used in {user}: change that first")
    spans, end = selection.spans(), line_end(place.text)
    name = free_type_name(link, message.scope, message.name.text + "Details")
    indent = indentation(place.text, place.tree.span(selection.fields[0].declaration).start)
    is_on_lines = spans[0].of(place.text).endswith("\n")
    lines = [_field(selection, name), *_reserved(selection)]
    text = "".join(indent + line + end for line in lines) if is_on_lines else " ".join(lines)
    first = Edit(spans[0], text)
    outer = place.tree.span(message.declaration)
    behind = trailing_end(place.text, outer.end)
    new = _message(selection, link, name, indentation(place.text, outer.start))
    edits = [first, *(Edit(span, "") for span in spans[1:]), Edit(Span(behind, behind), f"{end * 2}{new}")]
    return change_of(place.path, *edits)


def _field(selection: Selection, type_name: str) -> str:
    """The field that takes the place of the selected ones."""
    name = free_field_name(selection.message, "details", (each.name.text for each in selection.fields))
    label = "optional " if selection.place.symbols.syntax == "proto2" else ""
    return f"{label}{type_name} {name} = {free_number(selection.message)};"


def _reserved(selection: Selection) -> Iterator[str]:
    is_editions = selection.place.symbols.is_editions
    names = [each.name.text if is_editions else f'"{each.name.text}"' for each in selection.fields]
    yield f"reserved {', '.join(str(each.number) for each in selection.fields)};"
    yield f"reserved {', '.join(names)};"


def _message(selection: Selection, link: LinkedFile, name: str, indent: str) -> str:
    end = line_end(selection.place.text)
    new = join(selection.message.scope, name)
    fields = [
        selection.written(field, indent + "  ", [*_edits(selection, link, field, number, new)])
        for number, field in enumerate(selection.fields, 1)
    ]
    return f"{indent}message {name} {{{end}{end.join(fields)}{end}{indent}}}"


def _edits(selection: Selection, link: LinkedFile, field: FieldSymbol, number: int, new: str) -> Iterator[Edit]:
    yield from name_edits(link, field.declaration, selection.message.full_name, new)
    if field.declaration.number is not None:
        yield Edit(selection.place.tree.span(field.declaration.number), str(number))

"""Selected fields as the members of a oneof."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.free import free_field_name
from protowright.ide.actions.member_users import user_of_members
from protowright.ide.actions.selected_fields import Selection, selection_at
from protowright.ide.extents import indentation, with_space_behind
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.features_of import set_features
from protowright.proto.semantic.symbols import FieldSymbol
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

WARNING = "of messages that have several of them, the last one is kept"


def extract_oneof(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Put the selected fields into a oneof. Each of them stays as it is on the wire."""
    selection = selection_at(snapshot, path, span)
    if selection is not None and all(map(_may_be_a_member, selection.fields)):
        count = len(selection.fields)
        title = f"Move {count} fields into a oneof" if count > 1 else "Move the field into a oneof"
        yield Action(title, Kind.EXTRACT, lambda: _extracted(snapshot, selection), WARNING if count > 1 else "")


def _may_be_a_member(field: FieldSymbol) -> bool:
    is_single = field.label in ("", "optional") and field.map_entry is None
    return is_single and not any(name == "field_presence" for name, _ in set_features(field.options))


def _extracted(snapshot: Snapshot, selection: Selection) -> Change:
    """An option may set several of the fields, while one member of a oneof can be set."""
    place = selection.place
    several = [each.declaration for each in selection.fields] if len(selection.fields) > 1 else []
    user = user_of_members(snapshot, place, several)
    if user is not None:
        return refused(f"a field of them is used in {user}: look whether several are set there")
    spans = selection.spans()
    name = free_field_name(selection.message, "choice")
    end = line_end(place.text)
    indent = indentation(place.text, place.tree.span(selection.fields[0].declaration).start)
    members = end.join(
        selection.written(each, indent + "  ", _without_label(selection, each)) for each in selection.fields
    )
    is_on_lines = spans[0].of(place.text).endswith("\n")
    text = f"oneof {name} {{{end}{members}{end}{indent}}}"
    first = Edit(spans[0], f"{indent}{text}{end}" if is_on_lines else text)
    return change_of(place.path, first, *(Edit(span, "") for span in spans[1:]))


def _without_label(selection: Selection, field: FieldSymbol) -> list[Edit]:
    """Members of a oneof have no label."""
    label, place = field.declaration.label, selection.place
    return [] if label is None else [Edit(with_space_behind(place.text, place.tree.span(label)), "")]

"""Fields of one message that somebody has selected."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.ide.actions.places import Place, place_at
from protowright.ide.extents import extent, indentation, lines_of
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Field, Message
from protowright.text.edit import Edit, apply_edits
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected fields of a message, which have names and numbers and are no groups."""

    place: Place
    message: MessageSymbol
    fields: list[FieldSymbol]

    def spans(self) -> list[Span]:
        """The fields with their comments, and with their lines when nothing else is on them."""
        place = self.place
        return [lines_of(place.text, extent(place.tree, field.declaration)) for field in self.fields]

    def written(self, field: FieldSymbol, indent: str, edits: list[Edit]) -> str:
        """A field with its comments after `edits` of the file, its lines indented by `indent`."""
        whole = extent(self.place.tree, field.declaration)
        inner = [Edit(edit.span.shifted(-whole.start), edit.new_text) for edit in edits]
        own = indentation(self.place.text, whole.start)
        lines = apply_edits(whole.of(self.place.text), inner).split("\n")
        return "\n".join([indent + lines[0], *(indent + line.removeprefix(own) for line in lines[1:])])


def selection_at(snapshot: Snapshot, path: str, span: Span) -> Selection | None:
    """The selected fields; None when nothing is selected, or something else too."""
    place = place_at(snapshot, path, span) if span.start < span.end else None
    node = None if place is None else place.innermost(Message)
    message = None if place is None or node is None else place.symbol(node)
    if place is None or node is None or not isinstance(message, MessageSymbol):
        return None
    end = place.tree.span(node).end
    members = [each for each in place.selected(node) if place.tree.span(each).start < span.end]
    fields = [field for field in message.fields if field.declaration in members and _is_whole(field)]
    is_all = len(fields) == len(members) > 0 and span.end <= end
    return Selection(place, message, fields) if is_all and all(isinstance(each, Field) for each in members) else None


def _is_whole(field: FieldSymbol) -> bool:
    return field.number is not None and not field.is_group

"""Deleting fields and enum values so that nobody takes their numbers and names again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.member_users import user_of_members
from protowright.ide.actions.places import Place, place_at
from protowright.ide.extents import extent, indentation, lines_of
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.syntax.literals import integer_value
from protowright.proto.syntax.nodes import Block, Declaration, Enum, EnumValue, Field, Message, Oneof, Ranges
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

Member = Field | EnumValue


def delete_and_reserve(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Delete the fields or enum values at the place, and reserve their numbers and names."""
    place = place_at(snapshot, path, span)
    block = None if place is None else _block(place)
    if place is None or block is None:
        return
    members = [each for each in place.selected(block) if isinstance(each, (Field, EnumValue)) and _is_whole(each)]
    if members and _may_go(block, members):
        yield Action(_title(members), Kind.REWRITE, lambda: _deleted(snapshot, place, block, members))


def _block(place: Place) -> Block | None:
    """The innermost message, oneof or enum at the place."""
    return next((node for node in reversed(place.nodes) if isinstance(node, (Message, Oneof, Enum))), None)


def _is_whole(member: Member) -> bool:
    is_group = isinstance(member, Field) and member.is_group
    return not is_group and member.name is not None and integer_value(member.number) is not None


def _may_go(block: Block, members: Sequence[Member]) -> bool:
    """Whether what is left is an enum still: with a value, and the first of them as it was, since it is the default."""
    return not isinstance(block, Enum) or next((v for v in block.body if isinstance(v, EnumValue)), None) not in members


def _title(members: Sequence[Member]) -> str:
    if len(members) == 1 and members[0].name is not None:
        return f"Delete `{members[0].name.text}` and reserve its number and name"
    return f"Delete {len(members)} {_words(members)} and reserve their numbers and names"


def _words(members: Sequence[Member]) -> str:
    return "values" if isinstance(members[0], EnumValue) else "fields"


def _deleted(snapshot: Snapshot, place: Place, block: Block, members: Sequence[Member]) -> Change:
    user = user_of_members(snapshot, place, members)
    if user is not None:
        return refused(f"it is used in {user}: change that first")
    if _loses_aliases(block, members):
        return refused("no number would have two names: remove `allow_alias` too")
    home = place.around(block) if isinstance(block, Oneof) else block
    if not isinstance(home, Block):
        return Change()
    gone = _gone(block, members)
    spans = [lines_of(place.text, extent(place.tree, each)) for each in gone]
    edits = [Edit(span, "") for span in spans]
    numbers = ", ".join(map(str, _free_numbers(block, members)))
    names = ", ".join(_name(place.symbols, each) for each in members)
    lines = []
    for text, has_numbers in ((numbers, True), (names, False)) if numbers else ((names, False),):
        known = _statement(home, has_numbers)
        if known is None:
            lines.append(f"reserved {text};")
        else:
            end = place.tree.span((known.ranges if has_numbers else known.names)[-1]).end
            edits.append(Edit(Span(end, end), f", {text}"))
    if lines:
        edits[0] = _in_place(place, block, gone[0], spans[0], lines)
    if isinstance(block, Oneof) and lines and gone[0] is not block:
        edits.append(Edit(spans[0], ""))
    return change_of(place.path, *sorted(edits))


def _loses_aliases(block: Block, members: Sequence[Member]) -> bool:
    """Whether an enum has two names for a number now, and no longer then: `allow_alias` is an error without."""
    values = [each for each in block.body if isinstance(each, EnumValue)] if isinstance(block, Enum) else []
    before = [integer_value(each.number) for each in values]
    after = [integer_value(each.number) for each in values if each not in members]
    return len(set(before)) < len(before) and len(set(after)) == len(after)


def _free_numbers(block: Block, members: Sequence[Member]) -> list[int | None]:
    """The numbers that nothing has any more: an enum may have another name for one."""
    others = [each for each in block.body if isinstance(each, (Field, EnumValue)) and each not in members]
    kept = {integer_value(each.number) for each in others}
    return list(dict.fromkeys(n for each in members if (n := integer_value(each.number)) not in kept))


def _gone(block: Block, members: Sequence[Member]) -> Sequence[Declaration]:
    """What is taken away: a oneof goes with its last field."""
    fields = [each for each in block.body if isinstance(each, Field)]
    return [block] if isinstance(block, Oneof) and len(fields) == len(members) else members


def _in_place(place: Place, block: Block, gone: Declaration, span: Span, lines: Sequence[str]) -> Edit:
    """The edit that writes the statements where the first of the members was, or above the oneof it was in."""
    above = block if isinstance(block, Oneof) and gone is not block else gone
    whole = lines_of(place.text, extent(place.tree, above))
    indent, end = indentation(place.text, place.tree.span(above).start), line_end(place.text)
    is_on_lines = whole.start == 0 or place.text[whole.start - 1] == "\n"
    text = "".join(indent + line + end for line in lines) if is_on_lines else " ".join(lines)
    if above is gone:
        return Edit(span, text)
    return Edit(Span(whole.start, whole.start), text if is_on_lines else text + " ")


def _statement(home: Block, has_numbers: bool) -> Ranges | None:
    """The last `reserved` statement of numbers, or of names."""
    found = [
        each
        for each in home.body
        if isinstance(each, Ranges) and each.keyword == "reserved" and (each.ranges if has_numbers else each.names)
    ]
    return found[-1] if found else None


def _name(symbols: FileSymbols, member: Member) -> str:
    """A reserved name as the language has it: editions take identifiers, those before take strings."""
    name = "" if member.name is None else member.name.text
    return name if symbols.is_editions else f'"{name}"'

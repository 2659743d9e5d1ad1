"""Fields and enum values in the order of their numbers. What is encoded does not change."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.places import place_at
from protowright.ide.extents import extent, lines_of
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.literals import integer_value
from protowright.proto.syntax.nodes import Block, Declaration, Enum, EnumValue, Field, Message, Oneof
from protowright.proto.syntax.tree import FileTree
from protowright.text.edit import Edit, apply_edits
from protowright.text.span import Span

_IS_SORTED: WeakKeyDictionary[FileTree, bool] = WeakKeyDictionary()
"""A cursor that moves asks again and again, while the text stays."""


def sort_block(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Sort the members of the message or enum at the place."""
    place = place_at(snapshot, path, span)
    if place is None:
        return
    block = next((node for node in reversed(place.nodes) if isinstance(node, (Message, Enum))), None)
    if block is not None and block.name is not None and not _is_sorted(block):
        word = "values" if isinstance(block, Enum) else "fields"
        title = f"Sort the {word} of `{block.name.text}` by number"
        yield Action(title, Kind.REWRITE, lambda: _change(path, place.tree, [block]))


def sort_file(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Sort the members of every message and enum of the file."""
    symbols = snapshot.symbols(path)
    if symbols is None or symbols.tree.diagnostics:
        return
    if not _is_whole_sorted(symbols.tree):
        yield Action("Sort all fields and enum values by number", Kind.SORT_NUMBERS, lambda: _whole(path, symbols.tree))


def _is_whole_sorted(tree: FileTree) -> bool:
    known = _IS_SORTED.get(tree)
    if known is None:
        known = _IS_SORTED[tree] = all(map(_is_sorted, _blocks(tree)))
    return known


def _whole(path: str, tree: FileTree) -> Change:
    return _change(path, tree, list(_blocks(tree)))


def _change(path: str, tree: FileTree, blocks: list[Message | Enum]) -> Change:
    edits = list(_sorted(tree, blocks))
    return (
        change_of(path, *edits)
        if edits
        else refused("several share a line, or a comment between them: part them first")
    )


def _blocks(tree: FileTree) -> Iterator[Message | Enum]:
    """Every message and enum, the outer ones before those in them."""
    pending: list[Declaration] = [*tree.declarations][::-1]
    while pending:
        node = pending.pop()
        if isinstance(node, (Message, Enum)):
            yield node
        if isinstance(node, Block):
            pending += reversed(node.body)


def _is_sorted(block: Block) -> bool:
    inner = [each for each in block.body if isinstance(each, Oneof)]
    return _in_order(block) == _members(block) and all(_in_order(each) == _members(each) for each in inner)


def _sorted(tree: FileTree, blocks: list[Message | Enum]) -> Iterator[Edit]:
    """One edit for each outermost block that changes: what is inside of others is sorted with them."""
    end = -1
    for block in blocks:
        span = tree.span(block)
        if span.start >= end:
            end = span.end
            text = _text(tree, block, {id(each) for each in blocks})
            if text != span.of(tree.text):
                yield Edit(span, text)


def _text(tree: FileTree, node: Declaration, wanted: set[int], span: Span | None = None) -> str:
    """The text of a declaration, or of `span` around it, with the wanted blocks in it sorted."""
    span = tree.span(node) if span is None else span
    edits: list[Edit] = []
    if isinstance(node, (Message, Enum, Oneof, Field)):
        is_wanted = id(node) in wanted or isinstance(node, Oneof)
        before = _members(node)
        after = _in_order(node) if is_wanted and _stand_apart(tree, before) else before
        for old, new in zip(before, after, strict=True):
            text = _text(tree, new, wanted, extent(tree, new))
            edits.append(Edit(extent(tree, old).shifted(-span.start), text))
        edits += [
            Edit(tree.span(each).shifted(-span.start), _text(tree, each, wanted))
            for each in node.body
            if isinstance(each, (Message, Enum))
        ]
    return apply_edits(span.of(tree.text), edits)


def _members(block: Block) -> list[Declaration]:
    """What has a number, and oneofs, in the order of the text."""
    return [each for each in block.body if _number(each) is not None]


def _in_order(block: Block) -> list[Declaration]:
    """The members by number. The first value of an enum stays: it is the default."""
    members = _members(block)
    kept = 1 if isinstance(block, Enum) else 0
    return [*members[:kept], *sorted(members[kept:], key=lambda each: _number(each) or 0)]


def _number(member: Declaration) -> int | None:
    """The number of a member; that of a oneof is its lowest one."""
    if isinstance(member, Oneof):
        numbers = [_number(each) for each in member.body if isinstance(each, Field)]
        return min((number for number in numbers if number is not None), default=None)
    return integer_value(member.number) if isinstance(member, (Field, EnumValue)) else None


def _stand_apart(tree: FileTree, members: list[Declaration]) -> bool:
    """Whether the members can change places: each has its own lines, or none has a comment that ends with its line."""
    spans = [extent(tree, each) for each in members]
    return all(lines_of(tree.text, span) != span for span in spans) or not any(
        "//" in span.of(tree.text) for span in spans
    )

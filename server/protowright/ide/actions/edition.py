"""Files of proto2 and proto3 as files of edition 2023, with the features that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.actions.action import Action, Kind, change_of
from protowright.ide.extents import comment_start, comments_before, indentation, trailing_end, with_space_behind
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.ranges import reserved_names
from protowright.proto.syntax.nodes import (
    Extend,
    Field,
    Identifier,
    MapType,
    Node,
    Oneof,
    Option,
    OptionStatement,
    Ranges,
    StringLiteral,
)
from protowright.proto.syntax.tree import walk
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

EDITION = "2023"
_OF_PROTO2 = (
    "enum_type = CLOSED",
    "json_format = LEGACY_BEST_EFFORT",
    "repeated_field_encoding = EXPANDED",
    "utf8_validation = NONE",
)
_OF_PROTO3 = ("field_presence = IMPLICIT",)
_HAVE_NO_COUNTERPART = ("java_string_check_utf8", "deprecated_legacy_json_field_conflicts", "weak")
"""Options that editions do not take, or read in another way."""


def to_edition(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Convert the file, when the place is at its syntax."""
    symbols = snapshot.symbols(path)
    if symbols is None or symbols.is_editions or symbols.tree.diagnostics or not _is_asked(symbols, span):
        return
    title = f"Convert the file from {symbols.syntax} to edition {EDITION}"
    if not _has_odd_parts(symbols):
        yield Action(title, Kind.REWRITE, lambda: change_of(path, *sorted(_edits(symbols))))


def _is_asked(symbols: FileSymbols, span: Span) -> bool:
    """Whether the place is at the syntax statement; anywhere at the head of a file without one."""
    node = symbols.syntax_node
    if node is not None:
        whole = symbols.tree.span(node)
        return whole.start <= span.end and span.start <= whole.end
    first = next(symbols.tree.declarations, None)
    return first is not None and span.start <= symbols.tree.span(first).end


def _has_odd_parts(symbols: FileSymbols) -> bool:
    """Whether something has no counterpart: an option, or a group where no message may stand."""
    nodes = [node for root in symbols.tree.declarations for node in walk(root)]
    blocks = [node for node in nodes if isinstance(node, (Oneof, Extend))]
    groups = any(isinstance(each, Field) and each.is_group for block in blocks for each in block.body)
    names = [_simple_name(node) for node in nodes if isinstance(node, Option)]
    reserved = [name for node in nodes if isinstance(node, Ranges) for name in reserved_names(node)]
    is_odd = any(not _is_identifier(name) for name in reserved)
    return groups or is_odd or any(name in _HAVE_NO_COUNTERPART for name in names)


def _is_identifier(name: str) -> bool:
    """Whether a reserved name can be written as an identifier."""
    return name.isascii() and name.isidentifier()


def _simple_name(option: Option) -> str:
    """The name of an option of one part; empty for any other."""
    part = option.name[0] if len(option.name) == 1 else None
    return part.name.text if part is not None and part.name is not None and not part.is_extension else ""


def _edits(symbols: FileSymbols) -> Iterator[Edit]:
    tree, node = symbols.tree, symbols.syntax_node
    end = line_end(tree.text)
    features = _OF_PROTO3 if symbols.is_proto3 else _OF_PROTO2
    options = end.join(f"option features.{feature};" for feature in features)
    if node is None or node.value is None:
        start = comment_start(tree, next(iter(tree.declarations)))
        yield Edit(Span(start, start), f'edition = "{EDITION}";{end * 2}')
    else:
        yield Edit(tree.token_span(node, node.first), "edition")
        yield Edit(tree.span(node.value), f'"{EDITION}"')
    yield _file_options(symbols, options)
    converter = _Converter(symbols)
    for root in tree.declarations:
        for each in walk(root):
            yield from converter.edits(each)


def _file_options(symbols: FileSymbols, options: str) -> Edit:
    """The edit that writes the options: above those there are, else behind the imports, the package or the syntax."""
    tree, end = symbols.tree, line_end(symbols.tree.text)
    first = next((each for each in tree.declarations if isinstance(each, OptionStatement)), None)
    if first is not None:
        start = comment_start(tree, first)
        return Edit(Span(start, start), options + end)
    imports = [fact.node for fact in symbols.imports]
    anchor = imports[-1] if imports else symbols.package_node or symbols.syntax_node
    if anchor is None:
        start = comment_start(tree, next(iter(tree.declarations)))
        return Edit(Span(start, start), f"{options}{end * 2}")
    place = trailing_end(tree.text, tree.span(anchor).end)
    is_close = bool(re.match(r"[ \t]*\r?\n[ \t]*\S", tree.text[place : place + 1000]))
    return Edit(Span(place, place), f"{end * 2}{options}{end if is_close else ''}")


class _Converter:
    """The edits of the declarations of one file."""

    def __init__(self, symbols: FileSymbols) -> None:
        self._symbols = symbols
        self._tree = symbols.tree
        self._extensions = {
            member
            for root in symbols.tree.declarations
            for block in walk(root)
            if isinstance(block, Extend)
            for member in block.body
        }

    def edits(self, node: Node) -> Iterator[Edit]:
        """Those of one node, without the nodes below it."""
        if isinstance(node, Field):
            yield from self._field(node)
        elif isinstance(node, Ranges) and node.keyword == "reserved":
            yield from self._names(node)

    def _field(self, field: Field) -> Iterator[Edit]:
        label = "" if field.label is None else field.label.text
        features = [*self._presence(field, label)]
        packed = next((each for each in field.options or () if _simple_name(each) == "packed"), None)
        if packed is not None:
            is_on = isinstance(packed.value, Identifier) and packed.value.text == "true"
            text = f"features.repeated_field_encoding = {'PACKED' if is_on else 'EXPANDED'}"
            yield Edit(self._tree.span(packed), text)
        if field.label is not None and (field.is_group or label in ("optional", "required")):
            yield Edit(with_space_behind(self._tree.text, self._tree.span(field.label)), "")
        yield from self._group(field, label, features) if field.is_group else self._added(field, features)

    def _presence(self, field: Field, label: str) -> Iterator[str]:
        """Extensions have presence always; maps and members of oneofs have no label."""
        if label == "required":
            yield "features.field_presence = LEGACY_REQUIRED"
        elif label == "optional" and self._symbols.is_proto3 and field not in self._extensions:
            yield "features.field_presence = EXPLICIT"

    def _added(self, field: Field, features: list[str]) -> Iterator[Edit]:
        if not features or field.number is None or isinstance(field.type, MapType):
            return
        text = ", ".join(features)
        if field.options:
            start = self._tree.span(field.options[0]).start
            yield Edit(Span(start, start), f"{text}, ")
        else:
            at = self._tree.span(field.number).end
            yield Edit(Span(at, at), f" [{text}]")

    def _group(self, field: Field, label: str, features: list[str]) -> Iterator[Edit]:
        """A group is a message, and behind it a field of that message that is encoded as a group."""
        tree, text = self._tree, self._tree.text
        if field.type is None or field.name is None or field.number is None or field.open_brace is None:
            return
        brace = tree.token_span(field, field.open_brace).start
        name = field.name.text
        start = tree.span(field).start
        yield Edit(tree.span(field.type), "message")
        yield Edit(
            Span(tree.span(field.name).end, brace), " " + self._comments(field, field.name.last, field.open_brace)
        )
        options = [self._option(each) for each in field.options or ()]
        written = ", ".join([*features, "features.message_encoding = DELIMITED", *options])
        repeated = "repeated " if label == "repeated" else ""
        number = tree.span(field.number).of(text)
        end = tree.span(field).end
        gap = line_end(text) + indentation(text, start)
        yield Edit(Span(end, end), f"{gap}{repeated}{name} {name.lower()} = {number} [{written}];")

    def _comments(self, group: Field, first: int, last: int) -> str:
        """The comments between two tokens of a group, but for those in its options, which are written elsewhere."""
        tree, text = self._tree, self._tree.text
        inside = {index for option in group.options or () for index in range(option.first + 1, option.last + 1)}
        tokens = [index for index in range(first + 1, last + 1) if index not in inside]
        indent = indentation(text, tree.span(group).start)
        comments = comments_before(tree, group, tokens, indent)
        line = line_end(text) + indent
        return "".join(comment + (line if comment.startswith("//") else " ") for comment in comments)

    def _option(self, option: Option) -> str:
        return self._tree.span(option).of(self._tree.text)

    def _names(self, statement: Ranges) -> Iterator[Edit]:
        """Reserved names are identifiers in editions."""
        for node, name in zip(statement.names, reserved_names(statement), strict=True):
            if isinstance(node, StringLiteral):
                yield Edit(self._tree.span(node), name)

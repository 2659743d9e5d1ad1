"""From the words of a statement to what may come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from protowright.ide.completion import frames as kinds
from protowright.ide.completion.context import Context, Part, Place
from protowright.ide.completion.frames import Frame, block_of, declaration_words
from protowright.proto.syntax.declarations import LABELS
from protowright.proto.syntax.lexer import is_identifier, is_string
from protowright.text.span import Span

_BODIES = {
    kinds.FILE: Place.TOP_LEVEL,
    kinds.MESSAGE: Place.MESSAGE_BODY,
    kinds.ONEOF: Place.ONEOF_BODY,
    kinds.EXTEND: Place.EXTEND_BODY,
    kinds.ENUM: Place.ENUM_BODY,
    kinds.SERVICE: Place.SERVICE_BODY,
    kinds.RPC: Place.RPC_BODY,
}
_STATEMENT_TARGETS = {
    kinds.FILE: "FileOptions",
    kinds.MESSAGE: "MessageOptions",
    kinds.ONEOF: "OneofOptions",
    kinds.ENUM: "EnumOptions",
    kinds.SERVICE: "ServiceOptions",
    kinds.RPC: "MethodOptions",
}
_NEW_NAMES = frozenset((kinds.MESSAGE, kinds.ENUM, kinds.SERVICE, kinds.ONEOF, kinds.RPC))
_MODIFIERS = ("export", "local")


def placed(context: Context, package: str) -> Context:
    """The context with its place, worked out from the open frames and the words of the innermost one."""
    frame = context.frames[-1]
    context = replace(context, scope=context.holder)
    if frame.kind in kinds.BLOCKS:
        return _in_block(context, frame, package)
    context = _with_option(context, package)
    if frame.kind == kinds.OPTIONS:
        return _in_option(context, list(context.words))
    if frame.kind == kinds.LITERAL:
        return _in_literal(context, list(context.words))
    return replace(context, place=Place.LITERAL_VALUE)


def place_in_string(context: Context, content: str, text: str, package: str) -> Context:
    """The place in a string literal that is open at the cursor; `content` is what stands in it before the cursor."""
    frame = context.frames[-1]
    words = declaration_words(context.words[:-1])
    cursor = context.span.start + len(context.typed)
    span = Span(cursor - len(content), _end_of_string(text, cursor))
    context = replace(context, span=span, typed=content, words=tuple(words))
    if frame.kind != kinds.FILE or not words:
        return context
    if words[0] == "import" and len(words) < 3:
        return replace(context, place=Place.IMPORT_PATH)
    if words[0] in ("syntax", "edition") and "=" in words:
        return replace(context, place=Place.SYNTAX_VALUE)
    return context


def _end_of_string(text: str, offset: int) -> int:
    """Where the content of the string ends: at its quote, or where nothing of it can follow."""
    line_end = text.find("\n", offset)
    rest = text[offset : len(text) if line_end < 0 else line_end]
    for index, character in enumerate(rest):
        if character in "\"';" or character.isspace():
            return offset + index
    return offset + len(rest)


# Statements


def _in_block(context: Context, frame: Frame, package: str) -> Context:
    words = declaration_words(context.words)
    if context.words and context.words[-1] in _MODIFIERS and len(words) == 1:
        return replace(context, place=Place.MODIFIED)
    context = replace(context, words=tuple(words))
    if not words:
        return replace(context, place=_BODIES[frame.kind])
    if words[0] == "option":
        return _in_option(_with_option(context, package), list(words[1:]))
    if frame.kind == kinds.FILE or words[0] in ("extend", "message"):
        return replace(context, place=_file_place(words))
    if frame.kind == kinds.SERVICE:
        return replace(context, place=_rpc_place(words))
    if words[0] in ("reserved", "extensions"):
        return replace(context, place=Place.RANGE_END if words[-1] == "to" else _reserved_place(words))
    if words[0] in _NEW_NAMES and frame.kind == kinds.MESSAGE and len(words) == 1:
        return context  # a name that nobody can know
    if frame.kind == kinds.ENUM:
        return replace(context, place=Place.ENUM_NUMBER if words[-1] == "=" else Place.NOTHING)
    return replace(context, place=_field_place(words))


def _reserved_place(words: Sequence[str]) -> Place:
    return Place.RESERVED if words[0] == "reserved" and words[-1] in ("reserved", ",") else Place.NOTHING


def _file_place(words: Sequence[str]) -> Place:
    if words[-1] == "=" and words[0] in ("syntax", "edition"):
        return Place.SYNTAX_VALUE
    if len(words) == 1 and words[0] in ("syntax", "edition"):
        return Place.NOTHING
    places = {"import": Place.IMPORT, "package": Place.PACKAGE, "extend": Place.EXTENDEE}
    return places.get(words[0], Place.NOTHING) if len(words) == 1 else Place.NOTHING


def _rpc_place(words: Sequence[str]) -> Place:
    if words[0] != "rpc":
        return Place.NOTHING
    if words[-1] in ("(", "stream") and "(" in words:
        return Place.RPC_TYPE
    if words[-1] == ")" and words.count(")") == 1:
        return Place.RPC_RETURNS
    return Place.NOTHING


def _field_place(words: Sequence[str]) -> Place:
    """A field: label, type, name, `=`, number."""
    if words[-1] == "=":
        return Place.FIELD_NUMBER
    if "=" in words:
        return Place.NOTHING
    rest = list(words[1:] if words[0] in LABELS else words)
    if not rest:
        return Place.FIELD_TYPE
    if rest[0] == "map" and len(rest) > 1:
        return _map_place(rest)
    return Place.FIELD_NAME if _is_path(rest) else Place.NOTHING


def _map_place(words: Sequence[str]) -> Place:
    if words[-1] == "<":
        return Place.MAP_KEY
    if words[-1] == ",":
        return Place.FIELD_TYPE
    return Place.FIELD_NAME if words[-1] == ">" else Place.NOTHING


def _is_path(words: Sequence[str]) -> bool:
    """Whether the words are one dotted name."""
    names = words[1:] if words and words[0] == "." else words
    is_regular = all(is_identifier(word) if index % 2 == 0 else word == "." for index, word in enumerate(names))
    return is_regular and len(names) % 2 == 1


# Options


def _with_option(context: Context, package: str) -> Context:
    """The context with what its options belong to, and the way into the literal the cursor is in."""
    open_frames = context.frames
    block = block_of(open_frames)
    inner = open_frames[list(open_frames).index(block) + 1 :]
    statement = declaration_words(block.words)
    entries = tuple(part for frame in inner if (part := _entry(frame)) is not None)
    option: tuple[Part, ...] = ()
    if inner and inner[0].kind == kinds.OPTIONS:
        target = _field_target(block, statement)
        option = option_parts(inner[1].opened_by) if len(inner) > 1 else ()
        is_field = target == "FieldOptions"
        scope = context.holder if is_field else _statement_scope(context, block, package)
    else:
        target = _STATEMENT_TARGETS.get(block.kind, "")
        option = option_parts(declaration_words(inner[0].opened_by)[1:]) if inner else ()
        scope = _statement_scope(context, block, package)
    return replace(context, target=target, option=option, entries=entries, scope=scope, statement=tuple(statement))


def _statement_scope(context: Context, block: Frame, package: str) -> str:
    """Names in an `option` statement are looked up around the declaration it belongs to, those of a oneof within."""
    if block.kind in (kinds.MESSAGE, kinds.ENUM, kinds.SERVICE):
        return context.holder.rpartition(".")[0] if context.holder != package else package
    return context.holder


def _field_target(block: Frame, statement: Sequence[str]) -> str:
    if block.kind == kinds.ENUM:
        return "EnumValueOptions"
    return "ExtensionRangeOptions" if statement[:1] == ["extensions"] else "FieldOptions"


def _entry(frame: Frame) -> Part | None:
    """The entry of a literal that opened the frame; None for what an option opened, or for a message in a list."""
    words = [word for word in frame.opened_by if word != ":"]
    if frame.kind == kinds.OPTIONS or not words or "=" in words or words[0] == "option":
        return None
    if words[0] == "[":
        return Part("".join(words[1:]).rstrip("]"), is_extension=True)
    return Part(words[0])


def option_parts(words: Sequence[str]) -> tuple[Part, ...]:
    """The parts of an option's name, up to its `=`."""
    parts: list[Part] = []
    position = 0
    while position < len(words) and words[position] != "=":
        if words[position] == "(":
            end = position + 1
            while end < len(words) and words[end] != ")":
                end += 1
            parts.append(Part("".join(words[position + 1 : end]), is_extension=True))
            position = end
        elif words[position] != ".":
            parts.append(Part(words[position]))
        position += 1
    return tuple(parts)


def _in_option(context: Context, words: list[str]) -> Context:
    """In `name = value`, where `words` are those before the word at the cursor."""
    if words and words[-1] in ("=", "-") and "=" in words:
        return replace(context, place=Place.OPTION_VALUE, option=option_parts(words))
    if "=" in words:
        return context
    if words and words[-1] == "(":
        option = option_parts(words[:-1])
        return replace(context, place=Place.OPTION_EXTENSION, option=option)
    if words and not context.qualifier:
        return context
    before = [*words, *(name for name in context.qualifier.split(".") if name)]  # outside of parentheses each dot parts
    return replace(context, place=Place.OPTION_NAME, option=option_parts(before), qualifier="")


# Message literals


def _in_literal(context: Context, words: list[str]) -> Context:
    if kinds.is_whole_entry(words):
        words = []
    if words and words[0] == "[" and "]" not in words:
        return replace(context, place=Place.LITERAL_EXTENSION, words=())
    if ":" in words:
        return replace(context, place=Place.LITERAL_VALUE, words=tuple(words))
    if words or context.qualifier:
        return replace(context, words=tuple(words))
    return replace(context, place=Place.LITERAL_FIELD, words=())


def entry_being_written(context: Context) -> Part | None:
    """The entry of the innermost literal whose value stands at the cursor."""
    if context.frames[-1].kind == kinds.LIST:
        return None  # the list itself is an entry on the way
    words = [word for word in context.words if word != ":"]
    if not words or is_string(words[0]):
        return None
    if words[0] == "[":
        return Part("".join(words[1 : words.index("]")]), is_extension=True) if "]" in words else None
    return Part(words[0])

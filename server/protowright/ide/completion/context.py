"""What kind of thing may stand at the cursor of a `.proto` file."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from protowright.ide.completion.frames import Frame
from protowright.text.span import Span


class Place(enum.Enum):
    """What may stand at a place."""

    NOTHING = "nothing"
    TOP_LEVEL = "top level"
    MESSAGE_BODY = "message body"
    ONEOF_BODY = "oneof body"
    EXTEND_BODY = "extend body"
    ENUM_BODY = "enum body"
    SERVICE_BODY = "service body"
    RPC_BODY = "rpc body"
    MODIFIED = "behind export or local"
    FIELD_TYPE = "field type"
    FIELD_NAME = "field name"
    FIELD_NUMBER = "field number"
    ENUM_NUMBER = "enum number"
    MAP_KEY = "map key"
    RPC_TYPE = "rpc type"
    RPC_RETURNS = "returns"
    EXTENDEE = "extendee"
    RESERVED = "reserved"
    RANGE_END = "range end"
    OPTION_NAME = "option name"
    OPTION_EXTENSION = "option name in parentheses"
    OPTION_VALUE = "option value"
    LITERAL_FIELD = "field of a literal"
    LITERAL_EXTENSION = "extension in a literal"
    LITERAL_VALUE = "value in a literal"
    IMPORT = "import"
    IMPORT_PATH = "import path"
    PACKAGE = "package"
    SYNTAX_VALUE = "syntax or edition value"


@dataclass(frozen=True, slots=True)
class Part:
    """One step on the way into options: a field by its name, or an extension by the name it is written with."""

    text: str
    is_extension: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The place of the cursor.

    `span` is the word at the cursor, offsets into the file; `typed` is its part before the cursor. `qualifier` is the
    dotted path in front of it, without its last dot (`.` for a leading one alone). `words` are the tokens of the statement,
    option or entry before all that. `holder` is the full name of the message, enum or service around, and `scope` the
    scope in which names are looked up. For options, `target` is the options message without its package (`FieldOptions`),
    `option` the parts of the option's name before the cursor, and `entries` the way from there into message literals.
    `statement` are the tokens of the declaration an option stands in.
    """

    place: Place
    span: Span
    typed: str
    qualifier: str = ""
    words: tuple[str, ...] = ()
    holder: str = ""
    scope: str = ""
    target: str = ""
    option: tuple[Part, ...] = ()
    entries: tuple[Part, ...] = ()
    statement: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = field(default=(), repr=False)

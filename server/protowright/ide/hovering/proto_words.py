"""What the words of the `.proto` language mean."""

from __future__ import annotations

from typing import Final

_ANY_SIZE = "a varint of one to ten bytes"
SCALARS: Final = {
    "double": "a floating-point number of 64 bits; eight bytes on the wire. In JSON a number, or `NaN`, `Infinity`, `-Infinity`",
    "float": "a floating-point number of 32 bits; four bytes on the wire. In JSON a number, or `NaN`, `Infinity`, `-Infinity`",
    "int32": f"an integer of 32 bits; {_ANY_SIZE} on the wire. A negative number takes ten bytes: `sint32` is smaller",
    "int64": f"an integer of 64 bits; {_ANY_SIZE} on the wire. A negative number takes ten bytes: `sint64` is smaller. "
    "In JSON a string",
    "uint32": "an integer of 32 bits without a sign; a varint of one to five bytes on the wire",
    "uint64": f"an integer of 64 bits without a sign; {_ANY_SIZE} on the wire. In JSON a string",
    "sint32": "an integer of 32 bits; a zigzag varint of one to five bytes on the wire: small negative numbers are short too",
    "sint64": f"an integer of 64 bits; a zigzag varint, {_ANY_SIZE}, on the wire: small negative numbers are short too. "
    "In JSON a string",
    "fixed32": "an integer of 32 bits without a sign; always four bytes on the wire, shorter than `uint32` from 2²⁸ on",
    "fixed64": "an integer of 64 bits without a sign; always eight bytes on the wire, shorter than `uint64` from 2⁵⁶ on. "
    "In JSON a string",
    "sfixed32": "an integer of 32 bits; always four bytes on the wire",
    "sfixed64": "an integer of 64 bits; always eight bytes on the wire. In JSON a string",
    "bool": "`true` or `false`; a varint of one byte on the wire",
    "string": "text in UTF-8; its length in bytes and the bytes on the wire",
    "bytes": "any bytes; their length and the bytes on the wire. In JSON a string in base64",
}
"""The scalar types: what they hold, and what they are on the wire and in JSON."""

KEYWORDS: Final = {
    "syntax": "the version of the language that the file is written in. A file that says none is in proto2",
    "edition": "the edition of the language that the file is written in: what holds for it unless `features` say otherwise",
    "package": "the name that all names of the file begin with. It takes no part in where the file lies or how it is imported",
    "import": "makes the names of another file known. The path is relative to an import root",
    "public": "whoever imports this file sees the names of the imported one too",
    "weak": "the imported file may be missing; kept for old code",
    "option": "sets an option. Of an import: the file is needed for its custom options only",
    "message": "a type with fields. On the wire it is its fields, each one with its number, in any order",
    "enum": "a type with named numbers. The first one is the default",
    "service": "methods that a server offers",
    "rpc": "a method: the message it takes and the message it gives",
    "returns": "the message that the method gives",
    "stream": "any number of messages, one after the other, in place of one",
    "oneof": "at most one of these fields is set. They are fields of the message around, and share its numbers",
    "map": "entries by key: on the wire a repeated message with the fields `key = 1` and `value = 2`. "
    "Their order is not kept, and a key occurs once",
    "extend": "adds fields to a message of another file, with numbers that it leaves to `extensions`",
    "extensions": "numbers that are left to fields which other files add with `extend`",
    "reserved": "numbers and names that must not be used, mostly as those of deleted fields were",
    "group": "a message and a field of its type at once, between two tags on the wire; replaced by nested messages",
    "optional": "whether the field is set is known, also when it has its default value",
    "required": "a message without the field is not valid. It can never be taken back safely",
    "repeated": "any number of values, in order",
    "export": "other files may use the name",
    "local": "only this file may use the name",
    "default": "the value of the field when it is not set",
    "json_name": "what the field is called in JSON",
}
"""Keywords, and the two words that are written like options but are none."""

VERSIONS: Final = {
    "proto2": "fields have explicit presence; enums are closed; `required`, groups, extensions and defaults may be used",
    "proto3": "fields without a label have implicit presence; enums are open and begin with zero; repeated scalars are packed",
    "2023": "fields have explicit presence; enums are open; repeated scalars are packed; `features` change that",
    "2024": "as 2023; names follow the style guide, and nested names are `local` unless they are exported",
    "2026": "as 2024; what other files see must be written down",
}
"""The versions of the language."""

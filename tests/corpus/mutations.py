"""Small seeded changes of real files: a token or a statement more, less, or another."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from protowright.proto.syntax.lexer import Tokens

SCALARS = ("double", "float", "int32", "int64", "uint32", "sint64", "fixed32", "sfixed64", "bool", "string", "bytes")
LABELS = ("optional", "required", "repeated")
NUMBERS = (
    *("0", "1", "2", "15", "16", "-1", "18999", "19000", "19999", "20000", "536870911", "536870912", "2147483647"),
    *("2147483648", "4294967295", "4294967296", "18446744073709551615", "18446744073709551616", "0x10", "0X1f"),
    *("010", "09", "1.5", "1e3", "1f", "0x", "1.", ".5", "1e", "99999999999999999999999"),
)
VALUES = (
    *(
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1.5",
        "-1.5",
        "inf",
        "nan",
        "-inf",
        '"x"',
        "'y'",
        '""',
        "{}",
        "UNKNOWN",
        "SPEED",
    ),
    *("18446744073709551616", '"a" "b"', "{ a: 1 }", "CORD", "JS_STRING", "[]", "true false"),
)
WORDS = (
    *("{", "}", ";", "(", ")", "[", "]", "<", ">", "=", ",", ".", "-", "+", ":", "/", "@", '"', "'", '"a"', "\\", "1"),
    *("message", "enum", "service", "rpc", "returns", "stream", "oneof", "option", "map", "reserved", "to", "max"),
    *("extend", "extensions", "group", "import", "public", "weak", "package", "syntax", "edition", "export", "local"),
    *(
        "optional",
        "required",
        "repeated",
        "int32",
        "string",
        "true",
        "inf",
        "google",
        "Foo",
        "bar",
        "é",
        "map<string, int32>",
    ),
)
NAMES = ("foo", "Foo", "FOO", "foo_bar", "fooBar", "_foo", "foo__bar", "message", "string", "Any", "Timestamp", "value")
FIELD_OPTIONS = (
    *(
        "deprecated = true",
        "packed = true",
        "packed = false",
        "lazy = true",
        'json_name = "x"',
        "default = 1",
        "ctype = CORD",
    ),
    *(
        "jstype = JS_STRING",
        "weak = true",
        "debug_redact = true",
        "retention = RETENTION_SOURCE",
        "targets = TARGET_TYPE_FIELD",
    ),
    *("features.field_presence = IMPLICIT", "features.enum_type = CLOSED", "(a.b) = 1", "unknown = 1", 'default = "x"'),
    *("unverified_lazy = true", "features.repeated_field_encoding = PACKED", "features.message_encoding = DELIMITED"),
)
STATEMENTS = (
    *(
        "option deprecated = true;",
        "option allow_alias = true;",
        "option message_set_wire_format = true;",
        "reserved 1;",
    ),
    *(
        'reserved "a";',
        "reserved 1 to max;",
        "extensions 100 to 200;",
        "extensions 1000;",
        "oneof kind { int32 one_a = 900; }",
    ),
    *("message Inner {}", "enum Kind { KIND_A = 0; }", "map<string, int32> some_map = 901;", "int32 same = 902;", ";"),
    *(
        "optional group Gr = 903 {}",
        "extend google.protobuf.FieldOptions { optional int32 my_ext = 50000; }",
        "option map_entry = true;",
    ),
    *("map<float, int32> bad_map = 904;", "repeated int32 many = 905 [packed = true];", "required int32 needed = 906;"),
    *(
        "optional string maybe = 907;",
        'import "google/protobuf/any.proto";',
        "option java_package = 1;",
        "A = 1;",
        "B = 0;",
    ),
    *(
        'option java_package = "a";',
        "option optimize_for = LITE_RUNTIME;",
        "option (nobody.knows) = 1;",
        "rpc X(Y) returns (Z);",
    ),
    *(
        "option features.field_presence = LEGACY_REQUIRED;",
        "export message Open {}",
        "local enum Near { NEAR_A = 0; }",
        'syntax = "proto3";',
    ),
)
_NUMBER = re.compile(r"\.?\d")
_NAME = re.compile(r"[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed text; `change` says what was done to it, for a report."""

    text: str
    change: str


Change = Callable[[random.Random, Tokens], "tuple[int, int, str] | None"]
"""Gives the tokens `first..last-1` that a text replaces, or None when the change does not apply to the file."""


def mutate(source: random.Random, text: str) -> Mutant:
    """The text after one change, which is picked evenly among the kinds of changes that apply."""
    tokens = Tokens(text)
    while True:
        kind = source.choice(tuple(CHANGES))
        found = CHANGES[kind](source, tokens)
        if found is None:
            continue
        first, last, new = found
        start = tokens.start(first)
        end = tokens.end(last - 1) if last > first else start
        changed = text[:start] + new + text[end:]
        if changed != text:
            return Mutant(changed, f"{kind}: `{_short(text[start:end])}` became `{_short(new)}`")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]}...{text[-15:]}"


def _any(source: random.Random, tokens: Tokens) -> int:
    """Any token but the end."""
    return source.randrange(len(tokens.texts) - 1)


def _of_kind(source: random.Random, tokens: Tokens, accepts: Callable[[int], bool]) -> int | None:
    """Any token that is accepted."""
    found = [index for index in range(len(tokens.texts) - 1) if accepts(index)]
    return source.choice(found) if found else None


def _delete(source: random.Random, tokens: Tokens) -> tuple[int, int, str]:
    index = _any(source, tokens)
    return index, index + 1, ""


def _double(source: random.Random, tokens: Tokens) -> tuple[int, int, str]:
    index = _any(source, tokens)
    return index, index + 1, f"{tokens.texts[index]} {tokens.texts[index]}"


def _swap(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    if len(tokens.texts) < 3:
        return None
    index = source.randrange(len(tokens.texts) - 2)
    return index, index + 2, tokens.texts[index + 1] + (tokens.trivia[index + 1] or " ") + tokens.texts[index]


def _replace_by_own(source: random.Random, tokens: Tokens) -> tuple[int, int, str]:
    index = _any(source, tokens)
    return index, index + 1, tokens.texts[_any(source, tokens)]


def _replace_by_word(source: random.Random, tokens: Tokens) -> tuple[int, int, str]:
    index = _any(source, tokens)
    return index, index + 1, source.choice(WORDS)


def _insert(source: random.Random, tokens: Tokens) -> tuple[int, int, str]:
    index = _any(source, tokens)
    return index, index, source.choice(WORDS) + " "


def _number(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    def is_number(index: int) -> bool:
        return _NUMBER.match(tokens.texts[index]) is not None

    index = _of_kind(source, tokens, is_number)
    other = _of_kind(source, tokens, is_number)
    if index is None or other is None:
        return None
    return index, index + 1, source.choice((source.choice(NUMBERS), tokens.texts[other]))


def _rename(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    def is_name(index: int) -> bool:
        return _NAME.match(tokens.texts[index]) is not None

    index, other = _of_kind(source, tokens, is_name), _of_kind(source, tokens, is_name)
    if index is None or other is None:
        return None
    name = tokens.texts[index]
    return (
        index,
        index + 1,
        source.choice((source.choice(NAMES), tokens.texts[other], name.swapcase(), name + "x", name[:-1])),
    )


def _rename_declared(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    def is_declared(index: int) -> bool:
        behind, before = tokens.texts[index + 1], tokens.texts[index - 1] if index else ""
        return _NAME.match(tokens.texts[index]) is not None and (
            behind in ("=", "{") and before not in ("option", "(", ".")
        )

    index, other = _of_kind(source, tokens, is_declared), _of_kind(source, tokens, is_declared)
    if index is None or other is None:
        return None
    name = tokens.texts[index]
    return (
        index,
        index + 1,
        source.choice((tokens.texts[other], tokens.texts[other], name.upper(), name.lower(), name + "_1")),
    )


def _starts_field(tokens: Tokens, index: int) -> bool:
    """Whether the token is the first of a type, in a field."""
    texts = tokens.texts
    if not _NAME.match(texts[index]) or (index and texts[index - 1] not in ("{", ";", "}", *LABELS)):
        return False
    end = _end_of_type(tokens, index)
    return (
        end + 2 < len(texts)
        and _NAME.match(texts[end]) is not None
        and texts[end + 1] == "="
        and texts[index] != "option"
    )


def _end_of_type(tokens: Tokens, index: int) -> int:
    """Behind the type whose first token that is."""
    end = index + 1
    while tokens.texts[end] == ".":
        end += 2 if end + 2 < len(tokens.texts) else 1
    return end


def _type(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    index = _of_kind(source, tokens, lambda index: _starts_field(tokens, index))
    if index is None:
        return None
    names = [
        text for before, text in zip(tokens.texts, tokens.texts[1:], strict=False) if before in ("message", "enum")
    ]
    choices = [*SCALARS, *names, "." + source.choice(SCALARS), "Unknown", "google.protobuf.Any", "map<string, string>"]
    choices += [f"map<{source.choice(SCALARS)}, {source.choice(names or ['int32'])}>", "group"]
    return index, _end_of_type(tokens, index), source.choice(choices)


def _label(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    index = _of_kind(source, tokens, lambda index: _starts_field(tokens, index))
    if index is None:
        return None
    new = source.choice(("", "optional", "required", "repeated"))
    if index and tokens.texts[index - 1] in LABELS:
        return index - 1, index, new
    return index, index, new + " "


def _option_value(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    starts = [
        index for index in range(len(tokens.texts) - 1) if tokens.texts[index] == "=" and _is_option(tokens, index)
    ]
    if not starts:
        return None
    index = source.choice(starts) + 1
    if tokens.texts[index] in ("{", "["):
        inner = _of_kind(source, tokens, lambda at: index < at < index + 40 and tokens.texts[at - 1] in (":", ","))
        return (index, index, source.choice(VALUES)) if inner is None else (inner, inner + 1, source.choice(VALUES))
    return index, index + 1, source.choice(VALUES)


def _is_option(tokens: Tokens, index: int) -> bool:
    """Whether the `=` sets an option: in an option statement, or behind a `[`."""
    for at in range(index - 1, max(-1, index - 12), -1):
        text = tokens.texts[at]
        if text in ("option", "["):
            return True
        if text in (";", "{", "}"):
            return False
    return False


def _option_name(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    index = _of_kind(
        source, tokens, lambda at: at > 0 and tokens.texts[at - 1] in ("option", "[") and at + 1 < len(tokens.texts)
    )
    return (
        None
        if index is None
        else (index, index + 1, source.choice((*NAMES, "deprecated", "features", "(foo)", "java_package")))
    )


def _field_option(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    index = _of_kind(source, tokens, lambda at: tokens.texts[at] in (";", "]") and at > 1 and _sets_number(tokens, at))
    if index is None:
        return None
    option = source.choice(FIELD_OPTIONS)
    return index, index, f", {option}" if tokens.texts[index] == "]" else f" [{option}]"


def _sets_number(tokens: Tokens, index: int) -> bool:
    return tokens.texts[index] == "]" or (
        tokens.texts[index - 2] == "=" and _NUMBER.match(tokens.texts[index - 1]) is not None
    )


def _statement(tokens: Tokens, source: random.Random) -> tuple[int, int] | None:
    """The tokens of a statement that ends with a semicolon."""
    end = _of_kind(source, tokens, lambda index: tokens.texts[index] == ";")
    if end is None:
        return None
    start = end
    while start and tokens.texts[start - 1] not in (";", "{", "}"):
        start -= 1
    return start, end + 1


def _delete_statement(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    found = _statement(tokens, source)
    return None if found is None else (*found, "")


def _double_statement(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    found = _statement(tokens, source)
    if found is None:
        return None
    text = tokens.text[tokens.start(found[0]) : tokens.end(found[1] - 1)]
    return found[1], found[1], f" {text}\n"


def _move_statement(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    found, target = _statement(tokens, source), _statement(tokens, source)
    if found is None or target is None:
        return None
    return target[1], target[1], f" {tokens.text[tokens.start(found[0]) : tokens.end(found[1] - 1)]}\n"


def _new_statement(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    index = _of_kind(source, tokens, lambda at: at > 0 and tokens.texts[at - 1] in (";", "{", "}"))
    return None if index is None else (index, index, source.choice(STATEMENTS) + "\n")


def _edition(source: random.Random, tokens: Tokens) -> tuple[int, int, str] | None:
    if tokens.texts[0] not in ("syntax", "edition") or len(tokens.texts) < 4:
        return None
    wanted = (
        'syntax = "proto2"',
        'syntax = "proto3"',
        'edition = "2023"',
        'edition = "2024"',
        'syntax = "proto4"',
        'edition = "2022"',
    )
    return 0, 3, source.choice(wanted)


CHANGES: dict[str, Change] = {
    "deleted token": _delete,
    "doubled token": _double,
    "swapped tokens": _swap,
    "token of the file": _replace_by_own,
    "other token": _replace_by_word,
    "inserted token": _insert,
    "number": _number,
    "name": _rename,
    "declared name": _rename_declared,
    "type": _type,
    "label": _label,
    "option value": _option_value,
    "option name": _option_name,
    "field option": _field_option,
    "deleted statement": _delete_statement,
    "doubled statement": _double_statement,
    "copied statement": _move_statement,
    "new statement": _new_statement,
    "edition": _edition,
}

"""What a new name must be like."""

from __future__ import annotations

import re

from protowright.ide.mentions import PACKAGE, REQUEST, VARIABLE
from protowright.ide.rename.outcome import Refused
from protowright.ide.rename.subject import Subject
from protowright.proto.semantic.names import SCALARS
from protowright.proto.semantic.symbols import SymbolKind
from protowright.request.names import fit_name

_WORDS = frozenset(
    (
        *("syntax", "edition", "package", "import", "option", "message", "enum", "service", "extend", "extensions"),
        *("reserved", "oneof", "map", "group", "optional", "required", "repeated", "rpc", "returns", "stream"),
        *("export", "local", "public", "weak", "to", "max", "true", "false", "inf", "nan"),
    )
)
"""Words of the language, which mean something else in some places."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DOTTED = re.compile(rf"{_NAME.pattern}(?:\.{_NAME.pattern})*")
_VARIABLE = re.compile(r"[A-Za-z_][\w-]*")
_REQUEST = re.compile(r"[\w-]+")
_TYPES = (SymbolKind.MESSAGE.value, SymbolKind.ENUM.value)


def check_name(subject: Subject, new_name: str) -> None:
    """Raises Refused when `new_name` cannot be the name of anything of that kind."""
    pattern, what = _FORMS.get(
        subject.kind, (_NAME, "a name is letters, digits and `_`, and does not begin with a digit")
    )
    if not pattern.fullmatch(new_name):
        raise Refused(f"`{new_name}` is no name: {what}")
    if subject.kind == REQUEST and fit_name(new_name) != new_name:
        raise Refused(f"`{new_name}` is no name of a request: it begins and ends with a letter, a digit or `_`")
    if subject.kind in _TYPES and new_name in SCALARS:
        raise Refused(f"`{new_name}` is a type of the language, and would be read as that where it is used")


def is_word(new_name: str) -> bool:
    """Whether a component of the name is a word of the language, so that a use of it may be read as something else."""
    return not (_WORDS | SCALARS).isdisjoint(new_name.split("."))


_FORMS = {
    PACKAGE: (_DOTTED, "a package is names with dots between them"),
    VARIABLE: (_VARIABLE, "a variable is letters, digits, `_` and `-`, and begins with a letter or `_`"),
    REQUEST: (_REQUEST, "a request is called by letters, digits, `_` and `-`"),
}

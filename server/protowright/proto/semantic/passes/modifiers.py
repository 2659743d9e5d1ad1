"""Where `export` and `local` may stand."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import edition_number
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.syntax.nodes import Block, Declaration, Enum, Field, Message, Path

_WORDS = ("export", "local")


def visibility_modifiers(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every `export` and `local` in front of a declaration, and types named so where these are words of the language."""
    edition = edition_number(link.symbols)
    pending: list[Declaration] = list(link.symbols.tree.declarations)
    while pending:
        node = pending.pop()
        if isinstance(node, Block):
            pending.extend(node.body)
        written = [modifier for modifier in node.modifiers if modifier.text in _WORDS]
        if written and edition < 2024:
            message = f"`{written[0].text}` needs edition 2024"
            yield fault(link, codes.VISIBILITY_NOT_ALLOWED, message, written[0])
        elif written and not isinstance(node, (Message, Enum)):
            message = f"`{written[0].text}` stands in front of messages and enums only"
            yield fault(link, codes.VISIBILITY_NOT_ALLOWED, message, written[0])
        elif len(written) > 1:
            message = "a declaration is either `export` or `local`"
            yield fault(link, codes.VISIBILITY_NOT_ALLOWED, message, written[1])
        elif edition >= 2024 and isinstance(node, Field) and node.label is None and is_reserved_word(node.type):
            message = "`export` and `local` are words of the language since edition 2024"
            help = "write a dot in front of a type of that name"
            yield fault(link, codes.VISIBILITY_NOT_ALLOWED, message, node.type or node, help)


def is_reserved_word(type: object) -> bool:
    """Whether a type's first word is `export` or `local`, without a dot in front."""
    return isinstance(type, Path) and type.text.partition(".")[0] in _WORDS

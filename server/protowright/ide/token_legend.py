"""The types and modifiers of semantic tokens: what editors are told before any file is looked at."""

from __future__ import annotations

import enum

TYPES = (
    "namespace",
    "struct",
    "enum",
    "interface",
    "method",
    "property",
    "enumMember",
    "variable",
    "event",
    "keyword",
    "parameter",
    "decorator",
)
"""The standard token types that are used, in the order of the legend."""


class Modifier(enum.IntFlag):
    """The standard token modifiers that are used; the names and their order are those of the legend."""

    DECLARATION = 1
    DEPRECATED = 2
    MODIFICATION = 4
    DEFAULT_LIBRARY = 8


MODIFIERS = ("declaration", "deprecated", "modification", "defaultLibrary")

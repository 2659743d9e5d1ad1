"""The passes over one file, in order. Each yields diagnostics, and none stops the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import OPTION_IMPORT_AS_TYPE
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.declared_options import options
from protowright.proto.semantic.passes.defaults import defaults
from protowright.proto.semantic.passes.deprecated import deprecated_uses
from protowright.proto.semantic.passes.edition_2026 import edition_2026
from protowright.proto.semantic.passes.enums import enums
from protowright.proto.semantic.passes.extension_declarations import extension_declarations
from protowright.proto.semantic.passes.extensions import extensions
from protowright.proto.semantic.passes.features import features
from protowright.proto.semantic.passes.field_options import field_options
from protowright.proto.semantic.passes.header import header
from protowright.proto.semantic.passes.imports import imports, unused_imports
from protowright.proto.semantic.passes.json_names import json_names
from protowright.proto.semantic.passes.labels import field_forms
from protowright.proto.semantic.passes.message_sets import lite, message_sets
from protowright.proto.semantic.passes.modifiers import visibility_modifiers
from protowright.proto.semantic.passes.names import duplicate_names, type_names
from protowright.proto.semantic.passes.naming import naming
from protowright.proto.semantic.passes.numbers import field_numbers
from protowright.proto.semantic.passes.structure import structure
from protowright.proto.semantic.passes.visibility import visibility
from protowright.text.gradually import Pause, no_pause

Pass = Callable[[LinkedFile], Iterator[Diagnostic]]

PASSES: tuple[Pass, ...] = (
    header,
    imports,
    duplicate_names,
    field_forms,
    field_numbers,
    structure,
    enums,
    json_names,
    defaults,
    extensions,
    features,
    field_options,
    naming,
    visibility,
    visibility_modifiers,
    extension_declarations,
    message_sets,
    lite,
    edition_2026,
    deprecated_uses,
)
"""Passes that need the file alone, and what it sees."""


def check(link: LinkedFile, pause: Pause = no_pause) -> list[Diagnostic]:
    """All faults of a file beyond those of its syntax, in the order of the text. `pause` is called between the passes, and
    within the longest."""
    found: list[Diagnostic] = []
    for run in PASSES:
        pause()
        found += run(link)
    used: set[FileSymbols] = set()  # the last two gather which files are used
    pause()
    found += type_names(link, used)
    found += options(link, used, pause)
    if not link.symbols.tree.diagnostics and _no_errors(found):
        found += unused_imports(link, used)  # while something is wrong, nobody knows what will be used
    return sorted(found, key=lambda diagnostic: diagnostic.span)


def _no_errors(found: list[Diagnostic]) -> bool:
    """Whether nothing found keeps the meaning of the file open. A use that is not allowed is a use all the same."""
    return all(fault.severity is not Severity.ERROR or fault.code is OPTION_IMPORT_AS_TYPE for fault in found)

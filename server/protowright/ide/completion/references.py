"""How a name has to be written where it is used."""

from __future__ import annotations

from collections.abc import Iterable

from protowright.ide.completion.question import scopes_around
from protowright.proto.semantic.names import TYPES, Scope
from protowright.proto.semantic.symbols import SymbolKind

_HOLDERS = frozenset((SymbolKind.MESSAGE, SymbolKind.ENUM, SymbolKind.SERVICE))


def reference(scope: Scope, full_name: str, at: str, prefers_types: bool) -> str:
    """The shortest text that means `full_name` in the scope `at`; the name need not be visible yet.

    `prefers_types` as in `Scope.resolve`.
    """
    scopes = scopes_around(at)
    for around in scopes:  # a text that means the name is what is left of it within one of them
        if not around or full_name.startswith(around + "."):
            text = full_name[len(around) + 1 :] if around else full_name
            if _meaning(scope, text, scopes, full_name, prefers_types) == full_name:
                return text
    return "." + full_name


def _meaning(scope: Scope, text: str, scopes: Iterable[str], target: str, prefers_types: bool) -> str:
    """The full name that `text` stands for within `scopes`, innermost first, were `target` visible."""
    first, _, rest = text.partition(".")
    for around in scopes:
        candidate = f"{around}.{first}" if around else first
        if candidate == target or (rest and target.startswith(candidate + ".")):
            return f"{around}.{text}" if around else text
        found = scope.names.get(candidate)
        is_package = candidate in scope.packages
        if rest:
            if (found is not None and found.kind in _HOLDERS) or is_package:
                return f"{around}.{text}" if around else text
        elif (found is not None and (not prefers_types or found.kind in TYPES)) or (is_package and not prefers_types):
            return candidate
    return ""

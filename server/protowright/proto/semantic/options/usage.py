"""Where an option may be used: `targets` and `feature_support` of its field (descriptor.proto)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protowright.diagnostics import proto_codes as codes
from protowright.proto.semantic.features import AFTER_ALL_OTHERS
from protowright.proto.semantic.features_of import edition_number
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.options.values import InvalidOption
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import Identifier, MessageLiteral, Node, Option, StringLiteral

_TARGETS = {
    "FileOptions": "file",
    "ExtensionRangeOptions": "extension range",
    "MessageOptions": "message",
    "FieldOptions": "field",
    "OneofOptions": "oneof",
    "EnumOptions": "enum",
    "EnumValueOptions": "enum entry",
    "ServiceOptions": "service",
    "MethodOptions": "method",
}


@dataclass(frozen=True, slots=True)
class FieldUsage:
    """What the options of an option's field say: the kinds of declaration it may stand on (empty: all), and editions.

    Editions are years, small numbers for those before the first year (`_BEFORE_YEARS`), and 0 when not said; `note` is
    the text for a deprecated or removed option.
    """

    targets: frozenset[str] = frozenset()
    introduced: int = 0
    deprecated: int = 0
    removed: int = 0
    note: str = ""


_ANYWHERE = FieldUsage()

_BEFORE_YEARS = {"LEGACY": 1, "PROTO2": 2, "PROTO3": 3}
_NAMES = {1: "legacy files", 2: "proto2", 3: "proto3", AFTER_ALL_OTHERS: "the unstable edition"}


class OptionUsage:
    """The options of one declaration, whose options message is `target`."""

    def __init__(self, link: LinkedFile, target: str) -> None:
        self._kind = _TARGETS.get(target.rpartition(".")[2], "")
        self._edition = edition_number(link.symbols) or _BEFORE_YEARS.get(link.symbols.syntax.upper(), 0)
        self._is_editions = link.symbols.is_editions
        self._has_lifetimes = True

    def enter(self, option: str) -> None:
        """The faults to come are those of the option whose name begins with `option`."""
        # Without an edition `features` is refused as a whole, so its parts are no faults of their own.
        self._has_lifetimes = self._is_editions or option != "features"

    def faults(self, field: Symbol, node: Node) -> Iterator[InvalidOption]:
        """What is wrong with using `field`, or an enum value, here at `node`."""
        if not field.options:
            return
        usage = usage_of(field)
        name = field.name.text
        if usage.targets and self._kind not in usage.targets:
            text = f"`{name}` cannot be set on {_article(self._kind)}"
            help = f"it can be set on: {', '.join(sorted(usage.targets))}"
            yield InvalidOption(codes.OPTION_TARGET, text, node, help)
        if not self._has_lifetimes:
            return
        if self._edition < usage.introduced:
            text = f"`{name}` came with {_edition(usage.introduced)}, and this file uses {_edition(self._edition)}"
            yield InvalidOption(codes.FEATURE_LIFETIME, text, node)
        elif usage.removed and self._edition >= usage.removed:
            text = f"`{name}` is gone since {_edition(usage.removed)}"
            yield InvalidOption(codes.FEATURE_LIFETIME, text, node, usage.note or None)
        elif usage.deprecated and self._edition >= usage.deprecated:
            text = f"`{name}` is deprecated since {_edition(usage.deprecated)}"
            yield InvalidOption(codes.DEPRECATED_FEATURE, text, node, usage.note or None)


def usage_of(field: Symbol) -> FieldUsage:
    """What the options of a field say about its use as an option."""
    targets = frozenset(
        option.value.text.removeprefix("TARGET_TYPE_").lower().replace("_", " ")
        for option in field.options
        if option_name(option) == "targets" and isinstance(option.value, Identifier)
    )
    support = next((option for option in field.options if option_name(option) == "feature_support"), None)
    if support is None:
        return FieldUsage(targets) if targets else _ANYWHERE
    values = dict(_support(support))
    return FieldUsage(
        targets,
        _year(values.get("edition_introduced", "")),
        _year(values.get("edition_deprecated", "")),
        _year(values.get("edition_removed", "")),
        values.get("removal_error") or values.get("deprecation_warning") or "",
    )


def _support(option: Option) -> Iterator[tuple[str, str]]:
    if isinstance(option.value, MessageLiteral):
        for entry in option.value.fields:
            if entry.name is not None and isinstance(entry.value, Identifier):
                yield entry.name.text, entry.value.text
            elif entry.name is not None and isinstance(entry.value, StringLiteral):
                yield entry.name.text, string_value(entry.value).decode("utf-8", "replace")


def _year(edition: str) -> int:
    digits = edition.removeprefix("EDITION_")
    if digits in ("UNSTABLE", "MAX"):
        return AFTER_ALL_OTHERS
    return int(digits) if digits.isdigit() else _BEFORE_YEARS.get(digits, 0)


def _edition(year: int) -> str:
    return _NAMES.get(year) or f"edition {year}"


def _article(kind: str) -> str:
    return f"{'an' if kind[:1] in 'aeio' else 'a'} {kind}"

"""Declared names, by what they stand for."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from protowright.proto.syntax.literals import integer_value
from protowright.proto.syntax.nodes import Declaration, EnumValue, Field, Identifier, Option, Path, Ranges, Rpc

if TYPE_CHECKING:
    from protowright.proto.semantic.file_symbols import FileSymbols


class SymbolKind(enum.Enum):
    """What a name stands for; the values are the language's own words."""

    MESSAGE = "message"
    ENUM = "enum"
    ENUM_VALUE = "enum value"
    FIELD = "field"
    EXTENSION = "extension"
    ONEOF = "oneof"
    SERVICE = "service"
    RPC = "rpc"


class Symbol:
    """One declared name. `full_name` has no leading dot.

    `scope` is the full name of what the name is a member of: enum values and the fields of a oneof belong to the scope
    around theirs. `parent` is the declaration around this one, None at the top of the file.
    """

    __slots__ = ("declaration", "file", "full_name", "name", "options", "parent", "scope")
    kind: SymbolKind

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: Declaration
    ) -> None:
        self.file = file
        self.parent = parent
        self.scope = scope
        self.name = name
        self.declaration = declaration
        self.full_name = f"{scope}.{name.text}" if scope else name.text
        self.options: list[Option] = []


class FieldSymbol(Symbol):
    """A field; `oneof` is the oneof it is in. An extension has the `extendee` its extend block names."""

    __slots__ = ("extendee", "label", "map_entry", "number", "oneof", "type")
    kind = SymbolKind.FIELD
    declaration: Field

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: Field
    ) -> None:
        super().__init__(file, parent, scope, name, declaration)
        self.label = declaration.label.text if declaration.label is not None else ""
        self.type: Path | None = declaration.type if isinstance(declaration.type, Path) else None
        self.number = integer_value(declaration.number)
        self.options = declaration.options or self.options
        self.oneof: OneofSymbol | None = None
        self.extendee: Path | None = None
        self.map_entry: MessageSymbol | None = None

    @property
    def is_group(self) -> bool:
        """Whether the field is written as a group."""
        return self.declaration.is_group

    @property
    def is_repeated(self) -> bool:
        """Whether there may be several values."""
        return self.label == "repeated" or self.map_entry is not None


class ExtensionSymbol(FieldSymbol):
    """A field of another message. `parent` is the message the extend block stands in."""

    __slots__ = ()
    kind = SymbolKind.EXTENSION


class OneofSymbol(Symbol):
    """A oneof and its fields."""

    __slots__ = ("fields",)
    kind = SymbolKind.ONEOF

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: Declaration
    ) -> None:
        super().__init__(file, parent, scope, name, declaration)
        self.fields: list[FieldSymbol] = []


class MessageSymbol(Symbol):
    """A message, the message of a group, or the entry of a map field (`map_field`)."""

    __slots__ = ("enums", "extensions", "fields", "map_field", "messages", "oneofs", "ranges")
    kind = SymbolKind.MESSAGE

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: Declaration
    ) -> None:
        super().__init__(file, parent, scope, name, declaration)
        self.fields: list[FieldSymbol] = []
        self.oneofs: list[OneofSymbol] = []
        self.messages: list[MessageSymbol] = []
        self.enums: list[EnumSymbol] = []
        self.extensions: list[ExtensionSymbol] = []
        self.ranges: list[Ranges] = []
        self.map_field: FieldSymbol | None = None


class EnumValueSymbol(Symbol):
    """A value of an enum, its `parent`."""

    __slots__ = ("number",)
    kind = SymbolKind.ENUM_VALUE

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: EnumValue
    ) -> None:
        super().__init__(file, parent, scope, name, declaration)
        self.number = integer_value(declaration.number)
        self.options = declaration.options or self.options


class EnumSymbol(Symbol):
    """An enum and its values."""

    __slots__ = ("ranges", "values")
    kind = SymbolKind.ENUM

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: Declaration
    ) -> None:
        super().__init__(file, parent, scope, name, declaration)
        self.values: list[EnumValueSymbol] = []
        self.ranges: list[Ranges] = []


class MethodSymbol(Symbol):
    """A method of a service, its `parent`."""

    __slots__ = ()
    kind = SymbolKind.RPC
    declaration: Rpc


class ServiceSymbol(Symbol):
    """A service and its methods."""

    __slots__ = ("methods",)
    kind = SymbolKind.SERVICE

    def __init__(
        self, file: FileSymbols, parent: Symbol | None, scope: str, name: Identifier, declaration: Declaration
    ) -> None:
        super().__init__(file, parent, scope, name, declaration)
        self.methods: list[MethodSymbol] = []


def join(scope: str, name: str) -> str:
    """The full name of `name` in `scope`."""
    return f"{scope}.{name}" if scope else name


def is_map_entry(symbol: Symbol) -> bool:
    """Whether it is the message that a map field makes for its entries, which nothing can name."""
    return isinstance(symbol, MessageSymbol) and symbol.map_field is not None

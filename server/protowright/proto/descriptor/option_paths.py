"""Which field of an options message an option sets (protoc's `OptionInterpreter::UpdateSourceCodeInfo`)."""

from __future__ import annotations

from collections import Counter

from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Option, OptionNamePart

Path = tuple[int, ...]


class OptionPaths:
    """The places of a file's options in its descriptor. Repeated options are counted as they come."""

    def __init__(self, link: LinkedFile) -> None:
        self._link = link
        self._counts: Counter[Path] = Counter()

    def path(self, base: Path, target: str, option: Option, scope: str) -> Path | None:
        """The path of what `option` sets, below `base`, the path of the options message.

        `target` is the message's name, such as `FieldOptions`; names in parentheses are looked up in `scope`. None for
        an option that does not exist.
        """
        message = self._link.descriptor.symbols.by_name.get(f"google.protobuf.{target}")
        current = message if isinstance(message, MessageSymbol) else None
        path, field = base, None
        for part in option.name:
            field = None if current is None else self._field(current, part, scope)
            if field is None or field.number is None:
                return None
            path = (*path, field.number)
            current = self._link.type_of(field).message
        if field is None or not field.is_repeated:
            return path
        self._counts[path] += 1
        return (*path, self._counts[path] - 1)

    def _field(self, message: MessageSymbol, part: OptionNamePart, scope: str) -> FieldSymbol | None:
        if part.name is None:
            return None
        if part.is_extension:
            found = self._link.scope.resolve(part.name.text, scope)
            return found if isinstance(found, ExtensionSymbol) else None
        return next((field for field in message.fields if field.name.text == part.name.text), None)

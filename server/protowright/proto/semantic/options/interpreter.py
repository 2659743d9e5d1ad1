"""Interpreting the options of a declaration (protoc's `OptionInterpreter` in descriptor.cc)."""

from __future__ import annotations

from collections.abc import Callable

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.guesses import guesses
from protowright.proto.semantic.features_of import wire_keyword
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import FieldType, LinkedFile
from protowright.proto.semantic.options.amendments import amended_field
from protowright.proto.semantic.options.text_format import encode_literal
from protowright.proto.semantic.options.usage import OptionUsage
from protowright.proto.semantic.options.values import InvalidOption, encode_option_value
from protowright.proto.semantic.options.wire import encode_field
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol
from protowright.proto.syntax.literals import is_malformed
from protowright.proto.syntax.nodes import Identifier, MessageLiteral, Node, Option, OptionNamePart, Value
from protowright.text.nearest import nearest, suggestion

Report = Callable[[Diagnostic], None]
_UNINTERPRETED = "uninterpreted_option"


class OptionInterpreter:
    """Interprets the options of one file. The files that declare the custom options it meets are added to `used`."""

    def __init__(self, link: LinkedFile, report: Report, used: set[FileSymbols] | None = None) -> None:
        self._link = link
        self._report = report
        self._used = set() if used is None else used

    def interpret(self, target: str, options: list[Option], scope: str) -> bytes:
        """The serialized options message `target` (such as `google.protobuf.FieldOptions`).

        Names in parentheses are looked up in `scope`. What is wrong is reported, and left out.
        """
        message = self._link.descriptor.symbols.by_name.get(target)
        if not isinstance(message, MessageSymbol):
            return b""
        self._used.add(self._link.descriptor.symbols)
        self._usage = OptionUsage(self._link, target)
        seen: dict[tuple[int, ...], Option] = {}
        parts: list[bytes] = []
        for option in options:
            try:
                parts.append(self._option(message, option, scope, seen))
            except InvalidOption as error:
                self._fault(error)
        return b"".join(parts)

    def _fault(self, error: InvalidOption) -> None:
        span = self._link.symbols.tree.span(error.node)
        fixes = guesses(span, error.instead)
        self._report(Diagnostic(error.code, str(error), span, help=error.help, fixes=fixes))

    def _option(self, message: MessageSymbol, option: Option, scope: str, seen: dict[tuple[int, ...], Option]) -> bytes:
        if option.value is None or is_malformed(option.value) or _is_broken(option.value):
            return b""  # the parser has said what is wrong
        path = self._path(message, option, scope)
        field = path[-1]
        if len(path) > 1 and path[0].name.text == "features" and path[1].file is self._link.symbols:
            text = f"the feature `{path[1].name.text}` cannot be used in the file that defines it"
            raise InvalidOption(codes.FEATURE_USED_WHERE_DEFINED, text, option.name[1])
        self._refuse_second(path, option, seen)
        self._usage.enter(path[0].name.text)
        for member, part in zip(path, option.name, strict=True):
            self._use(member, part)
        type = self._link.type_of(field)
        if any(self._link.type_of(member).keyword == "unknown" for member in path):
            return b""  # said where the field is declared
        payload = self._payload(field, type, option)
        for index in range(len(path) - 1, -1, -1):
            member = path[index]
            keyword = wire_keyword(self._link, member, self._link.type_of(member))
            payload = encode_field(member.number or 0, keyword, payload)
        return payload

    def _use(self, field: FieldSymbol, node: Node) -> None:
        """The option uses `field`: may it, on this kind of declaration and in this edition?"""
        for error in self._usage.faults(field, node):
            self._fault(error)

    # The name

    def _path(self, message: MessageSymbol, option: Option, scope: str) -> list[FieldSymbol]:
        """The fields that the parts of the name stand for, from the options message inwards."""
        path: list[FieldSymbol] = []
        current: MessageSymbol | None = message
        for index, part in enumerate(option.name):
            if current is None:
                before = path[-1].name.text
                text = f"`{before}` is no message, so it has no field `{_shown(part)}`"
                raise InvalidOption(codes.OPTION_NOT_A_MESSAGE, text, part)
            field = self._part(current, part, scope, is_first=index == 0)
            path.append(field)
            current = self._link.type_of(field).message
            if index + 1 < len(option.name) and field.is_repeated:
                text = f"`{field.name.text}` is repeated: set it as a whole, with a message in braces"
                raise InvalidOption(codes.REPEATED_OPTION_IN_PARTS, text, part)
        return path

    def _part(self, message: MessageSymbol, part: OptionNamePart, scope: str, is_first: bool) -> FieldSymbol:
        assert part.name is not None, "the parser gives every part a name"
        name = part.name.text
        if part.is_extension:
            return self._extension(message, part, name, scope)
        own = next((field for field in message.fields if field.name.text == name), None)
        found = amended_field(message, name, own)
        if found is not None and not (is_first and name == _UNINTERPRETED):
            return found
        if is_first:
            raise self._unknown_option(message, part, name)
        names = [field.name.text for field in message.fields]
        text = f"`{message.full_name}` has no field `{name}`"
        near = nearest(name, names, 3)
        raise InvalidOption(codes.UNKNOWN_OPTION, text, part, suggestion(near), near)

    def _unknown_option(self, message: MessageSymbol, part: OptionNamePart, name: str) -> InvalidOption:
        if name == _UNINTERPRETED:
            text = "`uninterpreted_option` is protoc's own and cannot be set"
            return InvalidOption(codes.UNKNOWN_OPTION, text, part)
        names = [field.name.text for field in message.fields if field.name.text != _UNINTERPRETED]
        custom = self._link.scope.find(name)
        near = nearest(name, names, 3)
        help = suggestion(near)
        if isinstance(custom, ExtensionSymbol):
            help, near = f"custom options stand in parentheses: `({name})`", [f"({name})"]
        return InvalidOption(codes.UNKNOWN_OPTION, f"there is no option `{name}` here", part, help, near)

    def _extension(self, message: MessageSymbol, part: OptionNamePart, name: str, scope: str) -> FieldSymbol:
        found = self._link.scope.resolve(name, scope)
        if not isinstance(found, ExtensionSymbol):
            hidden = self._link.scope.hiding_name(name, scope)
            if hidden:
                text = f"`({name})` means `{hidden}` here, which does not exist"
                raise InvalidOption(codes.HIDDEN_NAME, text, part, f"write `(.{name})` for the outermost name")
            home = None if found is not None else self._link.declaring_file(name, scope)
            if home is not None:
                text = f"the option `({name})` is declared in `{home.name}`, which is not imported"
                raise InvalidOption(codes.MISSING_IMPORT, text, part, f'add `import "{home.name}";`')
            help = "import the file that declares it"
            raise InvalidOption(codes.UNKNOWN_OPTION, f"the option `({name})` was not found", part, help)
        self._used.add(found.file)
        extendee = self._link.extendee_of(found)
        if extendee is None or extendee.full_name != message.full_name:
            extended = "nothing" if extendee is None else f"`{extendee.full_name}`"
            text = f"`({name})` extends {extended}, and `{message.full_name}` is wanted here"
            raise InvalidOption(codes.OPTION_OF_OTHER_DECLARATION, text, part)
        return found

    # The value

    def _payload(self, field: FieldSymbol, type: FieldType, option: Option) -> bytes:
        value = option.value
        assert value is not None
        if type.message is not None:
            if not isinstance(value, MessageLiteral):
                help = f"write `{_name(option)} = {{ ... }}`, or set one of its fields: `{_name(option)}.field = ...`"
                raise InvalidOption(codes.OPTION_TYPE_MISMATCH, f"`{_name(option)}` is a message", value, help)
            return encode_literal(self._link, type.message, value, self._fault, self._use, self._used)
        payload = encode_option_value(type, value)
        if type.enum is not None and isinstance(value, Identifier):
            chosen = next((known for known in type.enum.values if known.name.text == value.text), None)
            for error in () if chosen is None else self._usage.faults(chosen, value):
                self._fault(error)
        return payload

    def _refuse_second(self, path: list[FieldSymbol], option: Option, seen: dict[tuple[int, ...], Option]) -> None:
        """An option that is not repeated is set once, as a whole or field by field."""
        numbers = tuple(field.number or 0 for field in path)
        for length in range(1, len(numbers)):
            first = seen.get(numbers[:length])
            if first is not None and _sets(first.value, path[length:]):
                raise self._second(option, first)
        if path[-1].is_repeated:
            return
        for known, first in seen.items():
            if known[: len(numbers)] == numbers:
                raise self._second(option, first)
        seen[numbers] = option

    def _second(self, option: Option, first: Option) -> InvalidOption:
        text = f"the option `{_name(option)}` is set already"
        return InvalidOption(codes.OPTION_SET_TWICE, text, option.name[0])


def _sets(value: Value | None, path: list[FieldSymbol]) -> bool:
    """Whether a message literal sets the field that `path` leads to, or something in it."""
    if not isinstance(value, MessageLiteral) or not path:
        return True
    for entry in value.fields:
        name = "" if entry.name is None else entry.name.components[-1].text
        if name.lower() == path[0].name.text.lower() and _sets(entry.value, path[1:]):
            return True
    return False


def _is_broken(value: Value) -> bool:
    return isinstance(value, MessageLiteral) and value.is_broken


def _shown(part: OptionNamePart) -> str:
    assert part.name is not None
    return f"({part.name.text})" if part.is_extension else part.name.text


def _name(option: Option) -> str:
    return ".".join(_shown(part) for part in option.name)

"""Text from the AST of proto-schema-parser, with what its own generator leaves out.

That one knows no visibility and no `import option`; it drops the options of enum values, groups and extension ranges, the
labels of groups, and empty bodies of methods; and it takes every option of a file for a string.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proto_schema_parser import ast
from proto_schema_parser.generator import Generator


@dataclass
class Import(ast.Import):
    """An import, perhaps for the sake of options alone."""

    option: bool = False


@dataclass
class Message(ast.Message):
    """A message; `visibility` is `export`, `local` or empty."""

    visibility: str = ""


@dataclass
class Enum(ast.Enum):
    """An enum; `visibility` is `export`, `local` or empty."""

    visibility: str = ""


@dataclass
class Group(ast.Group):
    """A group with the options of its field."""

    options: list[ast.Option] = field(default_factory=list)


@dataclass
class Method(ast.Method):
    """A method; `has_body` tells that it has braces, even with nothing in them."""

    has_body: bool = False


class SourceGenerator(Generator):
    """Generates text that means all that the AST says."""

    def generate(self, file: ast.File) -> str:
        """The text of a file; nothing is left out, and no line ends in white space."""
        lines = [f'edition = "{file.edition}";' if file.edition else f'syntax = "{file.syntax}";']
        for element in file.file_elements:
            if isinstance(element, ast.Comment) and element.inline:
                lines[-1] += f" {element.text}"
            else:
                lines.append(self._top_level(element))
        return "".join(f"{line.rstrip()}\n" for line in "\n".join(lines).split("\n"))

    def _top_level(self, element: ast.FileElement) -> str:
        if isinstance(element, ast.Package):
            return f"package {element.name};"
        if isinstance(element, ast.Import):
            return self._generate_import(element)
        if isinstance(element, ast.Option):
            return self._generate_option(element)
        if isinstance(element, ast.Message):
            return self._generate_message(element)
        if isinstance(element, ast.Enum):
            return self._generate_enum(element)
        if isinstance(element, ast.Extension):
            return self._generate_extension(element)
        if isinstance(element, ast.Service):
            return self._generate_service(element)
        return self._generate_comment(element)

    def _generate_import(self, element: ast.Import) -> str:
        is_option = isinstance(element, Import) and element.option
        modifier = "option " if is_option else "weak " if element.weak else "public " if element.public else ""
        return f"import {modifier}{self._generate_scalar(element.name)};"

    def _generate_message(self, message: ast.Message, indent_level: int = 0) -> str:
        text = super()._generate_message(message, indent_level)
        return _visible(text, message.visibility) if isinstance(message, Message) else text

    def _generate_enum(self, enum: ast.Enum, indent_level: int = 0) -> str:
        """Enum values are written as fields without a type, which have options."""
        lines = super()._generate_enum(ast.Enum(enum.name), indent_level).split("\n")
        body = [lines[0]]
        for element in enum.elements:
            self._add_to_enum(body, element, indent_level + 1)
        text = "\n".join([*body, *lines[1:]])
        return _visible(text, enum.visibility) if isinstance(enum, Enum) else text

    def _add_to_enum(self, lines: list[str], element: ast.EnumElement, indent_level: int) -> None:
        if isinstance(element, ast.EnumValue):
            options = self._options(element.options, indent_level)
            lines.append(f"{'  ' * indent_level}{element.name} = {element.number}{options};")
        elif isinstance(element, ast.EnumReserved):
            lines.append(self._generate_enum_reserved(element, indent_level))
        elif isinstance(element, ast.Option):
            lines.append(self._generate_option(element, indent_level))
        elif element.inline:
            lines[-1] += f" {element.text}"
        else:
            lines.append(self._generate_comment(element, indent_level))

    def _options(self, options: list[ast.Option], indent_level: int) -> str:
        if not options:
            return ""
        values = (self._generate_option_value(option.value, indent_level, inline=True) for option in options)
        shown = (f"{option.name} = {value}" for option, value in zip(options, values, strict=True))
        return f" [{', '.join(shown)}]"

    def _generate_group(self, group: ast.Group, indent_level: int = 0) -> str:
        """The body is that of a message."""
        indent = "  " * indent_level
        label = f"{group.cardinality.value.lower()} " if group.cardinality else ""
        options = self._options(group.options, indent_level) if isinstance(group, Group) else ""
        body = super()._generate_message(ast.Message(group.name, group.elements), indent_level)
        head = f"{indent}message {group.name} {{"
        return f"{indent}{label}group {group.name} = {group.number}{options} {{{body[len(head) :]}"

    def _generate_extension_range(self, extension_range: ast.ExtensionRange, indent_level: int = 0) -> str:
        text = super()._generate_extension_range(extension_range, indent_level)
        return f"{text.removesuffix(';')}{self._options(extension_range.options, indent_level)};"

    def _generate_method(self, method: ast.Method, indent_level: int = 0) -> str:
        text = super()._generate_method(method, indent_level)
        has_body = isinstance(method, Method) and method.has_body
        return f"{text.removesuffix(';')} {{}}" if has_body and text.endswith(";") else text


def _visible(text: str, visibility: str) -> str:
    bare = text.lstrip(" ")
    return f"{text[: len(text) - len(bare)]}{visibility} {bare}" if visibility else text

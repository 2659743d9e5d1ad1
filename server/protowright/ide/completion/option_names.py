"""Names in options: built-in ones, custom ones in parentheses, and fields of message literals."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.proto_codes import DEPRECATED_FEATURE
from protowright.ide.completion.context import Place
from protowright.ide.completion.fitting_options import fits, set_already
from protowright.ide.completion.option_path import PREFIX, message_before, names_in_literals
from protowright.ide.completion.question import Question, outwards
from protowright.ide.completion.ranking import BUILT_IN, ELSEWHERE, IMPORTED, INNER, MEANT, SAME_FILE, Candidate
from protowright.ide.completion.type_names import of_known, qualified_scopes
from protowright.project.name_index import KnownName
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.usage import OptionUsage
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol, Symbol
from protowright.proto.syntax.nodes import LiteralField, MessageLiteral, Node

_PROTOCS_OWN = "uninterpreted_option"


def option_name_candidates(question: Question) -> Iterator[Candidate]:
    """What may stand where an option is named, or one of its fields behind a dot."""
    context = question.context
    message = message_before(question.link, context)
    if message is None:
        return
    first = context.option[0].text if context.option else None
    taken = set_already(question) if first is None else set[str]()
    for field in message.fields:
        name = field.name.text
        if first is None and (
            name == _PROTOCS_OWN or (name in taken and not field.is_repeated) or not fits(question, name)
        ):
            continue
        if is_usable(question, field, first or name):
            yield field_candidate(question.link, field, BUILT_IN if first is None else INNER)
    if first is None and context.target == "FieldOptions":
        yield from _pseudo_options(question, taken)
    if first is None:
        yield from extension_candidates(question, message)


def _pseudo_options(question: Question, taken: set[str]) -> Iterator[Candidate]:
    """`default` and `json_name` are written like options, and are none."""
    if "default" not in taken and fits(question, "default"):
        yield Candidate("default", "field", detail="the value when none is set", new_text="default")
    if "json_name" not in taken:
        yield Candidate("json_name", "field", detail="the field's name in JSON", new_text="json_name")


def is_usable(question: Question, symbol: Symbol, option: str) -> bool:
    """Whether an option's field, or a value, may be used on this kind of declaration and in this edition."""
    usage = OptionUsage(question.link, PREFIX + question.context.target)
    usage.enter(option)
    if option == "features" and not question.link.symbols.is_editions:
        return False
    return all(fault.code is DEPRECATED_FEATURE for fault in usage.faults(symbol, symbol.name))


def field_candidate(link: LinkedFile, field: FieldSymbol, nearness: int) -> Candidate:
    """A field by its name, with its type."""
    return Candidate(
        field.name.text, "field", nearness, type_text(link, field), field.name.text, field.full_name, symbol=field
    )


def type_text(link: LinkedFile, field: FieldSymbol) -> str:
    """The label and type of a field, as a person reads them."""
    if field.map_entry is not None:
        return "map"
    type = link.type_of(field)
    name = type.symbol.full_name if type.symbol is not None else type.keyword
    return f"{field.label} {name}" if field.label == "repeated" else name


# Extensions


def extension_candidates(question: Question, message: MessageSymbol) -> Iterator[Candidate]:
    """The extensions of `message`: those the file sees, and those of files that it can import."""
    link = question.link
    for symbol in link.scope.names.values():
        if isinstance(symbol, ExtensionSymbol) and link.extendee_of(symbol) is message:
            nearness = SAME_FILE if symbol.file is link.symbols else IMPORTED
            detail = f"{symbol.full_name}: {type_text(link, symbol)}"
            yield Candidate(symbol.name.text, "extension", nearness, detail, full_name=symbol.full_name, symbol=symbol)
    seen = {home.path for home in link.visible}
    for known in question.snapshot.names(question.path).extensions():
        if known.path not in seen and known.name.full_name not in link.scope.names and _extends(known, message):
            yield of_known(known, ELSEWHERE)


def _extends(known: KnownName, message: MessageSymbol) -> bool:
    """Whether the extended message, as it is written, can be `message`."""
    written = known.name.extendee.lstrip(".")
    return message.full_name == written or any(
        f"{scope}.{written}" == message.full_name for scope in outwards(known.name.full_name) if scope
    )


def extension_path_candidates(question: Question) -> Iterator[Candidate]:
    """What may stand in the parentheses of an option's name, or in the brackets of a literal."""
    context = question.context
    message = message_before(question.link, context)
    if message is None:
        return
    found = list(extension_candidates(question, message))
    holders = list(qualified_scopes(question)) if context.qualifier else []
    if not holders:
        yield from found
    for candidate in found:
        scope = candidate.full_name.rpartition(".")[0]
        if scope in holders:
            yield candidate._replace(nearness=INNER, new_text=candidate.label)
    yield from _steps(question, [candidate.full_name for candidate in found], holders)


def _steps(question: Question, names: list[str], holders: list[str]) -> Iterator[Candidate]:
    """The next parts of the paths that lead to `names`."""
    nearness = MEANT if question.rest_of_line.startswith(".") else IMPORTED
    bases = holders or list(outwards(question.context.scope))
    steps: dict[str, None] = {}
    for base in bases:
        start = base + "." if base else ""
        steps.update(
            {n[len(start) :].split(".")[0]: None for n in names if n.startswith(start) and "." in n[len(start) :]}
        )
    for step in steps:
        yield Candidate(step, "package", nearness, new_text=step)


# Message literals


def literal_field_candidates(question: Question) -> Iterator[Candidate]:
    """The fields of the message that the literal is of; each once, unless it is repeated."""
    message = message_before(question.link, question.context)
    if message is None:
        return
    written = _written_fields(question)
    first = question.context.option[0].text if question.context.option else ""
    for field in message.fields:
        is_there = not written.isdisjoint(names_in_literals(field))
        if (field.is_repeated or not is_there) and is_usable(question, field, first):
            yield field_candidate(question.link, field, INNER)
    if question.context.place is Place.LITERAL_FIELD and message.ranges:
        yield from extension_candidates(question, message)


def _written_fields(question: Question) -> set[str]:
    """The fields that are in the literal already, but for the one at the cursor."""
    tree = question.link.symbols.tree
    cursor = question.context.span.start
    path: list[Node] = tree.path_at(cursor)
    literal = next((node for node in reversed(path) if isinstance(node, MessageLiteral)), None)
    fields: list[LiteralField] = [] if literal is None else literal.fields
    return {
        entry.name.text for entry in fields if entry.name is not None and not tree.span(entry.name).contains(cursor)
    }

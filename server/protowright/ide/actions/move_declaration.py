"""A declaration in a file of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator, Mapping

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import UNUSED_IMPORT
from protowright.ide.actions.action import Action, Change, Kind, refused
from protowright.ide.actions.places import Place, place_at
from protowright.ide.completion.import_edits import ImportEdits
from protowright.ide.diagnostics import diagnostics
from protowright.ide.extents import extent, lines_of, with_space_behind, without_blank_line
from protowright.ide.references import references
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import EnumSymbol, MessageSymbol, ServiceSymbol, Symbol
from protowright.proto.syntax.nodes import Enum, Import, Message, NamedBlock, OptionStatement, Service
from protowright.text.edit import Edit, apply_edits, difference
from protowright.text.line_index import line_end
from protowright.text.span import Span

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OF_ONE_FILE = ("java_outer_classname",)
"""Options that no two files may share."""


def move_declaration(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Move the top-level message, enum or service whose name is at the place to a new file beside this one."""
    place = place_at(snapshot, path, span)
    node = None if place is None else place.nodes[0]
    if place is None or not isinstance(node, (Message, Enum, Service)) or node.name is None:
        return
    symbol = place.symbol(node) if span.start <= place.tree.span(node.name).end else None
    target = os.path.join(os.path.dirname(path), f"{_WORDS.sub('_', node.name.text).lower()}.proto")
    others = [each for each in place.tree.declarations if isinstance(each, NamedBlock) and each is not node]
    if symbol is not None and others and target != path and snapshot.document(target) is None:
        title = f"Move `{node.name.text}` to `{os.path.basename(target)}`"
        yield Action(title, Kind.MOVE, lambda: _Move(snapshot, place, symbol, target).change(), creates_file=True)


class _Move:
    """One move, tried out on a copy of the workspace: what it breaks is not done."""

    def __init__(self, snapshot: Snapshot, place: Place, symbol: Symbol, target: str) -> None:
        self._snapshot = snapshot
        self._place = place
        self._symbol = symbol
        self._target = target

    def change(self) -> Change:
        """The change; an empty one when the two files would have to import one another, or something would break."""
        place = self._place
        whole = extent(place.tree, place.nodes[0])  # type: ignore[arg-type]
        lines = lines_of(place.text, whole)
        removal = Edit(without_blank_line(place.text, lines), "")
        texts = {place.path: apply_edits(place.text, [removal]), self._target: self._new_text(whole, with_old=True)}
        changed = self._snapshot.with_texts(texts)
        name = changed.name_for_import(place.path, self._target, place.symbols.package)
        if name is None:
            return refused("no import root leads to the new file")
        edits = {path: [self._import(path, changed)] for path in self._users()}
        edits.setdefault(place.path, []).append(removal)
        texts |= {path: self._after(path, each) for path, each in edits.items()}
        is_needed = place.path not in self._users()
        texts[self._target] = self._new_text(whole, with_old=is_needed)
        texts[self._target] = _without_unused(self._snapshot.with_texts(texts), self._target)
        text = self._without_idle_imports(texts)
        if text != texts[place.path]:
            texts[place.path], edits[place.path] = text, [difference(place.text, text)]
        if self._breaks(texts):
            return refused("the files would have to import one another, or would not compile")
        frozen = {path: tuple(sorted(each)) for path, each in edits.items()}
        return Change(frozen, {self._target: texts[self._target]})

    def _users(self) -> list[str]:
        """The `.proto` files that name the declaration or something in it, from outside of it."""
        whole = self._place.tree.span(self._symbol.declaration)
        found: dict[str, None] = {}
        for symbol in _with_inner(self._symbol):
            start = self._place.tree.span(symbol.name).start
            for each in references(self._snapshot, self._place.path, start, with_declarations=False):
                is_inside = each.path == self._place.path and whole.start <= each.span.start < whole.end
                if each.path.endswith(".proto") and not is_inside:
                    found[each.path] = None
        return list(found)

    def _import(self, path: str, changed: Snapshot) -> Edit:
        symbols = self._snapshot.symbols(path)
        name = changed.name_for_import(path, self._target, self._place.symbols.package)
        assert symbols is not None, "a file that mentions something is there"
        return ImportEdits(symbols).edit(name or os.path.basename(self._target))

    def _after(self, path: str, edits: list[Edit]) -> str:
        document = self._snapshot.document(path)
        return "" if document is None else apply_edits(document.text, edits)

    def _new_text(self, whole: Span, with_old: bool) -> str:
        """The head of the old file, with all its imports and, if wanted, one of the old file itself."""
        place, symbols = self._place, self._place.symbols
        text, end = place.text, line_end(place.text)
        parts = [place.tree.span(node).of(text) for node in (symbols.syntax_node, symbols.package_node) if node]
        imports = [self._import_statement(fact.node) for fact in symbols.imports]
        if with_old:
            own = self._snapshot.name_for_import(self._target, place.path, symbols.package)
            imports.append(f'import "{own or os.path.basename(place.path)}";')
        options = [
            place.tree.span(each).of(text)
            for each in place.tree.declarations
            if isinstance(each, OptionStatement) and _name(each) not in _OF_ONE_FILE
        ]
        groups = [*parts, end.join(imports), end.join(options), whole.of(text)]
        return (end * 2).join(group for group in groups if group) + end

    def _import_statement(self, node: Import) -> str:
        """An import of the old file with its comments; what was public there is not so here."""
        tree, text = self._place.tree, self._place.text
        whole = extent(tree, node)
        public = (tree.span(each) for each in node.modifiers if each.text == "public")
        edits = [Edit(with_space_behind(text, span).shifted(-whole.start), "") for span in public]
        return apply_edits(whole.of(text), edits)

    def _without_idle_imports(self, texts: Mapping[str, str]) -> str:
        """The new text of the old file, without the imports that the declaration alone has used."""
        path = self._place.path
        changed = self._snapshot.with_texts(texts)
        symbols = changed.symbols(path)
        idle = _unused(changed, path) - _unused(self._snapshot, path)
        return texts[path] if symbols is None else _without_imports(symbols, idle)

    def _breaks(self, texts: Mapping[str, str]) -> bool:
        """Whether a file has an error after the move that it did not have before."""
        changed = self._snapshot.with_texts(texts)
        return any(
            _errors(changed, path) and (path == self._target or not _errors(self._snapshot, path)) for path in texts
        )


def _with_inner(symbol: Symbol) -> Iterator[Symbol]:
    """A declaration, and what is declared in it that other files can name."""
    yield symbol
    if isinstance(symbol, MessageSymbol):
        for inner in (*symbol.messages, *symbol.enums):
            if not (isinstance(inner, MessageSymbol) and inner.map_field is not None):
                yield from _with_inner(inner)
        yield from symbol.extensions
    elif not isinstance(symbol, (EnumSymbol, ServiceSymbol)):
        return


def _name(statement: OptionStatement) -> str:
    part = statement.option.name[0] if statement.option.name else None
    return part.name.text if part is not None and part.name is not None else ""


def _unused(snapshot: Snapshot, path: str) -> set[str]:
    """The imports of a file that nothing uses."""
    symbols = snapshot.symbols(path)
    spans = {fault.span for fault in diagnostics(snapshot, path) if fault.code is UNUSED_IMPORT}
    return set() if symbols is None else {f.path for f in symbols.imports if symbols.tree.span(f.node) in spans}


def _without_unused(snapshot: Snapshot, path: str) -> str:
    """The text of a file without the imports that nothing uses, and their comments."""
    symbols, unused = snapshot.symbols(path), _unused(snapshot, path)
    assert symbols is not None, "the file was just written"
    text = _without_imports(symbols, unused)
    return re.sub(r"((?:\r?\n){2})(?:\r?\n)+", r"\1", text, count=1)


def _without_imports(symbols: FileSymbols, paths: Container[str]) -> str:
    tree = symbols.tree
    spans = [lines_of(tree.text, extent(tree, fact.node)) for fact in symbols.imports if fact.path in paths]
    return apply_edits(tree.text, [Edit(span, "") for span in spans])


def _errors(snapshot: Snapshot, path: str) -> list[Diagnostic]:
    return [fault for fault in diagnostics(snapshot, path) if fault.severity is Severity.ERROR]

"""Names: declared once, and found where they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.guesses import guesses
from protowright.proto.semantic.features_of import edition_number
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile, type_uses
from protowright.proto.semantic.names import SCALARS, candidates
from protowright.proto.semantic.passes.modifiers import is_reserved_word
from protowright.proto.semantic.passes.reporting import fault, here, replace
from protowright.proto.semantic.symbols import MessageSymbol, Symbol, SymbolKind, is_map_entry
from protowright.proto.semantic.type_use import TypeUse
from protowright.proto.semantic.well_known import well_known_type
from protowright.text.edit import Edit
from protowright.text.nearest import nearest, suggestion
from protowright.text.span import Span

_TYPES = (SymbolKind.MESSAGE, SymbolKind.ENUM)


def duplicate_names(link: LinkedFile) -> Iterator[Diagnostic]:
    """Two declarations of one full name, in this file or in one that it knows."""
    for symbol, first in link.symbols.duplicates:
        is_group = first.declaration is symbol.declaration  # said by its missing capital
        if not is_map_entry(symbol) and not is_map_entry(first) and not is_group:
            yield _duplicate(link, symbol, first, "")
    yield from _import_conflicts(link)
    for known, home in link.closure.items():
        if home is link:
            continue
        if not link.symbols.by_name.keys().isdisjoint(known.by_name.keys()):
            for name in link.symbols.by_name.keys() & known.by_name.keys():
                yield _duplicate(link, link.symbols.by_name[name], known.by_name[name], f" in `{home.name}`")
    yield from _package_conflicts(link)
    if link.symbols.is_proto3:
        for message in link.symbols.all_messages():
            yield from _synthetic_oneofs(link, message)


def _import_conflicts(link: LinkedFile) -> Iterator[Diagnostic]:
    """Two imports that declare the same name, or one a name and the other a package of that name.

    Two copies of one file, such as a vendored one beside the bundled one, are the same file under two roots.
    """
    names: set[str] = set()
    count = 0
    for symbols in link.closure:
        names.update(symbols.by_name)
        count += len(symbols.by_name)
    if count == len(names) and not any(part in names for file in link.closure for part in file.package_parts):
        return
    before: dict[LinkedFile, set[str]] = {}
    imported_as = _imported_as(link)
    for entry in link.imports:
        for home in () if entry.target is None else entry.target.closure.values():
            paths = imported_as.get(home, set())
            clash = None if home is link or home in before else _first_clash(home, paths, before)
            if clash is not None:
                yield fault(link, codes.IMPORT_CONFLICT, clash, entry.fact.node.path or entry.fact.node)
                return
            before[home] = paths


def _imported_as(link: LinkedFile) -> dict[LinkedFile, set[str]]:
    """The paths by which each file below is imported."""
    found: dict[LinkedFile, set[str]] = {}
    for file in link.closure.values():
        for entry in file.imports:
            if entry.target is not None:
                found.setdefault(entry.target, set()).add(entry.fact.path)
    return found


def _first_clash(home: LinkedFile, paths: set[str], before: Mapping[LinkedFile, set[str]]) -> str | None:
    """What clashes between a file, imported by `paths`, and those that come before it."""
    for other, other_paths in before.items():
        name = None if paths & other_paths else _common_name(home.symbols, other.symbols)
        if name is not None:
            return f"`{name}` is declared in `{home.name}` and in `{other.name}`, so they cannot be used together"
    return None


def _common_name(first: FileSymbols, second: FileSymbols) -> str | None:
    for name in first.by_name.keys() & second.by_name.keys():
        return name
    for one, other in ((first, second), (second, first)):
        for part in one.package_parts:
            if part in other.by_name:
                return part
    return None


def _synthetic_oneofs(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    """An optional field of proto3 has a oneof `_name` of its own, which evades the names of fields only."""
    fields = {field.name.text for field in message.fields}
    for field in message.fields:
        if field.label == "optional":
            name = "_" + field.name.text.removeprefix("_")
            while name in fields:
                name = "X" + name
            clash = link.symbols.by_name.get(f"{message.full_name}.{name}")
            if clash is not None and clash.kind not in (SymbolKind.FIELD, SymbolKind.ONEOF):
                text = f"`{name}` is the oneof that is made for the optional field `{field.name.text}`"
                yield fault(link, codes.DUPLICATE_NAME, text, clash.name, related=here(link, "the field", field))


def _duplicate(link: LinkedFile, symbol: Symbol, first: Symbol, where: str) -> Diagnostic:
    help = None
    if symbol.kind is SymbolKind.ENUM_VALUE:
        around = symbol.scope or "the package"
        help = f"enum values are siblings of their enum: the name must be unique in `{around}`"
    message = f"`{symbol.full_name}` is declared already{where}, as {_article(first)}"
    return fault(link, codes.DUPLICATE_NAME, message, symbol.name, help, related=here(link, "the first one", first))


def _article(symbol: Symbol) -> str:
    word = symbol.kind.value
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def _package_conflicts(link: LinkedFile) -> Iterator[Diagnostic]:
    """A package, or a part of one, with the name of a declaration in another file; and the other way round."""
    node = link.symbols.package_node
    for known, home in link.closure.items():
        for part in link.symbols.package_parts:
            if home is not link and node is not None and node.name is not None and part in known.by_name:
                message = f"`{part}` is {_article(known.by_name[part])} in `{home.name}`, and cannot be a package here"
                related = here(link, "declared here", known.by_name[part])
                yield fault(link, codes.PACKAGE_NAME_CONFLICT, message, node.name, related=related)
        for part in known.package_parts:
            own = link.symbols.by_name.get(part)
            if own is not None:
                message = f"`{part}` is a package in `{home.name}`"
                yield fault(link, codes.DUPLICATE_NAME, message, own.name)


def type_names(link: LinkedFile, used: set[FileSymbols]) -> Iterator[Diagnostic]:
    """Every use of a type: is it there, is it a type, may it stand here. Adds the files that declare them to `used`."""
    is_2024 = edition_number(link.symbols) >= 2024
    for use in type_uses(link.symbols):
        if is_2024 and use.starts_statement and is_reserved_word(use.path):
            continue
        symbol = link.meaning(use)
        if symbol is None:
            yield _not_found(link, use)
            continue
        if link.link_of(symbol) not in link.option_only or symbol.file is link.descriptor.symbols:
            used.add(symbol.file)
        if use.wants_message and symbol.kind is not SymbolKind.MESSAGE:
            code = codes.EXTENDEE_NOT_A_MESSAGE if use.is_extendee else codes.NOT_A_MESSAGE
            related = here(link, "declared here", symbol)
            message = f"`{use.path.text}` is {_article(symbol)}, and a message is wanted here"
            yield fault(link, code, message, use.path, related=related)
        elif symbol.kind not in _TYPES:
            related = here(link, "declared here", symbol)
            message = f"`{use.path.text}` is {_article(symbol)} here, not a type"
            help = f"write `.{use.path.text}` for a type of that name in an outer scope"
            yield fault(link, codes.NOT_A_TYPE, message, use.path, help, related=related)
        elif isinstance(symbol, MessageSymbol) and symbol.map_field is not None and not use.wants_message:
            message = (
                f"`{symbol.full_name}` is made for the map field `{symbol.map_field.name.text}`, and is no type to use"
            )
            yield fault(link, codes.MAP_ENTRY_NOT_A_TYPE, message, use.path)


def _not_found(link: LinkedFile, use: TypeUse) -> Diagnostic:
    name = use.path.text
    scope = link.scope
    if name.lstrip(".") in scope.packages or (use.wants_message and scope.means_package(name, use.scope)):
        return fault(link, codes.NOT_A_TYPE, f"`{name}` is a package, not a type", use.path)
    hidden = scope.hiding_name(name, use.scope)
    if hidden is not None:
        help = (
            f"the innermost scope that has `{use.path.components[0].text}` decides; write `.{name}` for the outermost"
        )
        message = f"`{name}` means `{hidden}` here, which does not exist"
        fixes = (replace(link, f"Change to `.{name}`", use.path, "." + name),) if scope.find(name) else ()
        return fault(link, codes.HIDDEN_NAME, message, use.path, help, fixes)
    unseen = _not_imported(link, use)
    if unseen is not None:
        return unseen
    return _well_known(link, use) or _unresolved(link, use)


def _not_imported(link: LinkedFile, use: TypeUse) -> Diagnostic | None:
    """The name is declared in a file that is imported by an import only."""
    home = link.declaring_file(use.path.text, use.scope)
    if home is None:
        return None
    found = next(
        home.symbols.by_name[name] for name in candidates(use.path.text, use.scope) if name in home.symbols.by_name
    )
    message = f"`{found.full_name}` is declared in `{home.name}`, which is not imported"
    help = f'add `import "{home.name}";`'
    related = here(link, "declared here", found)
    return fault(link, codes.MISSING_IMPORT, message, use.path, help, (add_import(link, home.name),), related)


def _well_known(link: LinkedFile, use: TypeUse) -> Diagnostic | None:
    """A well-known type without its import, perhaps without its package."""
    name = use.path.text
    found = well_known_type(name)
    if found is None or link.scope.find(found[0]) is not None:
        return None
    full_name, path = found
    if name.removeprefix(".") == full_name:
        message = f"`{full_name}` is declared in `{path}`, which is not imported"
        return fault(
            link, codes.MISSING_IMPORT, message, use.path, f'add `import "{path}";`', (add_import(link, path),)
        )
    edits = (*add_import(link, path).edits, Edit(link.symbols.tree.span(use.path), full_name))
    fix = Fix(f'Change to `{full_name}` and import "{path}"', edits)
    help = f'did you mean `{full_name}`? it needs `import "{path}";`'
    return fault(link, codes.UNRESOLVED_TYPE, f"the type `{name}` was not found", use.path, help, (fix,))


def add_import(link: LinkedFile, name: str) -> Fix:
    """The fix that imports `name`, behind the imports there are, or behind the package or the syntax."""
    symbols = link.symbols
    anchor = symbols.imports[-1].node if symbols.imports else symbols.package_node or symbols.syntax_node
    if anchor is None:
        return Fix(f'Import "{name}"', (Edit(Span(0, 0), f'import "{name}";\n'),))
    end = symbols.tree.span(anchor).end
    gap = "\n" if symbols.imports else "\n\n"
    return Fix(f'Import "{name}"', (Edit(Span(end, end), f'{gap}import "{name}";'),))


def _unresolved(link: LinkedFile, use: TypeUse) -> Diagnostic:
    name = use.path.text
    simple = use.path.components[-1].text
    near = {full.rpartition(".")[2]: full for full in link.scope.near_types(simple, 3)}
    if name == simple and not use.wants_message:
        near |= {scalar: scalar for scalar in nearest(name, SCALARS, 3, likeness=0.7)}  # `Lost` is no `float`
    shown = [_shortest(link, near[found], use) for found in nearest(simple, near, 3)]
    help = suggestion(shown) or "import the file that declares it"
    fixes = guesses(link.symbols.tree.span(use.path), shown)
    return fault(link, codes.UNRESOLVED_TYPE, f"the type `{name}` was not found", use.path, help, fixes)


def _shortest(link: LinkedFile, full_name: str, use: TypeUse) -> str:
    """The shortest way to write a full name, or the one of a scalar type, that means it in this place."""
    if full_name in SCALARS:
        return full_name
    parts = full_name.split(".")
    for count in range(1, len(parts) + 1):
        text = ".".join(parts[-count:])
        found = link.scope.resolve(text, use.scope, prefers_types=not use.wants_message)
        if found is not None and found.full_name == full_name:
            return text
    return "." + full_name

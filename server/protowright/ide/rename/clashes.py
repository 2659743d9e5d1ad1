"""Names that are taken already."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from protowright.ide.rename.outcome import Refused
from protowright.ide.rename.renaming import Renaming
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import Symbol


def refuse_taken(snapshot: Snapshot, renaming: Renaming, home: str, files: Iterable[str]) -> None:
    """Raises Refused when one of the files declares, or is a package of, a name that something at `home` would get."""
    new_names = {new: symbol for _, new, symbol in renaming.moved}
    going = {old for old, _, _ in renaming.moved}
    for path in files:
        symbols = snapshot.symbols(path)
        for name in () if symbols is None else sorted(new_names.keys() & {*symbols.by_name, *symbols.package_parts}):
            assert symbols is not None, "it has names"
            if (path != home or name not in going) and not _is_twin(snapshot, path, home):
                raise Refused(_taken(symbols, name, "" if path == home else f" in `{os.path.basename(path)}`"))


def _is_twin(snapshot: Snapshot, path: str, home: str) -> bool:
    """Whether both files are imported by one path: each is in a module of its own, and no file sees the two."""
    name = snapshot.import_name(home)
    return path != home and "/" in name and snapshot.import_name(path) == name


def _taken(symbols: FileSymbols, name: str, where: str) -> str:
    found = symbols.by_name.get(name)
    what = "a package" if found is None else with_article(found)
    return f"`{name}` is {what}{where} already"


def with_article(symbol: Symbol) -> str:
    """What a declaration is, with its article."""
    word = symbol.kind.value
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def of_package(snapshot: Snapshot, files: Iterable[str], package: str) -> Iterator[str]:
    """Those of the files whose package is `package`, or inside it; told from their texts, before one is parsed."""
    gap = r"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*"
    name = rf"{gap}\.{gap}".join(map(re.escape, package.split(".")))
    statement = re.compile(rf"\bpackage\b{gap}{name}\b")
    last = package.rpartition(".")[2]
    for path in files:
        document = snapshot.document(path)
        if document is not None and last in document.text and (not package or statement.search(document.text)):
            yield path


def without_package(snapshot: Snapshot, files: Iterable[str], word: str) -> Iterator[str]:
    """Those of the files that have the word and no package; told from scans, before one is parsed."""
    for path in files:
        document = None if snapshot.package_of(path) else snapshot.document(path)
        if document is not None and word in document.text:
            yield path

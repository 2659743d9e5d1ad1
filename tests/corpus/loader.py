"""Files linked with exactly the import roots that protoc gets, so that both judge the same thing.

The project's own way from an import to a file knows more places than protoc does; here it has to be as strict.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.project.bundled import bundled_descriptor
from protowright.project.files import read_text
from protowright.proto.semantic.check import check
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile, LinkedImport
from protowright.proto.syntax.parser import parse

_NEVER_FOUND = re.compile(r"\\|//|(?:^|/)\.\.?(?:/|$)|^/")
"""Import paths that protoc does not look up."""


class Loader:
    """Links files by name. `texts` are the files that are not read from below `roots`; `base` has files that stay as they are."""

    def __init__(
        self, roots: Sequence[str], texts: Mapping[str, str] | None = None, base: Loader | None = None
    ) -> None:
        self._roots = roots
        self._texts = texts or {}
        self._base = base
        self._linked: dict[str, LinkedFile | None] = {}

    def linked(self, name: str) -> LinkedFile | None:
        """The file of that name with all it imports; None when there is none."""
        if name in self._linked:
            return self._linked[name]
        if self._base is not None and name not in self._texts:
            known = self._base.linked(name)
            if known is None or not any(file.name in self._texts for file in known.closure.values()):
                return known
        return self._link(name)

    def _link(self, name: str) -> LinkedFile | None:
        path, text = self._read(name)
        if text is None:
            return self._linked.setdefault(name, None)
        descriptor = None if name == "google/protobuf/descriptor.proto" else self._descriptor()
        file = self._linked[name] = LinkedFile(FileSymbols(parse(text)), path, name, descriptor)
        file.imports = tuple(LinkedImport(fact, self._imported(fact.path)) for fact in file.symbols.imports)
        return file

    def _imported(self, path: str) -> LinkedFile | None:
        return None if not path or _NEVER_FOUND.search(path) else self.linked(path)

    def _descriptor(self) -> LinkedFile | None:
        path = bundled_descriptor()
        name = "google/protobuf/descriptor.proto"
        if name not in self._linked and not any(os.path.isfile(f"{root}/{name}") for root in self._roots):
            assert path is not None
            self._linked[name] = LinkedFile(FileSymbols(parse(read_text(path) or "")), path, name, None)
        return self.linked(name)

    def _read(self, name: str) -> tuple[str, str | None]:
        if name in self._texts:
            return name, self._texts[name].removeprefix("\ufeff")
        for root in self._roots:
            path = f"{root}/{name}"
            if os.path.isfile(path):
                return path, read_text(path)
        return name, None


def all_diagnostics(file: LinkedFile) -> list[Diagnostic]:
    """Everything said of a file, in the order of its text."""
    return sorted([*file.symbols.tree.diagnostics, *check(file)], key=lambda diagnostic: diagnostic.span)

"""The files of a descriptor set, their order, and their names."""

from __future__ import annotations

import os
from collections.abc import Iterable

from google.protobuf import descriptor_pb2 as pb

from protowright.project.bundled import bundled_roots
from protowright.project.roots import ImportRoots, RootKind, implied_root
from protowright.project.schemas import dependencies_first
from protowright.proto.descriptor.lower import lower
from protowright.proto.descriptor.source_info import source_code_info
from protowright.proto.semantic.linking import LinkedFile

_NAMED = (RootKind.CONFIGURED, RootKind.ROOT_FILE)


class FilesOfSet:
    """The files `named` on a command line and all they import, dependencies first.

    They are named as protoc names them: relative to the import root that holds them. Where no root is known, a file is
    named as others import it, else relative to the nearest of the absolute `folders` around it, else by its last component.
    """

    def __init__(self, named: Iterable[LinkedFile], roots: ImportRoots, folders: Iterable[str]) -> None:
        self.named = list(named)
        self.all = list(dict.fromkeys(file for target in self.named for file in dependencies_first(target)))
        self._roots = roots
        self._folders = sorted(folders, key=len, reverse=True)
        self._imported: dict[LinkedFile, str] = {}
        for file in self.all:
            for entry in file.imports:
                if entry.target is not None:
                    self._imported.setdefault(entry.target, entry.fact.path)
        self.names = {file: self._name(file) for file in self.all}

    def clash(self) -> tuple[LinkedFile, LinkedFile] | None:
        """Two files of one name, if there are any."""
        seen: dict[str, LinkedFile] = {}
        for file, name in self.names.items():
            if seen.setdefault(name, file) is not file:
                return seen[name], file
        return None

    def _name(self, file: LinkedFile) -> str:
        package = file.symbols.package
        implied = implied_root(file.path, package)
        roots = [root.folder for root in self._roots.of(file.path, package) if root.kind in _NAMED]
        found = _below(file.path, (*roots, *(() if implied is None else (implied,)), *bundled_roots()))
        return found or self._imported.get(file) or _below(file.path, self._folders) or os.path.basename(file.path)

    def descriptor(self, file: LinkedFile, with_source_info: bool) -> pb.FileDescriptorProto:
        """The descriptor of a file, with the names of this set."""
        descriptor = lower(file)
        descriptor.name = self.names[file]
        targets = [(entry.target, entry.fact.is_option) for entry in file.imports]
        plain = [self.names[target] for target, is_option in targets if target is not None and not is_option]
        descriptor.dependency[:] = plain
        descriptor.option_dependency[:] = [
            self.names[target] for target, is_option in targets if target is not None and is_option
        ]
        if with_source_info:
            descriptor.source_code_info.CopyFrom(source_code_info(file))
        return descriptor


def _below(path: str, folders: Iterable[str]) -> str | None:
    """The path relative to the first of the folders that holds it, with `/`."""
    for folder in folders:
        prefix = folder.rstrip(os.sep) + os.sep
        if path.startswith(prefix):
            return path[len(prefix) :].replace(os.sep, "/")
    return None

"""What a target, or named files, say of their services."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

import click
from google.protobuf import descriptor_pb2 as pb

from protowright.cli.target_options import TargetCall, TargetOptions, with_options_named
from protowright.project.descriptor_sets import InvalidDescriptorSet, read_descriptor_set
from protowright.project.schemas import schema_of_file
from protowright.proto.descriptor.description import description
from protowright.proto.schema import Schema
from protowright.runner.discovery import files_of
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.reflection import ReflectionClient
from protowright.runner.transport import Channels
from protowright.text.nearest import did_you_mean

T = TypeVar("T")


class SymbolUnknown(Exception):
    """There is no answer; the sentence says why, and what there is."""


class TargetSchema:
    """The schema of a target, asked for by reflection, or that of the files that the options name."""

    def __init__(self, target: str, options: TargetOptions) -> None:
        self._target = target
        self._options = options
        self._channels = Channels()
        self._local = [*self._protos(), *self._sets()]

    def services(self) -> list[str]:
        """The full names of the services, sorted. Raises SymbolUnknown."""
        if self._options.names_schema:
            return self._local_services()
        return self._ask("list", lambda client: client.services())

    def _told_by_files(self) -> list[str]:
        return sorted({name for schema in self._local for name in schema.services()})

    def _local_services(self) -> list[str]:
        found = self._told_by_files()
        if not found:
            names = ", ".join((*self._options.protos, *self._options.protosets))
            raise SymbolUnknown(f"there is no service in {names}: name a file that declares one")
        return found

    def methods(self, service: str) -> list[str]:
        """`package.Service/Method` for each method. Raises SymbolUnknown."""
        found = Schema(self.files(service), "").service(service)
        if found is None:
            raise self._unknown(service)
        return [f"{service}/{method.name}" for method in found.method]

    def description(self, symbol: str) -> str:
        """The declaration as `.proto` text. Raises SymbolUnknown."""
        found = description(self.files(symbol), symbol)
        if found is None:
            raise self._unknown(symbol)
        return found

    def files(self, symbol: str) -> Sequence[pb.FileDescriptorProto]:
        """The file that declares the symbol, and all it needs. Raises SymbolUnknown."""
        if not self._options.names_schema:
            return self._ask(f"describe {symbol}", lambda client: files_of(client, symbol))
        for schema in self._local:
            if description(schema.files, symbol) is not None:
                return schema.files
        raise self._unknown(symbol)

    def _ask(self, command: str, question: Callable[[ReflectionClient], T]) -> T:
        plan = TargetCall(self._options.request_text(f"{self._target} {command}")).plan()
        try:
            return Invocation(plan, self._channels).ask(question)
        except CallRefused as error:
            raise SymbolUnknown(with_options_named(error)) from None

    def _unknown(self, symbol: str) -> SymbolUnknown:
        near = did_you_mean(symbol, self._told_by_files() if self._options.names_schema else self.services())
        return SymbolUnknown(f"there is no `{symbol}`{f': {near}' if near else ''}")

    def _protos(self) -> list[Schema]:
        if not self._options.protos:
            return []
        snapshot, paths = TargetCall(self._options.request_text(f"{self._target} list")).sources()
        return [schema_of_file(snapshot, path) for path in paths]

    def _sets(self) -> list[Schema]:
        try:
            return [read_descriptor_set(_absolute(name)) for name in self._options.protosets]
        except InvalidDescriptorSet as error:
            raise click.UsageError(f"the descriptor set {error}") from None


def _absolute(path: str) -> str:
    """A path of the command line as an absolute one."""
    return os.path.abspath(os.path.expanduser(path))

"""The options of commands that call one target; they have grpcurl's names."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from protowright.cli.files import shown, workspace_folder
from protowright.cli.project_settings import rules_of, settings_here
from protowright.project.host import Host
from protowright.project.request_schemas import named_import_paths, named_schemas
from protowright.project.schemas import first_fault
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.request.syntax.nodes import RequestFile
from protowright.request.values import LONGEST, parse_duration
from protowright.runner.events import Event
from protowright.runner.execution import Execution, Resources, Result
from protowright.runner.invoke import CallRefused
from protowright.runner.plan import NotSent, Plan
from protowright.runner.planning import make_plan

Command = TypeVar("Command", bound=Callable[..., Any])

_DIRECTIVE = re.compile(r"`@(?:grpc-)?([a-z-]+)`")
_OTHER_NAMES = {"metadata": "reflect-header", "timeout": "max-time"}
"""The options that are not called as their directives are."""


def _time(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not parse_duration(value, "s"):
        limits = f"more than 0 and at most {LONGEST:.0f} seconds"
        raise click.BadParameter(f"`{value}` is no time: write {limits}, such as `5` or `300ms`")
    return value


_OPTIONS = (
    click.option("-H", "--header", "headers", multiple=True, metavar="'KEY: VALUE'", help="Metadata to send."),
    click.option(
        "--reflect-header",
        "reflect_headers",
        multiple=True,
        metavar="'KEY: VALUE'",
        help="Metadata for reflection only.",
    ),
    click.option("-I", "--import-path", "import_paths", multiple=True, metavar="DIR", help="Look here for imports."),
    click.option("--proto", "protos", multiple=True, metavar="FILE", help="Take the schema from this .proto file."),
    click.option(
        "--protoset", "protosets", multiple=True, metavar="FILE", help="Take the schema from this descriptor set."
    ),
    click.option("--plaintext", is_flag=True, help="Call without TLS (loopback does so anyway)."),
    click.option("--insecure", is_flag=True, help="Do not verify the server's certificate."),
    click.option("--cacert", metavar="FILE", help="Trust the authorities of this PEM file."),
    click.option("--cert", metavar="FILE", help="Show this client certificate (PEM)."),
    click.option("--key", metavar="FILE", help="The private key of the client certificate (PEM)."),
    click.option("--authority", metavar="NAME", help="Send this `:authority`."),
    click.option("--servername", metavar="NAME", help="Verify the certificate against this name."),
    click.option(
        "--max-time", metavar="TIME", callback=_time, help="End the call after this time; a bare number is in seconds."
    ),
)


def with_options_named(sentence: object) -> str:
    """A sentence about a request as one about a command line: it names options where the other names directives."""
    return _DIRECTIVE.sub(lambda found: f"`--{_OTHER_NAMES.get(found[1], found[1])}`", str(sentence))


def target_options(command: Command) -> Command:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class TargetOptions:
    """What the options say. Paths are relative to the current folder."""

    headers: tuple[str, ...] = ()
    reflect_headers: tuple[str, ...] = ()
    import_paths: tuple[str, ...] = ()
    protos: tuple[str, ...] = ()
    protosets: tuple[str, ...] = ()
    plaintext: bool = False
    insecure: bool = False
    cacert: str | None = None
    cert: str | None = None
    key: str | None = None
    authority: str | None = None
    servername: str | None = None
    max_time: str | None = None

    @property
    def names_schema(self) -> bool:
        """Whether the schema comes from files that are named."""
        return bool(self.protos or self.protosets)

    def request_text(self, line: str, body: str = "") -> str:
        """The request file that stands for a call: `line` is what follows `GRPC`. Raises click.UsageError."""
        found = [f"# @grpc-{name} {value}" for name, value in self._directives() if value]
        found += [f"# @grpc-{name}" for name in ("plaintext", "insecure") if getattr(self, name)]
        found += [f"# @timeout {self.max_time}"] if self.max_time else []
        for header in (*self.headers, *self.reflect_headers):
            if ":" not in header or "\n" in header:
                raise click.UsageError(f"`{header}` is no metadata: write 'key: value'")
        return "\n".join([*found, f"GRPC {line}", *self.headers, "", body, ""])

    def _directives(self) -> list[tuple[str, str | None]]:
        single = [(name, getattr(self, name)) for name in ("cacert", "cert", "key", "authority", "servername")]
        several = (("import-path", self.import_paths), ("proto", self.protos), ("protoset", self.protosets))
        listed = [(name, value) for name, values in several for value in values]
        return [*single, *listed, *(("metadata", header) for header in self.reflect_headers)]


def target_and_symbol(target: str | None, symbol: str | None, options: TargetOptions) -> tuple[str, str | None]:
    """What the arguments of a command mean: files that are named need no target, and then a lone name is that of a symbol.

    Raises click.UsageError when there is nobody to ask.
    """
    if not options.names_schema and target is None:
        raise click.UsageError("name a target, such as `localhost:50051`, or files by `--proto` or `--protoset`")
    if options.names_schema and symbol is None and target is not None and ":" not in target:
        return "", target
    return target or "", symbol


class TargetCall:
    """One call of a command."""

    def __init__(self, text: str) -> None:
        self._path = os.path.join(os.getcwd(), "command-line.grpc")
        host = Host([workspace_folder(self._path)], ignored=rules_of(settings_here()))
        host.open(self._path, text)
        self.snapshot: Snapshot = host.snapshot()

    def plan(self) -> Plan:
        """The plan. Raises click.UsageError with the reason when there is none."""
        requests = self._requests()
        for fault in requests.diagnostics:
            raise click.UsageError(with_options_named(fault.message))
        self.sources()
        ((_, name), *_) = request_names(requests)
        try:
            return make_plan(self.snapshot, self._path, name, known={})
        except NotSent as error:
            raise click.UsageError(with_options_named(error)) from None

    def sources(self) -> tuple[Snapshot, list[str]]:
        """The `.proto` files that the call names, as absolute paths, and the snapshot that finds what they import.

        Raises click.UsageError when one does not exist. Ends the command with code 1 when one has a fault.
        """
        requests = self._requests()
        block = next(block for block in requests.blocks if block.line is not None)
        snapshot = self.snapshot.with_import_paths(named_import_paths(self._path, requests, block))
        named = named_schemas(self._path, requests, block)
        paths = [schema.path for schema in named if not schema.is_descriptor_set]
        for path in paths:
            _refuse_broken(snapshot, path)
        return snapshot, paths

    def _requests(self) -> RequestFile:
        document = self.snapshot.document(self._path)
        assert document is not None, "it was opened"
        return document.requests

    def run(self, plan: Plan, consume: Callable[[Event], object]) -> Result:
        """Make the call; Ctrl-C cancels it. Ends the command with code 1 when it cannot be made."""
        resources = Resources()
        execution = Execution(plan, resources)
        previous = signal.signal(signal.SIGINT, lambda *_: execution.cancel())
        try:
            return execution.run([consume])
        except CallRefused as error:
            sys.stderr.write(f"Error: {with_options_named(error)}\n")
            raise click.exceptions.Exit(1) from None
        finally:
            signal.signal(signal.SIGINT, previous)
            resources.close()


def _refuse_broken(snapshot: Snapshot, path: str) -> None:
    if snapshot.document(path) is None:
        raise click.UsageError(f"{shown(path)} does not exist")
    fault = first_fault(snapshot, path)
    if fault is not None:
        raise click.ClickException(f"{shown(fault.path)}:{fault.line}:{fault.column}: {fault.message}")

"""`protowright run`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from protowright.cli.files import chosen_files, readable_text, shown, workspace_folder
from protowright.cli.output import write
from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.runner.events import Event, Finished
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.plan import NotSent, Plan
from protowright.runner.planning import make_plan
from protowright.runner.response_document import ResponseDocument, shown_duration
from protowright.runner.saving import DocumentWriter
from protowright.runner.schema_sources import SchemaSources
from protowright.runner.transport import Channels


@click.command("run", short_help="Run the requests of .grpc files.")
@click.argument("file", metavar="FILE.grpc")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--env", "environment", metavar="NAME", help="Take variables from this environment as well.")
@click.option("--save", is_flag=True, help="Write the response documents beside the file, as an editor does.")
@click.option("-q", "--quiet", is_flag=True, help="One line a request, without the responses.")
def command(file: str, names: tuple[str, ...], environment: str | None, save: bool, quiet: bool) -> None:
    """Run the requests of FILE.grpc, or only those named, one after the other, and print the responses.

    Exit codes: 0 all calls ended with OK, 1 a call failed or was not made, 2 wrong usage.
    """
    path = chosen_files([file], (".grpc", ".http", ".rest"))
    if len(path) != 1:
        raise click.UsageError(f"{file} is a folder: name one file")
    text = readable_text(path[0])
    host = Host([workspace_folder(path[0])])
    host.open(path[0], text)
    _check_environments(host.snapshot(), path[0], environment)
    session = _Session(host.snapshot(), path[0], environment, save, quiet)
    try:
        went_well = session.run_all(names)
    finally:
        session.close()
    _leave(0 if went_well else 1)


def _leave(code: int) -> NoReturn:
    """End the process at once, without tearing the interpreter down.

    A thread of grpc's that is stopped by that may hold the lock of a call, for which the call's own end then waits forever.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more
        code = code or 1
    os._exit(code)


def _check_environments(snapshot: Snapshot, path: str, name: str | None) -> None:
    """Warn of environment files with a fault. Raises click.UsageError when no file has the environment `name`."""
    found = snapshot.environment(path, name)
    for fault in found.faults:
        write([("warning", f"warning: {fault}\n")], sys.stderr)
    if name is not None and name not in found.names:
        known = f"the environment files have {', '.join(found.names)}" if found.names else "no environment file has any"
        raise click.UsageError(f"there is no environment `{name}`; {known}")


class _Session:
    """The runs of one command."""

    def __init__(self, snapshot: Snapshot, path: str, environment: str | None, save: bool, quiet: bool) -> None:
        self._snapshot = snapshot
        self._path = path
        self._environment = environment
        self._save = save
        self._quiet = quiet
        self._channels = Channels()
        self._schemas = SchemaSources()
        self._interrupted = False

    def run_all(self, names: tuple[str, ...]) -> bool:
        """Run the named requests, or all, until the user interrupts; tells whether every status was OK."""
        failed = 0
        for name in self.chosen(names):
            failed += not self.run(name)
            if self._interrupted:
                break
        return not failed

    def chosen(self, names: tuple[str, ...]) -> list[str]:
        """The requests to run. Raises click.UsageError for a name the file does not have, and for a file without requests."""
        document = self._snapshot.document(self._path)
        known = [] if document is None else [name for _, name in request_names(document.requests)]
        if not known:
            raise click.UsageError(f"{shown(self._path)} has no request: write `GRPC host:port/package.Service/Method`")
        for name in names:
            if name not in known:
                raise click.UsageError(f"{shown(self._path)} has no request `{name}`; it has {', '.join(known)}")
        return list(names) or known

    def run(self, name: str) -> bool:
        """Run one request, and say how it went; tells whether the status was OK."""
        try:
            plan = make_plan(self._snapshot, self._path, name, self._environment)
            finished = self._invoke(plan)
        except NotSent as error:
            return self._refused(name, f"{shown(error.path)}:{error.line}: {error}")
        except CallRefused as error:
            return self._refused(name, str(error))
        return finished.code == 0

    def close(self) -> None:
        """Close the connections."""
        self._channels.close()

    def _invoke(self, plan: Plan) -> Finished:
        document = ResponseDocument()
        consumers: list[Callable[[Event], object]] = [document.add]
        events: list[Event] = []
        consumers.append(events.append)
        if self._save:
            consumers.append(DocumentWriter(plan.response_path, _report_problem).add)

        def emit(event: Event) -> None:
            for consume in consumers:
                consume(event)

        invocation = Invocation(plan, self._channels, self._schemas)
        with self._cancelled_by_interrupt(invocation):
            invocation.run(emit)
        finished = events[-1]
        assert isinstance(finished, Finished), "it is the last event"
        self._print(plan.name, finished, document)
        return finished

    @contextmanager
    def _cancelled_by_interrupt(self, invocation: Invocation) -> Iterator[None]:
        """Let the first Ctrl-C cancel the call, so that what came so far is shown; a second one ends the process."""

        def interrupt(*_: object) -> None:
            signal.signal(signal.SIGINT, previous)
            self._interrupted = True
            invocation.cancel()

        previous = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, previous)

    def _print(self, name: str, finished: Finished, document: ResponseDocument) -> None:
        style, mark = ("good", "✓") if finished.code == 0 else ("bad", "✗")
        said = "" if finished.code == 0 else f": {finished.explanation or finished.message}"
        line = f" {name}  {finished.status} in {shown_duration(finished.duration)}{said}\n"
        write([(style, mark), ("message", line)])
        if not self._quiet:
            write([("source", "\n" + document.text() + "\n")])

    def _refused(self, name: str, sentence: str) -> bool:
        write([("bad", "✗"), ("message", f" {name}  not sent: {sentence}\n")])
        return False


def _report_problem(writer: DocumentWriter) -> None:
    if writer.problem:
        write([("warning", f"warning: {writer.problem}\n")], sys.stderr)

"""The server object: the state of one editor session, and how handlers are run."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar, cast

from pygls.lsp.server import LanguageServer

from protowright import __version__
from protowright.lsp.indexing import Indexing
from protowright.lsp.late_features import LateFeatures
from protowright.lsp.late_parts import LatePart
from protowright.lsp.making_way import Waiting
from protowright.lsp.memory import Memory
from protowright.lsp.protocol import Protocol
from protowright.lsp.stdio import Input, Output
from protowright.lsp.token_results import TokenResults
from protowright.lsp.uris import remember_language, to_path, to_uri
from protowright.text.line_index import PositionEncoding

if TYPE_CHECKING:
    from protowright.lsp.configuration import Configuration
    from protowright.lsp.convert import Converter
    from protowright.lsp.publishing import Publisher
    from protowright.lsp.reference_counts import ReferenceCounts
    from protowright.lsp.runs import Runs
    from protowright.lsp.workspace_reports import WorkspaceReports
    from protowright.project.host import Host
    from protowright.project.run_reports import RunReports
    from protowright.project.snapshot import Snapshot

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

_TURNS_TO_THE_CLIENT: Final = 4
"""So many turns of the loop pass, at most, from a feature's result to the end of the answer: it becomes types of the protocol,
and those become text, which for a long list takes as long as the feature."""
_TURNS_TO_THE_HANDLER: Final = 2
"""So many turns of the loop pass, at most, from a message to the work that it asks for."""
_LONGEST_WAIT: Final = 0.25
"""How long one step of a check makes way, in seconds: a feature that takes longer reads many files."""


class ProtowrightServer(LanguageServer):
    """One editor session. What `initialize` does without is imported after it was answered."""

    protocol: Protocol
    host: LatePart[Host] = LatePart("protowright.lsp.opening:new_host")
    configuration: LatePart[Configuration] = LatePart("protowright.lsp.configuration:Configuration")
    publisher: LatePart[Publisher] = LatePart("protowright.lsp.publishing:Publisher")
    workspace_reports: LatePart[WorkspaceReports] = LatePart("protowright.lsp.workspace_reports:WorkspaceReports")
    runs: LatePart[Runs] = LatePart("protowright.lsp.runs:Runs")
    reference_counts: LatePart[ReferenceCounts] = LatePart("protowright.lsp.reference_counts:ReferenceCounts")

    def __init__(self) -> None:
        super().__init__("protowright", __version__, protocol_cls=Protocol)
        self.executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="protowright-analysis")
        self.late_features = LateFeatures(self)
        self._check_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="protowright-check")
        self.answers = Waiting()
        """Those who wait for what a feature says of a place or a file."""
        self.checks = Waiting()
        """Those who wait for diagnostics, or for a search through many files."""
        self.token_results = TokenResults()
        self.memory = Memory()
        self.indexing = Indexing(self)
        self._messages: Input | None = None
        self._uris: dict[str, str] = {}
        self._background: set[asyncio.Task[None]] = set()

    # State

    @property
    def encoding(self) -> PositionEncoding:
        """The position encoding that was agreed on."""
        return cast(PositionEncoding, self.protocol.position_encoding)

    @property
    def is_told_of_files(self) -> bool:
        """Whether the client watches files, and tells when they change."""
        workspace = self.client_capabilities.workspace
        watching = None if workspace is None else workspace.did_change_watched_files
        return watching is not None and bool(watching.dynamic_registration)

    def uri_of(self, path: str) -> str:
        """The URI of a path, spelled as the client spells it when the file is open."""
        return self._uris.get(path) or to_uri(path)

    def remember_uri(self, uri: str, language: str) -> str:
        """The path of a document the client opened, in the language that LSP calls so."""
        remember_language(uri, language)
        path = to_path(uri)
        self._uris[path] = uri
        return path

    def converter(self, snapshot: Snapshot, path: str) -> Converter | None:
        """The converter for a file of the snapshot, None when there is no such file."""
        from protowright.lsp.convert import Converter

        document = snapshot.document(path)
        return None if document is None else Converter(document.lines, self.encoding)

    @property
    def run_reports(self) -> RunReports:
        """What is known of the runs; nothing is while the session did not run anything."""
        from protowright.project.run_reports import RunReports

        return self.runs.reports if ProtowrightServer.runs.is_made(self) else RunReports()

    # Features

    @classmethod
    def late_parts(cls) -> list[LatePart[Any]]:
        """The parts that are made when they are first asked for."""
        return [part for part in vars(cls).values() if isinstance(part, LatePart)]

    def offer_feature(self, method: str, module: str) -> None:
        """Offer a method that `module` serves, which is imported when that is needed."""
        super().feature(method)(self.late_features.offer(method, module))

    def offer_command(self, name: str, module: str) -> None:
        """Offer a command that `module` runs, which is imported when that is needed."""
        super().command(name)(self.late_features.offer(name, module))

    def feature(self, feature_name: str, options: Any = None) -> Callable[[Any], Any]:
        """Decorates the handler of a method: of one that was offered, or of another one that is served from now on."""
        if feature_name in self.late_features:
            return self.late_features.binder(feature_name)
        return super().feature(feature_name, options)

    def command(self, command_name: str) -> Callable[[Any], Any]:
        """Decorates what runs a command: one that was offered, or another one that can be run from now on."""
        if command_name in self.late_features:
            return self.late_features.binder(command_name)
        return super().command(command_name)

    # Work

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer, and no message for its turn."""
        if self.answers.are_there or self.checks.are_there:
            return False
        return self._messages is None or self._messages.is_empty

    async def run_feature(self, feature: Callable[..., T], *arguments: Any) -> T:
        """The result of a feature, worked out on a thread of the analysis pool."""
        with self.answers.somebody(_TURNS_TO_THE_CLIENT):
            return await asyncio.get_running_loop().run_in_executor(self.executor, feature, *arguments)

    async def run_check(self, check: Callable[..., T], *arguments: Any) -> T:
        """The result of a check, worked out on a thread of its own: it makes way for features (`make_way`)."""
        with self.checks.somebody():
            return await asyncio.get_running_loop().run_in_executor(self._check_executor, check, *arguments)

    def make_way(self) -> None:
        """Let those go first who wait for a feature; called by checks and counts between two steps, never by features."""
        self.answers.make_way(_LONGEST_WAIT)

    async def run_search(self, search: Callable[..., T], *arguments: Any) -> T:
        """The result of a feature that looks at many files; its last argument tells it that nobody waits any more."""
        gone = threading.Event()
        try:
            with self.checks.somebody():
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self.executor, partial(search, *arguments, gone.is_set))
        finally:
            gone.set()  # a request that is cancelled leaves here: the thread stops at the next file

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Let `work` run beside the handlers; the server keeps it alive."""
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log the error. It never becomes a window that pops up."""
        _LOG.error("%s: %s", getattr(source, "__name__", source), error)

    async def serve(self, first: bytes | None, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Serve one client until it says `exit` or closes the stream; gives the exit code of the process.

        `first` is the body of its first message, or None when the stream is closed already.
        """
        output = Output(stdout)
        self.protocol.set_writer(output)
        self._messages = messages = Input(first, stdin, asyncio.get_running_loop())
        while self.protocol.exit_code is None:
            body = await messages.next()
            if body is None:
                break
            self.memory.touch()
            with self.answers.somebody(_TURNS_TO_THE_HANDLER):
                self.protocol.handle_body(body)
            if not messages.leaving:  # nobody waits for answers then
                await asyncio.sleep(0)  # lets the handler take its snapshot before the next message changes anything
        await self._stop()
        output.close()
        return 1 if self.protocol.exit_code is None else self.protocol.exit_code

    async def _stop(self) -> None:
        """End what goes on beside the handlers; parts that were never asked for do nothing."""
        if ProtowrightServer.reference_counts.is_made(self):
            self.reference_counts.stop()
        if ProtowrightServer.runs.is_made(self):
            await self.runs.stop()


def create_server() -> ProtowrightServer:
    """A server with all its features."""
    from protowright.lsp.features import register_features

    server = ProtowrightServer()
    register_features(server)
    return server

"""The server object: the state of one editor session, and how handlers are run."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, BinaryIO, Final, TypeVar, cast

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from protowright import __version__
from protowright.lsp.code_pages import CodePages
from protowright.lsp.configuration import Configuration
from protowright.lsp.convert import Converter
from protowright.lsp.indexing import Indexing
from protowright.lsp.making_way import Waiting
from protowright.lsp.memory import Memory
from protowright.lsp.protocol import Protocol
from protowright.lsp.publishing import Publisher
from protowright.lsp.reference_counts import ReferenceCounts
from protowright.lsp.runs import Runs
from protowright.lsp.stdio import Input, Output
from protowright.lsp.token_results import TokenResults
from protowright.lsp.uris import to_path, to_uri
from protowright.lsp.workspace_reports import WorkspaceReports
from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.text.line_index import PositionEncoding

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

_LONGEST_WAIT: Final = 0.25
"""How long one step of a check makes way, in seconds: a feature that takes longer reads many files."""


class ProtowrightServer(LanguageServer):
    """One editor session."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("protowright", __version__, protocol_cls=Protocol)
        self.host = Host()
        self.executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="protowright-analysis")
        self._check_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="protowright-check")
        self.answers = Waiting()
        """Those who wait for what a feature says of a place or a file."""
        self.checks = Waiting()
        """Those who wait for diagnostics, or for a search through many files."""
        self.publisher = Publisher(self)
        self.runs = Runs(self)
        self.reference_counts = ReferenceCounts(self)
        self.token_results = TokenResults()
        self.memory = Memory()
        self.indexing = Indexing(self)
        self.configuration = Configuration(self)
        self.code_pages = CodePages()
        self.workspace_reports = WorkspaceReports(self)
        self._uris: dict[str, str] = {}
        self._background: set[asyncio.Task[None]] = set()

    # State

    @property
    def encoding(self) -> PositionEncoding:
        """The position encoding that was agreed on."""
        encoding = self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16
        return cast(PositionEncoding, str(getattr(encoding, "value", encoding)))

    @property
    def is_told_of_files(self) -> bool:
        """Whether the client watches files, and tells when they change."""
        workspace = self.client_capabilities.workspace
        watching = None if workspace is None else workspace.did_change_watched_files
        return watching is not None and bool(watching.dynamic_registration)

    def uri_of(self, path: str) -> str:
        """The URI of a path, spelled as the client spells it when the file is open."""
        return self._uris.get(path) or to_uri(path)

    def remember_uri(self, uri: str) -> str:
        """The path of a document the client opened."""
        path = to_path(uri)
        self._uris[path] = uri
        return path

    def converter(self, snapshot: Snapshot, path: str) -> Converter | None:
        """The converter for a file of the snapshot, None when there is no such file."""
        document = snapshot.document(path)
        return None if document is None else Converter(document.lines, self.encoding)

    # Work

    async def run_feature(self, feature: Callable[..., T], *arguments: Any) -> T:
        """The result of a feature, worked out on a thread of the analysis pool."""
        with self.answers.somebody():
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

    async def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Serve one client until it says `exit` or closes the stream; gives the exit code of the process."""
        output = Output(stdout)
        self.protocol.set_writer(output)
        messages = Input(stdin, asyncio.get_running_loop())
        while self.protocol.exit_code is None:
            body = await messages.next()
            if body is None:
                break
            self.memory.touch()
            self.protocol.handle_body(body)
            if not messages.leaving:  # nobody waits for answers then
                await asyncio.sleep(0)  # lets the handler take its snapshot before the next message changes anything
        self.reference_counts.stop()
        await self.runs.stop()
        output.close()
        return 1 if self.protocol.exit_code is None else self.protocol.exit_code


def create_server() -> ProtowrightServer:
    """A server with all its features."""
    from protowright.lsp.features import register_features

    server = ProtowrightServer()
    register_features(server)
    return server

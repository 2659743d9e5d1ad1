"""How long every request that is served takes: in a workspace of two files none more than 10 ms, and in one of 8,000
files as the last column of docs/dev/lsp.md says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import peers
from benchmarks.editor import new_session
from benchmarks.editor_session import EditorSession, p95
from benchmarks.editor_workspaces import Place, google, toy
from benchmarks.language_client import LanguageClient
from benchmarks.measuring import Failed
from benchmarks.printing import bar, failed, figure

_COUNT = 60
_SEARCHES = 10
_TOY_MILLISECONDS = 10.0
"""Of every answer in the workspace of two files, once the session has loaded its parts."""
_FIRST_SCREEN = {"start": {"line": 0, "character": 0}, "end": {"line": 60, "character": 0}}
_NO_PROBLEM: dict[str, list[object]] = {"diagnostics": []}
_OPTIONS = {"tabSize": 2, "insertSpaces": True}

Measure = Callable[[], list[float]]


def run() -> bool:
    """Print the 95th percentile of each request, in milliseconds; tells whether all were answered, and in time."""
    return all([_measure(toy(), _judge_toy), _measure(google(), _print)])


def _measure(place: Place, judge: Callable[[str, float], bool]) -> bool:
    good = True
    with new_session(peers.protowright("lsp"), place) as (client, _):
        session = EditorSession(client, place, place.file)
        session.open()
        client.wait_for_index()
        time.sleep(3)  # a person looks at the file
        for method, measure in _measures(session, client):
            try:
                good &= judge(method, p95(measure()))
            except Failed as error:
                good = failed("every-request", f"{place.name}: {method}", error)
    return good


def _judge_toy(method: str, milliseconds: float) -> bool:
    return bar("every-request", f"toy: {method}", milliseconds, _TOY_MILLISECONDS, " ms")


def _print(method: str, milliseconds: float) -> bool:
    figure("every-request", f"{method} {milliseconds:.1f} ms")
    return True


def _measures(session: EditorSession, client: LanguageClient) -> Iterator[tuple[str, Measure]]:
    yield "textDocument/didChange", lambda: session.keystrokes(_COUNT)
    yield "textDocument/completion", lambda: session.completions(_COUNT)[0]
    yield from _at_places(session)
    yield from _of_documents(session)
    yield from _of_items(session, client)
    yield "workspace/symbol", lambda: session.workspace_symbols(_COUNT)


def _at_places(session: EditorSession) -> Iterator[tuple[str, Measure]]:
    def at(name: str, count: int = _COUNT, **more: object) -> tuple[str, Measure]:
        method = f"textDocument/{name}"
        return method, lambda: session.at_types(method, count, **more)

    yield at("hover")
    yield at("definition")
    yield at("typeDefinition")
    yield at("references", _SEARCHES, context={"includeDeclaration": True})
    yield at("documentHighlight")
    yield at("prepareRename")
    yield at("rename", _SEARCHES, newName="RenamedByAnybody")
    yield at("prepareCallHierarchy")


def _of_documents(session: EditorSession) -> Iterator[tuple[str, Measure]]:
    def of(name: str, **more: object) -> tuple[str, Measure]:
        method = f"textDocument/{name}"
        return method, lambda: session.ask(method, _COUNT, **more)

    yield of("signatureHelp", position={"line": 30, "character": 0})
    yield of("documentSymbol")
    yield of("codeAction", range=_FIRST_SCREEN, context=_NO_PROBLEM)
    yield of("codeLens")
    yield of("documentLink")
    yield of("formatting", options=_OPTIONS)
    yield of("rangeFormatting", options=_OPTIONS, range=_FIRST_SCREEN)
    yield of("onTypeFormatting", options=_OPTIONS, position={"line": 30, "character": 0}, ch="\n")
    yield of("foldingRange")
    yield of("selectionRange", positions=[{"line": 30, "character": 2}])
    yield of("semanticTokens/full")
    yield of("semanticTokens/full/delta", previousResultId="1")
    yield of("semanticTokens/range", range=_FIRST_SCREEN)
    yield of("inlayHint", range=_FIRST_SCREEN)


def _of_items(session: EditorSession, client: LanguageClient) -> Iterator[tuple[str, Measure]]:
    """What asks about an item of an earlier answer."""

    def ask(method: str, count: int, params: Any) -> Measure:
        return lambda: [client.request(method, params)[0] for _ in range(count)]

    calls = session.at_some_type("textDocument/prepareCallHierarchy")
    yield "callHierarchy/incomingCalls", ask("callHierarchy/incomingCalls", _SEARCHES, {"item": calls[0]})
    yield "callHierarchy/outgoingCalls", ask("callHierarchy/outgoingCalls", _COUNT, {"item": calls[0]})
    items = session.at_some_type("textDocument/completion")["items"]
    item = next(item for item in items if item.get("data"))
    yield "completionItem/resolve", ask("completionItem/resolve", _COUNT, item)

"""How long a person waits for a search of a large folder: references, renames and workspace symbols."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks import peers
from benchmarks.printing import figure
from protowright.ide.references import Reference, references
from protowright.ide.rename import Refusal, rename
from protowright.ide.workspace_symbols import workspace_symbols
from protowright.project.host import Host

T = TypeVar("T")

_NAMES = (
    ("google/type/money.proto", "message Money", "a message that few files use"),
    ("google/rpc/status.proto", "  int32 code", "a field with a common name"),
    ("google/longrunning/operations.proto", "message Operation", "a message that hundreds of files use"),
)
"""A file, the start of a declaration in it whose last word is asked for, and what that stands for."""


def run() -> bool:
    """Print seconds, cold (nothing read yet) and warm; there is no bar, as there is nothing to compare with."""
    root = str(peers.large_folder())
    for name, declaration, what in _NAMES:
        _references(root, f"{root}/{name}", declaration, what)
        _rename(root, f"{root}/{name}", declaration, what)
    _symbols(root)
    return True


def _references(root: str, path: str, declaration: str, what: str) -> None:
    host = Host([root], [root])
    offset = _offset(host, path, declaration)

    def search() -> list[Reference]:
        return references(host.snapshot(), path, offset)

    (cold, found), (warm, _) = _timed(search), _timed(search)
    files = len({each.path for each in found})
    figure("navigation", f"references to {what}: {cold:.2f} s cold, {warm:.2f} s warm; {files} files")


def _rename(root: str, path: str, declaration: str, what: str) -> None:
    host = Host([root], [root])
    offset = _offset(host, path, declaration)

    def change() -> list[str]:
        found = rename(host.snapshot(), path, offset, "Renamed" if declaration.startswith("message") else "renamed_it")
        assert not isinstance(found, Refusal), found.reason
        return list(found)

    (cold, files), (warm, _) = _timed(change), _timed(change)
    figure("navigation", f"rename of {what}: {cold:.2f} s cold, {warm:.2f} s warm; {len(files)} files")


def _offset(host: Host, path: str, declaration: str) -> int:
    """Where the last word of a declaration ends, in the file at `path`."""
    document = host.snapshot().document(path)
    assert document is not None, path
    return document.text.index(f"\n{declaration} ") + len(declaration)


def _symbols(root: str) -> None:
    host = Host([root], [root])
    for query in ("m", "mo", "money"):
        seconds, found = _timed(partial(workspace_symbols, host.snapshot(), query))
        figure("navigation", f"workspace symbols like `{query}`: {seconds:.2f} s, {len(found)} shown")


def _timed(work: Callable[[], list[T]]) -> tuple[float, list[T]]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found

"""What the last check found, kept on disk. It only ever saves time: whatever is doubtful is checked again.

One file holds one check, that is: the same arguments, with the same settings, by the same Protowright. What it says about
a file counts as long as the file, and every file below it, has the same text, and each of their imports means the same file.
Import lookups are made again, not remembered, so a new file that hides another is seen.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

import protowright
from protowright.diagnostics.finding import Finding, finding_of
from protowright.project.bundled import bundled_descriptor
from protowright.project.check_sources import Source, digest, digest_of_file
from protowright.project.files import write_bytes_atomically

FORMAT = 1
MAXIMUM_BYTES = 64_000_000
"""All kept checks together take no more than this on disk; those that were used last stay."""

_MAGIC = b"protowright check\n"
_CHECKSUM_SIZE = 16


@dataclass
class CheckResults:
    """The findings of one check by workspace folder and path, and the sources it read, likewise."""

    findings: dict[str, dict[str, list[Finding]]] = field(default_factory=dict)
    sources: dict[str, dict[str, Source]] = field(default_factory=dict)


class CheckCache:
    """The place on disk for one check: `named` are the absolute paths to check, files or folders; `import_paths` are the
    configured ones; `folder` is where to keep things, by default the user's cache folder.
    """

    def __init__(self, named: Iterable[str], import_paths: Iterable[str], folder: str | None = None) -> None:
        self._settings = {
            "format": FORMAT,
            "program": program_state(),
            "descriptor": digest_of_file(bundled_descriptor() or ""),
            "import paths": list(import_paths),
            "named": digest("\0".join(named).encode("utf-8", "surrogateescape")),
        }
        key = hashlib.blake2b(json.dumps(self._settings).encode(), digest_size=16).hexdigest()
        self.folder = Path(folder or user_cache_dir("protowright")) / "check"
        self.path = self.folder / f"{key}.bin"

    def load(self) -> CheckResults:
        """What is kept; nothing when there is none, or when it is not whole."""
        try:
            data = _unpacked(self.path.read_bytes())
            if data["settings"] != self._settings:
                return CheckResults()
            results = _results(data)
            os.utime(self.path)
        except (OSError, ValueError, TypeError, LookupError, AttributeError, zlib.error, RecursionError):
            return CheckResults()
        return results

    def save(self, results: CheckResults) -> None:
        """Keep the results, unless that is impossible. Whoever reads meanwhile sees the old ones or the new."""
        content = _packed({"settings": self._settings, **_data(results)})
        if len(content) > MAXIMUM_BYTES:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_bytes_atomically(str(self.path), content)
            _make_room(self.folder, MAXIMUM_BYTES)


def _make_room(folder: Path, maximum: int) -> None:
    """Delete what was not used for the longest time. Another process may do the same, or have files open."""
    entries: list[tuple[float, int, str]] = []
    for entry in os.scandir(folder):
        with contextlib.suppress(OSError):
            status = entry.stat()
            entries.append((status.st_mtime, status.st_size, entry.path))
    room = maximum
    for _, size, path in sorted(entries, reverse=True):
        room -= size
        if room < 0:
            with contextlib.suppress(OSError):
                os.unlink(path)


@cache
def program_state() -> str:
    """Stands for the program that checks: its version, and the state of its own source files and of Python."""
    package = os.path.dirname(protowright.__file__)
    state = [protowright.__version__, sys.version, *_modules(package)]
    return hashlib.blake2b("\n".join(state).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _modules(folder: str) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _modules(entry.path)
        elif entry.name.endswith((".py", ".so", ".pyd")):
            status = entry.stat()
            yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"


# Bytes


def _packed(data: Any) -> bytes:
    content = zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 1)
    return _MAGIC + _checksum(content) + content


def _unpacked(packed: bytes) -> Any:
    """Raises ValueError when the bytes are not whole."""
    checksum = packed[len(_MAGIC) : len(_MAGIC) + _CHECKSUM_SIZE]
    content = packed[len(_MAGIC) + _CHECKSUM_SIZE :]
    if not packed.startswith(_MAGIC) or _checksum(content) != checksum:
        raise ValueError("not a whole kept check")
    return json.loads(zlib.decompress(content))


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM_SIZE).digest()


# Data


def _data(results: CheckResults) -> dict[str, Any]:
    """As nested lists. Paths are written once; elsewhere their numbers stand for them."""
    paths: dict[str, int] = {}

    def number(path: str) -> int:
        return paths.setdefault(path, len(paths))

    sources = {
        folder: [
            [
                number(path),
                source.digest,
                source.package,
                source.roots,
                [[name, None if target is None else number(target)] for name, target in source.imports],
            ]
            for path, source in found.items()
        ]
        for folder, found in results.sources.items()
    }
    findings = {
        folder: [[number(path), rows] for path, rows in found.items()] for folder, found in results.findings.items()
    }
    return {"paths": list(paths), "sources": sources, "findings": findings}


def _results(data: Any) -> CheckResults:
    paths: list[str] = data["paths"]
    results = CheckResults()
    for folder, rows in data["sources"].items():
        results.sources[folder] = {
            paths[number]: Source(
                text,
                package,
                roots,
                tuple((name, None if target is None else paths[target]) for name, target in imports),
            )
            for number, text, package, roots, imports in rows
        }
    for folder, rows in data["findings"].items():
        results.findings[folder] = {paths[number]: [finding_of(row) for row in found] for number, found in rows}
    return results

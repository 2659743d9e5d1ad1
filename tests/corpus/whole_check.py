"""The whole check of one text, as an editor has it done: overlay, snapshot, parse, link, every pass."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.corpora import Corpus

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.diagnostics import proto_diagnostics
from protowright.project.host import Host

NOWHERE = str(Path(__file__).resolve().parent / "nowhere" / "a.proto")
"""Where texts are that are on no disk."""


def whole_check(text: str, path: str = NOWHERE, host: Host | None = None) -> list[Diagnostic]:
    """All diagnostics of a text at an absolute path. Exceptions of ours are raised here, not made a diagnostic."""
    host = host or Host()
    host.open(path, text)
    found = proto_diagnostics(host.snapshot(), path)
    for fault in found:
        assert 0 <= fault.span.start <= fault.span.end <= len(text), (fault, len(text))
    return found


@dataclass(slots=True)
class Session:
    """One host that checks many texts of files of one corpus.

    `slowest` is the longest check in seconds, and the text that took so long. The first check of a file, which reads and
    links all it imports, does not count there.
    """

    corpus: Corpus
    host: Host
    count: int = 0
    slowest: tuple[float, str] = (0.0, "")
    _known: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, corpus: Corpus) -> Session:
        """A session with the corpus's import roots."""
        return cls(corpus, Host(import_paths=corpus.roots))

    def check(self, name: str, text: str) -> list[Diagnostic]:
        """The diagnostics of `text` as the file `name`. Raises AssertionError with the text when the check raises."""
        if name not in self._known:
            self._known.add(name)
            whole_check(self.corpus.text(name), self.corpus.path(name), self.host)
            gc.collect()
            gc.freeze()  # as the server does in a pause: thousands of other open files are no part of the check
        started = time.process_time()
        try:
            found = whole_check(text, self.corpus.path(name), self.host)
        except Exception as error:
            raise AssertionError(f"{self.corpus.name} {name}: {type(error).__name__} for\n{text!r}") from error
        self.slowest = max(self.slowest, (time.process_time() - started, text))
        self.count += 1
        return found

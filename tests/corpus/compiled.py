"""What protoc makes of a whole corpus: descriptors, unused imports, and the files it rejects."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from google.protobuf import descriptor_pb2 as pb
from tests.corpus.corpora import ALL, Corpus
from tests.corpus.protoc import native_protoc

_FLAGS = ("--retain_options",)
_ERROR = re.compile(r"^(?P<file>[^\s:]+\.proto):(?!\d+:\d+: warning:)", re.MULTILINE)
_LATE = re.compile("Edition 2026 is later than the maximum supported")
_UNUSED = re.compile(r"^(?P<file>[^\s:]+):\d+:\d+: warning: Import (?P<path>\S+) is unused\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Compiled:
    """`descriptors` by the name of each file that protoc accepts; `unused` are pairs of file and import."""

    corpus: Corpus
    descriptors: dict[str, pb.FileDescriptorProto] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    unused: set[tuple[str, str]] = field(default_factory=set)


@cache
def compiled(name: str) -> Compiled:
    """The corpus of that name, as protoc sees it.

    All files go through one run. Those that protoc names in errors there are left out, and judged by themselves: a file
    is rejected only when it is rejected alone. Those of edition 2026 are judged by native protoc.
    """
    found = Compiled(ALL[name]())
    together = _compile_together(found)
    for each in found.corpus.names:
        if each not in together:
            _compile(found, [each])
    late = [each for each, output in found.rejected.items() if _LATE.search(output)]
    for each in late:
        _compile(found, [each], native=True)
    return found


def accepted_together(corpus: Corpus) -> list[str]:
    """The files of a corpus that protoc accepts in one run: without those that clash with others."""
    return sorted(_compile_together(Compiled(corpus)))


def _compile_together(found: Compiled) -> set[str]:
    """Compile as many files as go into one run; gives their names."""
    together = list(found.corpus.names)
    while named := _compile(found, together):
        if not named & set(together):
            raise AssertionError(f"protoc rejects files of {found.corpus.name}, and names none: {sorted(named)[:5]}")
        together = [each for each in together if each not in named]
    return set(together)


def _compile(found: Compiled, names: Sequence[str], native: bool = False) -> set[str]:
    """Compile files in one run; gives the files that errors are about, none when protoc accepts all."""
    with tempfile.TemporaryDirectory(prefix="protowright-protoc-") as folder:
        code, output = _run(found.corpus, names, Path(folder), native)
        if code != 0:
            found.rejected.update((name, output) for name in names if len(names) == 1)
            return {match["file"] for match in _ERROR.finditer(output)}
        files = pb.FileDescriptorSet.FromString(Path(folder, "set").read_bytes()).file
    for name in names:
        found.rejected.pop(name, None)
    found.descriptors.update((file.name, file) for file in files)
    found.unused.update((match["file"], match["path"]) for match in _UNUSED.finditer(output))
    return set()


def _run(corpus: Corpus, names: Iterable[str], folder: Path, native: bool) -> tuple[int, str]:
    Path(folder, "names").write_text("\n".join(names), encoding="utf-8")
    program = [native_protoc()] if native else [sys.executable, "-m", "grpc_tools.protoc"]
    command = [*program, *(f"-I{root}" for root in corpus.roots), *_FLAGS]
    command += [f"--descriptor_set_out={folder}/set", f"@{folder}/names"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=300)
    output = done.stderr
    for root in corpus.roots:
        output = output.replace(f"{root}/", "")
    return done.returncode, output

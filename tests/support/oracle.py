"""protoc, the judge of what is valid and what a file means. It runs in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from google.protobuf import descriptor_pb2 as pb

from protowright.project.bundled import bundled_roots

_WORKER = r"""
import json, os, sys, tempfile
from grpc_tools import protoc

for job in json.load(sys.stdin):
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            code = protoc.main(["protoc", *job])
        finally:
            os.dup2(kept, 2)
            os.close(kept)
        file.seek(0)
        print(json.dumps([code, file.read().decode("utf-8", "replace")]), flush=True)
"""


@dataclass(frozen=True)
class Verdict:
    """What protoc says of one call; `errors` is what it printed."""

    accepted: bool
    errors: str


def run_protoc(jobs: Iterable[list[str]], timeout: float = 60) -> list[Verdict]:
    """One verdict for each list of arguments. Raises when the process itself fails."""
    done = subprocess.run(
        [sys.executable, "-c", _WORKER],
        input=json.dumps(list(jobs)),
        stdout=subprocess.PIPE,
        text=True,
        timeout=timeout,
        check=True,
    )
    return [Verdict(code == 0, errors) for code, errors in map(json.loads, done.stdout.splitlines())]


def roots() -> list[str]:
    """The import roots for the bundled files."""
    return [f"-I{root}" for root in bundled_roots()]


def descriptors(names: Iterable[str], folder: Path, *import_roots: str) -> dict[str, pb.FileDescriptorProto]:
    """The descriptors that protoc makes of files, by the names they are imported by. `folder` is for what it writes."""
    names = list(names)
    target = folder / "descriptors.binpb"
    arguments = [*(f"-I{root}" for root in import_roots), *roots(), "--include_imports"]
    arguments += ["--retain_options", f"--descriptor_set_out={target}"]
    (verdict,) = run_protoc([[*arguments, *names]])
    assert verdict.accepted, verdict.errors
    found = pb.FileDescriptorSet.FromString(target.read_bytes())
    return {file.name: file for file in found.file if file.name in names}


def verdicts(texts: Mapping[str, str], folder: Path, *import_roots: str) -> dict[str, Verdict]:
    """What protoc says of each text, which becomes the file of that name in `folder`."""
    jobs = []
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        arguments = [f"-I{folder}", *(f"-I{root}" for root in import_roots), *roots()]
        jobs.append([*arguments, f"--descriptor_set_out={os.devnull}", name])
    return dict(zip(texts, run_protoc(jobs), strict=True))

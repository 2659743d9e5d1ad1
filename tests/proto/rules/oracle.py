"""What protoc says about a set of files.

protoc runs in a process of its own for every file, because some inputs abort it. The one that `grpcio-tools` brings is
called in a forked child, which spares starting an interpreter each time. Editions it does not know yet go to a newer
native one.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10
_MESSAGE = re.compile(r"^([^:\s]+\.proto):(?:(\d+):(\d+):)? ?(warning: )?(.*)$")
_NEEDS_NEWER = re.compile(r'edition = "2026"|needs: newer protoc')
_SYNTAX_GUESSED = "No edition or syntax specified for the proto file: "


@dataclass(frozen=True, slots=True)
class Message:
    """One message of protoc: `line` is 1-based, 0 when it names none."""

    path: str
    line: int
    warning: bool
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`accepted` is protoc's exit; `aborted` when it died of a signal or took longer than `SECONDS`."""

    accepted: bool
    aborted: bool
    messages: tuple[Message, ...]

    def lines(self, *, warnings: bool) -> set[tuple[str, int]]:
        """Path and line of every error, or of every warning."""
        return {(message.path, message.line) for message in self.messages if message.warning == warnings}


class Oracle:
    """Asks protoc. `newer` is the path of a native protoc for the editions the bundled one does not know."""

    def __init__(self, newer: Path | None) -> None:
        import grpc_tools

        self._newer = newer
        self._bundled_include = Path(grpc_tools.__file__).parent / "_proto"

    def ask(self, files: dict[str, str]) -> Verdict:
        """The verdict on `files`, each taken as the one to compile; messages are those of all runs, without doubles."""
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text.encode("utf-8", "surrogateescape"))
            newer = needs_newer(files)
            results = [self._run(folder, path, newer) for path in files]
        output = "\n".join(text for _, text in results)
        return Verdict(
            accepted=all(status == 0 for status, _ in results),
            aborted=any(status < 0 for status, _ in results),
            messages=tuple(dict.fromkeys(_messages(output))),
        )

    def _run(self, folder: str, path: str, newer: bool) -> tuple[int, str]:
        if newer:
            return self._run_newer(folder, path)
        return _run_bundled(folder, ["-I.", f"-I{self._bundled_include}", "--descriptor_set_out=/dev/null", path])

    def _run_newer(self, folder: str, path: str) -> tuple[int, str]:
        if self._newer is None:
            raise RuntimeError("cases of a new edition need a native protoc: name one with --newer-protoc")
        include = self._newer.parent.parent / "include"
        command = [str(self._newer), "-I.", f"-I{include}", "--experimental_editions"]
        command += ["--descriptor_set_out=/dev/null", path]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
        return done.returncode, done.stderr.decode("utf-8", "replace")


def needs_newer(files: dict[str, str]) -> bool:
    """Whether `files` are beyond the bundled protoc."""
    return any(_NEEDS_NEWER.search(text) for text in files.values())


def find_newer(named: str | None) -> Path | None:
    """The native protoc: the one named, or the one on the search path."""
    found = named or shutil.which("protoc")
    return Path(found).resolve() if found else None


def _run_bundled(folder: str, arguments: list[str]) -> tuple[int, str]:
    from grpc_tools import protoc

    with tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            signal.alarm(SECONDS)
            os.chdir(folder)
            os.dup2(errors.fileno(), 2)
            os._exit(protoc.main(["protoc", *arguments]) & 0x7F)
        _, status = os.waitpid(child, 0)
        errors.seek(0)
        return os.waitstatus_to_exitcode(status), errors.read().decode("utf-8", "replace")


def _messages(output: str) -> list[Message]:
    messages = []
    for line in output.splitlines():
        match = _MESSAGE.match(line)
        if _SYNTAX_GUESSED in line:
            path = line.split(_SYNTAX_GUESSED)[1].split(". ")[0]
            messages.append(Message(path, 1, True, "No edition or syntax specified"))
        elif match:
            messages.append(Message(match[1], int(match[2] or 0), bool(match[4]), match[5]))
    return messages

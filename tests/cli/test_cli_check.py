"""`protowright check`: which files, with what, in how many processes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.support import COMMAND, LIMIT, ROOT, environment, protowright
from tests.cli.test_cli_commands import on_terminal

GOOD = 'syntax = "proto3";\nmessage A {}\n'
LOST = 'syntax = "proto3";\nmessage A { Lost a = 1; }\n'


def many(folder: Path, count: int) -> Path:
    """Files that import one another, each with a fault or two."""
    for number in range(count):
        own = folder / f"p{number % 7}"
        own.mkdir(parents=True, exist_ok=True)
        after = f'import "p{(number + 1) % 7}/f{number + 1}.proto";\n' if number + 1 < count else ""
        uses = f"  p{(number + 1) % 7}.M{number + 1} next = 2;\n" if after and number % 3 else ""
        text = f'syntax = "proto3";\npackage p{number % 7};\n{after}message M{number} {{\n  Lost{number} a = 1;\n{uses}}}\n'
        (own / f"f{number}.proto").write_text(text)
    return folder


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("--format", "xml", "."), "'xml' is not one of"),
        (("--jobs", "0", "."), "'--jobs'"),
        (("-I", "none", "."), "Error: the import path none is no folder"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "a.proto").write_text(GOOD)
    said = protowright("check", *arguments, cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.sentence


def test_the_named_folder_is_an_import_root(tmp_path: Path) -> None:
    deep = tmp_path / "root" / "a" / "b" / "c" / "d" / "e" / "f" / "g" / "h"
    deep.mkdir(parents=True)
    (tmp_path / "root" / "top.proto").write_text('syntax = "proto3";\npackage top;\nmessage T {}\n')
    (deep / "x.proto").write_text('syntax = "proto3";\nimport "top.proto";\nmessage X { top.T t = 1; }\n')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert protowright("check", "../root", cwd=elsewhere).out == "no problems in 2 files\n"


def test_a_bad_file_in_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_bytes(bytes(range(256)))
    (tmp_path / "b.proto").write_text(LOST)
    (tmp_path / "c.proto").write_bytes('syntax = "proto3";'.encode("utf-16"))
    said = protowright("check", ".", cwd=tmp_path)
    assert said.code == 1 and "b.proto:2:13" in said.out
    assert said.out.endswith("3 errors in 3 files\n")
    assert said.err.splitlines() == [
        "error: a.proto is a binary file, and this needs a text",
        "error: c.proto is UTF-16, and this needs UTF-8: save it with that encoding",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.proto")
    (tmp_path / "b.proto").write_text(GOOD)
    (tmp_path / "c.grpc").write_text("GRPC localhost:1/a.B/C\n")
    said = protowright("check", "a.proto", cwd=tmp_path)
    assert (said.code, said.sentence) == (2, "Error: a.proto is no file that has a text")
    assert protowright("check", ".", cwd=tmp_path).out == "no problems in 2 files\n"


def test_bytes_in_comments_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_bytes(b'syntax = "proto3"; // caf\xe9\nmessage A {}\n')
    said = protowright("check", "a.proto", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    many(tmp_path, 60)
    (tmp_path / "a.grpc").write_text("x\n")
    one, two, more = (
        protowright("check", ".", "--no-cache", "--format", "json", "--jobs", jobs, cwd=tmp_path)
        for jobs in ("1", "2", "5")
    )
    assert one.out == two.out == more.out
    assert (one.code, one.err, two.err, more.err) == (1, "", "", "")
    paths = [item["path"] for item in json.loads(one.out) if item["code"] == "unresolved-type"]
    assert len(set(paths)) == 60


def test_dropping_what_was_analysed_changes_nothing(tmp_path: Path) -> None:
    from protowright.cli.check_work import Chunk, check_chunk

    paths = tuple(str(path) for path in sorted(many(tmp_path, 30).rglob("*.proto")))
    whole = check_chunk(Chunk(str(tmp_path), (), paths))
    small = check_chunk(Chunk(str(tmp_path), (), paths, limit=1))
    assert whole == small and len(whole.keepable) == 30 and not whole.unstable
    assert sum(map(len, whole.findings.values())) >= 30


def test_a_worker_that_dies_is_one_sentence(tmp_path: Path) -> None:
    many(tmp_path, 20)
    code = (
        "import os, sys\nfrom protowright.cli import check_run\n"
        "check_run._end_at_interrupt = os.abort\n"
        "from protowright.cli.main import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", ".", "--jobs", "2", "--no-cache"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert (done.returncode, done.stdout) == (1, "")
    said = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert said == ["Error: a process that checked files died, perhaps for lack of memory: use --jobs 1"]


def wait_for_children(process: int) -> None:
    """Wait until a process has started others; where the system does not say, as long as that takes at most."""
    children = Path(f"/proc/{process}/task/{process}/children")
    end = time.monotonic() + (10 if children.exists() else 1)
    while time.monotonic() < end and not (children.exists() and children.read_text().strip()):
        time.sleep(0.01)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups")
@pytest.mark.parametrize("after", [0.0, 0.1, 0.2, 1.2])  # while the processes start, and while they work
def test_an_interrupt_ends_all_processes(tmp_path: Path, after: float) -> None:
    many(tmp_path, 1500)
    command = [*COMMAND, "check", ".", "--jobs", "2", "--no-cache"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        wait_for_children(process.pid)
        time.sleep(after)
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, out, err.strip()) == (1, b"", b"Aborted!")
    assert time.monotonic() - started < 3


def test_a_bar_is_for_many_files_on_a_terminal(tmp_path: Path) -> None:
    many(tmp_path, 210)
    command = f"{' '.join(COMMAND)} check . --no-cache --jobs 1"
    errors_to_terminal = ("-c", f"{command} >out.txt; {command} -q >quiet.txt; echo end")
    said = run_shell(tmp_path, *errors_to_terminal)
    assert "checking" in said and "210/210" in said
    assert "checking" not in (tmp_path / "out.txt").read_text()
    before, _, after = said.rpartition("end")
    assert "checking" in before and not re.search("checking", after)
    assert protowright("check", ".", "--jobs", "1", cwd=tmp_path).err == "", "no bar where nobody watches"


def run_shell(folder: Path, *arguments: str) -> str:
    """What a shell command writes to a terminal."""
    import pty

    parent, child = pty.openpty()
    own = environment({"TERM": "xterm", "PYTHONPATH": str(ROOT / "server"), "COLUMNS": "100"})
    with subprocess.Popen(["sh", *arguments], cwd=folder, env=own, stdout=child, stderr=child, stdin=child) as process:
        os.close(child)
        said = b""
        try:
            while data := os.read(parent, 4096):
                said += data
        except OSError:  # what Linux says when nobody writes any more
            pass
        process.wait(LIMIT)
    os.close(parent)
    return said.decode()


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.proto").write_text(LOST)
    said = on_terminal(tmp_path, "check", ".", TERM="xterm", NO_COLOR="1")
    assert "Lost" in said and "\x1b" not in said

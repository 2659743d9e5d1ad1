"""What a killed process leaves beside a file, and what the next write does about it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from protowright.project import temporary_files
from protowright.project.files import write_atomically

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from protowright.project.temporary_files import open_temporary
descriptor, path = open_temporary(Path(sys.argv[1]))
print(path, flush=True)
sys.stdin.read()
"""
WRITE = """
import sys
from protowright.project.files import write_atomically
for number in range(300):
    write_atomically(sys.argv[1], sys.argv[2] * (number + 1))
"""

needs_locks = pytest.mark.skipif(not temporary_files.CAN_LOCK, reason="this system has no such locks")


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process."""
    pipe, environment = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdin=pipe, stdout=pipe, env=environment, text=True
    )


@contextmanager
def writing(target: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that is about to write the file, and its temporary file."""
    with start(HOLD, str(target)) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
        process.kill()


@needs_locks
def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with writing(target) as (process, left):
        process.kill()
        process.wait()
    assert left.exists()
    write_atomically(str(target), "x")
    assert os.listdir(tmp_path) == ["a.txt"]


def test_what_another_process_writes_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with writing(target) as (_, held):
        write_atomically(str(target), "x")
        assert sorted(os.listdir(tmp_path)) == sorted([held.name, "a.txt"])


def test_files_of_other_names_are_left_alone(tmp_path: Path) -> None:
    names = (".a.txt.b.abcdefgh.tmp", ".a.txt.short.tmp", ".b.txt.abcdefgh.tmp", "a.txt.abcdefgh.tmp", ".a.txt..tmp")
    for name in names:
        (tmp_path / name).write_text("")
    write_atomically(str(tmp_path / "a.txt"), "x")
    assert sorted(os.listdir(tmp_path)) == sorted([*names, "a.txt"])


def test_without_locks_only_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary_files, "fcntl", None)
    old, young = tmp_path / ".a.txt.abcdefgh.tmp", tmp_path / ".a.txt.ijklmnop.tmp"
    for path in (old, young):
        path.write_text("")
    before = time.time() - temporary_files.ABANDONED_AFTER - 1
    os.utime(old, (before, before))
    write_atomically(str(tmp_path / "a.txt"), "x")
    assert sorted(os.listdir(tmp_path)) == [young.name, "a.txt"]


def test_processes_that_write_the_same_file_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    processes = [start(WRITE, str(target), letter) for letter in "abc"]
    seen = set()
    while any(process.poll() is None for process in processes):
        if target.exists():
            content = target.read_text()
            assert len(set(content)) == 1
            seen.add(content[0])
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert os.listdir(tmp_path) == ["a.txt"]
    assert seen <= set("abc") and seen
    for process in processes:
        process.communicate()

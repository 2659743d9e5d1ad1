"""Reading, finding and writing files."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from protowright.project.files import fingerprint, is_file, read_text, write_atomically
from protowright.project.walk import find_files


def test_a_file_is_read_whatever_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.proto"
    for content, text in ((b"\xef\xbb\xbfa\r\n", "a\r\n"), (b"\xff\xfe", "\udcff\udcfe"), (b"", ""), (b"a\0b", "a\0b")):
        path.write_bytes(content)
        assert read_text(str(path)) == text


def test_what_is_no_file_is_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "a\0b", tmp_path / ("x" * 5000)):
        assert read_text(str(path)) is None and not is_file(str(path))
    assert fingerprint(str(tmp_path / "nothing")) is None and fingerprint("a\0b") is None


def test_a_fingerprint_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    first = fingerprint(str(path))
    assert first == fingerprint(str(path)) and first is not None
    path.write_text("other")
    assert fingerprint(str(path)) != first


# Writing


def test_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for text in ("é\n", "a\r\nb", "\udcff", ""):
        write_atomically(str(path), text)
        assert read_text(str(path)) == text
    assert os.listdir(tmp_path) == ["a"]


def test_a_failed_write_keeps_the_old_content_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def fail(*arguments: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(str(path), "new")
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["a"]


def test_text_that_cannot_be_encoded_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(ValueError, match="surrogates not allowed"):
        write_atomically(str(path), "\ud800")
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["a"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_atomically(str(tmp_path / "nothing" / "a"), "new")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_permissions_stay_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(str(path), "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    old = os.umask(0o027)
    try:
        write_atomically(str(tmp_path / "b"), "new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o640


def test_a_reader_sees_a_whole_document_at_any_moment(tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    texts = [character * 20_000 for character in "abcd"]
    write_atomically(path, texts[0])
    done = threading.Event()
    seen: list[str] = []

    def read() -> None:
        while not done.is_set():
            text = read_text(path)
            seen.append("missing" if text is None else text)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(200):
            write_atomically(path, texts[number % 4])
    finally:
        done.set()
        reader.join(10)
    assert seen and set(seen) <= set(texts)


# Finding


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")


def found(folder: Path, *folders: Path) -> list[str]:
    paths = find_files(map(str, folders or (folder,)), ".proto")
    return sorted(Path(path).relative_to(folder).as_posix() for path in paths)


def test_files_are_found_below_a_folder_but_for_what_nobody_wrote(tmp_path: Path) -> None:
    make(tmp_path, "a.proto", "b/c/d.proto", "b/e.txt", "node_modules/f.proto", ".git/g.proto", "b/venv/h.proto")
    make(tmp_path, "x.proto/y.proto", "z.proto.txt", ".hidden.proto")
    assert found(tmp_path) == [".hidden.proto", "a.proto", "b/c/d.proto", "x.proto/y.proto"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, "a/a.proto", "b/b.proto")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "self").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "b" / "nowhere").symlink_to(tmp_path / "nothing")
    (tmp_path / "b" / "linked.proto").symlink_to(tmp_path / "a" / "a.proto")
    assert found(tmp_path) == ["a/a.proto", "b/b.proto", "b/linked.proto"]


def test_a_folder_that_is_gone_has_no_files(tmp_path: Path) -> None:
    make(tmp_path, "a/a.proto")
    assert found(tmp_path, tmp_path / "nothing", tmp_path / "a") == ["a/a.proto"]

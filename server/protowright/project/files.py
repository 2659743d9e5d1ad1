"""Reading and writing files: the one place (with `runner/transport`, `lsp` and `cli`) that does IO."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from protowright.project.temporary_files import CAN_LOCK, open_temporary, remove_abandoned


def fingerprint(path: str) -> tuple[int, int, int] | None:
    """What changes when the file at the absolute `path` does; None when there is no such file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_text(path: str) -> str | None:
    """The text of the file at the absolute `path`, or None when it cannot be read.

    A byte order mark is dropped. Bytes that are no UTF-8 become lone surrogates, so nothing is lost and no error raised.
    """
    content = read_bytes(path)
    return None if content is None else content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def bytes_of(text: str) -> bytes:
    """What `read_text` makes that text of. Surrogates that it makes of nothing, which an editor may send, have a form, too."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def read_bytes(path: str) -> bytes | None:
    """The content of the file at the absolute `path`, or None when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def is_file(path: str) -> bool:
    """Whether there is a file at the absolute `path`."""
    try:
        return os.path.isfile(path)
    except ValueError:
        return False


def is_folder(path: str) -> bool:
    """Whether there is a folder at the absolute `path`."""
    try:
        return os.path.isdir(path)
    except ValueError:
        return False


def exists(path: str) -> bool:
    """Whether there is anything at the absolute `path`."""
    try:
        return os.path.exists(path)
    except ValueError:
        return False


def write_atomically(path: str, text: str) -> None:
    """Put `text` into the file at the absolute `path`: whoever reads it sees the old content or the new, never a part.

    The new file keeps the permissions of the old one. Raises OSError when it cannot be written; the old file is
    untouched then.
    """
    write_bytes_atomically(path, text.encode("utf-8", "surrogateescape"))


def write_bytes_atomically(path: str, content: bytes) -> None:
    """`write_atomically` for content that is no text."""
    target = Path(os.path.realpath(path))  # what a link points to is written, not the link
    remove_abandoned(target)
    descriptor, temporary = open_temporary(target)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.chmod(temporary, _mode(target))
            if not CAN_LOCK:
                file.close()  # Windows renames no file that is open
            os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file, or those a new file gets."""
    try:
        return path.stat().st_mode & 0o7777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def proto_entries(folder: str) -> list[str]:
    """The `.proto` files directly in the absolute `folder`, and its folders with `/` behind them; empty when there is none."""
    return [name for name in folder_entries(folder) if name.endswith(("/", ".proto"))]


def folder_entries(folder: str) -> list[str]:
    """The folders directly in the absolute `folder`, with `/` behind them, then the files; without those whose names start
    with a dot. Empty when there is no such folder."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (OSError, ValueError):
        return []
    shown = [entry for entry in entries if not entry.name.startswith(".")]
    return [entry.name + "/" for entry in shown if entry.is_dir()] + [entry.name for entry in shown if entry.is_file()]

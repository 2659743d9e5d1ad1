"""Folders of `.proto` files, written down as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host


def lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files, whose paths are relative to `folder`, and give the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def proto(message: str, *imports: str, package: str = "") -> str:
    """A file that declares `message` with a field of each message that the imported files declare by their name."""
    lines = ['syntax = "proto3";', *([f"package {package};"] if package else [])]
    lines += [f'import public "{path}";' for path in imports]
    return "\n".join([*lines, f"message {message} {{}}", ""])


def resolved(host: Host, importer: Path, path: str) -> str | None:
    """What the importer means by the path: relative to the first workspace folder when it lies there."""
    found = host.snapshot().resolve_import(str(importer), path).path
    folder = f"{host.folders[0]}/" if host.folders else ""
    return found.removeprefix(folder) if found is not None else None


def errors(host: Host, path: Path) -> list[Diagnostic]:
    """All faults of a file."""
    return diagnostics(host.snapshot(), str(path))


def only_error(host: Host, path: Path) -> Diagnostic:
    """The one fault of a file."""
    (fault,) = errors(host, path)
    return fault


def fixed(host: Host, path: Path, title: str) -> str:
    """The text of the file after the fix of that title was applied."""
    text = path.read_text(encoding="utf-8")
    (fix,) = [fix for fault in errors(host, path) for fix in fault.fixes if fix.title == title]
    for edit in sorted(fix.edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.new_text + text[edit.span.end :]
    return text

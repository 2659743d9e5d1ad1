"""What is measured, and against what: one folder of real files, protoc and buf."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path

from tests.corpus.compiled import accepted_together
from tests.corpus.corpora import CACHE, FOLDER, PACKAGES, Missing, google_proto_files, npm_install
from tests.corpus.protoc import pip_binary

BUF_VERSION = "1.75.0"
HTTPYAC_VERSION = "6.16.7"
ONE_FILE = "google/cloud/oracledatabase/v1/oracledatabase.proto"
"""A file of about 2,000 lines with 38 imports."""


@cache
def large_folder() -> Path:
    """A folder with the files of google-proto-files that compile together, and nothing else: the same for all tools.

    It is made once, in `.cache/corpora/`. Raises Missing.
    """
    folder = FOLDER / f"large-{PACKAGES['google-proto-files']}"
    if not (folder / "done").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        corpus = google_proto_files()
        for name in accepted_together(corpus):
            target = folder / "files" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(corpus.path(name), target)
        (folder / "done").touch()
    return folder / "files"


@cache
def names() -> list[str]:
    """The files of the large folder, relative to it, sorted."""
    return sorted(path.relative_to(large_folder()).as_posix() for path in large_folder().rglob("*.proto"))


@cache
def megabytes() -> float:
    """The size of those files in millions of bytes."""
    return sum((large_folder() / name).stat().st_size for name in names()) / 1e6


def protoc(*arguments: str) -> list[str]:
    """A command for the protoc that comes with grpcio-tools, for files of the large folder."""
    flags = [f"-I{large_folder()}", f"--descriptor_set_out={os.devnull}"]
    return [sys.executable, "-m", "grpc_tools.protoc", *flags, *arguments]


def protoc_all(folder: Path) -> list[str]:
    """A command for protoc on all files; `folder` is for the list of their names."""
    (folder / "names").write_text("\n".join(names()), encoding="utf-8")
    return protoc(f"@{folder / 'names'}")


def buf(*arguments: str) -> list[str]:
    """A command for buf. Raises Missing."""
    return [pip_binary("buf-bin", BUF_VERSION, "buf"), *arguments]


def httpyac(*arguments: str) -> list[str]:
    """A command for httpyac. Raises Missing."""
    return [_npm_program("httpyac", HTTPYAC_VERSION), *arguments]


def _npm_program(package: str, version: str) -> str:
    """The path of the program of an npm package, put into `.cache/` when it is not there. Raises Missing."""
    folder = CACHE / "programs" / f"{package}-{version}"
    path = folder / "node_modules" / ".bin" / package
    if not path.exists():
        npm_install(folder, {package: version})
    if not path.exists():
        raise Missing(f"{package} {version} has no program {package}")
    return str(path)


def protowright(*arguments: str) -> list[str]:
    """A command for `protowright`."""
    return [sys.executable, "-m", "protowright", *arguments]

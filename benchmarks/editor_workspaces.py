"""The folders that language servers are compared in: a handful of files, some hundreds, eight thousand."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.corpora import FOLDER, PACKAGES, npm_folder

from benchmarks import peers

_TOY = {
    "shop/v1/item.proto": """syntax = "proto3";

package shop.v1;

// What is sold.
message Item {
  string name = 1;
  Size size = 2;
}

// How large it is.
enum Size {
  SIZE_UNSPECIFIED = 0;
  SIZE_SMALL = 1;
}
""",
    "shop/v1/shop.proto": """syntax = "proto3";

package shop.v1;

import "shop/v1/item.proto";

// Sells items.
service Shop {
  rpc Find(FindRequest) returns (FindResponse);
}

message FindRequest {
  string name = 1;
  Size size = 2;
}

message FindResponse {
  repeated Item items = 1;
  shop.v1.Item best = 2;
}
""",
}
_XDS_ROOTS = ("envoy-api", "googleapis", "xds", "protoc-gen-validate")


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace of its own: `file` is the one that is edited, `used` one with a name that many files use.

    `declaration` is that name's declaration in the file. `is_large`: the bars for thousands of files hold here.
    """

    name: str
    folder: Path
    file: str
    used: str
    declaration: str
    is_large: bool = False


def toy() -> Place:
    """Two files, written here."""
    folder = _made("toy", _TOY, ["."])
    return Place("toy", folder, "shop/v1/shop.proto", "shop/v1/item.proto", "message Item")


def xds() -> Place:
    """The protos of @grpc/grpc-js-xds: four import roots. Raises Missing."""
    source = npm_folder("@grpc/grpc-js-xds") / "deps"
    folder = _copied(f"xds-{PACKAGES['@grpc/grpc-js-xds']}", source, _XDS_ROOTS, _XDS_ROOTS)
    file = "envoy-api/envoy/config/route/v3/route_components.proto"
    return Place("xds", folder, file, "envoy-api/envoy/config/core/v3/base.proto", "message Metadata")


def google() -> Place:
    """All files of google-proto-files: 8,051. Raises Missing."""
    source = npm_folder("google-proto-files")
    folder = _copied(f"google-{PACKAGES['google-proto-files']}", source, ["."], ["."])
    used = "google/longrunning/operations.proto"
    return Place("google", folder, peers.ONE_FILE, used, "message Operation", is_large=True)


def _copied(name: str, source: Path, folders: Iterable[str], modules: Iterable[str]) -> Path:
    """A copy of the `.proto` files in some folders of `source`, made once."""
    files = (path for folder in folders for path in (source / folder).rglob("*.proto"))
    target = FOLDER / "editor" / name
    if (target.parent / f"{name}.done").is_file():
        return target
    shutil.rmtree(target, ignore_errors=True)
    for path in files:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    _write_modules(target, modules)
    (target.parent / f"{name}.done").touch()
    return target


def _made(name: str, texts: Mapping[str, str], modules: Iterable[str]) -> Path:
    target = FOLDER / "editor" / name
    for path, text in texts.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    _write_modules(target, modules)
    return target


def _write_modules(folder: Path, modules: Iterable[str]) -> None:
    """Say to buf, and to us, where imports are relative to."""
    lines = ["version: v2", "modules:", *(f"  - path: {module}" for module in modules)]
    (folder / "buf.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

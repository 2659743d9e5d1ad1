"""Workspaces of real files for the proof of renames: copies, with requests generated for their services."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.corpus.corpora import Corpus, bundled, google_gax, google_proto_files, grpc_js_xds, rule_cases

from protowright.project.bundled import bundled_roots
from protowright.project.host import Host
from protowright.project.schemas import schema_of_file
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.symbols import ServiceSymbol
from protowright.request.body import example_body

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PARTS = ("api", "rpc", "type", "iam", "longrunning", "logging", "pubsub", "spanner", "firestore", "bigtable", "example")
"""The folders of google-proto-files that are taken."""

SERVICES = 25
METHODS = 4


@dataclass(frozen=True)
class Workspace:
    """A folder with everything in it. `roots` are its import roots, absolute; `names` its `.proto` files, relative to one."""

    name: str
    folder: Path
    roots: tuple[str, ...]
    names: tuple[str, ...]

    def host(self) -> Host:
        """A session in it."""
        return Host([str(self.folder)], self.roots)

    def path(self, name: str) -> str:
        """The absolute path of a `.proto` file."""
        return next(path for root in self.roots if Path(path := f"{root}/{name}").is_file())

    def name_of(self, path: str) -> str:
        """The import path of a file at an absolute path."""
        root = next(root for root in self.roots if path.startswith(root + "/"))
        return path[len(root) + 1 :]


def workspaces(folder: Path, source: random.Random, only: str = "") -> list[Workspace]:
    """Those whose names begin with `only`, made below `folder`."""
    parts = tuple(f"google/{part}/" for part in PARTS)
    common = ("google/api/", "google/rpc/", "google/type/", "google/logging/", "google/longrunning/")
    makers: dict[str, Callable[[], list[Workspace]]] = {
        "common-protos": lambda: [_copied("common-protos", bundled(), folder, common, source)],
        "google-gax": lambda: [_copied("google-gax", google_gax(), folder, ("google/",), source)],
        "grpc-js-xds": lambda: [_copied("grpc-js-xds", grpc_js_xds(), folder, ("",), source)],
        "google-proto-files": lambda: [_copied("google-proto-files", google_proto_files(), folder, parts, source)],
        "samples": lambda: [_samples(folder)],
        "rule-cases": lambda: list(_cases(folder, source)),
    }
    return [each for name, make in makers.items() if name.startswith(only) for each in make()]


def _copied(name: str, corpus: Corpus, folder: Path, parts: tuple[str, ...], source: random.Random) -> Workspace:
    own = folder / name
    names = []
    roots = {root: own / f"root{index}" for index, root in enumerate(corpus.roots)}
    for each in corpus.names:
        if each.startswith(parts) and not each.startswith("google/protobuf/"):
            path = Path(corpus.path(each))
            root = next(root for root in corpus.roots if path.is_relative_to(root))
            target = roots[root] / each
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            names.append(each)
    there = tuple(str(root) for root in roots.values() if root.is_dir())
    workspace = Workspace(name, own, there, tuple(names))
    _write_requests(workspace, source)
    return workspace


def _samples(folder: Path) -> Workspace:
    own = folder / "samples"
    shutil.copytree(SAMPLES / "protos", own / "protos")
    shutil.copytree(SAMPLES / "requests", own / "requests")
    names = sorted(path.relative_to(own / "protos").as_posix() for path in (own / "protos").rglob("*.proto"))
    return Workspace("samples", own, (str(own / "protos"),), tuple(names))


def _cases(folder: Path, source: random.Random) -> Iterator[Workspace]:
    """The rule cases are one workspace each, as they use the same names."""
    corpus = rule_cases()
    for name in sorted(corpus.names):
        own = folder / "rule-cases" / name.removesuffix(".proto")
        own.mkdir(parents=True)
        shutil.copyfile(corpus.path(name), own / name)
        workspace = Workspace("rule-cases", own, (str(own),), (name,))
        _write_requests(workspace, source)
        yield workspace


# Requests


def _write_requests(workspace: Workspace, source: random.Random) -> None:
    """A request file for some of the services, with full bodies."""
    snapshot = workspace.host().snapshot()
    services = [(name, path) for name, path in sorted(snapshot.services().items())]
    for full_name, path in source.sample(services, min(len(services), SERVICES)):
        symbols = snapshot.symbols(path)
        service = None if symbols is None else symbols.by_name.get(full_name)
        if not isinstance(service, ServiceSymbol):
            continue
        schema, blocks = schema_of_file(snapshot, path), ["@host = localhost:1\n@spare = {{host}}\n"]
        for number, method in enumerate(service.methods[:METHODS]):
            entry = schema.method(full_name, method.name.text)
            if entry is not None:
                body = example_body(schema, entry.descriptor.input_type)
                shown = body if number % 2 else _own_names(body, schema.fields_by_key(entry.descriptor.input_type))
                after = f"x: {{{{call{number - 1}.response.body.$.x}}}}\n" if number else ""
                line = f"GRPC {{{{host}}}}/{full_name}/{method.name.text}"
                blocks.append(f"# @name call{number}\n{line}\n{after}\n{shown}\n")
        (workspace.folder / f"{full_name}.grpc").write_text("\n###\n".join(blocks), encoding="utf-8")


def _own_names(body: str, fields: Any) -> str:
    """The same body, the keys of the outermost message written as the fields are called."""
    names = {
        json_name(field.name): field.name
        for field in fields.values()
        if not field.json_name or field.json_name == json_name(field.name)
    }
    value = json.loads(body)
    return json.dumps({names.get(key, key): each for key, each in value.items()}, indent=2, ensure_ascii=False)


def protoc_roots() -> list[str]:
    """Where protoc finds what the workspaces leave out."""
    return list(bundled_roots())

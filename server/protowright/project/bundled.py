"""The `.proto` files that come with Protowright: those of protobuf itself, and Google's common ones."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from protowright.project.proto_index import ProtoIndex
from protowright.project.walk import find_files


@cache
def bundled_roots() -> tuple[str, ...]:
    """The absolute import roots for `google/protobuf/*.proto` and for `google/{api,rpc,type,...}/*.proto`.

    They are found without importing the packages that hold them, which would cost ten times as much.
    """
    roots = [Path(location) / "_proto" for location in _locations("grpc_tools")]
    roots += [Path(location).parent.parent for location in _locations("google.rpc")]
    return tuple(str(root) for root in roots if root.is_dir())


def _locations(package: str) -> list[str]:
    try:
        spec = find_spec(package)
    except ModuleNotFoundError:
        return []
    return list(spec.submodule_search_locations or ()) if spec is not None else []


@cache
def bundled_index() -> ProtoIndex:
    """All bundled files; they lie below `google` of each root."""
    return ProtoIndex(find_files((str(Path(root) / "google") for root in bundled_roots()), ".proto"))


@cache
def bundled_descriptor() -> str | None:
    """The absolute path of the bundled `google/protobuf/descriptor.proto`, which says what options there are."""
    for root in bundled_roots():
        path = Path(root) / "google" / "protobuf" / "descriptor.proto"
        if path.is_file():
            return str(path)
    return None

"""The `.proto` files that come with Protowright: those of protobuf itself, and Google's common ones."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


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

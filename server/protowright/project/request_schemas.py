"""The schema a request uses, as far as sources tell: `project/` has it, so that editor and runner agree."""

from __future__ import annotations

import os
from dataclasses import dataclass

from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import Schema
from protowright.request.syntax.nodes import Block, RequestFile, RequestKind, SchemaLine


@dataclass(frozen=True)
class RequestSchema:
    """A schema and the `.proto` file it was made from; `path` is absolute."""

    schema: Schema
    path: str


def find_request_schema(snapshot: Snapshot, path: str, file: RequestFile, block: Block) -> RequestSchema | None:
    """The schema for the request `block` of the file at `path`.

    In this order: the schema lines and directives of the block, then of the file, then the workspace's `.proto` files by
    the full name of the service. None when none of them has the service; reflection may know it then.
    """
    if block.line is None or block.line.kind is not RequestKind.CALL:
        return None
    named = list(named_schema_files(path, file, block))
    for proto in named:
        if snapshot.document(proto) is not None:
            schema = schema_of_file(snapshot, proto)
            if schema.service(block.line.service.text) is not None:
                return RequestSchema(schema, proto)
    declared_in = snapshot.services().get(block.line.service.text)
    return None if declared_in is None else RequestSchema(schema_of_file(snapshot, declared_in), declared_in)


def named_schema_files(path: str, file: RequestFile, block: Block) -> list[str]:
    """The `.proto` files that the block and the file name, as absolute paths."""
    folder = os.path.dirname(path)
    names = [directive.value.text for directive in block.directives if directive.name.text == "grpc-proto"]
    names += _sources(block.schema_lines)
    for other in file.blocks:
        names += _sources(other.schema_lines)
    return list(dict.fromkeys(os.path.normpath(os.path.join(folder, name)) for name in names))


def _sources(lines: list[SchemaLine]) -> list[str]:
    return [line.path.text for line in lines if not line.is_descriptor_set]

"""The schema a request uses, as far as files tell: `project/` has it, so that editor and runner agree."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protowright.project.files import is_file
from protowright.project.snapshot import Snapshot
from protowright.request.directive_values import directive_values
from protowright.request.syntax.nodes import Block, RequestFile, RequestKind, Word
from protowright.request.target import InvalidTarget, parse_target, target_text
from protowright.request.variables import UnresolvedVariable, Variables

if TYPE_CHECKING:
    from protowright.proto.schema import Schema

_PROTO_DIRECTIVES = ("grpc-proto",)
_SET_DIRECTIVES = ("grpc-protoset", "grpc-descriptor")


@dataclass(frozen=True)
class RequestSchema:
    """A schema, and the `.proto` file it was made from: an absolute path, empty when it was made from something else.

    `is_kept` tells that it comes from an earlier reflection, which may be out of date. `import_paths` are absolute.
    """

    schema: Schema
    path: str
    is_kept: bool = False
    import_paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedSchema:
    """A schema file that a request or its file names. `path` is absolute, `word` the place of the name."""

    word: Word
    path: str
    is_descriptor_set: bool


def find_request_schema(
    snapshot: Snapshot, path: str, file: RequestFile, block: Block, service: str | None = None
) -> RequestSchema | None:
    """The schema for the request `block` of the file at `path`; `service` is its service's full name, variables filled in.

    That of `schema_in_files`, else what the target told by reflection earlier. None when none of them has the service;
    reflection may know it then.
    """
    if block.line is None or block.line.kind is not RequestKind.CALL:
        return None
    found = schema_in_files(snapshot, path, file, block, service)
    if found is not None:
        return found
    return _kept(snapshot, path, file, block, block.line.service.text if service is None else service)


def schema_in_files(
    snapshot: Snapshot, path: str, file: RequestFile, block: Block, service: str | None = None
) -> RequestSchema | None:
    """The schema for a request, as `find_request_schema` has it, as far as files that somebody wrote tell.

    In this order: the schema lines and directives of the block, then of the file, then the workspace's `.proto` files by
    the full name of the service. None when none of them has it, and for a block that asks for reflection.
    """
    if block.line is None or block.line.kind is not RequestKind.CALL or directive_values(block, file).reflection:
        return None
    service = block.line.service.text if service is None else service
    import_paths = named_import_paths(path, file, block)
    source = snapshot.with_import_paths(import_paths) if import_paths else snapshot
    for named in named_schemas(path, file, block):
        found = _named(source, named, import_paths)
        if found is not None and found.schema.service(service) is not None:
            return found
    declared_in = source.services().get(service)
    return None if declared_in is None else _of_source(source, declared_in, import_paths)


def known_schemas(snapshot: Snapshot, path: str, file: RequestFile, block: Block) -> Iterator[RequestSchema]:
    """The schemas that hold services of the request `block`, whichever they are: those that it or its file names, and what
    its target told by reflection earlier."""
    import_paths = named_import_paths(path, file, block)
    source = snapshot.with_import_paths(import_paths) if import_paths else snapshot
    for named in named_schemas(path, file, block):
        found = _named(source, named, import_paths)
        if found is not None:
            yield found
    kept = None if block.line is None else _told(snapshot, path, file, block)
    if kept is not None:
        yield RequestSchema(kept, "", is_kept=True)


def named_schemas(path: str, file: RequestFile, block: Block) -> list[NamedSchema]:
    """The schema files that the block, then its file, names; each once.

    A name is relative to the request file, else to an import root that is named (grpcurl's way).
    """
    found: dict[str, NamedSchema] = {}
    import_paths = named_import_paths(path, file, block)
    for word, is_set in (*_of_directives(block), *_of_lines(block), *_of_other_blocks(file, block)):
        place = _place(word.text, (os.path.dirname(path), *import_paths))
        found.setdefault(place, NamedSchema(word, place, is_set))
    return list(found.values())


def _place(name: str, folders: tuple[str, ...]) -> str:
    """The file of that name in the first of the folders that has it; what it would be in the first when none does."""
    places = [os.path.normpath(os.path.join(folder, os.path.expanduser(name))) for folder in folders]
    return next((place for place in places if is_file(place)), places[0])


def named_import_paths(path: str, file: RequestFile, block: Block) -> tuple[str, ...]:
    """The import roots that the block and the file's heading name, absolute."""
    words = [directive.value for directive in block.directives if directive.name.text == "grpc-import-path"]
    for other in (block, *file.blocks):
        words += [word for line in other.schema_lines for word in line.include_dirs]
    folder = os.path.dirname(path)
    places = [os.path.normpath(os.path.join(folder, os.path.expanduser(word.text))) for word in words]
    return tuple(dict.fromkeys(places))


def _of_directives(block: Block) -> Iterator[tuple[Word, bool]]:
    for directive in block.directives:
        if directive.name.text in _PROTO_DIRECTIVES:
            yield directive.value, False
        elif directive.name.text in _SET_DIRECTIVES:
            yield directive.value, True


def _of_lines(block: Block) -> Iterator[tuple[Word, bool]]:
    for line in block.schema_lines:
        yield line.path, line.is_descriptor_set


def _of_other_blocks(file: RequestFile, block: Block) -> Iterator[tuple[Word, bool]]:
    """What stands in headings, blocks without a request, holds for the whole file; so do lines of other blocks."""
    for other in file.blocks:
        if other is not block:
            yield from _of_lines(other)
            yield from _of_directives(other) if other.line is None else ()


def _named(snapshot: Snapshot, named: NamedSchema, import_paths: tuple[str, ...]) -> RequestSchema | None:
    if named.is_descriptor_set:
        return _of_descriptor_set(named.path)
    return None if snapshot.document(named.path) is None else _of_source(snapshot, named.path, import_paths)


# What follows is imported where it is used: a request needs one of the three, or none.


def _of_descriptor_set(path: str) -> RequestSchema | None:
    from protowright.project.descriptor_sets import InvalidDescriptorSet, read_descriptor_set

    try:
        return RequestSchema(read_descriptor_set(path), "")
    except InvalidDescriptorSet:
        return None


def _of_source(snapshot: Snapshot, path: str, import_paths: tuple[str, ...]) -> RequestSchema:
    from protowright.project.schemas import schema_of_file

    return RequestSchema(schema_of_file(snapshot, path), path, import_paths=import_paths)


def _kept(snapshot: Snapshot, path: str, file: RequestFile, block: Block, service: str) -> RequestSchema | None:
    kept = _told(snapshot, path, file, block)
    if kept is None or kept.service(service) is None:
        return None
    return RequestSchema(kept, "", is_kept=True)


def _told(snapshot: Snapshot, path: str, file: RequestFile, block: Block) -> Schema | None:
    """What the target of a request told by reflection earlier."""
    from protowright.project.schema_store import user_schema_store

    target = shown_target(snapshot, path, file, block)
    return None if target is None else user_schema_store().schema(target)


def shown_target(
    snapshot: Snapshot, path: str, file: RequestFile, block: Block, environment_name: str | None = None
) -> str | None:
    """The target of the request `block` as the store of schemas knows it, None when it cannot be told."""
    assert block.line is not None, "only requests have targets"
    environment = snapshot.environment(path, environment_name)
    variables = Variables(file, environment.variables, environment.dotenv)
    try:
        text = variables.fill(target_text(block.line, variables.names()))
        plaintext = directive_values(block, file).plaintext
        return str(parse_target(text, plaintext=plaintext is True, tls=plaintext is False))
    except (InvalidTarget, UnresolvedVariable):
        return None

"""The sample protos compile, say nothing, and are documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from samples.service.schema import include_folders, proto_files

# What can be declared in what, by the numbers of descriptor.proto's fields: a location's path is made of them.
Children = dict[int, "Children"]
LEAF: Children = {}
ENUM: Children = {2: LEAF}
MESSAGE: Children = {2: LEAF, 4: ENUM, 8: LEAF}
MESSAGE[3] = MESSAGE
SERVICE: Children = {2: LEAF}
FILE: Children = {4: MESSAGE, 5: ENUM, 6: SERVICE}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, FileDescriptorSet]:
    """What protoc prints, and what it makes of the files, with their comments."""
    output = tmp_path_factory.mktemp("protoc") / "samples.binpb"
    includes = [f"-I{folder}" for folder in include_folders()]
    flags = [*includes, "--include_source_info", f"--descriptor_set_out={output}"]
    command = [sys.executable, "-m", "grpc_tools.protoc", *flags, *proto_files()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout + done.stderr, FileDescriptorSet.FromString(output.read_bytes())


def test_protoc_has_no_warning(compiled: tuple[str, FileDescriptorSet]) -> None:
    assert compiled[0] == ""


def test_every_declaration_has_a_comment(compiled: tuple[str, FileDescriptorSet]) -> None:
    bare = [f"{file.name} {path}" for file in compiled[1].file for path in uncommented(file)]
    assert bare == []


def test_all_four_kinds_of_call_are_there(compiled: tuple[str, FileDescriptorSet]) -> None:
    methods = [method for file in compiled[1].file for service in file.service for method in service.method]
    kinds = {(method.client_streaming, method.server_streaming) for method in methods}
    assert kinds == {(False, False), (False, True), (True, False), (True, True)}


def test_every_file_stands_in_the_folder_of_its_package(compiled: tuple[str, FileDescriptorSet]) -> None:
    for file in compiled[1].file:
        assert Path(file.name).parent.as_posix() == file.package.replace(".", "/")


def uncommented(file: FileDescriptorProto) -> list[tuple[int, ...]]:
    """The paths of declarations without a leading comment."""
    locations = [location for location in file.source_code_info.location if is_declaration(tuple(location.path), FILE)]
    return [tuple(location.path) for location in locations if not location.leading_comments.strip()]


def is_declaration(path: tuple[int, ...], children: Children) -> bool:
    """Tells a declaration (`message 0`, `message 0 field 2`) from a part of one (its name, type or options)."""
    if len(path) < 2 or path[0] not in children:
        return False
    return len(path) == 2 or is_declaration(path[2:], children[path[0]])

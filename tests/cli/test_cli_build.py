"""`protowright build`: the sets protoc makes, and what happens when there is something wrong."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.message import Message
from tests.cli.support import COMMAND, LIMIT, environment, protowright
from tests.support.oracle import roots, run_protoc
from tests.support.protos import SAMPLES, bundled, samples

FLAGS = {
    "plain": [],
    "with places": ["--include-source-info"],
    "with imports": ["--include-imports", "--include-source-info"],
    "with all options": ["--include-imports", "--include-source-info", "--retain-options"],
}

RETENTION = """
syntax = "proto2";
package retention;
import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions {
  optional int32 f = 50001 [retention = RETENTION_SOURCE];
  optional Opt fm = 50002;
  repeated Opt fr = 50003;
}
extend google.protobuf.MessageOptions { optional int32 m = 50001 [retention = RETENTION_SOURCE]; }
extend google.protobuf.FileOptions { optional int32 fi = 50001 [retention = RETENTION_SOURCE]; }
extend google.protobuf.MethodOptions { optional int32 me = 50001 [retention = RETENTION_SOURCE]; }
message Opt { optional int32 a = 1 [retention = RETENTION_SOURCE]; optional int32 b = 2; optional Opt o = 3;
  map<int32, Opt> mp = 4; }
option (fi) = 1; // kept for the source
message M {
  option (m) = 1;
  optional int32 a = 1 [(f) = 1, (fm) = {a: 1 o {a: 1}}, (fr) = {a: 1}, (fr) = {b: 2 mp {key: 1 value {a: 1 b: 2}}}];
  optional int32 b = 2 [(f) = 1];
  extensions 30, 31 [verification = UNVERIFIED];
  optional int32 c = 4 [(fm).a = 1, (fm).b = 2];
  optional int32 d = 5 [(fm).a = 1];
}
service S { rpc X(M) returns (M) { option (me) = 1; } rpc Y(M) returns (M) {} }
"""

GOOD = 'syntax = "proto3";\nmessage A {}\n'
BAD = 'syntax = "proto3";\nmessage A { Lost a = 1; }\n'


def read(content: bytes) -> list[pb.FileDescriptorProto]:
    """The files of a set."""
    return list(pb.FileDescriptorSet.FromString(content).file)


def protoc(
    folder: Path, names: Sequence[str], flags: Sequence[str], *import_roots: str
) -> list[pb.FileDescriptorProto]:
    """The set that protoc makes."""
    target = folder / "protoc.binpb"
    spelled = [flag.replace("-", "_").replace("__", "--") for flag in flags]
    (verdict,) = run_protoc([[*import_roots, *roots(), *spelled, f"-o{target}", *names]])
    assert verdict.accepted, verdict.errors
    return read(target.read_bytes())


def understood(files: list[pb.FileDescriptorProto], whole: list[pb.FileDescriptorProto]) -> list[Message]:
    """The files with their custom options as fields, in no order of their own; `whole` holds all that declare some."""
    pool = descriptor_pool.DescriptorPool()
    if not any(file.name == "google/protobuf/descriptor.proto" for file in whole):
        pool.AddSerializedFile(pb.DESCRIPTOR.serialized_pb)
    for file in whole:
        pool.AddSerializedFile(file.SerializeToString())
    kind = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.protobuf.FileDescriptorProto"))
    return [kind.FromString(file.SerializeToString()) for file in files]


def assert_same(
    ours: list[pb.FileDescriptorProto],
    theirs: list[pb.FileDescriptorProto],
    names: list[str],
    *import_roots: str,
    folder: Path,
) -> None:
    assert [file.name for file in ours] == [file.name for file in theirs]
    whole = protoc(folder, names, ["--include-imports"], *import_roots)
    both = understood([*ours, *theirs], whole)
    pairs = zip(names_of(ours), both[: len(ours)], both[len(ours) :], strict=True)
    assert [name for name, mine, wanted in pairs if mine != wanted] == []


def names_of(files: list[pb.FileDescriptorProto]) -> list[str]:
    return [file.name for file in files]


@pytest.mark.parametrize("flags", FLAGS.values(), ids=list(FLAGS))
def test_samples_are_built_as_protoc_does(tmp_path: Path, flags: list[str]) -> None:
    names = sorted(samples())
    target = tmp_path / "set.binpb"
    said = protowright("build", *names, "-I", SAMPLES, *bundled_roots(), *flags, "-o", target, cwd=SAMPLES)
    assert (said.code, said.out) == (0, "")
    import_root = f"-I{SAMPLES}"
    theirs = protoc(tmp_path, names, flags, import_root)
    assert_same(read(target.read_bytes()), theirs, names, import_root, folder=tmp_path)


def bundled_roots() -> list[str]:
    """The bundled files as they are named to us: so that nothing else is found for their imports."""
    return [part for flag in roots() for part in ("-I", flag[2:])]


def test_bundled_files_are_built_as_protoc_does(tmp_path: Path) -> None:
    known = bundled()
    target = tmp_path / "set.binpb"
    flags = FLAGS["with imports"]
    said = protowright("build", *known.values(), *bundled_roots(), *flags, "-o", target)
    assert said.code == 0, said
    theirs = protoc(tmp_path, list(known), flags)
    assert_same(read(target.read_bytes()), theirs, list(known), folder=tmp_path)


def test_options_for_the_source_are_left_out_as_protoc_does(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(RETENTION)
    target = tmp_path / "set.binpb"
    flags = FLAGS["with places"]
    said = protowright("build", "a.proto", "-I.", *flags, "-o", target, cwd=tmp_path)
    assert said.code == 0, said
    theirs = protoc(tmp_path, ["a.proto"], flags, f"-I{tmp_path}")
    assert_same(read(target.read_bytes()), theirs, ["a.proto"], f"-I{tmp_path}", folder=tmp_path)


def test_a_set_goes_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(GOOD)
    done = subprocess.run(
        [*COMMAND, "build", "a.proto", "-o", "-"], cwd=tmp_path, env=environment(), capture_output=True, timeout=LIMIT
    )
    assert (done.returncode, done.stderr) == (0, b"")
    (file,) = read(done.stdout)
    assert (file.name, file.message_type[0].name) == ("a.proto", "A")
    assert [path.name for path in tmp_path.iterdir()] == ["a.proto"]


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write files, and the folders they are in."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def built(folder: Path, *arguments: str) -> list[pb.FileDescriptorProto]:
    said = protowright("build", *arguments, "-o", "set.binpb", cwd=folder)
    assert (said.code, said.out, said.err) == (0, "", "")
    return read((folder / "set.binpb").read_bytes())


IMPORTING = 'syntax = "proto3";\nimport "{}";\nmessage B {{ A a = 1; }}\n'


@pytest.mark.parametrize(
    ("texts", "arguments", "names"),
    [
        ({"p/x/a.proto": GOOD}, ["p/x/a.proto", "-I", "p"], ["x/a.proto"]),
        ({"p/x/a.proto": GOOD}, ["p/x/a.proto", "-I", "p/x", "-I", "p"], ["a.proto"]),
        ({"p/x/a.proto": GOOD}, ["p"], ["x/a.proto"]),
        ({"p/x/a.proto": GOOD}, ["p/x/a.proto"], ["p/x/a.proto"]),
        ({"p/x/a.proto": 'syntax = "proto3";\npackage x;'}, ["."], ["x/a.proto"]),
        ({"p/x/a.proto": GOOD, "p/b.proto": IMPORTING.format("x/a.proto")}, ["."], ["x/a.proto", "p/b.proto"]),
        ({"p/a.proto": GOOD, "buf.yaml": "version: v2\nmodules:\n  - path: p\n"}, ["."], ["a.proto"]),
    ],
)
def test_names_are_relative_to_import_roots(
    tmp_path: Path, texts: dict[str, str], arguments: list[str], names: list[str]
) -> None:
    write(tmp_path, texts)
    assert [file.name for file in built(tmp_path, *arguments)] == names


def test_dependencies_come_first_and_only_when_wanted(tmp_path: Path) -> None:
    write(tmp_path, {"a.proto": GOOD, "b.proto": IMPORTING.format("a.proto")})
    assert [file.name for file in built(tmp_path, "b.proto", "-I.")] == ["b.proto"]
    assert [file.name for file in built(tmp_path, "b.proto", "a.proto", "-I.")] == ["a.proto", "b.proto"]
    files = built(tmp_path, "b.proto", "-I.", "--include-imports")
    assert [file.name for file in files] == ["a.proto", "b.proto"]
    assert list(files[1].dependency) == ["a.proto"]


def test_what_the_runtime_refuses_and_protoc_takes_is_built(tmp_path: Path) -> None:
    text = (
        'syntax = "proto2";\nmessage A { optional int32 foo_bar = 1; optional int32 fooBar = 2; reserved 536870912; }\n'
    )
    write(tmp_path, {"a.proto": text})
    said = protowright("build", "a.proto", "-I.", "-o", "set.binpb", cwd=tmp_path)
    assert said.code == 0, said
    assert read((tmp_path / "set.binpb").read_bytes()) == protoc(tmp_path, ["a.proto"], [], f"-I{tmp_path}")


@pytest.mark.parametrize("arguments", [["a.proto"], ["b.proto", "--include-imports"], ["b.proto"]])
def test_a_file_with_errors_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    """Its own errors, or those of what it imports; an older set stays."""
    write(tmp_path, {"a.proto": BAD, "b.proto": IMPORTING.format("a.proto"), "set.binpb": "old"})
    said = protowright("build", *arguments, "-I.", "-o", "set.binpb", cwd=tmp_path)
    assert (said.code, said.out) == (1, "")
    assert "error[" in said.err and "a.proto:2:13" in said.err and "`Lost`" in said.err
    assert (tmp_path / "set.binpb").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 3


def test_warnings_do_not_keep_a_set_from_being_made(tmp_path: Path) -> None:
    write(tmp_path, {"a.proto": GOOD, "b.proto": 'syntax = "proto3";\nimport "a.proto";\n'})
    said = protowright("build", "b.proto", "-I.", "-o", "set.binpb", cwd=tmp_path)
    assert said.code == 0 and "warning[unused-import]" in said.err
    assert (tmp_path / "set.binpb").exists()


def test_one_name_in_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.proto": GOOD, "b.proto": GOOD})
    said = protowright("build", "a.proto", "b.proto", "-I.", "-o", "set.binpb", cwd=tmp_path)
    assert said.code == 1
    assert said.sentence == "error: `A` is declared in a.proto and in b.proto: a set holds each name once"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.proto"], "Error: Missing option '-o' / '--output'."),
        (["lost.proto", "-o", "x"], "Error: lost.proto does not exist"),
        (["empty", "-o", "x"], "Error: there is no .proto file in empty"),
        (["a.txt", "-o", "x"], "Error: a.txt is neither a folder nor a file that ends in .proto"),
        (["a.proto", "-o", "empty"], "Error: empty is a folder: name a file"),
        (["a.proto", "-o", "lost/x"], "Error: lost/x cannot be written: there is no folder lost"),
        (["a.proto", "-o", "x", "-I", "lost"], "Error: the import path lost is no folder"),
        (["a.proto", "a2.proto", "-o", "x"], None),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], sentence: str | None) -> None:
    write(tmp_path, {"a.proto": GOOD, "a.txt": "", "empty/.keep": ""})
    said = protowright("build", *arguments, cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert sentence is None or said.sentence == sentence
    assert not (tmp_path / "x").exists()


def test_two_files_of_one_name_are_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, {"p/a.proto": GOOD, "q/a.proto": GOOD.replace("A", "B")})
    said = protowright("build", "p/a.proto", "q/a.proto", "-I", "p", "-I", "q", "-o", "x", cwd=tmp_path)
    assert said.code == 2
    assert said.sentence.startswith("Error: p/a.proto and q/a.proto would both be named a.proto")

"""Source text from descriptors: it compiles, with protoc and with us, to the descriptors it came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.message import Message
from tests.support.oracle import roots, run_protoc
from tests.support.protos import SAMPLES, bundled, samples

from protowright.diagnostics.codes import Severity
from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host
from protowright.proto.descriptor.lower import lower
from protowright.proto.descriptor.source_text import source_text

FILES = {**bundled(), **samples()}

TEXTS = {
    "empty": "",
    "options": """
        syntax = "proto2";
        package k.inner;
        import "google/protobuf/descriptor.proto";
        import "google/protobuf/any.proto";
        extend google.protobuf.MessageOptions {
          repeated group Gg = 50004 {
            optional int32 x = 1; optional Gg sub = 2; extensions 5;
            repeated group Rr = 6 { optional bytes b = 1; }
            map<string, M> mp = 7; map<int32, float> fl = 8; repeated E many = 9;
          }
          optional double dbl = 50005; repeated float flt = 50006; optional bytes by = 50007;
          optional string st = 50008; optional E en = 50009; repeated E ens = 50010 [packed = true];
          optional google.protobuf.Any any = 50011; optional uint64 u = 50012; optional sint64 si = 50013;
          optional M.In mm = 50014; optional M m = 50015;
        }
        extend google.protobuf.EnumValueOptions { optional bool seen = 50001; }
        message M { optional M m = 1;
          message In { message k {} optional int32 a = 1; extensions 4 to max; }
          extend In { optional group InExt = 5 { optional int32 a = 1; } optional int32 plain = 6; } }
        enum E { option allow_alias = true; E_A = 0 [deprecated = true]; E_B = -1 [(seen) = true]; E_C = -1; }
        message O {
          option (gg) = {
            x: -1 Rr { b: "\\000\\xff" } Rr {} many: [E_A, E_B] sub { x: 0x7f }
            mp { key: "a\\"b" value { m {} } } mp { key: "b" } fl { key: 1 value: -inf } fl { key: 2 value: 1e10 }
          };
          option (gg) = {};
          option (dbl) = -inf; option (flt) = nan; option (flt) = 0.1; option (flt) = -1e-30;
          option (by) = "\\000\\377\\"\\\\x"; option (st) = "é\\n\\t\\001\\"😀"; option (en) = E_B;
          option (ens) = E_A; option (ens) = E_B; option (m).m.m = {};
          option (any) = { [type.googleapis.com/k.inner.M] { m { m {} } } };
          option (u) = 18446744073709551615; option (si) = -9223372036854775808;
          option (mm) = { a: 1 [M.plain]: 4 [M.inext] { a: 3 } };
          extensions 10 to 20, 30; extensions 40 [verification = UNVERIFIED];
        }
        service S { option deprecated = true; rpc A(M) returns (M) {}
          rpc B(stream M) returns (stream M) { option deprecated = true; } rpc C(M) returns (M); }""",
    "orders": """
        syntax = "proto2";
        package a.b;
        extend X { optional group Early = 100 { } optional int32 e1 = 101; }
        message M {
          optional group First = 2 [deprecated = true] { message Sub {} optional Sub s = 1; enum Z { Z0 = 0; } }
          map<string, E> mp = 3;
          message Between {}
          required group Second = 4 { reserved 3; }
          extend X { optional group InExt = 105 { optional int32 a = 1; } repeated int32 plain = 106; }
          oneof o { string s = 5; group Third = 6 { } Between between = 7; }
          message After { enum Own { OWN = 1; } }
          map<int32, After> last = 8;
        }
        message X { extensions 100 to max; }
        extend X { optional int32 e2 = 102; }
        message Late {}
        extend X { optional group G2 = 103 {} repeated int32 e3 = 104; }
        enum E { A = 0; reserved -10 to -5, 9, 10 to max; reserved "Q"; }""",
    "names": """
        syntax = "proto2";
        package a.b;
        message M {
          message a { optional int32 x = 1; }
          message Option {}
          message optional {}
          message stream {}
          message string {}
          optional .a.b.M.optional f1 = 1; optional Option f2 = 2; optional .a.b.M.stream f3 = 3; optional a f4 = 4;
          optional .a.b.M f5 = 5; optional .a.b.M.string f6 = 6; optional string f7 = 7; optional .a.b.N f8 = 8;
          message N {}
        }
        message N { optional M.N n = 1; optional N m = 2; }
        service stream { rpc N(.a.b.N) returns (.a.b.M.stream); rpc M(.a.b.M) returns (.a.b.M); }""",
    "values": """
        syntax = "proto2";
        message Set { option message_set_wire_format = true; extensions 4 to max; extensions 3; }
        message NotASet { extensions 4 to max; reserved 1 to 3; reserved "x", "y"; }
        message D {
          optional bytes a = 1 [default = "\\001\\xff\\"'\\n\\\\"]; optional string b = 2 [default = "é\\"\\\\\\t\\001?"];
          optional float c = 3 [default = -inf]; optional double d = 4 [default = nan]; optional float e = 5 [default = 1e30];
          optional E f = 6 [default = B, json_name = "weird \\"name"]; optional bool g = 7 [default = true];
          optional int64 h = 8 [default = -0x7fffffffffffffff]; repeated int32 i = 9 [packed = true, json_name = "i2"];
          enum E { A = 0; B = 1; } }""",
    "presence": """
        syntax = "proto3";
        message A { optional int32 a = 1; int32 b = 2; repeated A c = 3;
          oneof o { int32 d = 4; A e = 5; } optional A _f = 6; }""",
    "editions": """
        edition = "2024";
        package e;
        import option "google/protobuf/go_features.proto";
        option features.(pb.go).api_level = API_OPAQUE;
        export message A {
          local enum E { option features.enum_type = CLOSED; Z = 1; reserved QUX; }
          reserved foo, bar; reserved 7;
          int32 b = 1 [features.field_presence = LEGACY_REQUIRED]; A c = 2 [features.message_encoding = DELIMITED];
          repeated E d = 3; map<string, A> f = 4 [features.utf8_validation = NONE]; }
        local enum Out { Y = 0; }""",
}


def compiled(target: Path, import_roots: list[str], names: Iterable[str]) -> list[pb.FileDescriptorProto]:
    """What protoc makes of files and all they import, with comments."""
    flags = ["--include_imports", "--include_source_info", "--retain_options", f"-o{target}"]
    (verdict,) = run_protoc([[*import_roots, *flags, *names]])
    assert verdict.accepted, verdict.errors
    return list(pb.FileDescriptorSet.FromString(target.read_bytes()).file)


def without_info(files: Iterable[pb.FileDescriptorProto]) -> list[pb.FileDescriptorProto]:
    copies = [pb.FileDescriptorProto.FromString(file.SerializeToString()) for file in files]
    for copy in copies:
        copy.ClearField("source_code_info")
    return copies


def kind_for(files: Iterable[pb.FileDescriptorProto]) -> type[Message]:
    """FileDescriptorProto with the custom options of all files as fields."""
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(pb.DESCRIPTOR.serialized_pb)
    for file in files:
        if file.name != "google/protobuf/descriptor.proto":
            pool.AddSerializedFile(file.SerializeToString())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("google.protobuf.FileDescriptorProto"))


def assert_round_trip(files: list[pb.FileDescriptorProto], folder: Path, with_info: bool) -> None:
    """Each file becomes a text; protoc and we make of the texts what the files are."""
    bare = without_info(files)
    for file, known in zip(files if with_info else bare, bare, strict=True):
        (folder / known.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / known.name).write_text(source_text(file, files), encoding="utf-8")
    names = [file.name for file in files]
    again = {file.name: file for file in without_info(compiled(folder / "set", [f"-I{folder}"], names))}
    kind = kind_for(bare)
    assert [file.name for file in bare if not same(kind, file, again[file.name])] == []
    host = Host([str(folder)], [str(folder)])
    for file in bare:
        path = str(folder / file.name)
        linked = host.snapshot().linked(path)
        assert linked is not None
        faults = [item.message for item in diagnostics(host.snapshot(), path) if item.severity is Severity.ERROR]
        assert faults == []
        assert same(kind, file, lower(linked)), file.name


def same(kind: type[Message], left: pb.FileDescriptorProto, right: pb.FileDescriptorProto) -> bool:
    return kind.FromString(left.SerializeToString()) == kind.FromString(right.SerializeToString())


@pytest.mark.parametrize("with_info", [False, True])
def test_real_files(tmp_path: Path, with_info: bool) -> None:
    files = compiled(tmp_path / "original", [f"-I{SAMPLES}", *roots()], FILES)
    assert len(files) >= len(FILES)
    assert_round_trip(files, tmp_path / "text", with_info)


@pytest.mark.parametrize("with_info", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_parts_of_the_language(tmp_path: Path, name: str, with_info: bool) -> None:
    (tmp_path / f"{name}.proto").write_text(TEXTS[name], encoding="utf-8")
    files = compiled(tmp_path / "original", [f"-I{tmp_path}", *roots()], [f"{name}.proto"])
    assert_round_trip(files, tmp_path / "text", with_info)


def comments(file: pb.FileDescriptorProto) -> dict[tuple[int, ...], tuple[str, ...]]:
    """The comments by path; whether a comment ends with its line is of no matter."""
    return {
        tuple(item.path): tuple(
            part.rstrip() for part in (item.leading_comments, item.trailing_comments, *item.leading_detached_comments)
        )
        for item in file.source_code_info.location
        if item.leading_comments or item.trailing_comments or item.leading_detached_comments
    }


COMMENTED = """
// The file.
syntax = "proto3"; // its syntax

// alone

// The package.
package p; // its name

/* The message.
 * Of two lines. */
message A { // behind
  // A field.
  int32 a = 1; // its number

  // alone in here

  // alone, too

  int32 b = 2;
  // Below b.
  // And more.

  reserved 5; // gone
  oneof o { // choose
    // One.
    int32 c = 3; // c
  }
}

// The enum.
enum E {
  // behind the brace

  // Nothing.
  Z = 0; // zero
}

// The service.
service S { // serves
  option deprecated = true; // old
  // A method.
  rpc M(A) returns (A); // m
  // Another.
  rpc N(A) returns (A) { // n
    // How.
    option deprecated = true;
  }
}
"""


def test_comments_stay(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(COMMENTED)
    (file,) = compiled(tmp_path / "original", [f"-I{tmp_path}"], ["a.proto"])
    assert len(comments(file)) == 15
    (tmp_path / "a.proto").write_text(source_text(file))
    (again,) = compiled(tmp_path / "again", [f"-I{tmp_path}"], ["a.proto"])
    assert comments(again) == comments(file)


def test_text_is_readable(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(COMMENTED)
    (file,) = compiled(tmp_path / "original", [f"-I{tmp_path}"], ["a.proto"])
    text = source_text(file)
    assert "\n\n// The message.\n// Of two lines.\nmessage A { // behind\n" in text
    assert "  oneof o { // choose\n    // One.\n    int32 c = 3; // c\n  }\n" in text
    assert not any(line != line.rstrip() for line in text.split("\n"))
    assert source_text(without_info([file])[0]).startswith(
        'syntax = "proto3";\n\npackage p;\n\nenum E {\n  Z = 0;\n}\n'
    )


def test_an_option_that_nobody_declares_is_said_to_be_missing() -> None:
    """Reflection need not give the files that declare options."""
    options = pb.MessageOptions(deprecated=True)
    options.MergeFromString(b"\x8a\xb5\x18\x01x")  # the number 50001
    file = pb.FileDescriptorProto(name="a.proto", syntax="proto3", dependency=["lost.proto"])
    file.message_type.add(name="A", options=options)
    text = source_text(file)
    assert "  // Not shown: options with the numbers 50001, whose extensions are not known.\n" in text
    assert "  option deprecated = true;\n" in text

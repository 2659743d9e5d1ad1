"""Places and comments in descriptors: protoc's opinion on real files, and on small ones made for one rule each."""

from __future__ import annotations

from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2 as pb
from tests.support.oracle import roots, run_protoc
from tests.support.protos import SAMPLES, bundled, samples

from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.proto.descriptor.source_info import source_code_info

FILES = {**bundled(), **samples()}

TEXTS = {
    "nothing": "",
    "only_a_comment": "// alone\n",
    "without_line_end": "/* a */ message A {} // b",
    "no_utf_8": "// a\udcff\nmessage A {} /* \udcc3\t */\tmessage\tB {} // \udc80\n",
    "lone_semicolons": "// a\n;;// b\n; // c\n\n// d\n\n;\nmessage A { ; /* q */ ; // s\n }",
    "windows_lines": '// a\r\n\r\n /* b\r\n  * c\r\n */\r\nsyntax = "proto3"; // d\r\n// e\r\nmessage A {\r\n}',
    "tabs_and_wide": 'message\tA\t{ /* é */\toptional string\ta = 1 [default = "é😀"];\n \t /*é*/ optional int32 b = 2; }',
    "block_comments": """
        syntax = "proto3";
        message A {
          int32 a = 1; /* one */ int32 b = 2; /* one, over
            two lines */ int32 c = 3; /* one */ /* two */ int32 d = 4; /* one */
          /* next line */ int32 e = 5; /**/ int32 f = 6; /***/
          /** starred
            *	tab
           ** stars
           **/
          int32 g = 7; /* a */ // b
          int32 h = 8; /* a */ /*
          */ int32 i = 9;
        }""",
    "ends_of_blocks": """
        syntax = "proto3";
        message A { /* a */ }
        message B { /* a */ /* b */ }
        message C { int32 a = 1; /* a */ }
        message D { int32 a = 1; /* a
        */ }
        message E { int32 a = 1; /* a */ // b
        }
        message F { int32 a = 1;
        /* a */ } // f
        // g

        // h
        """,
    "line_comments": """
        syntax = "proto3"; // behind
        // and below

        // detached

        // leading
        // of two lines
        message A { // behind the brace
          // behind the brace, below

          int32 a = 1; // behind
          // leading
          int32 /* lost */ b
            // lost too
            = 2;
          // behind, below

          // detached
          /* leading */
          int32 c = 3;
          // before the end
        }""",
    "options": """
        syntax = "proto2";
        package a.b; // p
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.FileOptions {
          optional string s = 50001; repeated int32 r = 50002; optional M m = 50003;
          repeated group G = 50004 { optional int32 x = 1; }
        }
        extend google.protobuf.FieldOptions { repeated int32 f = 50001; }
        extend google.protobuf.OneofOptions { optional bool one = 50001; }
        extend google.protobuf.ExtensionRangeOptions { repeated int32 e = 50001; }
        message M { optional int32 a = 1; optional M m = 2; repeated int32 r = 3; extensions 100 to max;
          extend M { optional int32 z = 100; } }
        // leading
        option (s) = "x"; // behind
        option java_package = "j";
        option (r) = 1;
        option (.a.b.r) = 2;
        option (b.m).a = 3;
        option (m).m = { a: 1 };
        option (m).(M.z) = -1;
        option (m).r = 3;
        option (m).r = 4;
        option (g) = { x: 1 };
        message O {
          option deprecated = true;
          optional int32 a = 1 [deprecated = true, (f) = 1, json_name = "q" "r", (f) = 2, default = -3];
          oneof o { option (one) = true; int32 b = 2; }
          extensions 10 to 20, 30 [(e) = 1, (e) = 2, verification = UNVERIFIED];
          extensions 40;
        }
        service S {
          option deprecated = true;
          rpc A(stream M) returns (stream .a.b.M) { option deprecated = true; ; /* m */ } // r
          rpc B(M) returns (M) {}
          rpc C(M) returns (M);
        }
        enum E { option allow_alias = true; A = 1 [deprecated = true]; B = 0x1; }""",
    "declarations": """
        syntax = "proto2";
        import public "google/protobuf/any.proto";
        import weak "google/protobuf/api.proto";
        import "google/protobuf/type.proto";
        message A {
          map<string, A> entries = 1;
          repeated group First = 2 [deprecated = true] { required A.B b = 1; message In {} enum E { W = 0; } }
          oneof choice { group Second = 3 {} .A right = 4; } // o
          message B { extensions 10 to max; }
          reserved 20, 22 to 24, 30 to max;
          reserved "x", "y" 'z';
          extend B { optional group Third = 10 {} optional A fourth = 11; }
          enum F { Z = -1; reserved -5, -4 to -2, 7 to max; reserved "Q"; }
        }
        extend A.B { // q
          optional group Fifth = 12 { optional int32 a = 1; } // r
          // s
          repeated int32 sixth = 13;
        }""",
    "presence": """
        syntax = "proto3";
        message A { optional int32 a = 1; optional A b = 2; map<int32, int32> c = 3; message D {} }""",
    "editions": """
        edition = "2024";
        import option "google/protobuf/go_features.proto";
        option features.(pb.go).api_level = API_OPAQUE;
        // export
        export message A { local enum E { Z = 0; } reserved foo, bar; int32 b = 1; }
        local enum E { option features.enum_type = CLOSED; Y = 0; }""",
}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """The samples, with the bundled files."""
    return Host([str(SAMPLES)]).snapshot()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pb.SourceCodeInfo]:
    """What protoc says of all real files."""
    target = tmp_path_factory.mktemp("protoc") / "set.binpb"
    return _protoc(target, [f"-I{SAMPLES}", *roots()], list(FILES))


def _protoc(target: Path, import_roots: list[str], names: list[str]) -> dict[str, pb.SourceCodeInfo]:
    flags = ["--include_source_info", "--retain_options", f"-o{target}"]
    (verdict,) = run_protoc([[*import_roots, *flags, *names]])
    assert verdict.accepted, verdict.errors
    found = pb.FileDescriptorSet.FromString(target.read_bytes())
    return {file.name: file.source_code_info for file in found.file}


def _ours(snapshot: Snapshot, path: str) -> pb.SourceCodeInfo:
    linked = snapshot.linked(path)
    assert linked is not None
    return source_code_info(linked)


def _lines(info: pb.SourceCodeInfo) -> list[tuple[object, ...]]:
    """Something that pytest shows the difference of."""
    return [
        (
            list(item.path),
            list(item.span),
            item.leading_comments,
            item.trailing_comments,
            *item.leading_detached_comments,
        )
        for item in info.location
    ]


@pytest.mark.parametrize("name", FILES)
def test_real_files(snapshot: Snapshot, expected: dict[str, pb.SourceCodeInfo], name: str) -> None:
    assert _lines(_ours(snapshot, FILES[name])) == _lines(expected[name])


@pytest.mark.parametrize("name", TEXTS)
def test_rules(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.proto"
    path.write_bytes(TEXTS[name].encode("utf-8", "surrogateescape"))
    wanted = _protoc(tmp_path / "set.binpb", [f"-I{tmp_path}", *roots()], [path.name])
    ours = _ours(Host([str(tmp_path)]).snapshot(), str(path))
    assert _lines(ours) == _lines(wanted[path.name])
    assert ours == wanted[path.name]


def test_a_tree_made_by_edits_says_the_same(tmp_path: Path) -> None:
    """Pieces that stayed come from another text than those that were parsed anew."""
    text = TEXTS["declarations"]
    path = str(tmp_path / "a.proto")
    host = Host([str(tmp_path)])
    host.open(path, text.replace("message B {", "message B { /* more */ "))
    host.snapshot().linked(path)
    host.open(path, text)
    edited = _ours(host.snapshot(), path)
    fresh = Host([str(tmp_path)])
    fresh.open(path, text)
    assert edited == _ours(fresh.snapshot(), path)


def test_a_broken_file_has_places_too(tmp_path: Path) -> None:
    host = Host([str(tmp_path)])
    path = str(tmp_path / "a.proto")
    host.open(
        path, 'syntax = "proto3";\nmessage A { // in\n int32 a = ;\n // b\n int32 b = 2\n oneof { option (x.y = 3; }\n'
    )
    places = {tuple(item.path): item for item in _ours(host.snapshot(), path).location}
    assert places[(12,)].span == [0, 0, 18]
    assert places[(4, 0)].trailing_comments == " in\n"
    assert places[(4, 0, 1)].span == [1, 8, 9]

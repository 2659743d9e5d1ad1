"""protoc's opinion on real files, on small ones made for one part of the language each, and on broken ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2 as pb
from google.protobuf import text_format
from tests.support.descriptor_differences import comparable
from tests.support.oracle import descriptors, verdicts
from tests.support.protos import SAMPLES, bundled, random_edit, real_texts, samples

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host
from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.proto.descriptor.lower import lower
from protowright.proto.syntax.parser import parse

FILES = {**bundled(), **samples()}

LANGUAGE = {
    "defaults": """
        syntax = "proto2";
        message Defaults {
          optional int32 a = 1 [default = 0x7f];
          optional int32 b = 2 [default = -017];
          optional float c = 3 [default = 1e10];
          optional double d = 4 [default = -inf];
          optional double e = 5 [default = nan];
          optional bool f = 6 [default = true];
          optional string g = 7 [default = "a\\tb\\"c" 'd\\'e\\x41\\101'];
          optional bytes h = 8 [default = "\\000\\xfe\\n'\\\\"];
          optional Kind i = 9 [default = TWO];
          optional uint64 j = 10 [default = 18446744073709551615];
          optional sint64 k = 11 [default = -9223372036854775808];
          optional float l = 12 [default = 0.1];
          optional double m = 13 [default = 123456789.125];
          optional float n = 14 [default = 3];
          optional double o = 15 [default = .5e-3];
          optional string p = 16 [default = "h\\u00e9llo \\U0001F600 é"];
          enum Kind { ONE = 1; TWO = 2; }
        }""",
    "groups": """
        syntax = "proto2";
        message Outer {
          repeated group Result = 1 { required string url = 2; optional group Deep_One = 3 { } }
          oneof choice { group Left = 4 { optional int32 a = 1; } string right = 5; }
          extensions 100 to 199, 500 to max;
          extend Outer { optional group Inside = 100 { optional Outer outer = 1; } }
        }
        extend Outer { repeated group Outside = 101 { } optional string text = 102; }""",
    "presence": """
        syntax = "proto3";
        package a.b;
        message Presence {
          optional string _name = 1;
          optional int32 count = 2;
          oneof real { int32 x = 3; Presence y = 4; }
          optional Presence next = 5;
          oneof _count2 { int32 z = 6; }
          optional int32 count2 = 7;
          map<string, Presence> by_name_2nd = 8;
          map<int32, Kind> kinds = 9 [deprecated = true];
          enum Kind { option allow_alias = true; NONE = 0; NOTHING = 0; NEGATIVE = -2147483648; }
        }""",
    "names": """
        syntax = "proto3";
        package a.b.c;
        import "google/protobuf/descriptor.proto";
        message c { message d { message c {} c inner = 1; a.b.c.c outer = 2; .a.b.c.c.d rooted = 3; d self = 4; } }
        message Top { c.d.c x = 1; d.Other y = 2; google.protobuf.FileOptions z = 3; b.c.Top u = 4; }
        message d { message Other {} }
        service S { rpc A(c) returns (stream .a.b.c.d); rpc B(stream d.Other) returns (stream c.d) {} }
        extend google.protobuf.FieldOptions { optional string hint = 50000; repeated d list = 50001; }""",
    "json names": """
        syntax = "proto3";
        message JsonNames {
          string foo_bar = 1; string FooBar2 = 2; string __a__b = 3; string a1_2b = 4; string x_Y_z = 5 [json_name = "q\\n"];
          string _ = 6; string UPPER_CASE = 7;
        }""",
    "ranges": """
        syntax = "proto2";
        message Ranges {
          reserved 1, 3 to 5, 0x10 to 0x1f;
          reserved "a", 'b' "c";
          extensions 1000 to max [verification = UNVERIFIED];
          extensions 40 [declaration = { number: 40 full_name: ".a.b" type: ".c" }];
        }
        enum Kind { reserved -5 to -1, 100 to max; reserved "X"; A = 0; }""",
    "file options": """
        syntax = "proto2";
        import public "google/protobuf/any.proto";
        import weak "google/protobuf/empty.proto";
        option java_package = "com." "example";
        option optimize_for = CODE_SIZE;
        option java_multiple_files = true;
        option cc_enable_arenas = false;
        message M { option deprecated = true; optional string s = 1 [ctype = CORD, retention = RETENTION_SOURCE, lazy = false,
          targets = TARGET_TYPE_FIELD, targets = TARGET_TYPE_FILE, (my) = "custom"]; }
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.FieldOptions { optional string my = 50000; }
        service S { option deprecated = true; rpc A(M) returns (M) { option idempotency_level = NO_SIDE_EFFECTS; } }
        enum E { X = 1 [deprecated = true, debug_redact = false]; }""",
    "edition 2023": """
        edition = "2023";
        package ed;
        option features.field_presence = IMPLICIT;
        message M {
          int32 a = 1 [features.field_presence = EXPLICIT];
          repeated int32 b = 2 [features = { repeated_field_encoding: EXPANDED }];
          M c = 3 [features.message_encoding = DELIMITED];
          reserved old, older;
          oneof o { option features = {}; string d = 4; }
        }
        enum E { option features.enum_type = CLOSED; A = 1; }""",
    "edition 2024": """
        edition = "2024";
        package ed;
        import option "google/protobuf/any.proto";
        export message M { local enum E { A = 0; } E e = 1; }
        local message N { M m = 1; }""",
    "odd words": """
        syntax = "proto2";
        package message.enum;
        message message { optional message optional = 1; required string required = 2; repeated string repeated = 3;
          optional string reserved = 4; optional int32 to = 5; optional int32 max = 6; optional bool stream = 7; }
        enum kind { to = 0; max = 1; syntax = 2; returns = 3; }
        message returns_ { optional .message.enum.kind syntax = 1 [default = returns]; }
        service service { rpc rpc(message) returns (stream message); rpc stream(stream message) returns (returns_) {;}; }
        message group { repeated group Group = 1 { } }""",
    "white space": '\ufeffsyntax="proto2";message A{optional string a=1;/**/optional/***/.A b=2;;}\r\n// end\f\v\t;;',
}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pb.FileDescriptorProto]:
    """protoc's descriptors of all real files, from one run."""
    return descriptors(FILES, tmp_path_factory.mktemp("protoc"), str(SAMPLES))


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return Host([], [str(SAMPLES)]).snapshot()


def messages(found: list[Diagnostic]) -> list[str]:
    """The errors: protoc accepts files with warnings."""
    return [f"{item.code.name}: {item.message}" for item in found if item.severity is Severity.ERROR]


def lowered(snapshot: Snapshot, path: str, name: str) -> pb.FileDescriptorProto:
    linked = snapshot.linked(path)
    assert linked is not None
    descriptor = lower(linked)
    descriptor.name = name
    return descriptor


def check_same(ours: pb.FileDescriptorProto, theirs: pb.FileDescriptorProto) -> None:
    assert text_format.MessageToString(comparable(ours)) == text_format.MessageToString(comparable(theirs))


def test_there_are_real_files() -> None:
    assert len(bundled()) > 50 and len(samples()) >= 5


@pytest.mark.parametrize("name", FILES)
def test_real_file_is_accepted_and_means_the_same(
    name: str, snapshot: Snapshot, compiled: dict[str, pb.FileDescriptorProto]
) -> None:
    assert messages(diagnostics(snapshot, FILES[name])) == []
    check_same(lowered(snapshot, FILES[name], name), compiled[name])


@pytest.mark.parametrize("title", LANGUAGE)
def test_language_sample_is_accepted_and_means_the_same(title: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.proto"
    path.write_text(LANGUAGE[title], encoding="utf-8", newline="")
    theirs = descriptors([path.name], tmp_path, str(tmp_path))[path.name]
    snapshot = Host([str(tmp_path)]).snapshot()
    assert messages(diagnostics(snapshot, str(path))) == []
    check_same(lowered(snapshot, str(path), path.name), theirs)


def test_a_schema_is_a_whole_descriptor_set(snapshot: Snapshot) -> None:
    """Its files load into a pool in their order: each one's imports come before it, under the names it uses."""
    from google.protobuf.descriptor_pool import DescriptorPool

    schema = schema_of_file(snapshot, FILES["shop/v1/orders.proto"])
    pool = DescriptorPool()
    for file in schema.files:
        pool.Add(file)  # type: ignore[no-untyped-call]
    assert pool.FindServiceByName("shop.v1.Orders").methods
    assert schema.files[-1].name == "shop/v1/orders.proto"


# Broken files

COUNT = 200


def mutants() -> dict[str, str]:
    """Real files with one random edit each; the same ones at each run."""
    source = random.Random(20260102)
    texts = [text for text in real_texts() if len(text) < 8_000]
    return {f"mutant_{number}.proto": random_edit(source, source.choice(texts)) for number in range(COUNT)}


def test_agreement_with_protoc_on_broken_files(tmp_path: Path, record_property: pytest.RecordProperty) -> None:
    """What our parser refuses protoc refuses too. The other way round the checks are not complete yet: the figure counts."""
    texts = mutants()
    judged = verdicts(texts, tmp_path, str(SAMPLES))
    refused = {name: messages(parse(text).diagnostics) for name, text in texts.items()}
    wrongly = {name: refused[name] for name in texts if refused[name] and judged[name].accepted}
    assert not wrongly, wrongly
    agreed = sum(bool(refused[name]) != judged[name].accepted for name in texts)
    record_property("agreement", f"{agreed} of {COUNT}")
    assert 20 < sum(map(bool, refused.values())) < COUNT, "the sample has files of both kinds"
    assert agreed >= 0.8 * COUNT, {name: judged[name].errors for name in texts if not judged[name].accepted}


def test_lowering_takes_any_broken_file() -> None:
    """A tree with faults is lowered without an exception, and the result is a descriptor that can be written."""
    source = random.Random(7)
    for text in real_texts():
        host = Host()
        for _ in range(25):
            text = random_edit(source, text)
            host.open("/nowhere/a.proto", text)
            lowered(host.snapshot(), "/nowhere/a.proto", "a.proto").SerializeToString()


@pytest.mark.parametrize(
    "text",
    [
        "message A { int32 a = " + "9" * 5000 + "; }",
        'syntax = "proto2"; message A { optional float a = 1 [default = ' + "9" * 5000 + "]; }",
        'syntax = "proto2"; message A { optional double a = 1 [default = 0x' + "f" * 5000 + "]; }",
        'syntax = "proto2"; message A { optional int32 a = 1 [default = ' + "9" * 5000 + "]; }",
        "message A { reserved 1 to " + "9" * 5000 + "; }",
        "message A { reserved -5 to 99999999999999999999; extensions 99999999999; }",
        'import "\\xff\\xfe.proto";',
        'import "\ud800.proto";',
        'option java_package = "\ud800\udc80";',
        'syntax = "\ud800"; package a; message A { reserved "\ud800"; string a = 1 [json_name = "\ud800"]; }',
        'edition = "99999999"; message A {}',
        'syntax = "proto2"; message A { optional bytes a = 1 [default = "\\U00110000\\777"]; }',
        "option java_multiple_files = { a: 1 }; option features = 1; option uninterpreted_option = { };",
        "option java_multiple_files.a = true; message A { option map_entry = 7; int32 b = 1 [packed = [1, 2]]; }",
        "message A { int32 a = 1 [targets = 99, ctype = 1.5e400, weak = -inf]; }",
        "message A { extensions 1 [declaration = { number: 99999999999, number: -1e5, full_name: 3 }]; }",
        "extensions 4 to max [declaration = { number: 99999999999 }]; message A { extensions 1 [declaration = [{}, 1]]; }",
    ],
)
def test_lowering_takes_odd_values(text: str) -> None:
    host = Host()
    host.open("/nowhere/a.proto", text)
    assert all(item.code.name != "internal-error" for item in diagnostics(host.snapshot(), "/nowhere/a.proto"))
    lowered(host.snapshot(), "/nowhere/a.proto", "a.proto").SerializeToString()

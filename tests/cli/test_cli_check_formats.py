"""What `protowright check` writes: for people, for programs, for GitHub, for code scanning."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.support import protowright

LOST = 'syntax = "proto3";\n/* 😀 */ message A { Lost a = 1; }\n'
TWICE = 'syntax = "proto3";\npackage p;\nimport "other.proto";\nmessage A {}\n'
OTHER = 'syntax = "proto3";\npackage p;\n// the first\nmessage A {}\n'
KEYS = ["path", "line", "column", "endLine", "endColumn", "severity", "code", "message", "help", "related", "edits"]


def write(folder: Path, **files: str) -> Path:
    """Write `name.proto` for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.proto").write_text(text, encoding="utf-8")
    return folder


def as_json(folder: Path, *arguments: str, code: int = 1) -> list[dict[str, Any]]:
    """What `check --format json` found."""
    said = protowright("check", *arguments, "--format", "json", cwd=folder)
    assert (said.code, said.err) == (code, "")
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


# Text


def test_a_second_place_has_its_own_line(tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, other=OTHER)
    said = protowright("check", "a.proto", cwd=tmp_path)
    lines = said.out.splitlines()
    assert lines[0].startswith("error[duplicate-name]: ")
    assert lines[1:7] == [
        " --> a.proto:4:9",
        "4 | message A {}",
        "  |         ^",
        " ::: other.proto:4:9",
        "4 | message A {}",
        f"  |         - {lines[6].partition('- ')[2]}",
    ]
    assert lines[6].partition("- ")[2], "the second place says why it is shown"


def test_line_numbers_of_one_finding_are_aligned(tmp_path: Path) -> None:
    write(tmp_path, a='syntax = "proto3";\nmessage A {}\n' + "\n" * 8 + "message A {}\n")
    lines = protowright("check", "a.proto", cwd=tmp_path).out.splitlines()
    assert [line.partition("|")[0] for line in lines if " | " in line] == ["11 ", "   ", " 2 ", "   "]


def test_fixes_are_named(tmp_path: Path) -> None:
    write(tmp_path, a='syntax = "proto3";\nmessage A { string a = 1 }\n')
    assert "  = fix: Insert `;`\n" in protowright("check", "a.proto", cwd=tmp_path).out


def test_wide_characters_take_two_columns(tmp_path: Path) -> None:
    write(tmp_path, a=LOST)
    source, carets = protowright("check", "a.proto", cwd=tmp_path).out.splitlines()[2:4]
    assert source.startswith("2 | /* 😀 */ message A { Lost ")
    assert carets == "  | " + " " * (source.index("Lost") - 4 + 1) + "^^^^"


def test_quiet_writes_findings_alone(tmp_path: Path) -> None:
    write(tmp_path, a=LOST)
    loud, quiet = (protowright("check", "a.proto", *flags, cwd=tmp_path) for flags in ((), ("-q",)))
    assert loud.out == quiet.out + "1 error in 1 file\n" and quiet.code == 1
    write(tmp_path, a=OTHER)
    assert protowright("check", "a.proto", "-q", cwd=tmp_path).out == ""


def test_nobody_reads_a_hundred_thousand_findings(tmp_path: Path) -> None:
    write(tmp_path, a='syntax = "proto3";\nmessage A {\n' + "  Lost a = 1;\n" * 1500 + "}\n", b=LOST)
    said = protowright("check", "a.proto", "b.proto", cwd=tmp_path)
    left = re.search(r"^a\.proto has (\d+) more; `--format json` writes all of them$", said.out, re.MULTILINE)
    total = re.search(r"^(\d+) errors in 2 files$", said.out, re.MULTILINE)
    assert left is not None and total is not None
    shown = len(re.findall(r"^error\[", said.out, re.MULTILINE))
    assert shown + int(left[1]) == int(total[1]) and shown == 1001
    assert len(as_json(tmp_path, "a.proto", "b.proto")) == int(total[1])


# JSON


def test_json_counts_code_points_from_one(tmp_path: Path) -> None:
    write(tmp_path, a=LOST)
    (found,) = as_json(tmp_path, "a.proto")
    assert list(found) == KEYS
    place = {key: found[key] for key in KEYS[:7]}
    assert place == {
        "path": "a.proto",
        "line": 2,
        "column": 21,
        "endLine": 2,
        "endColumn": 25,
        "severity": "error",
        "code": "unresolved-type",
    }
    assert "`Lost`" in found["message"] and (found["related"], found["edits"]) == ([], [])


def test_json_related_and_edits(tmp_path: Path) -> None:
    write(tmp_path, a=TWICE.replace("message A {}", "message A { string a = 1 }"), other=OTHER)
    found = {item["code"]: item for item in as_json(tmp_path, "a.proto")}
    (related,) = found["duplicate-name"]["related"]
    assert {**related, "message": ""} == {
        "path": "other.proto",
        "line": 4,
        "column": 9,
        "endLine": 4,
        "endColumn": 10,
        "message": "",
    }
    (edit,) = found["missing-semicolon"]["edits"]
    change = {"line": 4, "column": 25, "endLine": 4, "endColumn": 25, "newText": ";"}
    assert edit == {"title": "Insert `;`", "edits": [change]}


def test_json_of_good_files_is_an_empty_array(tmp_path: Path) -> None:
    write(tmp_path, a=OTHER)
    assert as_json(tmp_path, ".", code=0) == []


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    write(tmp_path, a='syntax = "proto3";\nimport "other.proto";\n', other=OTHER)
    (found,) = as_json(tmp_path, "a.proto", code=0)
    assert (found["severity"], found["code"]) == ("warning", "unused-import")


@pytest.mark.parametrize(
    "argument, shown",
    [
        ("a.proto", "a.proto"),
        ("./a.proto", "a.proto"),
        (".", "a.proto"),
        ("../here", "../here/a.proto"),
        ("../here/a.proto", "../here/a.proto"),
        ("{}", "{}/a.proto"),
        ("{}/a.proto", "{}/a.proto"),
    ],
)
def test_paths_stay_as_they_were_given(tmp_path: Path, argument: str, shown: str) -> None:
    folder = write(tmp_path / "here", a=LOST)
    (found,) = as_json(folder, argument.format(folder))
    assert found["path"] == shown.format(folder)


def test_files_come_in_the_order_they_were_given(tmp_path: Path) -> None:
    write(tmp_path, a=LOST, b=LOST, c=LOST)
    assert [item["path"] for item in as_json(tmp_path, "c.proto", "a.proto", "c.proto")] == ["c.proto", "a.proto"]
    assert [item["path"] for item in as_json(tmp_path, ".")] == ["a.proto", "b.proto", "c.proto"]


def test_bytes_that_are_no_utf_8_reach_no_program(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_bytes(b'syntax = "proto3";\nmessage A { Caf\xe9 a = 1; }\n')
    said = protowright("check", "a.proto", "--format", "json", cwd=tmp_path)
    assert said.code == 1
    assert said.sentence == "warning: a.proto is not UTF-8: the byte 0xe9 at 2:16 is none; save it as UTF-8"
    assert not re.search("[\ud800-\udfff]", json.dumps(json.loads(said.out), ensure_ascii=False))


# GitHub


def test_github_commands_are_escaped(tmp_path: Path) -> None:
    write(tmp_path / "a,b:100%", a='syntax = "proto3";\nmessage A { Lost%25 a = 1; }\n')
    said = protowright("check", ".", "--format", "github", cwd=tmp_path)
    assert said.code == 1
    for line in said.out.splitlines():
        properties, message = re.fullmatch(r"::(?:error|warning|notice) ([^\n]*?)::(.*)", line).groups()  # type: ignore[union-attr]
        assert properties.startswith("file=a%2Cb%3A100%25/a.proto,line=2,endLine=2,col=")
        assert message and "%" not in re.sub(r"%(?:25|0A|0D)", "", message)


def test_github_columns_belong_to_one_line(tmp_path: Path) -> None:
    write(tmp_path, a="message A {\n  string a = 1\n;}\n/*\n\n")
    said = protowright("check", "a.proto", "--format", "github", cwd=tmp_path)
    commands = [
        re.search(r"line=(\d+),endLine=(\d+)(,col=\d+,endColumn=\d+)?,title=", line) for line in said.out.splitlines()
    ]
    assert commands and all(command is not None for command in commands)
    for command in commands:
        assert command is not None and (command[1] == command[2]) == (command[3] is not None)


# SARIF


def test_sarif(tmp_path: Path) -> None:
    write(tmp_path / "a b", a=TWICE.replace("message A {}", "message A { string a = 1 }"), other=OTHER)
    said = protowright("check", "a b/a.proto", "--format", "sarif", cwd=tmp_path)
    assert said.code == 1
    log = json.loads(said.out)
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in rules)
    results = {result["ruleId"]: result for result in run["results"]}
    assert all(rules[result["ruleIndex"]]["id"] == name for name, result in results.items())
    missing = results["missing-semicolon"]
    assert missing["level"] == "error" and missing["message"]["text"]
    artifact = {"uri": "a%20b/a.proto"}
    region = {"startLine": 4, "startColumn": 24, "endLine": 4, "endColumn": 25}
    assert missing["locations"] == [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    (fix,) = missing["fixes"]
    place = {"startLine": 4, "startColumn": 25, "endLine": 4, "endColumn": 25}
    replacement = {"deletedRegion": place, "insertedContent": {"text": ";"}}
    assert fix["artifactChanges"] == [{"artifactLocation": artifact, "replacements": [replacement]}]
    (related,) = results["duplicate-name"]["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"] == {"uri": "a%20b/other.proto"}


def test_sarif_paths_outside_of_the_folder_are_uris(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", a=LOST)
    said = protowright("check", str(folder), "--format", "sarif", cwd=tmp_path / "x")
    uri = json.loads(said.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (folder / "a.proto").as_uri()


@pytest.mark.parametrize("name", ["json", "github", "sarif"])
def test_other_formats_say_nothing_else(tmp_path: Path, name: str) -> None:
    write(tmp_path, a=OTHER)
    said = protowright("check", ".", "--format", name, cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert name == "sarif" or said.out.strip() in ("", "[]")


# Both languages


REQUEST = "GRPC localhost:1/p.Ps/Gett\ngrpc-timeout: 5S\nx/y: 1\n"
SERVICE = 'syntax = "proto3";\npackage p;\nservice Ps {\n  rpc Get(A) returns (A);\n}\nmessage A { Lost a = 1; }\n'
IN_BOTH = [
    ("a.grpc", 1, "error", "unknown-method"),
    ("a.grpc", 2, "warning", "reserved-metadata"),
    ("a.grpc", 3, "error", "invalid-metadata-key"),
    ("a.proto", 6, "error", "unresolved-type"),
]


def test_requests_are_checked_beside_protos_in_every_format(tmp_path: Path) -> None:
    write(tmp_path, a=SERVICE)
    (tmp_path / "a.grpc").write_text(REQUEST)
    found = as_json(tmp_path, ".")
    assert sorted((item["path"], item["line"], item["severity"], item["code"]) for item in found) == IN_BOTH
    (method,) = [item for item in found if item["code"] == "unknown-method"]
    assert [(item["path"], item["line"]) for item in method["related"]] == [("a.proto", 3)]
    said = protowright("check", ".", "--format", "github", cwd=tmp_path)
    lines = re.findall(r"::(\w+) file=([\w.]+),line=(\d+),.*title=([\w-]+)::", said.out)
    assert (said.code, sorted((path, int(line), grade, code) for grade, path, line, code in lines)) == (1, IN_BOTH)
    said = protowright("check", ".", "--format", "sarif", cwd=tmp_path)
    results = json.loads(said.out)["runs"][0]["results"]
    assert (said.code, sorted(item["ruleId"] for item in results)) == (1, sorted(code for *_, code in IN_BOTH))

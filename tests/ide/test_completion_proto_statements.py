"""Keywords, numbers, names of fields, and the head of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.fixtures import accept, check_completion, complete, parse_fixture

from protowright.ide.completion import Declared, completion, documentation
from protowright.project.host import Host


def labels(text: str) -> list[str]:
    """The labels at the cursor, best first."""
    return [item.label for item in complete(text)[1].items]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("$0", {"syntax", "edition", "package", "import", "message", "enum", "service", "option", "extend"}, {"rpc"}),
        ('syntax = "proto3"; package a; $0', {"message"}, {"syntax", "edition", "package", "export"}),
        ('edition = "2024"; $0', {"export", "local"}, {"edition"}),
        ('edition = "2024"; export $0', {"message", "enum"}, {"service", "option"}),
        ('edition = "2024"; import $0', {"public", "option"}, {"weak"}),
        ("import $0", {"public", "weak"}, {"option"}),
        (
            'syntax = "proto3"; message A { $0 }',
            {"optional", "repeated", "map", "oneof", "string"},
            {"required", "rpc"},
        ),
        ('syntax = "proto3"; message A { $0 }', {"reserved", "message", "enum"}, {"extensions", "export"}),
        ("message A { $0 }", {"required", "optional", "extensions"}, {"export"}),
        ('edition = "2023"; message A { $0 }', {"repeated", "extensions"}, {"optional", "required", "export"}),
        ('edition = "2024"; message A { $0 }', {"repeated", "export", "local"}, {"optional"}),
        ("message A { oneof o { $0 } }", {"string", "option", "A"}, {"repeated", "oneof", "optional", "reserved"}),
        ("enum E { $0 }", {"option", "reserved"}, {"string", "message"}),
        ("service S { $0 }", {"rpc", "option"}, {"message", "string"}),
        ("service S { rpc A(B) $0 }", {"returns"}, {"rpc", "stream"}),
        ("message A { reserved 4 to $0; }", {"max"}, {"to"}),
        ("message A { repeated $0 }", {"string", "A"}, {"message", "repeated", "oneof"}),
    ],
)
def test_the_keywords_that_fit(text: str, wanted: set[str], unwanted: set[str]) -> None:
    found = set(labels(text))
    assert wanted <= found and not unwanted & found, sorted(found)


@pytest.mark.parametrize(
    "text", ["// $0", "/* $0 */", 'option java_package = "$0";', "message $0", "enum E { A$0 = 0; }"]
)
def test_nothing_is_offered(text: str) -> None:
    check_completion(text, {})


OPTION = 'import "google/protobuf/descriptor.proto"; extend google.protobuf.FieldOptions { '


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("message A { string a = $0 }", "1"),
        ("message A { string a = 1; int32 c = 7; string b = $0; }", "8"),
        ("message A { string a = 1; reserved 2, 3 to 5; string b = $0; }", "6"),
        ("message A { extensions 2 to 9; string a = 1; string b = $0; }", "10"),
        ("message A { string a = 18999; string b = $0; }", "20000"),
        ("message A { string a = 1; reserved 3 to max; string b = $0; }", "2"),
        ("message A { string a = 536870911; string b = $0; }", "1"),
        ("message A { oneof o { string a = 4; } string b = $0; }", "5"),
        ("message A { optional group G = 1 { optional int32 x = $0 } }", "1"),
        ("enum E { A = $0 }", "0"),
        ("enum E { A = 0; B = 1; reserved 2; C = $0 }", "3"),
        ("message A { extensions 100 to 200; } extend A { optional int32 x = 100; optional int32 y = $0; }", "101"),
        ("message A { extensions 100 to 200; } extend A { optional int32 x = 150; optional int32 y = $0; }", "151"),
        ("message A { extensions 5, 9 to 10; } extend A { optional int32 x = 5; optional int32 y = $0; }", "9"),
        ("message A { extensions 5, 9 to 10; } extend A { optional int32 x = 10; optional int32 y = $0; }", "5"),
        (OPTION + "optional int32 x = $0; }", "50000"),
        (OPTION + "optional int32 x = 50001; optional int32 y = $0; }", "50002"),
        (OPTION + "optional int32 x = 1234; optional int32 y = $0; }", "50000"),
    ],
)
def test_the_next_free_number(text: str, number: str) -> None:
    assert labels(text) == [number]


def test_a_number_that_is_there_is_replaced() -> None:
    assert accept("message A { string a = 1; string b = $05; }", "2") == "message A { string a = 1; string b = 2; }"


def test_no_number_is_free() -> None:
    check_completion("message A { string a = 1; reserved 1 to max; string b = $0; }", {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("message UserProfile {} message A { UserProfile $0 }", ["user_profile"]),
        ("message HTTPRule {} message A { p.HTTPRule $0 }", ["http_rule"]),
        ("message Category {} message A { repeated Category $0 }", ["categories", "category"]),
        ("message Box {} message A { repeated Box b$0 = 1; }", ["boxes", "box"]),
        ("message User {} message A { reserved 'user'; User $0 }", []),
        ("message User {} message A { User user = 1; User $0 }", []),
        ("message A { string $0 }", []),
        ("message A { map<string, int32> $0 }", []),
    ],
)
def test_a_name_is_made_from_the_type(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("syntax = $0", "proto3", 'syntax = "proto3"'),
        ('syntax = "$0"', "proto3", 'syntax = "proto3"'),
        ('edition = "20$0";', "2024", 'edition = "2024";'),
        ("mess$0", "message", "message"),
    ],
)
def test_the_head_of_a_file(text: str, label: str, line: str) -> None:
    assert accept(text, label) == line


def test_a_file_has_one_of_syntax_and_edition() -> None:
    assert labels('syntax = "$0"') == ["proto2", "proto3"]
    assert labels('edition = "$0"') == ["2023", "2024", "2026"]


def test_whole_declarations_are_for_clients_that_take_snippets() -> None:
    fixture = parse_fixture("mess$0")
    snapshot = fixture.snapshot()
    items = completion(snapshot, fixture.main, fixture.cursor, snippets=True).items
    assert (items[0].new_text, items[0].is_snippet) == ("message $1 {\n  $0\n}", True)
    fixture = parse_fixture("mess$0 A {}")
    items = completion(fixture.snapshot(), fixture.main, fixture.cursor, snippets=True).items
    assert (items[0].new_text, items[0].is_snippet) == ("message", False)


def test_a_space_at_the_start_of_a_statement_is_indentation() -> None:
    fixture = parse_fixture("message A { $0 }")
    assert completion(fixture.snapshot(), fixture.main, fixture.cursor, trigger=" ").items == ()
    fixture = parse_fixture("message A { string a = $0 }")
    assert completion(fixture.snapshot(), fixture.main, fixture.cursor, trigger=" ").items


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with files in folders."""
    files = {"shop/v1/a.proto": "package shop.v1;", "shop/v1/b.proto": "package shop.v1;", "bank/c.proto": ""}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def labels_in(workspace: Path, name: str, text: str) -> list[str]:
    """The labels at the cursor of a file in the workspace."""
    host = Host([str(workspace)], import_paths=["."])
    host.open(str(workspace / name), text.replace("$0", ""))
    return [item.label for item in completion(host.snapshot(), str(workspace / name), text.index("$0")).items]


def test_imports_are_offered_folder_by_folder(workspace: Path) -> None:
    assert {"bank/", "shop/", "google/"} <= set(labels_in(workspace, "main.proto", 'import "$0";'))
    assert labels_in(workspace, "main.proto", 'import "shop/$0";') == ["shop/v1/"]
    assert labels_in(workspace, "main.proto", 'import "shop/v1/$0') == ["shop/v1/a.proto", "shop/v1/b.proto"]
    assert labels_in(workspace, "main.proto", 'import "shop/v1/b$0";') == ["shop/v1/b.proto"]
    found = labels_in(workspace, "main.proto", 'import "google/protobuf/$0";')
    assert "google/protobuf/timestamp.proto" in found and "google/protobuf/compiler/" in found


def test_neither_the_file_itself_nor_what_is_imported_is_offered(workspace: Path) -> None:
    text = 'import "shop/v1/b.proto";\nimport "shop/v1/$0";'
    assert labels_in(workspace, "shop/v1/c.proto", text) == ["shop/v1/a.proto"]
    assert "shop/v1/a.proto" not in labels_in(workspace, "shop/v1/a.proto", 'import "shop/v1/$0";')


def test_a_package_is_that_of_the_files_beside_it_or_spelt_by_its_folders(workspace: Path) -> None:
    assert labels_in(workspace, "shop/v1/new.proto", "package $0")[0] == "shop.v1"
    assert labels_in(workspace, "bank/v2/new.proto", "package $0")[0] == "bank.v2"
    assert labels_in(workspace, "shop/v1/new.proto", "package shop.$0;") == ["v1"]


def test_the_documentation_is_the_comment() -> None:
    fixture = parse_fixture("// What it is.\nmessage A {}\nmessage B { A$0 }")
    (item,) = (item for item in completion(fixture.snapshot(), fixture.main, fixture.cursor).items if item.label == "A")
    assert item.documentation == "" and item.declared is not None
    assert documentation(fixture.snapshot(), item.declared) == "What it is."
    assert documentation(fixture.snapshot(), Declared("/nowhere.proto", "A")) == ""

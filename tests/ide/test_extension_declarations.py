"""Names in declarations of extensions: strings that protoc holds extensions against."""

from __future__ import annotations

import pytest
from tests.support.fixtures import check_hover, parse_fixture
from tests.support.navigation import check_definition, check_references, check_type_definition
from tests.support.renaming import check_rename

from protowright.ide.definition import definition
from protowright.ide.reference_lenses import references_by_name

BASE = """\
//- base.proto
syntax = "proto2";
package base;
message Base {
  extensions 4 [declaration = { number: 4, full_name: "%s", type: "%s" }];
}
//- more.proto
syntax = "proto2";
package more.v1;
import "base.proto";
message Note { optional string text = 1; }
extend base.Base { optional Note note = 4; }
"""


def based(full_name: str = ".more.v1.note", type: str = ".more.v1.Note") -> str:
    """The two files, with the names in the declaration written so."""
    return BASE % (full_name, type)


def test_an_extension_is_mentioned_in_a_file_that_does_not_see_it() -> None:
    check_references(
        """
        //- base.proto
        syntax = "proto2";
        message Base { extensions 4 [declaration = { number: 4, full_name: ".more.note", type: "string" }]; }
                                                                                  ^^^^ read
        //- more.proto
        syntax = "proto2";
        package more;
        import "base.proto";
        extend Base { optional string note$0 = 4; }
                                      ^^^^^^ declaration
        """
    )


def test_a_type_and_what_it_is_in() -> None:
    check_references(
        """
        //- base.proto
        syntax = "proto2";
        message Base { extensions 4 [declaration = { number: 4, full_name: ".more.Out.note", type: ".more.Out.Kind" }]; }
                                                                                  ^^^ read
                                                                                                          ^^^ read
        //- more.proto
        syntax = "proto2";
        package more;
        import "base.proto";
        message Out$0 { enum Kind { NONE = 0; } extend Base { optional Kind note = 4; } }
                ^^^^^ declaration
        """
    )


def test_a_type_of_a_third_file() -> None:
    check_references(
        """
        //- base.proto
        syntax = "proto2";
        message Base { extensions 4 [declaration = { number: 4, full_name: ".ext", type: ".types.Tea" }]; }
                                                                                                 ^^^ read
        //- types.proto
        syntax = "proto2";
        package types;
        message Tea$0 {}
                ^^^^^ declaration
        //- more.proto
        syntax = "proto2";
        import "base.proto";
        import "types.proto";
        extend Base { optional types.Tea ext = 4; }
                                     ^^^ read
        """
    )


def test_a_package() -> None:
    check_references(
        """
        //- base.proto
        syntax = "proto2";
        message Base { extensions 4 [declaration = { number: 4, full_name: ".more.v1.note", type: "string" }]; }
                                                                                  ^^ read
        //- more.proto
        syntax = "proto2";
        package more.v1$0;
                     ^^^^ declaration
        import "base.proto";
        extend Base { optional string note = 4; }
        """
    )


@pytest.mark.parametrize(
    ("full_name", "type", "source", "where"),
    [
        (".more.v1.no$0te", "string", "note", "extend base.Base { optional Note ^note"),
        (".more.v1.note", ".more.v1.No$0te", "Note", "message ^Note"),
        (".more.$0v1.note", "string", "v1", "package more.^v1"),
    ],
)
def test_definition(full_name: str, type: str, source: str, where: str) -> None:
    before, _, behind = where.partition("^")
    text = based(full_name, type)
    line = next(line for line in text.split("\n") if line.startswith(before + behind))
    marked = f"{line}\n{' ' * len(before)}{'^' * len(behind)} def"
    check_definition(text.replace(line, marked), source)


def test_type_definition() -> None:
    text = based(".more.v1.$0note")
    check_type_definition(text.replace("message Note {", "message Note {\n        ^^^^ def\n"))


def test_hover_tells_what_extends() -> None:
    check_hover(based(".more.v1.$0note"), "extension `more.v1.note`", "extends `base.Base`", "from `more.proto`")
    check_hover(based(type=".more.v1.$0Note"), "message `more.v1.Note`", "from `more.proto`")


@pytest.mark.parametrize(
    ("full_name", "type"),
    [
        ("more.v1.$0note", "string"),  # without a dot in front
        (".more.v1.$0nope", "string"),
        (".more.v1.$0Note", "string"),  # a message is no extension
        (".more.v1.note", ".more.v1.$0note"),
        (".more.v1.note", "str$0ing"),
        (".more.\\x761.$0note", "string"),
    ],
)
def test_places_without_a_name(full_name: str, type: str) -> None:
    fixture = parse_fixture(based(full_name, type))
    assert definition(fixture.snapshot(), fixture.main, fixture.cursor) == []


def test_an_extension_is_renamed_where_it_is_declared_by_name() -> None:
    renamed = based(".more.v1.remark").replace("Note note", "Note remark")
    check_rename(based().replace("Note note", "Note no$0te"), "remark", renamed)
    check_rename(based(".more.v1.no$0te"), "remark", renamed)


def test_a_type_is_renamed_where_it_is_declared_by_name() -> None:
    renamed = (
        based(type=".more.v1.Remark")
        .replace("message Note", "message Remark")
        .replace("optional Note", "optional Remark")
    )
    check_rename(based().replace("message Note", "message No$0te"), "Remark", renamed)
    check_rename(based(type=".more.v1.$0Note"), "Remark", renamed)


def test_a_type_is_renamed_where_no_extension_has_it_yet() -> None:
    text, end = based().split("extend base.Base")[0].replace('import "base.proto";\n', ""), "\n"
    check_rename(
        text.replace("message Note", "message $0Note") + end,
        "Remark",
        text.replace(".Note", ".Remark").replace("message Note", "message Remark") + end,
    )


def test_a_group_is_declared_by_both_its_names() -> None:
    text = """
        //- base.proto
        syntax = "proto2";
        message Base { extensions 4 [declaration = { number: 4, full_name: ".limit", type: ".Limit" }]; }
        //- more.proto
        syntax = "proto2";
        import "base.proto";
        extend Base { optional group Lim$0it = 4 {} }
        """
    check_rename(text, "Bound", text.replace("$0", "").replace("Limit", "Bound").replace("limit", "bound"))


def test_a_package_is_renamed_where_it_is_declared_by_name() -> None:
    renamed = based(".less.note", ".less.Note").replace("package more.v1", "package less")
    check_rename(based().replace("package more", "package mo$0re"), "less", renamed, is_reversible=False)


def test_a_lens_counts_declarations() -> None:
    fixture = parse_fixture(based())
    path = fixture.main
    found = references_by_name(fixture.snapshot(), path, lambda: False)
    assert len(found["more.v1.Note"]) == 2

"""What hovers say of `.proto` declarations beyond their text, of options, and of the words of the language."""

from __future__ import annotations

import pytest
from tests.support.fixtures import check_hover, parse_fixture

from protowright.ide.hover import hover
from protowright.ide.hovering.comment_markdown import comment_markdown
from protowright.ide.hovering.proto_words import KEYWORDS, SCALARS
from protowright.proto.semantic.names import SCALARS as ALL_SCALARS


def lines(text: str) -> list[str]:
    """The list in the hover at the cursor."""
    fixture = parse_fixture(text)
    found = hover(fixture.snapshot(), fixture.main, fixture.cursor)
    assert found is not None
    return [line.removeprefix("- ") for line in found.markdown.split("\n") if line.startswith("- ")]


def test_a_field_of_each_version() -> None:
    assert lines('syntax = "proto3";\nmessage A { int32 $0big_one = 7; }') == [
        "field number: `7`",
        "wire type: `0` (a varint)",
        "JSON name: `bigOne`",
        "presence: implicit: a field with its default value is not sent, and does not differ from one that is not set",
        "default: `0`",
    ]
    explicit = "presence: explicit: whether the field is set is known"
    assert explicit in lines('syntax = "proto3";\nmessage A { optional int32 $0a = 7; }')
    assert explicit in lines('syntax = "proto3";\nmessage A { A $0a = 7; }')
    assert explicit in lines('syntax = "proto3";\nmessage A { oneof o { int32 $0a = 7; } }')
    assert explicit in lines('edition = "2023";\nmessage A { int32 $0a = 7; }')
    implicit = lines('edition = "2023";\nmessage A { int32 $0a = 7 [features.field_presence = IMPLICIT]; }')
    assert any(line.startswith("presence: implicit") for line in implicit)
    required = lines("message A { required int32 $0a = 7; }")
    assert "presence: required: a message without the field is not valid" in required


@pytest.mark.parametrize(
    ("type", "wire"),
    [
        ("sint64", "`0` (a varint)"),
        ("double", "`1` (eight bytes)"),
        ("bytes", "`2` (length-delimited)"),
        ("A", "`2` (length-delimited)"),
        ("E", "`0` (a varint)"),
        ("fixed32", "`5` (four bytes)"),
        ("map<string, A>", "`2` (length-delimited)"),
        ("repeated string", "`2` (length-delimited)"),
        ("repeated E", "`2` (length-delimited), packed"),
    ],
)
def test_wire_types(type: str, wire: str) -> None:
    enum = "enum E { E_ZERO = 0; }"
    assert f"wire type: {wire}" in lines(f'syntax = "proto3";\n{enum}\nmessage A {{ {type} $0a = 1; }}')


def test_encodings_that_features_change() -> None:
    delimited = 'edition = "2023";\nmessage A { A $0a = 1 [features.message_encoding = DELIMITED]; }'
    assert "wire type: `3` (a group)" in lines(delimited)
    expanded = 'edition = "2023";\nmessage A { repeated int32 $0a = 1 [features.repeated_field_encoding = EXPANDED]; }'
    assert "wire type: `0` (a varint)" in lines(expanded)
    assert "wire type: `2` (length-delimited), packed" in lines("message A { repeated int32 $0a = 1 [packed = true]; }")


def test_defaults_and_json_names() -> None:
    assert 'default: `"a\'b"`' in lines('message A { optional string $0a = 1 [default = "a\'b"]; }')
    assert "default: `E_ONE`" in lines("enum E { E_ONE = 1; }\nmessage A { optional E $0a = 1; }")
    assert "default: `-inf`" in lines("message A { optional float $0a = 1 [default = -inf]; }")
    assert "JSON name: `b`" in lines('message A { optional int32 $0a = 1 [json_name = "b"]; }')


def test_oneofs_extensions_enums_and_methods() -> None:
    assert "one of `o`: setting it clears the others" in lines("message A { oneof o { int32 $0a = 1; } }")
    extension = lines("package p;\nmessage M { extensions 1; }\nextend M { optional int32 $0e = 1; }")
    assert "extends `p.M`" in extension
    assert "JSON name: `[p.e]`" in extension
    assert lines("enum E { A = 0; $0B = -1; }") == ["number: `-1`"]
    assert lines("enum $0E { A = 0; }") == ["closed: takes no numbers but those of its values"]
    assert lines('syntax = "proto3";\nenum $0E { A = 0; }') == ["open: takes any number"]
    for first, second, kind in (
        ("", "", "unary"),
        ("stream ", "", "client streaming"),
        ("", "stream ", "server streaming"),
        ("stream ", "stream ", "bidirectional streaming"),
    ):
        service = f"service S {{ rpc $0R({first}M) returns ({second}M); }}"
        found = lines(f"package p;\nmessage M {{}}\n{service}")
        assert found[0].startswith(kind)
        assert found[1] == "path: `/p.S/R`"


def test_what_is_deprecated() -> None:
    assert lines("message A { optional int32 $0a = 1 [deprecated = true]; }")[0] == "**deprecated**"


# Options


OPTIONS = """\
//- options.proto
import "google/protobuf/descriptor.proto";
package o;
enum Level { LOW = 0; HIGH = 1; }
message Rule {
  // How strict it is.
  optional Level level = 1;
  optional Rule inner = 2;
}
extend google.protobuf.FieldOptions {
  // The rule of a field.
  optional Rule rule = 50001;
}
//- main.proto
syntax = "proto3";
import "options.proto";
message A { string a = 1 [%s]; }
"""


@pytest.mark.parametrize(
    ("option", "wanted"),
    [
        ("depre$0cated = true", "Is this field deprecated?"),
        ("(o.ru$0le).level = LOW", "The rule of a field."),
        ("($0o.rule).level = LOW", "package o;"),
        ("(o.rule).le$0vel = LOW", "How strict it is."),
        ("(o.rule).level = L$0OW", "enum value `o.LOW`"),
        ("(o.rule) = { le$0vel: LOW }", "How strict it is."),
        ("(o.rule) = { inner { level: HI$0GH } }", "enum value `o.HIGH`"),
        ("json_na$0me = 'b'", "what the field is called in JSON"),
    ],
)
def test_options(option: str, wanted: str) -> None:
    check_hover(OPTIONS % option, wanted)


def test_a_feature_has_the_words_of_descriptor_proto() -> None:
    text = 'edition = "2023";\noption features.{} = EXPLICIT;\n'
    check_hover(text.format("field_pre$0sence"), "field `google.protobuf.FeatureSet.field_presence`")
    check_hover("option optimize_$0for = SPEED;\n", "field `google.protobuf.FileOptions.optimize_for`")
    check_hover('option java_pack$0age = "a";\n', "Sets the Java package")


# Words of the language


def test_every_scalar_type_is_explained() -> None:
    assert set(SCALARS) == set(ALL_SCALARS)
    for name in SCALARS:
        check_hover(f"message A {{ optional {name}$0 a = 1; }}", f"`{name}`: {SCALARS[name]}")
    check_hover("message A { map<str$0ing, int32> a = 1; }", SCALARS["string"])
    check_hover("message A { map<string, in$0t32> a = 1; }", SCALARS["int32"])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("mess$0age A {}", "message"),
        ("message A { repea$0ted int32 a = 1; }", "repeated"),
        ("message A { ma$0p<int32, int32> a = 1; }", "map"),
        ("message A { optional gro$0up G = 1 {} }", "group"),
        ("message A { one$0of a { int32 b = 1; } }", "oneof"),
        ("message A { reser$0ved 1; }", "reserved"),
        ("service S { rpc A(stre$0am M) returns (M); }", "stream"),
        ("service S { rpc A(M) retur$0ns (M); }", "returns"),
        ("ser$0vice S {", "service"),
        ("import pub$0lic 'a';", "public"),
        ("opt$0ion java_package = 'a';", "option"),
        ("pack$0age a;", "package"),
    ],
)
def test_keywords(text: str, word: str) -> None:
    check_hover(text, f"`{word}`: {KEYWORDS[word]}")


def test_names_that_are_spelled_like_keywords() -> None:
    check_hover("message $0message { optional message stream = 1; }", "message `message`")
    check_hover("message message { optional mess$0age stream = 1; }", "message `message`")
    check_hover("message message { optional message str$0eam = 1; }", "field `message.stream`")


def test_versions_of_the_language() -> None:
    check_hover('syntax = "pro$0to3";', "`proto3`: fields without a label have implicit presence")
    check_hover('edition = "20$023";', "`2023`: fields have explicit presence")


def test_imports_and_packages() -> None:
    files = """
        //- shop/v1/shop.proto
        syntax = "proto3";
        // All about shops.
        package shop.v1;
        message Tea {}
        service Teas {}
        //- main.proto
        import "shop/v1/sh$0op.proto";
               ^^^^^^^^^^^^^^^^^^^^^^
        """
    wanted = (
        "file `shop/v1/shop.proto`",
        "All about shops.",
        "package: `shop.v1`",
        "syntax: `proto3`",
        "`Teas`, `Tea`",
    )
    check_hover(files, *wanted)
    check_hover('import "no$0pe.proto";')
    check_hover('import "google/protobuf/tim$0estamp.proto";', "which comes with Protowright", "declares `Timestamp`")
    check_hover("// Mine.\npackage a.$0b;", "package a.b;", "Mine.")


def test_comments_show_all_of_their_text() -> None:
    assert comment_markdown("See [Money][google.type.Money].") == "See `Money`."
    assert comment_markdown("a <id> and `<id>`") == r"a \<id> and `<id>`"
    assert comment_markdown("```\n<id> [a][b]\n```") == "```\n<id> [a][b]\n```"
    assert comment_markdown("see <https://example.com> and [a](b)") == "see <https://example.com> and [a](b)"


def test_a_fence_in_a_declaration_does_not_end_it() -> None:
    check_hover("message $0A {\n  // ```\n  // x\n  // ```\n}\n", "````proto\nmessage A {\n  // ```")

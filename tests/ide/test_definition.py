"""Where the names of `.proto` files lead."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture
from tests.support.navigation import check_definition, check_type_definition

from protowright.ide.definition import definition
from protowright.ide.mentions import START

TYPES = """\
//- a.proto
package app;
import "b.proto";
message A {
  {use} b = 1;
}
//- b.proto
package x.y;
        {package}
message Outer {
        {outer}
  message Inner {
          {inner}
  }
}
"""


@pytest.mark.parametrize(
    ("use", "source", "where"),
    [
        ("x.y.Outer.Inn$0er", "Inner", "inner"),
        ("x.y.Out$0er.Inner", "Outer", "outer"),
        ("x.$0y.Outer.Inner", "y", "package"),
        (".x.y.Outer.$0Inner", "Inner", "inner"),
        ("x.y.$0Outer.Nope", "Outer", "outer"),
        ("x.$0y.Nope", "y", "package"),
        ("map<string, x.y.$0Outer>", "Outer", "outer"),
    ],
)
def test_each_component_leads_to_its_own_declaration(use: str, source: str, where: str) -> None:
    carets = {"package": "  ^ def", "outer": "^^^^^ def", "inner": "^^^^^ def"}
    text = TYPES.replace("{use}", use)
    for name, marks in carets.items():
        text = text.replace("{" + name + "}", marks if name == where else "")
    check_definition(text, source)


def test_the_outer_package_is_the_first_component_of_the_statement() -> None:
    check_definition(
        """
        //- a.proto
        import "b.proto";
        message A { $0x.y.B b = 1; }
        //- b.proto
        package x.y;
                ^ def
        message B {}
        """,
        "x",
    )


def test_an_import_leads_to_its_file() -> None:
    fixture = parse_fixture('//- a.proto\nimport "sub/$0b.proto";\n//- sub/b.proto\nmessage B {}\n')
    (link,) = definition(fixture.snapshot(), fixture.main, fixture.cursor)
    assert link.place.path.endswith("sub/b.proto") and link.place.span == START
    assert link.span.of(fixture.files[fixture.main]) == '"sub/b.proto"'
    check_definition('import "$0nope.proto";\n')


def test_request_and_response_types() -> None:
    check_definition(
        "message A {}\nmessage B {}\n        ^ def\nservice S { rpc R(stream A) returns (stream $0B); }\n", "B"
    )
    check_definition("message A {}\n        ^ def\nservice S { rpc R(stream A$0) returns (A); }\n", "A")


def test_extendees() -> None:
    check_definition(
        'syntax = "proto2";\nmessage A { extensions 1; }\n        ^ def\nextend $0A { optional int32 e = 1; }\n', "A"
    )


def test_enum_defaults() -> None:
    check_definition(
        """
        syntax = "proto2";
        enum E { A = 0; B = 1; }
                        ^ def
        message M { optional E e = 1 [default = $0B]; }
        """,
        "B",
    )
    check_definition('syntax = "proto2";\nmessage M { optional string s = 1 [default = "$0B"]; }\n')


def test_declared_names_lead_to_themselves() -> None:
    check_definition("message M { string na$0me = 1; }\n                   ^^^^^^ def\n", "name")


OPTIONS = """\
//- options.proto
syntax = "proto2";
package opt;
import "google/protobuf/descriptor.proto";
message Rule {
        {Rule}
  optional string text = 1;
                  {text}
  repeated Rule more = 2;
                {more}
  optional Level level = 3;
                 {level}
  extensions 100 to max;
}
enum Level { LOW = 0; HIGH = 1; }
                      {HIGH}
extend google.protobuf.FieldOptions { optional Rule rule = 5000; }
                                                    {rule}
extend Rule { optional Rule extra = 100; }
                            {extra}
//- a.proto
syntax = "proto2";
import "options.proto";
message M { optional string s = 1 [{option}]; }
"""


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ('(opt.$0rule).text = "a"', "rule"),
        ('(opt.rule).te$0xt = "a"', "text"),
        ("(opt.rule).level = HI$0GH", "HIGH"),
        ("(opt.rule).(opt.$0extra).level = HIGH", "extra"),
        ("(opt.rule).(opt.extra).le$0vel = HIGH", "level"),
        ('(opt.rule) = { te$0xt: "a" }', "text"),
        ("(opt.rule) = { more { level: HIG$0H } }", "HIGH"),
        ('(opt.rule) = { $0more: [{ text: "a" }] }', "more"),
        ('(opt.rule) = { more: [{ te$0xt: "a" }] }', "text"),
        ("(opt.rule) = { [opt.ext$0ra] { level: HIGH } }", "extra"),
        ("(opt.rule) = { [opt.extra] { lev$0el: HIGH } }", "level"),
    ],
)
def test_each_part_of_an_option(option: str, name: str) -> None:
    text = OPTIONS.replace("{option}", option)
    for known in ("Rule", "text", "more", "level", "HIGH", "rule", "extra"):
        text = text.replace("{" + known + "}", "^" * len(known) + " def" if known == name else "")
    check_definition(text, name)


def test_built_in_options_lead_into_descriptor_proto() -> None:
    for option, name in (("$0deprecated = true", "deprecated"), ("ctype = CO$0RD", "CORD")):
        fixture = parse_fixture(f'syntax = "proto2";\nmessage M {{ optional string s = 1 [{option}]; }}\n')
        snapshot = fixture.snapshot()
        (link,) = definition(snapshot, fixture.main, fixture.cursor)
        document = snapshot.document(link.place.path)
        assert document is not None and link.place.path.endswith("google/protobuf/descriptor.proto")
        assert link.place.span.of(document.text) == name


def test_an_any_in_an_option() -> None:
    check_definition(
        """
        //- options.proto
        syntax = "proto3";
        import "google/protobuf/descriptor.proto";
        import "google/protobuf/any.proto";
        extend google.protobuf.MessageOptions { google.protobuf.Any held = 5000; }
        //- a.proto
        syntax = "proto3";
        import "options.proto";
        message Held { string text = 1; }
                              ^^^^ def
        message M { option (held) = { [type.googleapis.com/Held] { te$0xt: "a" } }; }
        """,
        "text",
    )


def test_groups_are_one_declaration() -> None:
    check_definition(
        """
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.MessageOptions { optional Rule rule = 5000; }
        message Rule { optional group Part = 1 { optional int32 n = 2; } }
                                      ^^^^ def
        message M { option (rule) = { Pa$0rt { n: 1 } }; }
        """,
        "Part",
    )


def test_places_without_a_name() -> None:
    for text in ("mess$0age A {}", "// A$0\nmessage A {}", "$0", "message A { Nope$0 a = 1; }", "option (no$0pe) = 1;"):
        check_definition(text)


# Types


def test_the_type_of_a_field() -> None:
    check_type_definition("message A { B $0b = 1; }\nmessage B {}\n        ^ def\n")
    check_type_definition("message A { map<string, B> $0b = 1; }\nmessage B {}\n        ^ def\n")
    check_type_definition("message A { E e$0 = 1; }\nenum E { X = 0; }\n     ^ def\n")
    check_type_definition("message A { string $0s = 1; }\n")
    check_type_definition(
        'syntax = "proto2";\nmessage A { optional group $0G = 1 {} }\n                           ^^^ def\n'
    )


def test_the_types_of_a_method_and_of_an_enum_value() -> None:
    check_type_definition(
        "message A {}\n        ^ def\nmessage B {}\n        ^ def\nservice S { rpc $0R(A) returns (B); }\n"
    )
    check_type_definition("enum E { $0X = 0; }\n     ^ def\n")
    check_type_definition("message A { $0B b = 1; }\nmessage B {}\n        ^ def\n")

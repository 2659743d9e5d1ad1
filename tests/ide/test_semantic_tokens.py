"""What the names of a text are."""

from __future__ import annotations

from tests.support.fixtures import parse_fixture
from tests.support.navigation import check_tokens

from protowright.ide.semantic_tokens import semantic_tokens
from protowright.text.span import Span


def test_types_are_told_from_enums_and_packages() -> None:
    check_tokens(
        """
        //- b.proto
        package x;
        message Tea {}
        enum Kind { NONE = 0; }
        //- a.proto
        package a.b;
                ^ namespace declaration
                  ^ namespace declaration
        import "b.proto";
        message M {
                ^ struct declaration
          x.Tea tea = 1;
          ^ namespace
            ^^^ struct
                ^^^ property declaration
          x.Kind kind = 2;
          ^ namespace
            ^^^^ enum
                 ^^^^ property declaration
          Nope a = 3;
               ^ property declaration
          oneof o { string b = 4; }
                ^ property declaration
                           ^ property declaration
        }
        """
    )


def test_services_and_enums() -> None:
    check_tokens(
        """
        enum E { A = 0; }
             ^ enum declaration
                 ^ enumMember declaration
        message M {}
                ^ struct declaration
        service S { rpc R(M) returns (stream M); }
                ^ interface declaration
                        ^ method declaration
                          ^ struct
                                             ^ struct
        """
    )


def test_what_is_deprecated() -> None:
    check_tokens(
        """
        message Old { option deprecated = true; }
                ^^^ struct declaration deprecated
                             ^^^^^^^^^^ property modification
        message M { Old old = 1 [deprecated = true]; }
                ^ struct declaration
                    ^^^ struct deprecated
                        ^^^ property declaration deprecated
                                 ^^^^^^^^^^ property modification
        """
    )


def test_options() -> None:
    check_tokens(
        """
        //- options.proto
        syntax = "proto3";
        import "google/protobuf/descriptor.proto";
        message Rule { Level level = 1; }
        enum Level { LOW = 0; HIGH = 1; }
        extend google.protobuf.FileOptions { Rule rule = 5000; }
        //- a.proto
        import "options.proto";
        option (rule).level = HIGH;
                ^^^^ property
                      ^^^^^ property modification
                              ^^^^ enumMember
        option (.rule) = { level: LOW };
                 ^^^^ property modification
                           ^^^^^ property modification
                                  ^^^ enumMember
        """
    )


def test_request_files() -> None:
    check_tokens(
        """
        //- shop.proto
        syntax = "proto3";
        enum Kind { NONE = 0; }
        message Tea { Kind kind = 1; string name = 2 [deprecated = true]; }
        service Shop { rpc Brew(Tea) returns (Tea); }
        //- a.grpc
        @host = x
         ^^^^ variable declaration
        proto < shop.proto
        ^^^^^ keyword
        ### Tea
        # @name tea
           ^^^^ decorator
                ^^^ event declaration
        GRPC {{host}}/Shop/Brew
        ^^^^ keyword
               ^^^^ variable
                      ^^^^ interface
                           ^^^^ method
        trace: {{$uuid}}
        ^^^^^ parameter
                 ^^^^^ variable defaultLibrary

        { "kind": "NONE", "name": {{tea.response.body.$.name}}, "what": true }
           ^^^^ property modification
                   ^^^^ enumMember
                           ^^^^ property deprecated modification
                                    ^^^ event
                                                        ^^^^ property deprecated
                                                                 ^^^^ property
                                                                        ^^^^ keyword
        """
    )


def test_a_request_whose_schema_nobody_knows() -> None:
    check_tokens(
        """
        //- a.grpc
        GRPC x/a.B/C
        ^^^^ keyword
               ^^^ interface
                   ^ method
        { "{{key}}": 1, b: null }
             ^^^ variable
                        ^ property
                           ^^^^ keyword
        """
    )


def test_a_range_has_only_its_own_tokens() -> None:
    fixture = parse_fixture("message A {}\nmessage B {}\nmessage C {}\n")
    text = fixture.files[fixture.main]
    found = semantic_tokens(fixture.snapshot(), fixture.main, Span(13, 25))
    assert [token.span.of(text) for token in found] == ["B"]
    whole = semantic_tokens(fixture.snapshot(), fixture.main, Span(0, len(text)))
    assert whole == semantic_tokens(fixture.snapshot(), fixture.main)

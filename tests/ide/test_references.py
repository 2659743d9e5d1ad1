"""Everywhere a name is mentioned."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture, path_of
from tests.support.navigation import check_highlights, check_references

from protowright.ide.references import references
from protowright.project.snapshot import Snapshot


def test_a_message_in_all_files_that_see_it() -> None:
    check_references(
        """
        //- a.proto
        package x;
        message Tea$0 { Tea other = 1; message Inner {} }
                ^^^^^ declaration
                        ^^^ read
        //- b.proto
        import "a.proto";
        message B { x.Tea tea = 1; x.Tea.Inner inner = 2; map<string, x.Tea> teas = 3; }
                      ^^^ read
                                     ^^^ read
                                                                        ^^^ read
        service S { rpc Brew(x.Tea) returns (stream x.Tea); }
                               ^^^ read
                                                      ^^^ read
        //- unrelated.proto
        message Tea {}
        message C { Tea tea = 1; }
        """
    )


def test_files_that_see_it_through_public_imports_only() -> None:
    check_references(
        """
        //- a.proto
        message $0A {}
                ^^^ declaration
        //- public.proto
        import public "a.proto";
        //- sees.proto
        import "public.proto";
        message B { A a = 1; }
                    ^ read
        //- blind.proto
        import "sees.proto";
        message C { A a = 1; }
        """
    )


def test_no_index_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scanning thousands of files takes many times as long as looking for a word in them."""
    monkeypatch.setattr(Snapshot, "index", None)
    test_a_message_in_all_files_that_see_it()
    test_files_that_see_it_through_public_imports_only()


def test_a_package_is_one_thing_in_all_its_files() -> None:
    check_references(
        """
        //- a.proto
        package x.y;
                ^ declaration
        message A {}
        //- b.proto
        package x.z;
                ^ declaration
        import "a.proto";
        message B { $0x.y.A a = 1; }
                    ^^^ read
        """
    )


def test_a_field_in_options_literals_and_bodies() -> None:
    check_references(
        """
        //- rule.proto
        syntax = "proto3";
        import "google/protobuf/descriptor.proto";
        message Rule { string user_$0id = 1; Rule more = 2; }
                              ^^^^^^^^^ declaration
        extend google.protobuf.MessageOptions { Rule rule = 5000; }
        service S { rpc R(Rule) returns (Rule); }
        //- between.proto
        import "rule.proto";
        message Between {}
        //- uses.proto
        syntax = "proto3";
        import "rule.proto";
        message M { option (rule).user_id = "a"; string user_id = 1; }
                                  ^^^^^^^ write
        message N { option (rule) = { more { user_id: "a" } }; }
                                             ^^^^^^^ write
        //- calls.grpc
        GRPC x/S/R
        { "userId": "1", "more": { "user_id": "2" } }
           ^^^^^^ write
                                    ^^^^^^^ write
        """
    )


def test_a_field_whose_name_stands_behind_a_comment() -> None:
    check_references(
        """
        //- rule.proto
        syntax = "proto3";
        import "google/protobuf/descriptor.proto";
        message Rule { string te$0xt = 1; }
                              ^^^^^^ declaration
        extend google.protobuf.MessageOptions { Rule rule = 5000; }
        //- uses.proto
        import "rule.proto";
        // In prose, text: is no use.
        message M { option (rule). /* a */ text /* b */ = "a"; }
                                           ^^^^ write
        //- also.proto
        import "rule.proto";
        message N { option (rule) = { text /* c */ : "//" }; }
                                      ^^^^ write
        """
    )


def test_a_field_with_a_json_name_of_its_own() -> None:
    check_references(
        """
        //- a.proto
        syntax = "proto3";
        message M { string na$0me = 1 [json_name = "@label"]; }
                           ^^^^^^ declaration
        service S { rpc R(M) returns (M); }
        //- a.grpc
        GRPC x/S/R
        { "@label": "1" }
           ^^^^^^ write
        """
    )


def test_a_method_and_a_service_in_requests() -> None:
    check_references(
        """
        //- a.proto
        message M {}
        service Shop { rpc Br$0ew(M) returns (M); }
                           ^^^^^^ declaration
        //- a.grpc
        GRPC x/Shop/Brew
                    ^^^^ read
        ###
        GRPC x/Shop/Brew
                    ^^^^ read
        """
    )
    check_references(
        """
        //- a.proto
        message M {}
        service Shop { rpc Brew(M) returns (M); }
                ^^^^ declaration
        //- a.grpc
        GRPC x/Sh$0op/Brew
               ^^^^^^ read
        """
    )


def test_an_enum_value_and_an_extension() -> None:
    check_references(
        """
        //- a.proto
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        enum Level { LOW = 0; HI$0GH = 1; }
                              ^^^^^^ declaration
        message M { optional Level level = 1 [default = HIGH]; }
                                                        ^^^^ read
        extend google.protobuf.FieldOptions { optional Level level = 5000; }
        message N { optional string a = 1 [(level) = HIGH]; }
                                                     ^^^^ read
        """
    )
    check_references(
        """
        //- a.proto
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.FieldOptions { optional int32 lev$0el = 5000; }
                                                             ^^^^^^^ declaration
        message N { optional string a = 1 [(level) = 1, (.level) = 2]; }
                                            ^^^^^ write
                                                          ^^^^^ write
        """
    )


def test_variables_and_requests_stay_in_their_file() -> None:
    check_references(
        """
        //- a.grpc
        @host = x
         ^^^^ declaration
        GRPC {{ho$0st}}/a.B/C
               ^^^^^^ read
        k: {{host}}
             ^^^^ read
        //- b.grpc
        GRPC {{host}}/a.B/C
        """
    )
    check_references(
        """
        //- a.grpc
        # @name login
                ^^^^^ declaration
        GRPC x/a.B/C
        ###
        # @ref login
               ^^^^^ read
        GRPC x/a.B/D
        k: {{log$0in.response.status}}
             ^^^^^^^ read
        """
    )


def test_variables_of_environment_files_are_found_in_every_request_file() -> None:
    fixture = parse_fixture(
        """
        //- http-client.env.json
        { "$shared": { "host": "a" } }
        //- a.grpc
        GRPC {{ho$0st}}/a.B/C
        //- b.grpc
        @host = own
        GRPC {{host}}/a.B/C
        //- c.grpc
        GRPC {{host}}/a.B/C
        """
    )
    found = references(fixture.snapshot(), fixture.main, fixture.cursor)
    assert [each.path for each in found] == [path_of(name) for name in ("a.grpc", "c.grpc", "http-client.env.json")]


def test_an_import_finds_the_other_imports_of_the_file() -> None:
    check_references(
        """
        //- a.proto
        message A {}
        //- b.proto
        import "$0a.proto";
               ^^^^^^^^^^^ read
        //- c.proto
        import 'a.proto';
               ^^^^^^^^^ read
        //- c.grpc
        proto < a.proto
                ^^^^^^^ read

        GRPC x/a.B/C
        """
    )


def test_a_file_that_requests_send() -> None:
    check_references(
        """
        //- bodies/tea.json
        {}
        //- a.grpc
        GRPC x/a.B/C

        < ./bodies/t$0ea.json
          ^^^^^^^^^^^^^^^^^^^ read
        //- b.grpc
        GRPC x/a.B/C

        <@ bodies/tea.json
           ^^^^^^^^^^^^^^^ read
        """
    )


def test_built_in_options() -> None:
    fixture = parse_fixture(
        """
        //- a.proto
        message A { string a = 1 [depre$0cated = true]; string deprecated = 2; }
        //- b.proto
        message B { option deprecated = true; string b = 1 [deprecated = false]; }
        """
    )
    found = references(fixture.snapshot(), fixture.main, fixture.cursor)
    assert [each.path for each in found if each.path.endswith(("/a.proto", "/b.proto"))] == [
        path_of("a.proto"),
        path_of("b.proto"),
    ]


def test_places_without_a_name_have_no_references() -> None:
    for text in ("mess$0age A {}", "$0", "message A { Nope$0 a = 1; }"):
        check_references(text)


def test_a_search_that_is_cancelled_stops_between_files() -> None:
    files = "".join(
        f'//- b{number}.proto\nimport "a.proto";\nmessage B{number} {{ A a = 1; }}\n' for number in range(9)
    )
    fixture = parse_fixture(f"//- a.proto\nmessage $0A {{}}\n{files}")
    snapshot = fixture.snapshot()
    assert len(references(snapshot, fixture.main, fixture.cursor)) == 10
    asked = iter([False] * 25)
    found = references(snapshot, fixture.main, fixture.cursor, is_cancelled=lambda: next(asked, True))
    assert len(found) < 10


# In one file


def test_highlights_are_of_one_file() -> None:
    check_highlights(
        """
        //- other.proto
        import "a.proto";
        message Other { B b = 1; }
        //- a.proto
        message A { B b = 1; $0B c = 2; }
                    ^ read
                             ^^^ read
        message B {}
                ^ declaration
        """
    )


def test_highlights_tell_what_is_written() -> None:
    check_highlights(
        """
        //- a.proto
        syntax = "proto3";
        message M { string name = 1; }
        service S { rpc R(M) returns (M); }
        //- a.grpc
        GRPC x/S/R
        { "na$0me": "1" }
           ^^^^^^ write
        ###
        GRPC x/S/R
        { "name": "2" }
           ^^^^ write
        """
    )

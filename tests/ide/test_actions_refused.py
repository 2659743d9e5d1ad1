"""Actions that would break something, or lose it: they do nothing, and say why."""

from __future__ import annotations

from tests.support.actions import check_action, check_refused

RULES = """
        syntax = "proto2";
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.FieldOptions { optional Rule rule = 50001; }
"""


def test_fields_that_options_set_stay_where_they_are() -> None:
    rule = f"""{RULES}
        message M {{ optional int32 a = 1 [(rule) = {{ min: 1 max: 2 }}]; }}
        message Rule {{
          optional int32 min = 1;
          ^^^^^^^^^^^^^^^^^^^^^^^
          optional int32 max = 2;
        }}
        """
    problem = "a field of them is used in main.proto: change that first"
    check_refused(rule, "Extract the field to a new message", problem)
    both = f"""{RULES}
        message M {{ optional int32 a = 1 [(rule).max = 2]; }}
        message Rule {{ optional int32 min = 1; optional int32 max = 2; }}
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """
    problem = "a field of them is used in main.proto: look whether several are set there"
    check_refused(both, "Move 2 fields into a oneof", problem)


def test_a_message_whose_fields_options_set_is_not_inlined() -> None:
    text = f"""{RULES}
        message M {{ optional int32 a = 1 [(rule).in.min = 1]; }}
        message Rule {{ optional In in = 1; }}
        message I$0n {{ optional int32 min = 1; }}
        """
    problem = "its fields, or the one of its type, are used in main.proto: change that first"
    check_refused(text, "Inline `In`", problem)


def test_a_new_message_hides_none_around_it() -> None:
    text = """
        //- base.proto
        syntax = "proto3";
        package a;
        message MDetails {}
        //- main.proto
        syntax = "proto3";
        package a.b;
        import "base.proto";
        message M {
          int32 x = 1;
          ^^^^^^^^^^^^
        }
        message U { MDetails d = 1; }
        """
    expected = """
        syntax = "proto3";
        package a.b;
        import "base.proto";
        message M {
          MDetails2 details = 2;
          reserved 1;
          reserved "x";
        }

        message MDetails2 {
          int32 x = 1;
        }
        message U { MDetails d = 1; }
        """
    check_action(text, "Extract the field to a new message", expected)


def test_the_entry_of_a_map_hides_no_message() -> None:
    text = """
        //- base.proto
        syntax = "proto3";
        package a;
        message KvEntry {}
        //- main.proto
        syntax = "proto3";
        package a;
        import "base.proto";
        message M {
          repeated Pair k$0v = 1;
          KvEntry other = 2;
          message Pair { string key = 1; int32 value = 2; }
        }
        """
    title = "Write `kv` as a `map<string, int32>` (the same on the wire)"
    check_refused(text, title, "the map makes a message `KvEntry`, which would hide the one there is")


def test_comments_at_imports_move_along() -> None:
    text = """
        //- b.proto
        syntax = "proto3";
        package b;
        message B {}
        //- main.proto
        syntax = "proto3";
        package p;
        // About b.
        import\tpublic "b.proto"; // Behind.
        // About any.
        import "google/protobuf/any.proto"; // Behind it.
        message A$0 { b.B b = 1; }
        message C { A a = 1; google.protobuf.Any any = 2; }
        """
    expected = """
        //- main.proto
        syntax = "proto3";
        package p;
        import "a.proto";
        // About b.
        import\tpublic "b.proto"; // Behind.
        // About any.
        import "google/protobuf/any.proto"; // Behind it.
        message C { A a = 1; google.protobuf.Any any = 2; }
        //- a.proto
        syntax = "proto3";

        package p;

        // About b.
        import\t"b.proto"; // Behind.

        message A { b.B b = 1; }
        """
    check_action(text, "Move `A` to `a.proto`", expected)


def test_members_that_cannot_change_places_are_not_sorted() -> None:
    text = """
        syntax = "proto3";
        message M {
          int32 b$0 = 2;
          int32 c = 1; int32 d = 4; // Behind.
        }
        """
    problem = "several share a line, or a comment between them: part them first"
    check_refused(text, "Sort the fields of `M` by number", problem)
    check_refused(text, "Sort all fields and enum values by number", problem)

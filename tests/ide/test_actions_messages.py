"""Actions that give messages another shape: extract, inline, move, maps, editions."""

from __future__ import annotations

import textwrap

import pytest
from tests.support.actions import check_action, offered


def test_fields_are_extracted_to_a_message() -> None:
    text = """
        syntax = "proto3";
        package a;
        message Order {
          message Item {}
          string id = 1;
          // The items.
          repeated Item items = 5; // Behind.
          ^^^^^^^^^^^^^^^^^^^^^^^^
          string note = 4;
        }
        message OrderDetails {}
        """
    expected = """
        syntax = "proto3";
        package a;
        message Order {
          message Item {}
          string id = 1;
          OrderDetails2 details = 6;
          reserved 5;
          reserved "items";
          string note = 4;
        }

        message OrderDetails2 {
          // The items.
          repeated Order.Item items = 1; // Behind.
        }
        message OrderDetails {}
        """
    action = check_action(text, "Extract the field to a new message", expected)
    assert "wire" in action.warning


TWO = """
    syntax = "SYNTAX";
    message Order {
      LABELstring cash = 1; LABELint32 card = 7;
    MARKS
    }
    """


def two(syntax: str, label: str) -> str:
    """Two fields, selected."""
    line = f"      {label}string cash = 1; {label}int32 card = 7;"
    marks = "      " + "^" * (len(line) - 6)
    return TWO.replace("SYNTAX", syntax).replace("LABEL", label).replace("    MARKS", marks)


@pytest.mark.parametrize(("syntax", "label"), [("proto2", "optional "), ("proto3", ""), ("proto3", "optional ")])
def test_fields_become_members_of_a_oneof(syntax: str, label: str) -> None:
    expected = f"""
        syntax = "{syntax}";
        message Order {{
          oneof choice {{
            string cash = 1;
            int32 card = 7;
          }}\x20
        }}
        """
    action = check_action(two(syntax, label), "Move 2 fields into a oneof", expected)
    assert action.warning


def test_comments_behind_labels_stay_in_a_oneof() -> None:
    text = """
        syntax = "proto3";
        message Order {
          optional /* In cents. */ int32 cash = 1;
          ^^^^^^^^
        }
        """
    expected = """
        syntax = "proto3";
        message Order {
          oneof choice {
            /* In cents. */ int32 cash = 1;
          }
        }
        """
    check_action(text, "Move the field into a oneof", expected)


def test_two_fields_of_proto2_are_extracted() -> None:
    expected = """
        syntax = "proto2";
        message Order {
          optional OrderDetails details = 8; reserved 1, 7; reserved "cash", "card";\x20
        }

        message OrderDetails {
          optional string cash = 1;
          optional int32 card = 2;
        }
        """
    check_action(two("proto2", "optional "), "Extract 2 fields to a new message", expected)


OPTIONS = """
    syntax = "proto2";
    import "google/protobuf/descriptor.proto";
    """


def test_extracted_fields_keep_their_custom_options() -> None:
    text = """
        message Order {
          extend google.protobuf.FieldOptions { optional Order local = 50003; optional string deep = 50004; }
          extensions 5;
          extend Order { optional string inner = 5; }
          optional string a = 1 [(local).(inner) = "x", (deep) = "y", deprecated = true];
          ^^^^^^^^^^^^^^^^^^^^^
        }
        """
    expected = """
        message Order {
          extend google.protobuf.FieldOptions { optional Order local = 50003; optional string deep = 50004; }
          extensions 5;
          extend Order { optional string inner = 5; }
          optional OrderDetails details = 2;
          reserved 1;
          reserved "a";
        }

        message OrderDetails {
          optional string a = 1 [(Order.local).(Order.inner) = "x", (Order.deep) = "y", deprecated = true];
        }
        """
    check_action(with_options(text), "Extract the field to a new message", with_options(expected))


def test_the_new_field_of_an_extraction_has_a_name_of_its_own_in_json() -> None:
    text = """
        syntax = "proto3";
        message Order {
          string a = 1 [json_name = "details"];
          string b = 2;
          ^^^^^^^^^^^^^
        }
        """
    expected = """
        syntax = "proto3";
        message Order {
          string a = 1 [json_name = "details"];
          OrderDetails details_2 = 3;
          reserved 2;
          reserved "b";
        }

        message OrderDetails {
          string b = 1;
        }
        """
    check_action(text, "Extract the field to a new message", expected)


def test_inlined_fields_keep_their_custom_options() -> None:
    text = """
        message Outer {
          extend google.protobuf.FieldOptions { optional string local = 50003; }
          message In$0ner { optional string x = 1 [(local) = "x"]; }
        }
        message Order {
          optional Outer.Inner inner = 1;
        }
        """
    expected = """
        message Outer {
          extend google.protobuf.FieldOptions { optional string local = 50003; }
        }
        message Order {
          optional string x = 2 [(Outer.local) = "x"];
          reserved 1;
          reserved "inner";
        }
        """
    check_action(with_options(text), "Inline `Inner`", with_options(expected))


def with_options(text: str) -> str:
    """The text of a file that declares custom options."""
    return textwrap.dedent(OPTIONS).removeprefix("\n") + textwrap.dedent(text).removeprefix("\n")


def test_lists_are_no_members_of_a_oneof() -> None:
    assert not any("oneof" in title for title in offered(two("proto3", "repeated ")))


ENTRIES = """
    //- a.proto
    syntax = "proto3";
    package a;
    message Tag { string text = 1; }
    message Cup {
      message TagsEntry {
        string key = 1;
        Tag value = 2;
      }

      string id = 1;
      // The tags.
      repeated TagsEntry ta$0gs = 2 [deprecated = true];
    }
    """
MAP = """
    //- a.proto
    syntax = "proto3";
    package a;
    message Tag { string text = 1; }
    message Cup {
      string id = 1;
      // The tags.
      map<string, Tag> ta$0gs = 2 [deprecated = true];
    }
    """
WRITTEN_OUT = """
    //- a.proto
    syntax = "proto3";
    package a;
    message Tag { string text = 1; }
    message Cup {
      string id = 1;
      message TagsEntry {
        string key = 1;
        Tag value = 2;
      }
      // The tags.
      repeated TagsEntry tags = 2 [deprecated = true];
    }
    """


def test_entries_become_a_map() -> None:
    title = "Write `tags` as a `map<string, Tag>` (the same on the wire)"
    check_action(ENTRIES, title, MAP.replace("$0", ""))


def test_a_map_has_the_comments_of_its_entries() -> None:
    text = """
        syntax = "proto3";
        message Cup {
          // The stock.
          repeated /* a */ Stock st$0ock = 2; // Behind.
        }

        // One line.
        message Stock { // b
          // The SKU
          string key = 1; // c
          /* d
             e */
          int32 value = 2;
          // f
        } // g
        """
    expected = """
        syntax = "proto3";
        message Cup {
          // The stock.
          // One line.
          // b
          // The SKU
          // c
          /* d
             e */
          // f
          // g
          /* a */ map<string, int32> stock = 2; // Behind.
        }
        """
    check_action(text, "Write `stock` as a `map<string, int32>` (the same on the wire)", expected)


@pytest.mark.parametrize(
    ("field", "title", "after"),
    [
        ("Pair pair = 1;", "Inline `Pair`", 'string key = 3;\n  string value = 4;\n  reserved 1;\n  reserved "pair";'),
        (
            "repeated Pair pair = 1;",
            "Write `pair` as a `map<string, string>` (the same on the wire)",
            "map<string, string> pair = 1;",
        ),
    ],
)
def test_moved_comments_are_not_behind_what_stands_before(field: str, title: str, after: str) -> None:
    pair = "// One pair.\nmessage Pair { string key = 1; string value = 2; }\n"
    text = f'syntax = "proto3";\nmessage M {{\n  string a = 2; {field}\n}}\n{pair}'
    cursor = text.replace("message Pa", "message Pa$0") if "Inline" in title else text.replace(" pair =", " pa$0ir =")
    expected = f'syntax = "proto3";\nmessage M {{\n  string a = 2; \n  // One pair.\n  {after}\n}}\n'
    check_action(cursor, title, expected)


def test_a_map_becomes_entries() -> None:
    check_action(MAP, "Write `tags` as repeated entries (the same on the wire)", WRITTEN_OUT)


def test_entries_that_something_else_uses_stay() -> None:
    text = ENTRIES.replace("TagsEntry", "Pair").replace("string id = 1;", "Pair id = 1;")
    expected = text.replace("$0", "").replace("repeated Pair tags", "map<string, Tag> tags")
    check_action(text, "Write `tags` as a `map<string, Tag>` (the same on the wire)", expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [("key = 1", "key = 3"), ("string key", "double key"), ("Tag value", "repeated Tag value"), (" key = 1", " k = 1")],
)
def test_other_messages_are_no_entries(old: str, new: str) -> None:
    assert not any("map<" in title for title in offered(ENTRIES.replace(old, new)))


def test_a_message_is_inlined() -> None:
    text = """
        edition = "2023";
        package a;
        message Order {
          string id = 1;
          // Where to.
          Address address = 2; // Behind.
        }

        // A place.
        message Addr$0ess {
          // The street.
          string street = 1;
          Kind kind = 2;
        }

        enum Kind { KIND_UNSPECIFIED = 0; }
        """
    expected = """
        edition = "2023";
        package a;
        message Order {
          string id = 1;
          // Where to.
          // Behind.
          // A place.
          // The street.
          string street = 3;
          Kind kind = 4;
          reserved 2;
          reserved address;
        }

        enum Kind { KIND_UNSPECIFIED = 0; }
        """
    assert check_action(text, "Inline `Address`", expected).warning


def test_an_inlined_message_leaves_all_its_comments() -> None:
    text = """
        syntax = "proto2";
        message Order {
          /* a
             b */
          message In$0ner { // c
            // d

            optional string x = 1; // e
            /* f
               g */
            optional string y = 2 [default = "//"];
            // h
          } // i
          optional /* j */ Inner inner = 4 [json_name = "//"]; // k
          optional int32 z = 5;
        }
        """
    expected = """
        syntax = "proto2";
        message Order {
          /* j */
          // k
          /* a
             b */
          // c
          // d
          optional string x = 6; // e
          /* f
             g */
          optional string y = 7 [default = "//"];
          // h
          // i

          reserved 4;
          reserved "inner";
          optional int32 z = 5;
        }
        """
    check_action(text, "Inline `Inner`", expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B b = 1;", "B b = 1; B c = 2;"),
        ("B b = 1;", "repeated B b = 1;"),
        ("B b = 1;", "oneof o { B b = 1; }"),
        ("B b = 1;", "B b = 1; string x = 3;"),
        ("B b = 1;", 'B b = 1; string c = 3 [json_name = "x"];'),
        ("string x = 1;", 'string x = 1 [json_name = "b"];'),
        ("B b = 1;", "map<string, B> b = 1;"),
    ],
)
def test_what_cannot_be_inlined_is_not_offered(old: str, new: str) -> None:
    text = 'syntax = "proto3";\nmessage A { B b = 1; }\nmessage B$0 { string x = 1; }\n'
    assert "Inline `B`" in offered(text)
    assert "Inline `B`" not in offered(text.replace(old, new))


def test_a_message_moves_to_its_own_file() -> None:
    text = """
        //- shop/v1/order.proto
        // The licence.
        syntax = "proto3";

        package shop.v1;

        import "google/protobuf/any.proto";
        import "google/protobuf/timestamp.proto";

        option go_package = "x/y";
        option java_outer_classname = "OrderProto";

        message Order {
          LineItem item = 1;
          google.protobuf.Any any = 2;
        }

        // One line.
        message Line$0Item {
          enum Kind { KIND_UNSPECIFIED = 0; }
          Kind kind = 1;
          google.protobuf.Timestamp at = 2;
        }
        //- shop/v1/cart.proto
        syntax = "proto3";
        package shop.v1;
        import "shop/v1/order.proto";
        message Cart {
          LineItem.Kind kind = 1;
          Order order = 2;
        }
        """
    expected = """
        //- shop/v1/order.proto
        // The licence.
        syntax = "proto3";

        package shop.v1;

        import "google/protobuf/any.proto";
        import "google/protobuf/timestamp.proto";
        import "shop/v1/line_item.proto";

        option go_package = "x/y";
        option java_outer_classname = "OrderProto";

        message Order {
          LineItem item = 1;
          google.protobuf.Any any = 2;
        }

        //- shop/v1/line_item.proto
        syntax = "proto3";

        package shop.v1;

        import "google/protobuf/timestamp.proto";

        option go_package = "x/y";

        // One line.
        message LineItem {
          enum Kind { KIND_UNSPECIFIED = 0; }
          Kind kind = 1;
          google.protobuf.Timestamp at = 2;
        }
        //- shop/v1/cart.proto
        syntax = "proto3";
        package shop.v1;
        import "shop/v1/line_item.proto";
        import "shop/v1/order.proto";
        message Cart {
          LineItem.Kind kind = 1;
          Order order = 2;
        }
        """
    expected = expected.replace('import "google/protobuf/timestamp.proto";\n        import "shop', 'import "shop', 1)
    assert check_action(text, "Move `LineItem` to `line_item.proto`", expected).creates_file


def test_a_service_imports_the_file_it_comes_from() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        message M {}
        service Se$0rvice { rpc Get(M) returns (M); }
        """
    expected = """
        //- a.proto
        syntax = "proto3";
        message M {}
        //- service.proto
        syntax = "proto3";

        import "a.proto";

        service Service { rpc Get(M) returns (M); }
        """
    check_action(text, "Move `Service` to `service.proto`", expected)


PROTO3 = """
    syntax = "proto3";$0
    package a;
    import "google/protobuf/any.proto";

    // For Java.
    option java_package = "x";

    message M {
      reserved 9;
      reserved "old", "older";
      optional string a = 1;
      optional google.protobuf.Any any = 2 [deprecated = true];
      repeated int32 c = 3 [packed = false];
      map<string, int32> d = 4;
      oneof e { string f = 5; }
      string g = 6;
    }
    """
FROM_PROTO3 = """
    edition = "2023";
    package a;
    import "google/protobuf/any.proto";

    option features.field_presence = IMPLICIT;
    // For Java.
    option java_package = "x";

    message M {
      reserved 9;
      reserved old, older;
      string a = 1 [features.field_presence = EXPLICIT];
      google.protobuf.Any any = 2 [features.field_presence = EXPLICIT, deprecated = true];
      repeated int32 c = 3 [features.repeated_field_encoding = EXPANDED];
      map<string, int32> d = 4;
      oneof e { string f = 5; }
      string g = 6;
    }
    """
PROTO2 = """
    syntax = "proto2"$0;

    message M {
      extensions 100 to 200;
      required string a = 1;
      optional int32 b = 2 [default = 7];
      repeated int32 c = 3 [packed = true];
      repeated int32 d = 4;
      repeated group Part = 5 {
        optional group Inner = 1 { optional string x = 1; }
      }
      oneof e { string f = 6; }
      optional E g = 7;
    }
    enum E { ONE = 1; TWO = 2; }
    extend M { optional string h = 100; }
    """
FROM_PROTO2 = """
    edition = "2023";

    option features.enum_type = CLOSED;
    option features.json_format = LEGACY_BEST_EFFORT;
    option features.repeated_field_encoding = EXPANDED;
    option features.utf8_validation = NONE;

    message M {
      extensions 100 to 200;
      string a = 1 [features.field_presence = LEGACY_REQUIRED];
      int32 b = 2 [default = 7];
      repeated int32 c = 3 [features.repeated_field_encoding = PACKED];
      repeated int32 d = 4;
      message Part {
        message Inner { string x = 1; }
        Inner inner = 1 [features.message_encoding = DELIMITED];
      }
      repeated Part part = 5 [features.message_encoding = DELIMITED];
      oneof e { string f = 6; }
      E g = 7;
    }
    enum E { ONE = 1; TWO = 2; }
    extend M { string h = 100; }
    """


@pytest.mark.parametrize(("text", "expected"), [(PROTO3, FROM_PROTO3), (PROTO2, FROM_PROTO2)])
def test_a_file_is_converted_to_an_edition(text: str, expected: str) -> None:
    syntax = "proto3" if "proto3" in text else "proto2"
    check_action(text, f"Convert the file from {syntax} to edition 2023", expected)


def test_a_file_without_syntax_is_converted() -> None:
    text = "message M {$0\n  optional int32 a = 1;\n}\n"
    features = FROM_PROTO2.split("\n\n")[1].replace("    ", "")
    expected = f'edition = "2023";\n\n{features}\n\nmessage M {{\n  int32 a = 1;\n}}\n'
    check_action(text, "Convert the file from proto2 to edition 2023", expected)


def test_comments_at_what_an_edition_replaces_stay() -> None:
    text = """
        /* a */ syntax /* b */ = /* c */ "proto3"$0 /* d */; // e

        message M {
          optional /* f */ int32 a = 1;
          optional
          // g
          int32 b = 2;
        }
        """
    expected = """
        /* a */ edition /* b */ = /* c */ "2023" /* d */; // e

        option features.field_presence = IMPLICIT;

        message M {
          /* f */ int32 a = 1 [features.field_presence = EXPLICIT];
          // g
          int32 b = 2 [features.field_presence = EXPLICIT];
        }
        """
    check_action(text, "Convert the file from proto3 to edition 2023", expected)


def test_comments_in_the_head_of_a_group_stay() -> None:
    text = """
        syntax = "proto2";$0
        message M {
          optional /* a */ group /* b */ G /* c */ = 1 [ // d
            deprecated = /* e */ true /* f */] {
            // g
          } // h
        }
        """
    expected = """
        edition = "2023";

        FEATURES

        message M {
          /* a */ message /* b */ G /* c */ // d
          /* f */ {
            // g
          }
          G g = 1 [features.message_encoding = DELIMITED, deprecated = /* e */ true]; // h
        }
        """
    expected = expected.replace("FEATURES", FROM_PROTO2.split("\n\n")[1].replace("\n", "\n    ").strip())
    check_action(text, "Convert the file from proto2 to edition 2023", expected)


def test_an_edition_stands_above_the_comment_of_the_first_declaration() -> None:
    text = "// Licence\n\n// doc of A\nmessage A$0 { optional int32 a = 1; }\n"
    features = FROM_PROTO2.split("\n\n")[1].replace("    ", "")
    expected = f'// Licence\n\nedition = "2023";\n\n{features}\n\n// doc of A\nmessage A {{ int32 a = 1; }}\n'
    check_action(text, "Convert the file from proto2 to edition 2023", expected)


@pytest.mark.parametrize(
    "body",
    ['reserved "a-b";', "oneof o { group G = 1 { } }", "optional int32 a = 1 [weak = true];", "optional int32 a = ;"],
)
def test_what_has_no_counterpart_is_not_converted(body: str) -> None:
    text = f'syntax = "proto2";$0\nmessage M {{ {body} }}\n'
    assert not any("edition" in title for title in offered(text))

"""Paths of a `FieldMask` in bodies of requests: names, where it is told what the mask is about."""

from __future__ import annotations

import pytest
from tests.support.fixtures import check_hover, labels, parse_fixture
from tests.support.navigation import check_references
from tests.support.renaming import check_rename

from protowright.ide.definition import definition

SHOP = """\
//- shop.proto
syntax = "proto3";
package shop;
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
message Book {
  string display_name = 1;
  Author main_author = 2;
  repeated Author authors = 3;
  map<string, Author> by_role = 4;
  google.protobuf.Struct extra = 5;
  string odd_name = 6 [json_name = "strange"];
}
message Author { string full_name = 1; }
message Trace { string full_name = 1; string trace_id = 2; }
message Update {
  string parent = 1;
  google.protobuf.Timestamp at = 2;
  Book book = 3;
  google.protobuf.FieldMask update_mask = 4;
  google.protobuf.FieldMask read_mask = 5;
  google.protobuf.FieldMask book_mask = 6;
}
message UpdateTraced {
  Book book = 1;
  Trace trace = 2;
  Author author = 3;
  google.protobuf.FieldMask update_mask = 4;
  google.protobuf.FieldMask author_update_mask = 5;
}
message Batch { repeated Update requests = 1; google.protobuf.FieldMask update_mask = 2; }
service Books {
  rpc Change(Update) returns (Book);
  rpc ChangeTraced(UpdateTraced) returns (Book);
  rpc ChangeAll(Batch) returns (Book);
}
//- a.grpc
"""


def body(text: str, method: str = "Change") -> str:
    """A request with that body."""
    return f"{SHOP}GRPC localhost:1/shop.Books/{method}\n\n{text}\n"


def meant(text: str, method: str = "Change") -> str:
    """Where the name at the cursor of a body is declared: `Message.field`; empty when it is no name."""
    fixture = parse_fixture(body(text, method))
    links = definition(fixture.snapshot(), fixture.main, fixture.cursor)
    if not links:
        return ""
    source, place = fixture.files[links[0].place.path], links[0].place
    holder = source[: place.span.start].rpartition("message ")[2].split()[0]
    return f"{holder}.{place.span.of(source)}"


@pytest.mark.parametrize(
    ("mask", "name"),
    [
        ("display$0Name", "Book.display_name"),
        ("display_na$0me", "Book.display_name"),
        ("displayName,mainAuthor.full$0Name", "Author.full_name"),
        ("displayName,main$0Author.fullName", "Book.main_author"),
        ("authors.*.full$0Name", "Author.full_name"),
        ("byRole.editor.full$0Name", "Author.full_name"),
        ("ex$0tra.free", "Book.extra"),
        ("nope,main$0Author.nope", "Book.main_author"),
        ("odd$0Name", "Book.odd_name"),
        ("stran$0ge", ""),
        ("extra.fr$0ee", ""),
        ("byRole.edi$0tor.fullName", ""),
        ("authors.full$0Name", ""),
        ("mainAuthor.no$0pe", ""),
        ("book.display$0Name", ""),
        ("\\u0064isplayName,odd$0Name", ""),
        ("$0*", ""),
    ],
)
def test_an_update_mask_is_about_the_message_beside_it(mask: str, name: str) -> None:
    assert meant(f'{{ "updateMask": "{mask}" }}') == name


@pytest.mark.parametrize(
    ("mask", "name"),
    [
        ("trace$0Id", "Trace.trace_id"),
        ("display$0Name,mainAuthor", "Book.display_name"),
        ("full$0Name", ""),  # of two messages
        ("traceId,display$0Name", ""),  # of none
    ],
)
def test_of_several_messages_it_is_the_only_one_that_has_all_paths(mask: str, name: str) -> None:
    assert meant(f'{{ "updateMask": "{mask}" }}', "ChangeTraced") == name


def test_masks_of_other_names() -> None:
    assert meant('{ "bookMask": "display$0Name" }') == "Book.display_name"
    assert meant('{ "authorUpdateMask": "full$0Name" }', "ChangeTraced") == "Author.full_name"
    assert meant('{ "readMask": "display$0Name" }') == ""
    assert meant('{ "updateMask": "display$0Name" }', "ChangeAll") == ""
    assert meant('{ "requests": [{ "updateMask": "display$0Name" }] }', "ChangeAll") == "Book.display_name"


def test_references() -> None:
    check_references(
        """
        //- shop.proto
        import "google/protobuf/field_mask.proto";
        message Book { string display_name$0 = 1; }
                              ^^^^^^^^^^^^^^ declaration
        message Update { Book book = 1; google.protobuf.FieldMask update_mask = 2; }
        service Books { rpc Change(Update) returns (Book); }
        //- a.grpc
        GRPC localhost:1/Books/Change

        { "book": { "displayName": "" }, "updateMask": "nope,displayName" }
                     ^^^^^^^^^^^ write
                                                             ^^^^^^^^^^^ read
        """
    )


def test_hover() -> None:
    check_hover(body('{ "updateMask": "mainAuthor.full$0Name" }'), "field `shop.Author.full_name`", "from `shop.proto`")


def check_renamed(field: str, new_name: str, before: str, after: str) -> None:
    """Renaming a field of `SHOP` turns the body, and nothing else of the requests."""
    start = SHOP.index(f" {field} = ") + 1
    marked = f"{SHOP[:start]}{field[0]}$0{SHOP[start + 1 :]}"
    call = "GRPC localhost:1/shop.Books/Change\n\n"
    renamed = f"{SHOP[:start]}{new_name}{SHOP[start + len(field) :]}"
    check_rename(marked + call + before, new_name, renamed + call + after)


def test_rename_keeps_the_form_of_a_path() -> None:
    before = '{ "updateMask": "odd,displayName,mainAuthor.fullName", "readMask": "displayName" }'
    check_renamed("display_name", "long_title", before, before.replace("displayName,", "longTitle,"))
    before = '{ "updateMask": "main_author" }'
    check_renamed("main_author", "first_author", before, before.replace("main_author", "first_author"))


def test_a_mask_never_has_the_name_that_a_json_name_sets() -> None:
    before = '{ "book": { "strange": "" }, "updateMask": "oddName" }'
    check_renamed("odd_name", "quite_odd", before, before.replace("oddName", "quiteOdd"))


def test_rename_in_a_file_that_is_sent() -> None:
    files = """
        //- shop.proto
        syntax = "proto3";
        import "google/protobuf/field_mask.proto";
        message Book { string NAME = 1; }
        message Update { Book book = 1; google.protobuf.FieldMask update_mask = 2; }
        service Books { rpc Change(Update) returns (Book); }
        //- body.json
        {"updateMask": "JSON"}
"""
    call = "        //- a.grpc\n        GRPC localhost:1/Books/Change\n\n        < ./body.json\n"
    before = files.replace("NAME", "display_n$0ame").replace("JSON", "displayName")
    check_rename(before + call, "title", files.replace("NAME", "title").replace("JSON", "title"), is_reversible=False)


def test_completion_offers_the_fields_of_that_message_as_masks_spell_them() -> None:
    assert labels(body('{ "updateMask": "$0" }'))[:2] == ["displayName", "mainAuthor"]
    assert labels(body('{ "updateMask": "odd$0" }')) == ["oddName"]
    assert labels(body('{ "trace": {}, "updateMask": "traceId,$0" }', "ChangeTraced")) == ["traceId,fullName"]
    assert labels(body('{ "trace": {}, "authorUpdateMask": "$0" }', "ChangeTraced")) == ["fullName"]


def test_completion_offers_nothing_in_maps() -> None:
    maps = """\
//- shop.proto
syntax = "proto3";
package shop;
import "google/protobuf/field_mask.proto";
message Update {
  map<string, string> labels = 1;
  map<string, Item> items = 2;
  Item item = 3;
  google.protobuf.FieldMask mask = 4;
}
message Item { string user_id = 1; map<string, Item> parts = 2; repeated Item others = 3; }
service Items { rpc Change(Update) returns (Item); }
//- a.grpc
GRPC localhost:1/shop.Items/Change

"""
    assert labels(maps + '{ "mask": "$0" }') == ["userId", "parts", "others"]
    assert labels(maps + '{ "labels": {}, "mask": "userId,$0" }') == ["userId,parts", "userId,others"]
    assert labels(maps + '{ "mask": "parts.$0" }') == labels(maps + '{ "mask": "others.$0" }') == []

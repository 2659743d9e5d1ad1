"""The fixes of misspelt and not imported names: the text after them has the fault no more."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture

from protowright.ide.actions.fixes import fixes
from protowright.text.edit import apply_edits
from protowright.text.span import Span

HEADER = 'syntax = "proto3";\n'
OPTION = """\
import "google/protobuf/descriptor.proto";
message Steep { int32 seconds = 1; Leaf leaf = 2; }
enum Leaf { LEAF_UNSPECIFIED = 0; LEAF_GREEN = 1; }
extend google.protobuf.MessageOptions { Steep steep = 50001; }
"""


def mended(text: str) -> dict[str, str]:
    """The titles of the fixes of all faults of a text, and the text after each; its header is left out."""
    fixture = parse_fixture(HEADER + text)
    whole = fixture.files[fixture.main]
    found = fixes(fixture.snapshot(), fixture.main, Span(0, len(whole)))
    changes = {each.title: each.change().edits[fixture.main] for each in found}
    return {title: apply_edits(whole, edits).removeprefix(HEADER) for title, edits in changes.items()}


def test_a_number_behind_equal_ranges_is_free() -> None:
    text = "message Cup { string tea = 3; string sort = 3; reserved 4 to 6; reserved 4 to 6; }\n"
    assert text.replace("sort = 3", "sort = 7") in mended(text).values()


def test_a_well_known_type_is_imported_and_named_in_full() -> None:
    title = 'Change to `google.protobuf.Timestamp` and import "google/protobuf/timestamp.proto"'
    after = mended("package tea;\nmessage Cup { Timestamp at = 1; }\n")[title]
    assert "message Cup { google.protobuf.Timestamp at = 1; }" in after
    assert mended(after) == {}


def test_a_well_known_type_in_full_is_imported() -> None:
    (after,) = mended("package tea;\nmessage Cup { .google.protobuf.Duration steep = 1; }\n").values()
    assert 'import "google/protobuf/duration.proto";' in after and mended(after) == {}


def test_an_imported_well_known_type_is_only_named_in_full() -> None:
    text = 'import "google/protobuf/empty.proto";\nmessage Cup { Empty nothing = 1; }\n'
    assert mended(text)["Change to `google.protobuf.Empty`"] == text.replace("{ Empty", "{ google.protobuf.Empty")


def test_an_own_type_of_that_name_is_meant() -> None:
    assert mended("message Cup { Timestamp at = 1; }\nmessage Timestamp {}\n") == {}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("option deprecatd = true;", "option deprecated = true;"),
        ("option (steep).secnds = 3;", "option (steep).seconds = 3;"),
        ("option steep = { seconds: 3 };", "option (steep) = { seconds: 3 };"),
        ("option (steep) = { secnds: 3 };", "option (steep) = { seconds: 3 };"),
        ("option (steep) = { leaf: LEAF_GREN };", "option (steep) = { leaf: LEAF_GREEN };"),
        ("option (steep).leaf = LEAF_GREN;", "option (steep).leaf = LEAF_GREEN;"),
    ],
)
def test_a_misspelt_name_in_an_option_is_replaced(wrong: str, right: str) -> None:
    text = OPTION + "message Cup { %s }\n"
    assert text % right in mended(text % wrong).values()


def test_the_entry_of_a_map_is_no_type_to_change_to() -> None:
    text = "message Cup { map<string, int32> tags = 1; TagsEntr x = 2; }\n"
    assert not any("TagsEntry" in title for title in mended(text))

"""What actions say of the wire: held against protobuf's own reading, and protoc's verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from tests.corpus.actions import meaning, texts_after
from tests.ide.test_actions_messages import ENTRIES, FROM_PROTO2, FROM_PROTO3, MAP, PROTO2, PROTO3
from tests.support.actions import place
from tests.support.fixtures import parse_fixture
from tests.support.oracle import verdicts

from protowright.ide.actions import actions
from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot


def both(text: str, title: str) -> tuple[Snapshot, Snapshot, str]:
    """The workspace before and after the action whose title holds `title`, and the file of the cursor."""
    fixture = parse_fixture(text)
    snapshot = fixture.snapshot()
    action = next(each for each in actions(snapshot, fixture.main, place(fixture)) if title in each.title)
    return snapshot, snapshot.with_texts(texts_after(snapshot, action.change())), fixture.main


def message_class(snapshot: Snapshot, path: str, name: str) -> Any:
    """The class that protobuf makes of a message."""
    pool = DescriptorPool()
    for file in schema_of_file(snapshot, path).files:
        pool.AddSerializedFile(file.SerializeToString())
    return GetMessageClass(pool.FindMessageTypeByName(name))


def test_a_map_reads_what_entries_wrote_and_the_other_way_round() -> None:
    before, after, path = both(ENTRIES, "as a `map<")
    entries, mapped = message_class(before, path, "a.Cup")(), message_class(after, path, "a.Cup")
    for key in ("", "x", "y"):
        entry = entries.tags.add(key=key)
        entry.value.text = key * 2
    read = mapped.FromString(entries.SerializeToString())
    assert {key: value.text for key, value in read.tags.items()} == {"": "", "x": "xx", "y": "yy"}
    before, after, path = both(MAP, "as repeated entries")
    again = message_class(after, path, "a.Cup").FromString(read.SerializeToString())
    assert sorted((each.key, each.value.text) for each in again.tags) == [("", ""), ("x", "xx"), ("y", "yy")]


@pytest.mark.parametrize("text", [PROTO2, PROTO3])
def test_a_file_of_an_edition_means_what_it_meant(text: str) -> None:
    before, after, path = both(text, "to edition 2023")
    assert meaning(after, path) == meaning(before, path)
    assert len(meaning(before, path)) > 5


def test_protoc_accepts_the_files_of_editions(tmp_path: Path) -> None:
    texts = {f"{name}.proto": parse_fixture(text) for name, text in (("two", FROM_PROTO2), ("three", FROM_PROTO3))}
    found = verdicts({name: fixture.files[fixture.main] for name, fixture in texts.items()}, tmp_path)
    assert [verdict.errors for verdict in found.values() if not verdict.accepted] == []

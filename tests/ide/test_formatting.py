"""Formatting through a snapshot: for `.proto` files alone, of what is open in the editor."""

from __future__ import annotations

from protowright.ide.formatting import format_file, format_range, format_typed
from protowright.project.host import Host
from protowright.proto.format.settings import FormatSettings
from protowright.text.edit import apply_edits
from protowright.text.span import Span

TEXT = "message  A {}\nmessage  B {}\n"
SETTINGS = FormatSettings()


def test_the_text_in_the_editor_is_formatted() -> None:
    host = Host()
    host.open("/w/a.proto", TEXT)
    snapshot = host.snapshot()
    assert apply_edits(TEXT, format_file(snapshot, "/w/a.proto", SETTINGS)) == "message A {}\nmessage B {}\n"
    found = format_range(snapshot, "/w/a.proto", Span(20, 20), SETTINGS)
    assert apply_edits(TEXT, found) == "message  A {}\nmessage B {}\n"
    found = format_typed(snapshot, "/w/a.proto", 13, "}", SETTINGS)
    assert apply_edits(TEXT, found) == "message A {}\nmessage  B {}\n"


def test_other_files_have_no_form() -> None:
    host = Host()
    host.open("/w/a.grpc", TEXT)
    for path in ("/w/a.grpc", "/w/lost.proto"):
        assert format_file(host.snapshot(), path, SETTINGS) == []
        assert format_range(host.snapshot(), path, Span(0, 5), SETTINGS) == []
        assert format_typed(host.snapshot(), path, 5, "}", SETTINGS) == []

"""Formatting through a snapshot: of what is open in the editor, in either language."""

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


def test_requests_in_the_editor_are_formatted() -> None:
    text = 'GRPC  h/a.B/C\nx:1\n\n{"a":1}\n'
    host = Host()
    for path in ("/w/a.grpc", "/w/a.http"):
        host.open(path, text)
        snapshot = host.snapshot()
        assert apply_edits(text, format_file(snapshot, path, SETTINGS)) == 'GRPC h/a.B/C\nx: 1\n\n{ "a": 1 }\n'
        assert apply_edits(text, format_range(snapshot, path, Span(14, 17), SETTINGS)) == text.replace("x:", "x: ")
        assert apply_edits(text, format_typed(snapshot, path, 18, "\n", SETTINGS)) == text.replace("x:", "x: ")


def test_other_files_have_no_form() -> None:
    host = Host()
    host.open("/w/a.txt", TEXT)
    for path in ("/w/a.txt", "/w/lost.proto"):
        assert format_file(host.snapshot(), path, SETTINGS) == []
        assert format_range(host.snapshot(), path, Span(0, 5), SETTINGS) == []
        assert format_typed(host.snapshot(), path, 5, "}", SETTINGS) == []

"""Marker fixtures: one string is a whole workspace, with the cursor and the marked spans drawn into it.

    //- user.proto          starts a file; without such a line the whole string is `main.proto`
    message Us$0er {}       `$0` is the cursor
            ^^^^ label      marks a span of the line above; the line of carets is no part of the file
    Usr a = 1; // error: [unresolved-type]

Nothing is written to disk: every file is open in the editor. Check helpers fail on whatever a fixture does not expect.
"""

from __future__ import annotations

import os
import re
import tempfile
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.actions.fixes import fixes
from protowright.ide.code_lens import code_lenses
from protowright.ide.completion import CompletionItem, CompletionList, completion
from protowright.ide.diagnostics import diagnostics
from protowright.ide.document_symbols import OutlineItem, document_symbols
from protowright.ide.hover import hover
from protowright.ide.languages import is_request
from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.parser import parse_request_file
from protowright.text.edit import Edit, apply_edits
from protowright.text.line_index import LineIndex
from protowright.text.span import Span

FOLDER = os.path.join(tempfile.gettempdir(), "protowright-workspace-in-memory")
"""Where the files of fixtures seem to be. It does not exist."""

CURSOR = "$0"
_FILE = re.compile(r"//- (\S+)[ \t]*")
_CARETS = re.compile(r"[ \t]*(?:(?://|#)[ \t]*)?(\^+)[ \t]*(.*)")
_ONE_MARKER = r"(error|warning|information|hint): \[([a-z0-9-]+)\]"
_MARKERS = re.compile(rf"[ \t]*(?://|#)?[ \t]*(?:{_ONE_MARKER}[ \t]*)+$", re.MULTILINE)

Expected = tuple[int, str, str]
"""A diagnostic as fixtures see it: the line from 1, the severity, the code."""


@dataclass(frozen=True)
class Label:
    """A span that carets mark in the file at `path`."""

    text: str
    path: str
    span: Span


@dataclass
class Fixture:
    """A parsed fixture. Keys are absolute paths."""

    files: dict[str, str] = field(default_factory=dict)
    expected: dict[str, list[Expected]] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    cursor_path: str = ""
    cursor: int = -1

    @property
    def main(self) -> str:
        """The file with the cursor, else the last one."""
        return self.cursor_path or list(self.files)[-1]

    def host(self) -> Host:
        """A session in which all files are open."""
        host = Host([FOLDER])
        for path, text in self.files.items():
            host.open(path, text, 1)
        return host

    def snapshot(self) -> Snapshot:
        """The state of that session."""
        return self.host().snapshot()


def path_of(name: str) -> str:
    """The absolute path of a fixture's file."""
    return os.path.join(FOLDER, *name.split("/"))


def parse_fixture(text: str) -> Fixture:
    """The files of a fixture, without what is drawn into them."""
    fixture = Fixture()
    for name, raw in _files(textwrap.dedent(text).removeprefix("\n")):
        path = path_of(name)
        lines, labels = _without_carets(raw)
        content = "\n".join(lines)
        cursor = content.find(CURSOR)
        content = content.replace(CURSOR, "", 1)
        if cursor >= 0:
            assert not fixture.cursor_path, "a fixture has one cursor"
            fixture.cursor_path, fixture.cursor = path, cursor
        fixture.labels += [Label(label, path, _without_cursor(span, cursor)) for label, span in labels]
        fixture.files[path], fixture.expected[path] = strip_markers(content)
    return fixture


def strip_markers(text: str) -> tuple[str, list[Expected]]:
    """The text without its `error: [code]` markers, and what they expect."""
    expected: list[Expected] = []
    for match in _MARKERS.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        expected += [(line, severity, code) for severity, code in re.findall(_ONE_MARKER, match[0])]
    return _MARKERS.sub("", text), sorted(expected)


def _files(text: str) -> Iterable[tuple[str, str]]:
    name, lines = "main.proto", []
    started = False
    for line in text.split("\n"):
        found = _FILE.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        if started:
            yield name, "\n".join(lines)
        name, lines, started = found[1], [], True
    yield name, "\n".join(lines)


def _without_carets(raw: str) -> tuple[list[str], list[tuple[str, Span]]]:
    lines: list[str] = []
    labels: list[tuple[str, Span]] = []
    starts = [0]
    for line in raw.split("\n"):
        carets = _CARETS.fullmatch(line)
        if carets is None:
            lines.append(line)
            starts.append(starts[-1] + len(line) + 1)
        else:
            above = starts[-2]
            labels.append((carets[2].strip(), Span(above + carets.start(1), above + carets.end(1))))
    return lines, labels


def _without_cursor(span: Span, cursor: int) -> Span:
    def moved(offset: int) -> int:
        return offset - min(max(offset - cursor, 0), len(CURSOR)) if cursor >= 0 else offset

    return Span(moved(span.start), moved(span.end))


# Checks, one for each feature


def shown(text: str, found: Iterable[Diagnostic]) -> list[Expected]:
    """Diagnostics as fixtures see them."""
    lines = LineIndex(text)
    return sorted((lines.line_of(item.span.start) + 1, item.severity.value, item.code.name) for item in found)


def check_diagnostics(text: str) -> None:
    """Every file has exactly the diagnostics that are written at the ends of its lines."""
    fixture = parse_fixture(text)
    snapshot = fixture.snapshot()
    for path, content in fixture.files.items():
        found = diagnostics(snapshot, path)
        messages = [f"{item.code.name}: {item.message}" for item in found]
        assert shown(content, found) == fixture.expected[path], f"{os.path.relpath(path, FOLDER)}: {messages}"
        if fixture.labels:
            spans = sorted(label.span for label in fixture.labels if label.path == path)
            assert [item.span for item in found] == spans, messages
        for item in found:
            check_diagnostic_style(item, content)


def check_diagnostic_style(item: Diagnostic, text: str) -> None:
    """What holds for every diagnostic: its span lies in the text, its message is in the house's style."""
    assert 0 <= item.span.start <= item.span.end <= len(text), item
    first = item.message[0]
    assert not (first.isalpha() and first.isupper()), f"no capital: {item.message}"
    assert not item.message.endswith("."), f"no final dot: {item.message}"
    assert "\n" not in item.message
    for fix in item.fixes:
        assert fix.title[0].isupper() and not fix.title.endswith("."), fix.title
        assert apply_edits(text, fix.edits) != text, "a fix changes something"


def check_hover(text: str, *wanted: str) -> None:
    """The hover at the cursor says all of `wanted`; its span is the marked one, if one is. Nothing wanted: no hover."""
    fixture = parse_fixture(text)
    found = hover(fixture.snapshot(), fixture.main, fixture.cursor)
    if not wanted:
        assert found is None, found
        return
    assert found is not None, "no hover"
    for part in wanted:
        assert part in found.markdown, found.markdown
    for label in fixture.labels:
        assert found.span == label.span


def check_quick_fixes(text: str, expected: Mapping[str, str], is_preferred: bool = True) -> None:
    """The fixes at the cursor: their titles, and what the line of the cursor is after each one."""
    fixture = parse_fixture(text)
    before = fixture.files[fixture.main]
    line = LineIndex(before).line_of(fixture.cursor)
    found = list(fixes(fixture.snapshot(), fixture.main, Span(fixture.cursor, fixture.cursor)))
    changes = {each.title: each.change().edits[fixture.main] for each in found}
    after = {title: LineIndex(apply_edits(before, edits)).line_text(line) for title, edits in changes.items()}
    assert after == expected
    assert all(each.is_preferred == is_preferred for each in found)


def complete(text: str) -> tuple[Fixture, CompletionList]:
    """The completion list at the cursor."""
    fixture = parse_fixture(text)
    return fixture, completion(fixture.snapshot(), fixture.main, fixture.cursor)


def check_completion(text: str, expected: Mapping[str, str]) -> None:
    """The items at the cursor, in order: their labels, and what the line of the cursor is after accepting each one.

    The text of a request file must be without a syntax error after the edit.
    """
    fixture, found = complete(text)
    before = fixture.files[fixture.main]
    line = LineIndex(before).line_of(fixture.cursor)
    after: dict[str, str] = {}
    for item in found.items:
        assert item.span.start <= fixture.cursor <= item.span.end, "an item replaces the word at the cursor"
        result = apply_edits(before, [Edit(item.span, item.new_text)])
        assert not is_request(fixture.main) or not parse_request_file(result).diagnostics
        after[item.label] = LineIndex(result).line_text(line)
    assert list(after.items()) == list(expected.items())


def accept(text: str, label: str) -> str:
    """The whole text after accepting the item of that label at the cursor, with all its edits."""
    fixture, found = complete(text)
    item = item_of(found, label)
    return apply_edits(fixture.files[fixture.main], [Edit(item.span, item.new_text), *item.additional_edits])


def labels(text: str) -> list[str]:
    """The labels of the items at the cursor, in order."""
    return [item.label for item in complete(text)[1].items]


def accept_snippet(text: str, label: str) -> str:
    """`accept` for a client that takes snippets: `$0` is where the cursor goes."""
    fixture = parse_fixture(text)
    found = completion(fixture.snapshot(), fixture.main, fixture.cursor, snippets=True)
    item = item_of(found, label)
    new_text = re.sub(r"\\([\\$}])", r"\1", item.new_text) if item.is_snippet else item.new_text
    return apply_edits(fixture.files[fixture.main], [Edit(item.span, new_text), *item.additional_edits])


def item_of(found: CompletionList, label: str) -> CompletionItem:
    """The first item of that label, which must be there."""
    return next(item for item in found.items if item.label == label)


def check_code_lenses(text: str) -> None:
    """Each label marks a lens: its title, and its subject behind a colon when it has one; there is no other lens."""
    fixture = parse_fixture(text)
    found = code_lenses(fixture.snapshot(), fixture.main)
    labels = [(label.text, label.span) for label in fixture.labels if label.path == fixture.main]
    shown = [(f"{lens.title}: {lens.subject}" if lens.subject else lens.title, lens.span) for lens in found]
    assert shown == labels


def check_symbols(text: str, outline: str) -> None:
    """The outline is `outline`: an indented line `kind name: detail` for each entry. Names lie in their entries."""
    fixture = parse_fixture(text)
    content = fixture.files[fixture.main]
    lines: list[str] = []

    def add(items: Iterable[OutlineItem], depth: int) -> None:
        for item in items:
            assert item.span.start <= item.name_span.start <= item.name_span.end <= item.span.end <= len(content)
            lines.append("  " * depth + f"{item.kind} {item.name}" + (f": {item.detail}" if item.detail else ""))
            add(item.children, depth + 1)

    add(document_symbols(fixture.snapshot(), fixture.main), 0)
    assert "\n".join(lines) == textwrap.dedent(outline).strip("\n")

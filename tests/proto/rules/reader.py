"""Reads the literate rule cases: `*.proto.txt` files in this folder, many cases in each.

    === title of a case
    //- main.proto
    syntax = "proto3";
    message M {
      int32 a = 1;
      int32 b = 1; // error: [duplicate-field-number] (repair: int32 b = 2;)
    }

A case without `//- path` lines has one file, `main.proto`. In a case every file is read as a root of its own, so a mark
stands in the file where the fault is seen. Lines before the first case are prose.

Characters an editor does not show are written `⟪U+FEFF⟫`, bytes that are not UTF-8 `⟪byte FF⟫` (a lone surrogate, as
`surrogateescape` has it), and long repetitions `⟪33 × message M {⟫`, where `#` counts from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
DEFAULT_FILE = "main.proto"

_MARK = re.compile(r"\b(error|warning): \[([a-z0-9-]+)\]")
_REPAIR = re.compile(r"\(repair: (.*)\)(?=\s*(?:$|//|\*/))")
_PROTOC_LINE = re.compile(r"\(protoc: line (\d+)\)")
_REPEAT = re.compile(r"⟪(\d+) × (.*?)⟫")
_CHARACTER = re.compile(r"⟪U\+([0-9A-F]{4,6})⟫")
_BYTE = re.compile(r"⟪byte ([0-9A-F]{2})⟫")


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault that a case declares.

    `line` is 1-based and is where the fault is shown; `protoc_line` is where protoc says it (0: it names no line), the
    same in nearly every case. `repair` is the text the line has once this fault alone is mended; None means that the
    line, with the block it opens, can go.
    """

    path: str
    line: int
    severity: str
    code: str
    protoc_line: int
    repair: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its files (path to text, in the order written) and its marks."""

    topic: str
    title: str
    files: dict[str, str]
    marks: tuple[Mark, ...]

    @property
    def errors(self) -> tuple[Mark, ...]:
        """The marks that make the case invalid."""
        return tuple(mark for mark in self.marks if mark.severity == "error")


def topics() -> list[Path]:
    """The case files of this folder, sorted by name."""
    return sorted(FOLDER.glob("*.proto.txt"))


def read_cases(path: Path) -> list[Case]:
    """All cases of one file. Raises ValueError when two cases of it have the same title."""
    topic = path.name.removesuffix(".proto.txt")
    cases = [_case(topic, title, body) for title, body in _sections(path.read_text("utf-8"))]
    titles = [case.title for case in cases]
    repeated = sorted({title for title in titles if titles.count(title) > 1})
    if repeated:
        raise ValueError(f"{path.name}: case titles must be unique: {', '.join(repeated)}")
    return cases


def read_all() -> list[Case]:
    """All cases of all topics."""
    return [case for path in topics() for case in read_cases(path)]


def marks_of(path: str, text: str) -> Iterator[Mark]:
    """The marks in one file's text."""
    for number, line in enumerate(text.split("\n"), start=1):
        found = list(_MARK.finditer(line))
        starts = [match.start() for match in found] + [len(line)]
        for match, end in zip(found, starts[1:], strict=True):
            note = line[match.end() : end]
            repair = _REPAIR.search(note)
            said = _PROTOC_LINE.search(note)
            yield Mark(
                path, number, match[1], match[2], int(said[1]) if said else number, repair[1] if repair else None
            )


def _sections(text: str) -> Iterator[tuple[str, str]]:
    for section in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        yield title.strip(), body


def _case(topic: str, title: str, body: str) -> Case:
    files = {path: _expand(text) for path, text in _files(body)}
    marks = tuple(mark for path, text in files.items() for mark in marks_of(path, text))
    return Case(topic, title, files, marks)


def _files(body: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"^//- (\S+)\n", body, flags=re.MULTILINE)
    if len(parts) == 1:
        yield DEFAULT_FILE, body.rstrip("\n") + "\n"
    for path, text in zip(parts[1::2], parts[2::2], strict=True):
        yield path, text.rstrip("\n") + "\n"


def _expand(text: str) -> str:
    text = _REPEAT.sub(_repeated, text)
    text = _CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    return _BYTE.sub(lambda match: chr(0xDC00 + int(match[1], 16)), text)


def _repeated(match: re.Match[str]) -> str:
    return "".join(match[2].replace("#", str(number)) for number in range(1, int(match[1]) + 1))

"""Formatting of every real file, beside `buf format`: `python -m tests.corpus.format [CORPUS...]` prints the figures.

A file is the same as buf's when nothing differs but line ends: buf keeps the carriage returns of comments alone, which
leaves a mixture. What differs otherwise is counted by the kind of line it differs in first.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.corpora import ALL, Corpus
from tests.corpus.loader import Loader
from tests.proto.format.buf import format_folder_by_buf
from tests.proto.format.keeping import comments, meaning, words

from protowright.proto.format.edits import format_edits
from protowright.proto.format.formatter import format_text
from protowright.proto.format.settings import FormatSettings
from protowright.proto.syntax.parser import parse
from protowright.text.edit import apply_edits

CORPORA = ("google-proto-files", "google-gax", "grpc-js-xds")
_KINDS = {
    "an empty line": r"\s*$",
    "a comment": r"\s*(?://|/\*|\*)",
    "an import": r"import\b",
    "an option": r"\s*option\b",
}


@dataclass(slots=True)
class Figures:
    """How many files there are, how many agree with buf (`exact`: to the last byte), and what fails in which."""

    count: int = 0
    same: int = 0
    exact: int = 0
    differing: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    failed: dict[str, list[str]] = field(default_factory=dict)

    def fail(self, what: str, name: str, is_failed: bool) -> None:
        """Note that something does not hold for a file."""
        if is_failed:
            self.failed.setdefault(what, []).append(name)


def measure(corpus: Corpus) -> Figures:
    """Format a whole corpus, and compare. Raises Missing."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="protowright-format-") as folder:
        theirs = _theirs(corpus, Path(folder))
        loader = Loader(corpus.roots)
        for name in corpus.names:
            _measure(figures, corpus, name, theirs.get(name), loader)
    return figures


def _theirs(corpus: Corpus, folder: Path) -> dict[str, str]:
    """What buf makes of each file that it takes."""
    source, target = folder / "source", folder / "target"
    for name in corpus.names:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(corpus.path(name), source / name)
    format_folder_by_buf(source, target)
    found = {name: (target / name).read_bytes() for name in corpus.names if (target / name).is_file()}
    return {name: content.decode("utf-8", "surrogateescape") for name, content in found.items()}


def _measure(figures: Figures, corpus: Corpus, name: str, theirs: str | None, loader: Loader) -> None:
    text = corpus.text(name)
    form = format_text(text)
    figures.count += 1
    if theirs is None:
        figures.refused.append(name)
    else:
        figures.exact += form == theirs
        figures.same += _unified(form) == _unified(theirs)
        if _unified(form) != _unified(theirs):
            figures.differing[name] = difference(_unified(theirs), _unified(form))
    _check_kept(figures, name, text, form)
    figures.fail("descriptor", name, not _means_the_same(corpus, name, form, loader))


def _check_kept(figures: Figures, name: str, text: str, form: str) -> None:
    figures.fail("idempotence", name, format_text(form) != form)
    figures.fail("comments", name, comments(form) != comments(text))
    figures.fail("words", name, words(form) != words(text))
    figures.fail("edits", name, apply_edits(text, format_edits(parse(text), FormatSettings())) != form)


def _means_the_same(corpus: Corpus, name: str, form: str, loader: Loader) -> bool:
    old = loader.linked(name)
    new = Loader(corpus.roots, {name: form}, base=loader).linked(name)
    assert old is not None and new is not None
    return bool(meaning(old) == meaning(new))


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n")


def difference(theirs: str, ours: str) -> str:
    """What kind of line two texts differ in first, and the line of each."""
    pairs = zip([*theirs.split("\n"), "(the end)"], [*ours.split("\n"), "(the end)"], strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    kind = next((kind for kind, form in _KINDS.items() if any(re.match(form, line) for line in first)), "a declaration")
    return f"{kind}: buf has {first[0]!r}, ours {first[1]!r}"


def report(name: str, figures: Figures) -> str:
    """The figures as lines of text."""
    percent = 100 * figures.same / max(1, figures.count - len(figures.refused))
    lines = [
        f"{name}: {figures.same} of {figures.count - len(figures.refused)} files the same as buf's ({percent:.2f} %), "
        f"{figures.exact} with the same line ends; buf refuses {len(figures.refused)} more"
    ]
    for what in ("idempotence", "comments", "words", "descriptor", "edits"):
        lines.append(f"  {what}: {figures.count - len(figures.failed.get(what, []))} of {figures.count}")
    kinds = Counter(text.partition(":")[0] for text in figures.differing.values())
    lines += [f"  {count} differ in {kind} first" for kind, count in kinds.most_common()]
    lines += [f"    {file}: {text}" for file, text in list(figures.differing.items())[:10]]
    return "\n".join(lines)


def main(names: Sequence[str]) -> int:
    """Print the figures of corpora; gives 1 when something got lost."""
    code = 0
    for name in names or CORPORA:
        figures = measure(ALL[name]())
        print(report(name, figures), flush=True)
        code |= bool(figures.failed)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

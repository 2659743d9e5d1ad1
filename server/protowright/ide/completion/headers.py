"""The head of a file: syntax or edition, package, imports."""

from __future__ import annotations

import os
from collections.abc import Iterator

from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import BUILT_IN, ELSEWHERE, INNER, MEANT, SAME_PACKAGE, Candidate
from protowright.project.roots import is_inside
from protowright.proto.semantic.features import EDITIONS


def syntax_candidates(question: Question) -> Iterator[Candidate]:
    """The values of `syntax`, or of `edition`."""
    is_edition = question.context.words[:1] == ("edition",)
    quote = "" if question.text[question.context.span.start - 1 : question.context.span.start] in ('"', "'") else '"'
    for value in EDITIONS:
        if value.isdigit() == is_edition:
            yield Candidate(value, "value", BUILT_IN, new_text=f"{quote}{value}{quote}")


def package_candidates(question: Question) -> Iterator[Candidate]:
    """The packages of the files beside this one, then what its folders spell."""
    folder = os.path.dirname(question.path)
    found: dict[str, int] = {}
    for entry in sorted(question.snapshot.proto_entries(folder)):
        path = os.path.join(folder, entry)
        if not entry.endswith("/") and path != question.path and (package := question.snapshot.package_of(path)):
            found.setdefault(package, MEANT)
    for root in question.snapshot.import_roots(question.path):
        if is_inside(folder, root) and folder != root:
            parts = os.path.relpath(folder, root).split(os.sep)
            if all(part.isidentifier() for part in parts):
                is_first = all(nearness is MEANT for nearness in found.values())
                found.setdefault(".".join(parts), SAME_PACKAGE if is_first else ELSEWHERE)
    start = question.context.qualifier + "." if question.context.qualifier else ""
    for package, nearness in found.items():
        if package.startswith(start):
            yield Candidate(package[len(start) :], "package", nearness, new_text=package[len(start) :])


def import_path_candidates(question: Question) -> Iterator[Candidate]:
    """The files and folders of each import root that go on from what is typed, one folder at a time.

    Those of the roots that other imports prove come first.
    """
    snapshot, symbols = question.snapshot, question.link.symbols
    folder = question.context.typed.rpartition("/")[0]
    written = {
        fact.path for fact in symbols.imports if not symbols.tree.span(fact.node).contains(question.context.span.start)
    }
    found: dict[str, int] = {}
    proven = snapshot.proven_roots(question.path)
    for root in dict.fromkeys((*proven, *snapshot.import_roots(question.path))):
        of_file, of_folder = (MEANT, INNER) if root in proven else (BUILT_IN, ELSEWHERE)
        for entry in sorted(snapshot.proto_entries(os.path.join(root, folder) if folder else root)):
            name = f"{folder}/{entry}" if folder else entry
            if os.path.join(root, name) != question.path and name not in written:
                found.setdefault(name, of_file if entry.endswith(".proto") else of_folder)
    for name, nearness in found.items():
        yield Candidate(name, "folder" if name.endswith("/") else "file", nearness, new_text=name)

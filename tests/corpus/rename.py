"""Whether renames keep what files mean: `python -m tests.corpus.rename --count 2000 --seed 1`.

Names picked at random in real workspaces get other names. The result has to compile (protoc says so), its descriptors
have to be the same as before but for the renamed names, the bodies of requests have to become the same bytes, and
renaming back has to give the first texts to the last byte. A rename that is refused does not count.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from google.protobuf import descriptor_pb2 as pb
from tests.corpus.protoc import Protoc
from tests.corpus.rename_bodies import Bodies
from tests.corpus.rename_descriptors import Undo, canonical_bytes
from tests.corpus.rename_names import Pick, new_name, picks
from tests.corpus.rename_workspaces import Workspace, protoc_roots, workspaces

from protowright.ide.rename import Changes, Refusal, prepare_rename, rename
from protowright.project.snapshot import Snapshot
from protowright.text.edit import apply_edits

DEPENDENTS = 30
"""At most so many files that import what changed are compiled with it."""


class Failed(Exception):
    """A rename did not keep something; the message says what."""


@dataclass
class Tally:
    """What came of a run."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    files: int = 0
    requests: int = 0
    compiled: int = 0
    longer: int = 0
    shorter_form: int = 0


class Prover:
    """Renames in one workspace."""

    def __init__(self, workspace: Workspace, protoc: Protoc, folder: Path) -> None:
        self.workspace = workspace
        self.snapshot = workspace.host().snapshot()
        self._protoc = protoc
        self._folder = folder
        self.before = self._compile({}, workspace.names, strict=False)
        self._importers = self._find_importers()
        self._bodies = Bodies()

    def _find_importers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, file in self.before.items():
            for path in file.dependency:
                found.setdefault(path, set()).add(name)
        return found

    def _compile(
        self, texts: Mapping[str, str], names: tuple[str, ...] | list[str], strict: bool = True
    ) -> dict[str, pb.FileDescriptorProto]:
        """The descriptors of the files, those in `texts` with other texts. Raises Failed when protoc rejects them."""
        with tempfile.TemporaryDirectory(dir=self._folder) as overlay:
            for name, text in texts.items():
                path = Path(overlay, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8", "surrogateescape"))
            roots = [overlay, *self.workspace.roots, *protoc_roots()]
            out = f"{overlay}/descriptors"
            arguments = [*(f"-I{root}" for root in roots), "--retain_options", f"--descriptor_set_out={out}", *names]
            judged = self._protoc.run(arguments)
            if not judged.accepted:
                if not strict and len(names) > 1:
                    return {key: file for each in names for key, file in self._compile(texts, [each], False).items()}
                if not strict:
                    return {}
                raise Failed(f"protoc rejects the result: {judged.first_message()}")
            return {file.name: file for file in pb.FileDescriptorSet.FromString(Path(out).read_bytes()).file}

    def prove(self, pick: Pick, name: str, source: random.Random, tally: Tally) -> None:
        """Rename once, there and back. Raises Failed."""
        changes = rename(self.snapshot, pick.path, pick.offset, name)
        if isinstance(changes, Refusal):
            tally.refused[_without_names(changes.reason)] += 1
            return
        texts = {path: self._changed(self.snapshot, path, changes) for path in changes}
        self._compare(pick, name, texts, source, tally)
        after = self.snapshot.with_texts(texts)
        self._bodies.compare(self.snapshot, after, [path for path in texts if path.endswith(".grpc")], pick, name)
        self._rename_back(pick, name, changes, texts, after, tally)
        tally.done[pick.kind] += 1
        tally.files += len(texts)
        tally.requests += sum(path.endswith(".grpc") for path in texts)

    def _changed(self, snapshot: Snapshot, path: str, changes: Changes) -> str:
        document = snapshot.document(path)
        assert document is not None, path
        return apply_edits(document.text, changes.get(path, []))

    # Descriptors

    def _compare(self, pick: Pick, name: str, texts: Mapping[str, str], source: random.Random, tally: Tally) -> None:
        protos = {self.workspace.name_of(path): text for path, text in texts.items() if path.endswith(".proto")}
        if not protos:
            return
        names = [each for each in (*protos, *self._dependents(protos, source)) if each in self.before]
        found = self._compile(protos, names)
        tally.compiled += len(found)
        undo = Undo(pick.undo(name), (name, pick.name) if pick.kind == "package" else None)
        for each, file in found.items():
            was = self.before[each]
            is_member = pick.kind == "package" and was.package == pick.name
            if canonical_bytes(undo.file(file, is_member)) != canonical_bytes(was):
                raise Failed(f"the descriptor of {each} differs in more than the name")
            if each in protos and each == self.workspace.name_of(pick.path) and file == was:
                raise Failed(f"the descriptor of {each} is as it was")

    def _dependents(self, protos: Mapping[str, str], source: random.Random) -> list[str]:
        found: set[str] = set()
        pending = list(protos)
        while pending:
            for each in self._importers.get(pending.pop(), set()) - found:
                found.add(each)
                pending.append(each)
        others = sorted(found - set(protos))
        return source.sample(others, min(len(others), DEPENDENTS))

    # Back

    def _rename_back(
        self, pick: Pick, name: str, changes: Changes, texts: Mapping[str, str], after: Snapshot, tally: Tally
    ) -> None:
        passed = [edit for edit in changes.get(pick.path, []) if edit.span.end <= pick.offset]
        before = sum(len(edit.new_text) - (edit.span.end - edit.span.start) for edit in passed)
        offset = pick.offset + before
        found = prepare_rename(after, pick.path, offset)
        if isinstance(found, Refusal) or found.placeholder != name:
            raise Failed(f"the new name is not found again: {found}")
        back = rename(after, pick.path, offset, pick.name)
        if isinstance(back, Refusal):
            raise Failed(f"renaming back is refused: {back.reason}")
        if self._is_longer(changes, pick, name):
            tally.longer += 1  # such a name stays longer; what it means was compared
            return
        for path in {*texts, *back}:
            original = self.snapshot.document(path)
            assert original is not None, path
            if self._changed(after, path, back) != original.text:
                raise Failed(f"renaming back does not give the first text of {path}")

    def _is_longer(self, changes: Changes, pick: Pick, name: str) -> bool:
        """Whether a name had to be written with more in front of it."""
        forms = pick.forms(name)
        return any(edit.new_text not in forms for edits in changes.values() for edit in edits)


def _without_names(reason: str) -> str:
    parts = reason.split("`")
    return "…".join(parts[::2]).split(" (")[0]


def run(count: int, seed: int, only: str = "", report: bool = True) -> Tally:
    """Rename so many times; refused renames do not count."""
    source, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory(prefix="protowright-rename-") as folder, Protoc() as protoc:
        found = workspaces(Path(folder), source, only)
        for prover, pick in _endless(found, protoc, Path(folder), source):
            if sum(tally.done.values()) + len(tally.failures) >= count:
                break
            name = new_name(pick, prover.snapshot, source)
            try:
                prover.prove(pick, name, source, tally)
            except (Failed, AssertionError, ValueError, LookupError) as failed:
                tally.failures.append(f"{prover.workspace.name}: {pick.shown()} -> {name}: {failed}")
                if report:
                    print("FAILED", tally.failures[-1], flush=True)
    return tally


def _endless(
    found: list[Workspace], protoc: Protoc, folder: Path, source: random.Random
) -> Iterator[tuple[Prover, Pick]]:
    """Names to rename: of each workspace some, then of the next one; the single files of rule cases get few."""
    provers: dict[Path, Prover] = {}
    groups: dict[str, list[Workspace]] = {}
    for each in found:
        groups.setdefault(each.name, []).append(each)
    while True:
        for group in groups.values():
            workspace = source.choice(group)
            if workspace.folder not in provers:
                provers[workspace.folder] = Prover(workspace, protoc, folder)
            prover = provers[workspace.folder]
            for pick in picks(prover.snapshot, workspace, source, 5):
                if pick.path.endswith(".grpc") or workspace.name_of(pick.path) in prover.before:
                    yield prover, pick


def main() -> int:
    """Print what came of it; gives 1 when a rename failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="the workspaces whose names begin with this")
    options = parser.parse_args()
    start = time.perf_counter()
    tally = run(options.count, options.seed, options.only)
    print(summary(tally, time.perf_counter() - start))
    return 1 if tally.failures else 0


def summary(tally: Tally, seconds: float) -> str:
    """The figures, for a person."""
    total = sum(tally.done.values())
    kinds = ", ".join(f"{kind} {number}" for kind, number in tally.done.most_common())
    refused = "\n".join(f"  {number:5}  {reason}" for reason, number in tally.refused.most_common())
    return (
        f"{total} renames kept everything, {len(tally.failures)} did not ({seconds:.0f} s): {kinds}\n"
        f"{tally.files} files changed, {tally.requests} of them requests; protoc compiled {tally.compiled} files\n"
        f"{tally.longer} wrote a name longer, so that renaming back keeps the meaning and not the text\n"
        f"{sum(tally.refused.values())} were refused and do not count:\n{refused}"
    )


if __name__ == "__main__":
    sys.exit(main())

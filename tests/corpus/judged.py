"""Our side of a whole corpus: which descriptors are protoc's, and what is said of files that protoc accepts."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field

from google.protobuf import descriptor_pb2 as pb
from tests.corpus.canonical import canonical
from tests.corpus.compiled import Compiled
from tests.corpus.loader import Loader, all_diagnostics

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.proto_codes import UNUSED_IMPORT
from protowright.proto.descriptor.lower import lower
from protowright.proto.semantic.linking import LinkedFile


@dataclass(slots=True)
class Judged:
    """What differs from protoc, of the files that it accepts. `unused` are pairs of file and import, as ours finds them."""

    count: int = 0
    equal: int = 0
    unlike: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    unused: set[tuple[str, str]] = field(default_factory=set)


def judge(found: Compiled, names: Iterable[str] | None = None) -> Judged:
    """Compare the files of those names; all that protoc accepts, when there are none given."""
    judged = Judged()
    loader = Loader(found.corpus.roots)
    gc.disable()
    try:
        for name in names if names is not None else found.descriptors:
            file = loader.linked(name)
            assert file is not None, name
            _compare(judged, name, file, found.descriptors[name])
    finally:
        gc.enable()
    return judged


def _compare(judged: Judged, name: str, file: LinkedFile, theirs: pb.FileDescriptorProto) -> None:
    judged.count += 1
    ours = pb.FileDescriptorProto.FromString(lower(file).SerializeToString())
    if canonical(ours) == canonical(theirs):
        judged.equal += 1
    else:
        judged.unlike[name] = _first_difference(str(theirs), str(ours))
    for fault in all_diagnostics(file):
        if fault.severity is Severity.ERROR:
            judged.errors.setdefault(name, []).append(f"[{fault.code.name}] {fault.message}")
        if fault.code is UNUSED_IMPORT:
            text = file.symbols.tree.text[fault.span.start : fault.span.end]
            judged.unused.add((name, text.split('"')[1] if '"' in text else text))


def _first_difference(theirs: str, ours: str) -> str:
    pairs = zip(theirs.splitlines(), ours.splitlines(), strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), ("fields unknown to descriptor.proto", "others"))
    return f"protoc has `{first[0].strip()}`, ours `{first[1].strip()}`"

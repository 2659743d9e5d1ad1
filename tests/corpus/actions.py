"""Whether actions leave real files whole: `python -m tests.corpus.actions [SEED] [FILES]`.

At random places and selections of real files, every action that is offered is carried out by itself. No file that it
touches may have an error afterwards that it did not have before. What is said to be the same on the wire is held against
protobuf's own reading of the descriptors: a converted file, sorted fields, a map written out.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from tests.corpus.corpora import Corpus, Missing, bundled, google_proto_files, grpc_js_xds

from protowright.diagnostics.codes import Severity
from protowright.ide.actions import Action, Change, actions
from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host
from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.features_of import features_of
from protowright.text.edit import apply_edits
from protowright.text.line_index import LineIndex
from protowright.text.span import Span

PLACES = 40
FILES = 300
_SAME_MEANING = ("Convert the file", "Sort ", "Organize imports", "Move `")
_INVISIBLE = ("enum_type", "json_format", "utf8_validation")
"""The features that protobuf's Python interface does not show."""


@dataclass
class Tally:
    """How often each action was offered, did something, and what went wrong."""

    offered: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def try_file(host: Host, corpus: Corpus, name: str, source: random.Random, tally: Tally, places: int = PLACES) -> None:
    """Carry out every action at random places of one file."""
    path, text = corpus.path(name), corpus.text(name)
    snapshot = host.snapshot()
    lines = LineIndex(text)
    seen: set[tuple[str, Span]] = set()
    symbols = snapshot.symbols(path)
    assert symbols is not None, path
    names = [symbols.tree.span(symbol.name).start for symbol in symbols.declared()] or [0]
    for span in [Span(0, 0), *(_place(source, text, lines, names) for _ in range(places))]:
        for action in actions(snapshot, path, span):
            words = _words(action)
            tally.offered[words] += 1
            change = action.change()
            key = action.title, span if "refactor.extract" in action.kind.value else Span(0, 0)
            if change and key not in seen:
                seen.add(key)
                tally.done[words] += 1
                tally.faults += [
                    f"{path} at {span}: {action.title}: {fault}" for fault in faults(snapshot, path, action)
                ]


def _place(source: random.Random, text: str, lines: LineIndex, names: list[int]) -> Span:
    """A cursor anywhere, at a declared name, or a few whole lines."""
    start = source.choice([source.randrange(len(text) + 1), source.choice(names)])
    if source.random() < 0.7:
        return Span(start, start)
    line = lines.line_of(start)
    return Span(lines.offset(line, 0), lines.offset(line + source.randint(1, 4), 0))


def _words(action: Action) -> str:
    """The title without the names in it."""
    parts = action.title.split("`")
    return "`".join("…" if index % 2 else part for index, part in enumerate(parts)).translate(_DIGITS)


_DIGITS = str.maketrans(dict.fromkeys("0123456789", "#"))


def faults(snapshot: Snapshot, path: str, action: Action) -> Iterator[str]:
    """What an action breaks."""
    change = action.change()
    after = texts_after(snapshot, change)
    changed = snapshot.with_texts(after)
    for touched in after:
        new = _errors(changed, touched) - _errors(snapshot, touched)
        yield from (f"{touched}: {message}" for message in new)
    if not _errors(snapshot, path) and action.title.startswith(_SAME_MEANING) and not change.new_files:
        try:
            before = meaning(snapshot, path)
        except TypeError:  # a file it imports is not in the corpus
            return
        now = meaning(changed, path)
        yield from (f"{key} was {before.get(key)}, is {now.get(key)}" for key in before if before[key] != now.get(key))
        yield from (f"{key} is new" for key in now if key not in before)


def texts_after(snapshot: Snapshot, change: Change) -> dict[str, str]:
    """The texts of the files that a change touches, after it."""
    texts = dict(change.new_files)
    for path, edits in change.edits.items():
        document = snapshot.document(path)
        assert document is not None, path
        texts[path] = apply_edits(document.text, edits)
    return texts


def _errors(snapshot: Snapshot, path: str) -> Counter[str]:
    found = diagnostics(snapshot, path)
    return Counter(f"{each.code.name}: {each.message}" for each in found if each.severity is Severity.ERROR)


def meaning(snapshot: Snapshot, path: str) -> dict[str, object]:
    """What protobuf makes of the declarations of a file: how each field is read, written and called."""
    schema = schema_of_file(snapshot, path)
    pool = DescriptorPool()
    for file in schema.files:
        pool.AddSerializedFile(file.SerializeToString())
    found: dict[str, object] = {}
    link = snapshot.linked(path)
    assert link is not None, path
    for symbol in link.symbols.by_name.values():
        features = features_of(link, symbol)
        found[f"features of {symbol.full_name}"] = [features[name] for name in _INVISIBLE]
    file = pool.FindFileByName(link.name)
    pending = list(file.message_types_by_name.values())
    found |= {each.full_name: _of_field(each) for each in file.extensions_by_name.values()}
    found |= {each.full_name: _of_enum(each) for each in file.enum_types_by_name.values()}
    while pending:
        message: Descriptor = pending.pop()
        pending += message.nested_types
        found |= {each.full_name: _of_field(each) for each in (*message.fields, *message.extensions)}
        found |= {each.full_name: _of_enum(each) for each in message.enum_types}
    return found


def _of_field(each: FieldDescriptor) -> object:
    type_name = each.message_type.full_name if each.message_type else each.enum_type.full_name if each.enum_type else ""
    oneof = each.containing_oneof.name if each.containing_oneof and len(each.containing_oneof.fields) > 1 else ""
    default = repr(each.default_value)
    shape = (each.number, each.type, each.is_repeated, each.is_required, type_name, oneof, default, each.json_name)
    return *shape, each.has_presence, each.is_packed


def _of_enum(each: EnumDescriptor) -> object:
    first = each.values[0].name
    return first, sorted((value.name, value.number) for value in each.values), each.is_closed


def main(seed: int, count: int) -> int:
    """Try files of all corpora; gives the number of faults."""
    source, tally = random.Random(seed), Tally()
    for make in (bundled, google_proto_files, grpc_js_xds):
        try:
            corpus = make()
        except Missing as error:
            print(error, file=sys.stderr)
            continue
        host = Host(import_paths=corpus.roots)
        names = list(corpus.names)
        for name in source.sample(names, min(count, len(names))):
            try_file(host, corpus, name, source, tally)
    for words, number in sorted(tally.offered.items()):
        print(f"{number:7} offered {tally.done[words]:7} tried  {words}")
    print(f"{sum(tally.done.values())} actions, {len(tally.faults)} faults")
    for fault in tally.faults[:40]:
        print(fault)
    return len(tally.faults)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [1, FILES][len(numbers) :])) > 0)

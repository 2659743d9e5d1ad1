"""Whether completion knows what people wrote: `python -m tests.corpus.completion [SEED]`.

At each name that is used in a real file, the name is cut back to its first two letters. It has to be among the first ten
items then: one that writes the very text, without an import. Accepting it has to give a text that parses. A second run,
without a floor, cuts the rest of the line off as well, as it is while somebody writes the line: nothing behind the cursor
hints at the name then.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from tests.corpus.corpora import Corpus, Missing, bundled, google_proto_files, grpc_js_xds

from protowright.ide.completion import CompletionItem, completion
from protowright.project.host import Host
from protowright.proto.semantic.linking import type_uses
from protowright.proto.syntax.nodes import Identifier, ListLiteral, LiteralField, Node, Option, OptionNamePart, Path
from protowright.proto.syntax.parser import parse
from protowright.proto.syntax.tree import FileTree, walk
from protowright.text.edit import Edit, apply_edits
from protowright.text.span import Span

FILES = 50
POSITIONS = 80
"""At most so many names are tried in a file, picked at random."""
FIRST = 10
LETTERS = 2
FLOOR = 0.95
KINDS = ("type", "option", "field", "value")


class Use(NamedTuple):
    """The use of a name in a text: one part of a path, where that is one."""

    kind: str
    span: Span


@dataclass
class Tally:
    """What came of a run: by kind, how many names were tried, found and parsed; the seconds that lists took."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    parsed: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def uses(tree: FileTree, paths: set[Path]) -> Iterator[Use]:
    """The names that a file uses; `paths` are those of types."""
    for path in paths:
        yield from (Use("type", tree.span(part)) for part in path.components)
    for declaration in tree.declarations:
        for node in walk(declaration):
            yield from (Use(kind, tree.span(name)) for kind, name in _names(node))


def _names(node: Node) -> Iterator[tuple[str, Identifier]]:
    if isinstance(node, OptionNamePart) and node.name is not None:
        yield from (("option", part) for part in node.name.components)
    elif isinstance(node, LiteralField) and node.name is not None and node.url_prefix is None:
        yield from (("field", part) for part in node.name.components)
    values = [node.value] if isinstance(node, (Option, LiteralField)) else []
    values += node.values if isinstance(node, ListLiteral) else []
    yield from (("value", value) for value in values if isinstance(value, Identifier))


def try_file(
    host: Host, corpus: Corpus, name: str, source: random.Random, tally: Tally, cuts_line: bool = False
) -> None:
    """Try names of one file; `cuts_line` cuts off what stands behind them."""
    text, path = corpus.text(name), corpus.path(name)
    host.open(path, text)
    linked = host.snapshot().linked(path)
    assert linked is not None
    found = sorted(set(uses(linked.symbols.tree, {use.path for use in type_uses(linked.symbols)})))
    found = [use for use in found if use.span.end - use.span.start > LETTERS]
    for use in sorted(source.sample(found, min(len(found), POSITIONS))):
        _try(host, path, text, use, tally, cuts_line)
    host.close(path)


def _try(host: Host, path: str, text: str, use: Use, tally: Tally, cuts_line: bool) -> None:
    cursor = use.span.start + LETTERS
    line_end = text.find("\n", cursor)
    cut = text[:cursor] + text[line_end if cuts_line and line_end >= 0 else use.span.end :]
    host.open(path, cut)
    started = time.perf_counter()
    items = completion(host.snapshot(), path, cursor).items[:FIRST]
    tally.seconds.append(time.perf_counter() - started)
    wanted = use.span.of(text)
    tally.tried[use.kind] += 1
    item = next((item for item in items if _writes(item, cut, text[: use.span.end])), None)
    if item is None:
        line = text[text.rfind("\n", 0, cursor) + 1 : text.find("\n", cursor)].strip()
        tally.missed.append(f"{use.kind} {wanted}: {line[:90]} -> {[item.label for item in items][:4]}")
        return
    tally.found[use.kind] += 1
    tally.parsed[use.kind] += not parse(accepted(cut, item)).diagnostics


def _writes(item: CompletionItem, cut: str, original: str) -> bool:
    """Whether the item writes what stood in the original up to the end of the name: another name's twin does not count."""
    after = apply_edits(cut, [Edit(item.span, item.new_text)])
    return not item.additional_edits and after.startswith(original)


def accepted(text: str, item: CompletionItem) -> str:
    """The text after the item was accepted."""
    return apply_edits(text, (Edit(item.span, item.new_text), *item.additional_edits))


def is_whole(host: Host, path: str) -> bool:
    """Whether a file parses, and all its imports are there: nothing can be known of names in others."""
    linked = host.snapshot().linked(path)
    return linked is not None and not linked.symbols.tree.diagnostics and all(each.target for each in linked.imports)


def corpora() -> list[Corpus]:
    """The bundled files, and those that were fetched."""
    found = [bundled()]
    for make in (google_proto_files, grpc_js_xds):
        try:
            found.append(make())
        except Missing as missing:
            print(missing, file=sys.stderr)
    return found


def run(chosen: list[Corpus], count: int, seed: int, cuts_line: bool = False) -> Tally:
    """Try `count` files, as many of each corpus; `cuts_line` as in `try_file`."""
    tally, source = Tally(), random.Random(seed)
    for corpus in chosen:
        host = Host(corpus.roots, import_paths=corpus.roots)
        host.snapshot().names()
        shuffled = source.sample(corpus.names, len(corpus.names))
        whole = (name for name in shuffled if is_whole(host, corpus.path(name)))
        for name in islice(whole, -(-count // len(chosen))):
            try_file(host, corpus, name, source, tally, cuts_line)
    return tally


def lines_of(tally: Tally, kinds: Sequence[str] = KINDS, is_cut: bool = False) -> list[str]:
    """The figures, for reading; texts whose lines are cut do not parse, whatever is accepted."""
    lines = [f"{'':10}{'tried':>8}{'first ten':>12}" + ("" if is_cut else f"{'parsed':>10}")]
    for kind in kinds:
        tried, found = tally.tried[kind], tally.found[kind]
        if tried:
            parsed = "" if is_cut else f"{tally.parsed[kind] / max(found, 1):10.1%}"
            lines.append(f"{kind:10}{tried:8}{found / tried:12.1%}{parsed}")
    seconds = sorted(tally.seconds)
    high = seconds[int(len(seconds) * 0.95)]
    median = statistics.median(seconds) * 1000
    return [*lines, f"a list takes {median:.1f} ms, {high * 1000:.1f} ms at the 95th percentile"]


def passes(tally: Tally) -> bool:
    """Whether every kind reaches the floor, and every accepted item parses."""
    return all(
        tally.found[kind] >= FLOOR * tally.tried[kind] and tally.parsed[kind] == tally.found[kind] for kind in KINDS
    )


def main() -> int:
    """Print the table, and what was missed; gives 1 when the floor is not reached."""
    chosen, seed = corpora(), int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tally = run(chosen, FILES, seed)
    print(*tally.missed, sep="\n", file=sys.stderr)
    print(*lines_of(tally), sep="\n")
    print("\nwithout the rest of the line:")
    print(*lines_of(run(chosen, FILES, seed, cuts_line=True), is_cut=True), sep="\n")
    return 0 if passes(tally) else 1


if __name__ == "__main__":
    sys.exit(main())

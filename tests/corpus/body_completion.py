"""Whether completion knows the bodies of requests: `python -m tests.corpus.body_completion [SEED]`.

Random bodies are written for methods of real files. At each of their keys and enum values, the name is cut back to its first
two letters. It has to be among the first ten items then, and accepting it has to give a request that parses. A second run,
without a floor, cuts the rest of the line off as well, as it is while somebody writes the line.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence

from tests.corpus.completion import FILES, FIRST, FLOOR, LETTERS, Tally, Use, accepted, corpora, is_whole, lines_of
from tests.corpus.corpora import Corpus
from tests.support.random_bodies import Bodies, written

from protowright.ide.completion import CompletionItem, completion
from protowright.project.host import Host
from protowright.project.schemas import schema_of_file
from protowright.proto.schema import Schema
from protowright.request.body.any_values import TYPE_KEY
from protowright.request.body.nodes import inner_values
from protowright.request.body.slots import Slots
from protowright.request.syntax.json_nodes import JsonObject, JsonString, JsonValue
from protowright.request.syntax.parser import parse_request_file
from protowright.text.edit import Edit, apply_edits
from protowright.text.span import Span

POSITIONS = 20
"""At most so many names are tried in a body, picked at random."""
BODIES = 30
"""So many bodies are written for the methods of a file, picked at random."""
TRIES = 12
_ENUM_VALUE = re.compile(r': "[A-Z][A-Z0-9_]+"')
KINDS = ("key", "enum value")


def uses(value: JsonValue, slots: Slots, enums: frozenset[str]) -> Iterator[Use]:
    """The keys of fields and the enum values of a body; `enums` are the names of all values that the schema has."""
    pending = [value]
    keys = {key for name in slots.schema.messages() for key in slots.schema.fields_by_key(name)}
    while pending:
        current = pending.pop()
        pending += inner_values(current)
        if isinstance(current, JsonString) and current.value in enums:
            yield Use("enum value", Span(current.span.start + 1, current.span.end - 1))
        elif isinstance(current, JsonObject):
            names = [
                member.key for member in current.members if member.key.value in keys and member.key.value != TYPE_KEY
            ]
            yield from (Use("key", Span(name.span.start + 1, name.span.end - 1)) for name in names)


def try_file(
    host: Host,
    corpus: Corpus,
    name: str,
    source: random.Random,
    tally: Tally,
    cuts_line: bool = False,
    count: int = BODIES,
) -> None:
    """Try `count` bodies for methods of one file."""
    schema = schema_of_file(host.snapshot(), corpus.path(name))
    services = [service for service in schema.services() if _is_declared_in(schema, service, corpus.path(name))]
    calls = [(service, method) for service in services for method in _methods(schema, service)]
    for service, method in source.choices(calls, k=count) if calls else ():
        text = _request(schema, service, method, source)
        if text is not None:
            _try_body(host, f"{corpus.roots[0]}/request.grpc", text, Slots(schema), source, tally, cuts_line)


def _is_declared_in(schema: Schema, service: str, path: str) -> bool:
    return service in schema.places and schema.places[service].path == path


def _methods(schema: Schema, service: str) -> list[str]:
    descriptor = schema.service(service)
    return [] if descriptor is None else [method.name for method in descriptor.method]


def _request(schema: Schema, service: str, method: str, source: random.Random) -> str | None:
    """A request with a random body: of some, the one that names most enum values, as few do; None for one without fields."""
    entry = schema.method(service, method)
    assert entry is not None
    bodies = Bodies(source, schema=schema, types=schema.messages()[:20], own_names=source.random() < 0.3)
    made = [written(bodies.valid(entry.descriptor.input_type.lstrip("."))) for _ in range(TRIES)]
    fitting = [body for body in made if 20 < len(body) < 20_000]
    if not fitting:
        return None
    body = max(fitting, key=lambda text: len(_ENUM_VALUE.findall(text)))
    return f"# a request\nGRPC localhost:1/{service}/{method}\n\n{json.dumps(json.loads(body), indent=2, ensure_ascii=False)}\n"


def _try_body(
    host: Host, path: str, text: str, slots: Slots, source: random.Random, tally: Tally, cuts_line: bool
) -> None:
    file = parse_request_file(text)
    assert not file.diagnostics, file.diagnostics
    enums = frozenset(value.name for each in slots.schema.enums() for value in each.value)
    values = [message.json for block in file.blocks for message in block.messages if message.json is not None]
    found = [use for value in values for use in uses(value, slots, enums) if use.span.end - use.span.start > LETTERS]
    for use in sorted(source.sample(found, min(len(found), POSITIONS))):
        _try(host, path, text, use, tally, cuts_line)
    host.close(path)


def _try(host: Host, path: str, text: str, use: Use, tally: Tally, cuts_line: bool) -> None:
    cursor = use.span.start + LETTERS
    cut = text[:cursor] + text[text.find("\n", cursor) if cuts_line else use.span.end :]
    host.open(path, cut)
    started = time.perf_counter()
    items = completion(host.snapshot(), path, cursor).items[:FIRST]
    tally.seconds.append(time.perf_counter() - started)
    tally.tried[use.kind] += 1
    item = next((item for item in items if _writes(item, cut, text[: use.span.end + 1])), None)
    if item is None:
        line = text[text.rfind("\n", 0, cursor) + 1 : text.find("\n", cursor)].strip()
        tally.missed.append(f"{use.kind} {use.span.of(text)}: {line[:60]} -> {[item.label for item in items][:4]}")
        return
    tally.found[use.kind] += 1
    tally.parsed[use.kind] += not parse_request_file(accepted(cut, item)).diagnostics


def _writes(item: CompletionItem, cut: str, original: str) -> bool:
    """Whether the item writes what stood in the original up to the end of the name, its closing quote included."""
    return apply_edits(cut, [Edit(item.span, item.new_text)]).startswith(original)


def run(chosen: list[Corpus], count: int, seed: int, cuts_line: bool = False) -> Tally:
    """Try bodies for `count` files with services, as many of each corpus; `cuts_line` as in `try_file`."""
    tally, source = Tally(), random.Random(seed)
    for corpus in chosen:
        host = Host(corpus.roots, import_paths=corpus.roots)
        files = [name for name in corpus.names if "\nservice " in corpus.text(name)]
        shuffled = source.sample(files, len(files))
        whole = [name for name in shuffled[: 2 * count] if is_whole(host, corpus.path(name))]
        for name in whole[: -(-count // len(chosen))]:
            try_file(host, corpus, name, source, tally, cuts_line)
    return tally


def passes(tally: Tally, kinds: Sequence[str] = KINDS) -> bool:
    """Whether every kind was tried and reaches the floor, and every accepted item parses."""
    return all(
        tally.found[kind] >= FLOOR * tally.tried[kind] > 0 and tally.parsed[kind] == tally.found[kind] for kind in kinds
    )


def main() -> int:
    """Print the table, and what was missed; gives 1 when the floor is not reached."""
    chosen, seed = corpora(), int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tally = run(chosen, FILES, seed)
    print(*tally.missed, sep="\n", file=sys.stderr)
    print(*lines_of(tally, KINDS), sep="\n")
    print("\nwithout the rest of the line:")
    print(*lines_of(run(chosen, FILES, seed, cuts_line=True), KINDS, is_cut=True), sep="\n")
    return 0 if passes(tally) else 1


if __name__ == "__main__":
    sys.exit(main())

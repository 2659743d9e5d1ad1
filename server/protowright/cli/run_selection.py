"""Which requests a command runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import click

from protowright.cli.files import shown
from protowright.project.snapshot import Snapshot
from protowright.request.directive_values import directive_values
from protowright.request.names import request_names
from protowright.request.syntax.nodes import Block
from protowright.text.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class Choice:
    """One request to run: the absolute path of its file, and its name."""

    path: str
    name: str


def choose(snapshot: Snapshot, files: Iterable[str], names: Iterable[str], tags: Iterable[str]) -> list[Choice]:
    """The requests of the files, in their order; those of `names` alone, in the order of the names, when there are any.

    Requests that are `@disabled` are left out unless they are named. Raises click.UsageError for a name or tag that no
    request has, and when nothing is left.
    """
    paths = list(files)
    known = [(Choice(path, name), block) for path in paths for block, name in _requests(snapshot, path)]
    if not known:
        where = shown(paths[0]) if len(paths) == 1 else "none of the files"
        clause = "has no request" if len(paths) == 1 else "has a request"
        raise click.UsageError(f"{where} {clause}: write `GRPC host:port/package.Service/Method`")
    wanted, wanted_tags = list(names), set(tags)
    chosen = (
        _named(known, wanted, paths) if wanted else [pair for pair in known if not directive_values(pair[1]).disabled]
    )
    found = [choice for choice, block in chosen if not wanted_tags or wanted_tags & set(directive_values(block).tags)]
    if not found:
        said = f"has the tag {' or '.join(f'`{tag}`' for tag in sorted(wanted_tags))}" if wanted_tags else "is enabled"
        raise click.UsageError(f"no request {said}")
    return found


def _requests(snapshot: Snapshot, path: str) -> list[tuple[Block, str]]:
    document = snapshot.document(path)
    return [] if document is None else request_names(document.requests)


def _named(known: list[tuple[Choice, Block]], names: list[str], paths: list[str]) -> list[tuple[Choice, Block]]:
    chosen: list[tuple[Choice, Block]] = []
    all_names = [choice.name for choice, _ in known]
    for name in names:
        found = [pair for pair in known if pair[0].name == name]
        if not found:
            where = shown(paths[0]) + " has" if len(paths) == 1 else "the files have"
            near = did_you_mean(name, all_names)
            rest = (
                near or f"it has {', '.join(all_names)}"
                if len(paths) == 1
                else near or "see `protowright run --dry-run`"
            )
            raise click.UsageError(f"{where} no request `{name}`; {rest}")
        chosen += found
    return chosen

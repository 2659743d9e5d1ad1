"""A `.proto` declaration as Markdown."""

from __future__ import annotations

import os
import textwrap

from protowright.ide.hovering.comment_markdown import comment_markdown
from protowright.ide.hovering.facts import facts
from protowright.ide.hovering.found import bullets, code, paragraphs
from protowright.project.bundled import bundled_roots
from protowright.project.roots import is_inside
from protowright.project.schemas import shown_path
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.comments import doc_comment

MAXIMUM_LINES = 40
"""A longer declaration is cut."""


def describe(snapshot: Snapshot, symbol: Symbol, path: str, asked: str) -> str:
    """The declaration of a symbol of the file at `path` as source, its full name, its comment, what holds for it.

    Where it is declared is said when that is not the file at `asked`.
    """
    link = snapshot.linked(path)
    known = [] if link is None or link.symbols is not symbol.file else facts(link, symbol)
    where = "" if path == asked or link is None else origin(snapshot, link)
    title = f"{symbol.kind.value} `{symbol.full_name}`"
    return paragraphs(
        code(_source(symbol)), title, comment_markdown(doc_comment(symbol.declaration)), bullets(known), where
    )


def origin(snapshot: Snapshot, link: LinkedFile) -> str:
    """Where a file is, and the path it is imported by, as a sentence."""
    if any(is_inside(link.path, root) for root in bundled_roots()):
        return f"from `{link.name}`, which comes with Protowright"
    shown = shown_path(snapshot, link.path).replace(os.sep, "/")
    return f"from `{shown}`" if shown == link.name else f"from `{shown}`, imported as `{link.name}`"


def _source(symbol: Symbol) -> str:
    tree = symbol.file.tree
    span = tree.span(symbol.declaration)
    line = tree.text[tree.text.rfind("\n", 0, span.start) + 1 : span.start]
    lines = textwrap.dedent(("" if line.strip() else line) + span.of(tree.text)).split("\n")
    if len(lines) > MAXIMUM_LINES:
        lines = [*lines[: MAXIMUM_LINES - 1], "  // ..."]
    return "\n".join(lines)

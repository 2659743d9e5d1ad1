"""Hovers in `.proto` files."""

from __future__ import annotations

from bisect import bisect_right

from protowright.ide.hovering.comment_markdown import comment_markdown
from protowright.ide.hovering.describe import describe, origin
from protowright.ide.hovering.found import Hover, bullets, code, paragraphs
from protowright.ide.hovering.proto_words import KEYWORDS, SCALARS, VERSIONS
from protowright.ide.mentions import FILE, PACKAGE, Mention
from protowright.ide.names import mentions_at
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import PSEUDO_OPTIONS
from protowright.proto.syntax.comments import doc_comment
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import (
    Field,
    Identifier,
    MapType,
    Node,
    Option,
    OptionNamePart,
    Path,
    RpcType,
    StringLiteral,
    Syntax,
)
from protowright.proto.syntax.tree import FileTree
from protowright.text.span import Span

MAXIMUM_NAMES = 12
"""How many names of a file or package are shown."""


def proto_hover(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """What is known of the name, type, path or keyword at `offset` of the `.proto` file at `path`."""
    link = snapshot.linked(path)
    if link is None:
        return None
    found = mentions_at(snapshot, path, offset)
    texts = [text for mention in found if (text := _of_mention(snapshot, link, mention))]
    if texts:
        return Hover("\n\n---\n\n".join(dict.fromkeys(texts)), found[0].span)
    return _of_word(link.symbols.tree, offset)


def _of_mention(snapshot: Snapshot, link: LinkedFile, mention: Mention) -> str:
    if mention.symbol is not None:
        return describe(snapshot, mention.symbol, mention.place.path, link.path)
    if mention.kind == PACKAGE:
        return _package(link, mention.full_name)
    home = snapshot.linked(mention.place.path) if mention.kind == FILE else None
    return "" if home is None else _file(snapshot, home)


def _package(link: LinkedFile, package: str) -> str:
    """The package, the files of it that are known here, and its comment."""
    files = [file for file in link.closure.values() if package in file.symbols.package_parts]
    own = [file for file in files if file.symbols.package == package]
    comments = [doc_comment(file.symbols.package_node) for file in own if file.symbols.package_node is not None]
    names = [file.name for file in own or files]
    listed = _listed("declared in", names)
    return paragraphs(code(f"package {package};"), comment_markdown(next(filter(None, comments), "")), listed)


def _file(snapshot: Snapshot, home: LinkedFile) -> str:
    """The file that an import means."""
    symbols = home.symbols
    package = [] if not symbols.package else [f"package: `{symbols.package}`"]
    version = f"edition: `{symbols.syntax}`" if symbols.is_editions else f"syntax: `{symbols.syntax}`"
    names = [symbol.name.text for symbol in (*symbols.services, *symbols.messages, *symbols.enums)]
    comment = "" if symbols.package_node is None else doc_comment(symbols.package_node)
    declares = _listed("declares", names)
    return paragraphs(
        f"file `{home.name}`", comment_markdown(comment), bullets([*package, version]), declares, origin(snapshot, home)
    )


def _listed(verb: str, names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:MAXIMUM_NAMES])
    more = len(names) - MAXIMUM_NAMES
    return f"{verb} {shown}{f' and {more} more' if more > 0 else ''}" if names else ""


# Words of the language


def _of_word(tree: FileTree, offset: int) -> Hover | None:
    span = _token_at(tree, offset)
    if span is None:
        return None
    word, nodes = span.of(tree.text), tree.path_at(offset)
    version = nodes[-1] if len(nodes) > 1 and isinstance(nodes[-2], Syntax) else None
    if isinstance(version, StringLiteral):
        text = string_value(version).decode("utf-8", "replace")
        return Hover(f"`{text}`: {VERSIONS[text]}", span) if text in VERSIONS else None
    meaning = _meaning(word, nodes)
    return None if meaning is None else Hover(f"`{word}`: {meaning}", span)


def _meaning(word: str, nodes: list[Node]) -> str | None:
    """What a word means that stands innermost in the last of the nodes."""
    holders = [node for node in nodes if not isinstance(node, (Identifier, Path))]
    holder, names = holders[-1] if holders else None, nodes[len(holders) :]
    if not names:
        return KEYWORDS.get(word) if holder is not None else None
    if isinstance(holder, Field):
        label = holder.label is names[-1]
        scalar = SCALARS.get(word) if holder.type is names[0] else None
        return scalar or (KEYWORDS.get(word) if label or (word == "group" and holder.type is names[0]) else None)
    if isinstance(holder, MapType):
        return SCALARS.get(word)
    if isinstance(holder, RpcType):
        return KEYWORDS.get(word) if holder.stream is names[-1] else None
    is_pseudo = isinstance(holder, (Option, OptionNamePart)) and word in PSEUDO_OPTIONS
    return KEYWORDS[word] if is_pseudo else None


def _token_at(tree: FileTree, offset: int) -> Span | None:
    """The token that holds `offset`, or ends there; None between tokens, and in a comment."""
    for place in (offset, offset - 1):
        piece = tree.piece_at(place) if place >= 0 else None
        if piece is None:
            continue
        start, tokens = tree.start_of(piece) - piece.origin, piece.tokens
        index = bisect_right(tokens.offsets, place - start)
        if index % 2 and tokens.texts[index // 2][:1].isidentifier() | (tokens.texts[index // 2][:1] in "\"'"):
            return Span(tokens.start(index // 2), tokens.end(index // 2)).shifted(start)
    return None

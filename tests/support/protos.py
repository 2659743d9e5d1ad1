"""Real `.proto` files to test with: those that come bundled, and the samples of this project."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from protowright.project.bundled import bundled_roots
from protowright.project.files import read_text
from protowright.proto.syntax.lexer import Tokens

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "protos"

REPRESENTATIVE = (
    "google/protobuf/any.proto",
    "google/protobuf/api.proto",
    "google/protobuf/struct.proto",
    "google/protobuf/type.proto",
    "google/protobuf/wrappers.proto",
    "google/api/annotations.proto",
    "google/api/field_behavior.proto",
    "google/api/http.proto",
)
"""Bundled files that hold most of the language between them and are not all comment."""


def bundled() -> dict[str, str]:
    """The absolute path of each bundled file by the name it is imported by."""
    found: dict[str, str] = {}
    for root in bundled_roots():
        for path in sorted(Path(root, "google").rglob("*.proto")):
            found.setdefault(path.relative_to(root).as_posix(), str(path))
    return found


def samples() -> dict[str, str]:
    """The absolute path of each sample file by the name it is imported by."""
    return {path.relative_to(SAMPLES).as_posix(): str(path) for path in sorted(SAMPLES.rglob("*.proto"))}


@cache
def text_of(path: str) -> str:
    """The text of a file that must be there."""
    text = read_text(path)
    assert text is not None, path
    return text


@cache
def without_long_comments(text: str) -> str:
    """The same declarations with at most a line of comment before each token: faster to parse a thousand times."""
    tokens = Tokens(text)
    return "".join(_short(trivia) + token for trivia, token in zip(tokens.trivia, tokens.texts, strict=True))


def _short(trivia: str) -> str:
    lines = trivia.split("\n")
    return trivia if len(lines) <= 3 else "\n".join((lines[0], lines[-2][:40], lines[-1]))


@cache
def real_texts() -> tuple[str, ...]:
    """The representative bundled files and all samples, with short comments."""
    known = bundled()
    paths = [known[name] for name in REPRESENTATIVE] + list(samples().values())
    return tuple(without_long_comments(text_of(path)) for path in paths)


FRAGMENTS = (
    *("{", "}", ";", "(", ")", "[", "]", "<", ">", "=", ",", ".", "-", "/", ":", '"', "'", "\\", "\n", " ", "\r", "\t"),
    *("/*", "*/", "//", "/* a */", '"a"', "0x", "1", "1.5e", "007", "é", "\ufeff", "\0", "\ud800", "@", "#"),
    *("message", "enum", "service", "rpc", "returns", "stream", "oneof", "option", "map<", "reserved", "to", "max"),
    *("extend", "extensions", "group", "import", "public", "package", "syntax", "edition", "export", "local"),
    *("message M {", "enum E {", "\n}\n", "\nmessage N {}\n", "string a = 1;", "A = 0;", "a.b.C", "optional"),
)
"""What random edits insert."""


def random_edit(random_source: random.Random, text: str) -> str:
    """The text after one small edit at a random place: an insertion, a removal, both, or a copied part."""
    start = random_source.randrange(len(text) + 1)
    end = min(len(text), start + random_source.choice((0, 0, 1, 1, 2, 5, 20, 80)))
    choice = random_source.random()
    if choice < 0.6:
        new = random_source.choice(FRAGMENTS)
    elif choice < 0.8:
        new = ""
    else:
        source = random_source.randrange(len(text) + 1)
        new = text[source : source + random_source.choice((1, 5, 30, 100))]
    return text[:start] + new + text[end:]

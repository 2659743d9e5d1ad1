"""Paths of files, folder by folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.question import LATE, USUAL, Offer, Question, ranked
from protowright.ide.completion.requests.words import word_offer

_PLACES: Final = (
    (re.compile(r"\s*proto[ \t]*[<:][ \t]*(?P<path>\S*)$", re.IGNORECASE), (".proto",)),
    (
        re.compile(r"\s*protoset[ \t]*:[ \t]*(?P<path>\S*)$", re.IGNORECASE),
        (".binpb", ".bin", ".pb", ".protoset", ".desc"),
    ),
    (re.compile(r"\s*import[ \t]+(?P<path>\S*)$"), (".grpc", ".http", ".rest")),
    (re.compile(r"<(?:@[\w-]*)?[ \t]+(?P<path>[^\s{][^\n]*|)$"), ()),
    (re.compile(r"\s*(?:>>!?|<>)[ \t]*(?P<path>[^{\n]*)$"), ()),
)
"""Lines that name a file, and the ends of the names that fit; none where any file does."""

_OF_DIRECTIVES: Final = {
    "import": (".grpc", ".http", ".rest"),
    "grpc-proto": (".proto",),
    "grpc-import-path": ("/",),
    "grpc-protoset": (".binpb", ".bin", ".pb", ".protoset", ".desc"),
    "grpc-descriptor": (".binpb", ".bin", ".pb", ".protoset", ".desc"),
    "grpc-cacert": (".pem", ".crt", ".cer", ".cert"),
    "grpc-cert": (".pem", ".crt", ".cer", ".cert"),
    "grpc-key": (".pem", ".key"),
}
_REST = re.compile(r"[^\s/\"']*")


class _Path(NamedTuple):
    text: str
    suffixes: tuple[str, ...]


def file_completion(question: Question) -> CompletionList | None:
    """The items for a line that names a file; None for any other line."""
    found = _named(question.before)
    return None if found is None else path_completion(question, *found)


def directive_path_completion(question: Question, name: str, typed: str) -> CompletionList:
    """The items for the value of a directive that names a file or folder."""
    return path_completion(question, typed, _OF_DIRECTIVES.get(name, ()))


def path_completion(question: Question, typed: str, suffixes: tuple[str, ...]) -> CompletionList:
    """The files and folders that go on from the path that is `typed`, relative to the request file."""
    typed = typed.lstrip("\"'")
    folder, slash, word = typed.rpartition("/")
    place = os.path.join(os.path.dirname(question.path), os.path.expanduser(folder + slash))
    offers = list(_entries(question, os.path.normpath(place), word, suffixes))
    if not folder and not slash:
        offers += [_folder(question, "./", word), _folder(question, "../", word)]
    return ranked(offers, word)


def _named(before: str) -> _Path | None:
    for place, suffixes in _PLACES:
        found = place.match(before)
        if found is not None:
            return _Path(found["path"], suffixes)
    return None


def _entries(question: Question, folder: str, word: str, suffixes: tuple[str, ...]) -> Iterator[Offer]:
    own = os.path.basename(question.path)
    for name in question.snapshot.folder_entries(folder):
        if name.endswith("/"):
            yield _folder(question, name, word)
        elif name != own and (not suffixes or name.endswith(suffixes)):
            yield word_offer(question, name, "file", word, rest=_rest(question))


def _folder(question: Question, name: str, word: str) -> Offer:
    """A folder, with its slash unless that stands behind the cursor."""
    text = name.rstrip("/") if question.behind[_rest(question) :].startswith("/") else name
    nearness = LATE if name.startswith(".") else USUAL
    return word_offer(question, name, "folder", word, text=text, nearness=nearness, rest=_rest(question))


def _rest(question: Question) -> int:
    found = _REST.match(question.behind)
    return found.end() if found is not None else 0

"""What a text names that can be opened: files and web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.comments import comments
from protowright.ide.languages import is_proto, is_request
from protowright.project.imported_requests import path_beside
from protowright.project.snapshot import Snapshot
from protowright.request.named_files import is_whole, named_files
from protowright.request.syntax.nodes import RequestFile
from protowright.text.span import Span

_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
_TRAILING = ".,;:!?*"
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link at `span`: to the file at the absolute `path`, or to a `url` when the path is empty."""

    span: Span
    path: str = ""
    url: str = ""


def document_links(snapshot: Snapshot, path: str) -> list[DocumentLink]:
    """The links of the file at `path`, in the order of its text."""
    document = snapshot.document(path)
    if document is None:
        return []
    found: list[DocumentLink] = []
    if is_proto(path):
        found += _imports(snapshot, path)
    elif is_request(path):
        found += _files(document.requests, path)
    else:
        return []
    return sorted([*found, *_urls(document.text, path)], key=lambda link: link.span)


def _imports(snapshot: Snapshot, path: str) -> Iterator[DocumentLink]:
    link = snapshot.linked(path)
    for entry in () if link is None else link.imports:
        if entry.target is not None and entry.fact.node.path is not None and link is not None:
            start, end = link.symbols.tree.span(entry.fact.node.path)
            yield DocumentLink(Span(start + 1, max(end - 1, start + 1)), entry.target.path)


def _files(file: RequestFile, path: str) -> Iterator[DocumentLink]:
    for block in file.blocks:
        for word in filter(is_whole, named_files(block)):
            yield DocumentLink(word.span, path_beside(path, word.text))


def _urls(text: str, path: str) -> Iterator[DocumentLink]:
    if "://" not in text:
        return
    for comment in comments(text, path):
        end = comment.end - 2 * comment.of(text).startswith("/*")
        for match in _URL.finditer(text, comment.start, end):
            url = _without_end(match[0])
            yield DocumentLink(Span(match.start(), match.start() + len(url)), url=url)


def _without_end(url: str) -> str:
    """A URL in a sentence: without the punctuation behind it, and without a bracket that opened before it."""
    while url[-1:] and (url[-1] in _TRAILING or url.count(url[-1]) > url.count(_PAIRS.get(url[-1], url[-1]))):
        url = url[:-1]
    return url

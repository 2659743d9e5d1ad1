"""The names in the files that requests send: `< ./body.json`."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.body_mentions import body_mentions
from protowright.ide.mentions import Mention
from protowright.ide.request_mentions import SchemaNamer
from protowright.ide.search_files import having
from protowright.project.imported_requests import path_beside
from protowright.project.request_calls import RequestCall
from protowright.project.snapshot import Snapshot
from protowright.request.body.slots import Slots
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import Block


def body_file_mentions(snapshot: Snapshot, path: str, words: tuple[str, ...]) -> Iterator[tuple[str, Mention]]:
    """The mentions, with one of the words in them, in the body files of the request file at `path`; each with the absolute
    path of its file. A file that several requests send comes once for each of them."""
    document = snapshot.document(path)
    for block in () if document is None or "<" not in document.text else document.requests.requests:
        for place in _places(path, block):
            body = snapshot.document(place)
            if body is not None and any(word in body.text for word in words):
                found = _in_body(snapshot, path, block, body.text, words)
                yield from ((place, mention) for mention in found)


def _places(path: str, block: Block) -> Iterator[str]:
    for message in block.messages:
        if message.file is not None and message.file.text and "{{" not in message.file.text:
            yield path_beside(path, message.file.text)


def _in_body(snapshot: Snapshot, path: str, block: Block, text: str, words: tuple[str, ...]) -> Iterator[Mention]:
    document = snapshot.document(path)
    call = None if document is None else RequestCall.of(snapshot, path, document.requests, block)
    if call is None:
        return
    name = SchemaNamer(snapshot, call.found, having(text, words))
    for value in JsonParser(text, 0, len(text)).values():
        yield from body_mentions(value, call.input, call.takes_stream, Slots(call.found.schema), name)

"""What can be typed here, in request files: the part of the request decides."""

from __future__ import annotations

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.request_lines import request_line_completion
from protowright.ide.completion.requests.bodies import body_completion
from protowright.ide.completion.requests.question import Question
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.body_parser import ends_json
from protowright.request.syntax.lines import split_lines
from protowright.request.syntax.parser import ends_metadata


def request_completion(
    snapshot: Snapshot, path: str, offset: int, snippets: bool = False, trigger: str = ""
) -> CompletionList:
    """The items for the place `offset` of the request file at `path`.

    `snippets`: the client takes them. `trigger` is the character that asked, empty when a person did.
    """
    document = snapshot.document(path)
    block = None if document is None else document.requests.block_at(offset)
    if document is None or block is None:
        return CompletionList()
    question = Question(snapshot, path, document.requests, block, offset, snippets, trigger)
    start = body_start(question)
    if start is not None and question.line.start >= start and not ends_json(question.line.text):
        return body_completion(question, start)
    return request_line_completion(snapshot, path, offset)


def body_start(question: Question) -> int | None:
    """Where the lines under the metadata start; None when there is no request, or the cursor is above them."""
    line = question.block.line
    if line is None or question.block.is_foreign or question.offset <= line.span.end:
        return None
    for each in split_lines(question.text[line.span.start : question.line.end])[1:]:
        if ends_metadata(each.text):
            return line.span.start + each.start
    return None

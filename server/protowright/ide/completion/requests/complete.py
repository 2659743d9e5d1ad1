"""What can be typed here, in request files: the part of the request decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.assertions import assertion_completion
from protowright.ide.completion.requests.bodies import body_completion
from protowright.ide.completion.requests.calls import call_completion
from protowright.ide.completion.requests.directives import directive_completion
from protowright.ide.completion.requests.files import file_completion
from protowright.ide.completion.requests.line_starts import head_completion, tail_completion
from protowright.ide.completion.requests.metadata import metadata_completion
from protowright.ide.completion.requests.question import Question
from protowright.ide.completion.requests.variables import variable_completion
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.body_parser import ends_json
from protowright.request.syntax.lines import split_lines
from protowright.request.syntax.parser import ends_metadata

_Source = Callable[[Question], CompletionList | None]
_NOTHING = CompletionList()


def request_completion(
    snapshot: Snapshot, path: str, offset: int, snippets: bool = False, trigger: str = ""
) -> CompletionList:
    """The items for the place `offset` of the request file at `path`.

    `snippets`: the client takes them. `trigger` is the character that asked, empty when a person did.
    """
    document = snapshot.document(path)
    block = None if document is None else document.requests.block_at(offset)
    if document is None or block is None:
        return _NOTHING
    question = Question(snapshot, path, document.requests, block, offset, snippets, trigger)
    if trigger == " " and not question.before.strip():
        return _NOTHING  # it is indentation
    return next((found for source in _sources(question) if (found := source(question)) is not None), _NOTHING)


def _sources(question: Question) -> Sequence[_Source]:
    """Who may know something about the place: the first that does has the word."""
    if question.block.is_foreign:
        return variable_completion, directive_completion
    if question.line.text.startswith("###"):
        return ()
    line = question.block.line
    if line is None or question.line.start <= line.span.start:
        return variable_completion, directive_completion, call_completion, file_completion, _comment, head_completion
    start = body_start(question)
    if start is None or question.line.start < start:
        return (
            variable_completion,
            directive_completion,
            assertion_completion,
            file_completion,
            _comment,
            metadata_completion,
        )
    if ends_json(question.line.text):
        return variable_completion, assertion_completion, file_completion
    return variable_completion, lambda asked: body_completion(asked, start), tail_completion


def _comment(question: Question) -> CompletionList | None:
    """Nothing is offered in comments."""
    return _NOTHING if question.before.lstrip().startswith(("#", "//")) else None


def body_start(question: Question) -> int | None:
    """Where the lines under the metadata start, those below the cursor apart; None when they do below it."""
    line = question.block.line
    if line is None:
        return None
    for each in split_lines(question.text[line.span.start : question.line.end])[1:]:
        if ends_metadata(each.text):
            return line.span.start + each.start
    return None

"""The mentions of a file, whatever language it is in: the one answer to "which name stands here"."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.declaration_mentions import DeclarationMentions
from protowright.ide.languages import is_proto, is_request, is_response
from protowright.ide.mentions import Mention, Wanted
from protowright.ide.option_mentions import OptionMentions
from protowright.ide.proto_mentions import ProtoMentions
from protowright.ide.request_mentions import RequestMentions
from protowright.ide.response_mentions import response_mentions
from protowright.ide.variable_mentions import VariableMentions
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span


def mentions(snapshot: Snapshot, path: str, wanted: Wanted) -> Iterator[Mention]:
    """The mentions in the file at the absolute `path` whose spans are wanted, in no promised order."""
    found: Iterator[Mention] = iter(())
    if is_proto(path):
        found = _in_proto(snapshot, path, wanted)
    elif is_request(path):
        found = _in_requests(snapshot, path, wanted)
    elif is_response(path):
        found = response_mentions(snapshot, path, wanted)
    return (mention for mention in found if wanted(mention.span))


def mentions_at(snapshot: Snapshot, path: str, offset: int) -> list[Mention]:
    """What the name at `offset` stands for; several mentions when it has several declarations.

    Between two names that touch the place, the one that starts there counts.
    """
    found = list(mentions(snapshot, path, lambda span: span.contains(offset)))
    span = max((mention.span for mention in found), default=Span(0, 0))
    return [mention for mention in found if mention.span == span]


def _in_proto(snapshot: Snapshot, path: str, wanted: Wanted) -> Iterator[Mention]:
    link = snapshot.linked(path)
    if link is not None:
        yield from ProtoMentions(link, wanted).all()
        yield from OptionMentions(link, wanted).all()
        yield from DeclarationMentions(snapshot, link, wanted).all()


def _in_requests(snapshot: Snapshot, path: str, wanted: Wanted) -> Iterator[Mention]:
    document = snapshot.document(path)
    if document is not None:
        yield from RequestMentions(snapshot, path, document.requests, wanted).all()
        yield from VariableMentions(snapshot, path, document.requests, wanted).all()

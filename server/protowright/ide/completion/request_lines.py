"""What can be typed here, in request files: services and methods."""

from __future__ import annotations

import re

from google.protobuf import descriptor_pb2 as pb

from protowright.ide.completion.items import MAXIMUM_ITEMS, CompletionItem, CompletionList
from protowright.ide.declarations import find_declaration
from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.comments import doc_comment
from protowright.text.span import Span

_SERVICE = re.compile(r"(?:^|[\s/])(?P<typed>[A-Za-z_][\w.]*)?$")
_METHOD = re.compile(r"(?:^|[\s/])(?P<service>[A-Za-z_][\w.]*)/(?P<typed>\w*)$")
_LINE = re.compile(r"\s*(?:GRPC\s+|grpcs?://|unix:)", re.IGNORECASE)


def request_line_completion(snapshot: Snapshot, path: str, offset: int) -> CompletionList:
    """The items for the place `offset` of the request file at `path`."""
    document = snapshot.document(path)
    if document is None:
        return CompletionList()
    line_start = document.text.rfind("\n", 0, offset) + 1
    before = document.text[line_start:offset]
    if not _LINE.match(before):
        return CompletionList()
    rest = re.match(r"[\w.]*", document.text[offset:])
    end = offset + (rest.end() if rest else 0)
    method = _METHOD.search(before)
    if method and _is_service(snapshot, method["service"], before[: method.start() + 1]):
        span = Span(line_start + method.start("typed"), end)
        return _bounded(_methods(snapshot, method["service"], span), method["typed"])
    service = _SERVICE.search(before)
    if service and _has_target(before[: service.start() + 1]):
        typed = service["typed"] or ""
        return _bounded(_services(snapshot, Span(offset - len(typed), end)), typed)
    return CompletionList()


def _is_service(snapshot: Snapshot, word: str, before: str) -> bool:
    """Whether `word` is meant as a service, not as a host or as part of a path prefix; `before` stands before it."""
    return word in snapshot.services() or ("." in word and _has_target(before))


def _has_target(before: str) -> bool:
    """Whether a host stands before the place, so that a service may follow."""
    words = before.split()
    return len(words) > 1 or "/" in before.partition("://")[2] or (len(words) == 1 and words[0].startswith("unix:"))


def _services(snapshot: Snapshot, span: Span) -> list[CompletionItem]:
    items = []
    for name, path in snapshot.services().items():
        items.append(CompletionItem(name, "service", "", _documentation(snapshot, path, name), name + "/", span))
    return items


def _methods(snapshot: Snapshot, service: str, span: Span) -> list[CompletionItem]:
    path = snapshot.services().get(service)
    schema = None if path is None else schema_of_file(snapshot, path)
    descriptor = None if schema is None else schema.service(service)
    if path is None or descriptor is None:
        return []
    return [
        CompletionItem(
            method.name,
            "rpc",
            _shape(method),
            _documentation(snapshot, path, f"{service}.{method.name}"),
            method.name,
            span,
        )
        for method in descriptor.method
    ]


def _shape(method: pb.MethodDescriptorProto) -> str:
    request = method.input_type.rpartition(".")[2]
    response = method.output_type.rpartition(".")[2]
    sends = "stream " if method.client_streaming else ""
    receives = "stream " if method.server_streaming else ""
    return f"({sends}{request}) returns ({receives}{response})"


def _documentation(snapshot: Snapshot, path: str, full_name: str) -> str:
    declared = find_declaration(snapshot, path, full_name)
    return "" if declared is None else doc_comment(declared[0].declaration)


def _bounded(items: list[CompletionItem], typed: str) -> CompletionList:
    """The items that fit what is typed; those that start with it come first."""
    fitting = [item for item in items if _fits(typed.lower(), item.label.lower())]
    fitting.sort(key=lambda item: (_rank(typed.lower(), item.label.lower()), item.label))
    return CompletionList(tuple(fitting[:MAXIMUM_ITEMS]), len(fitting) > MAXIMUM_ITEMS)


def _fits(typed: str, label: str) -> bool:
    """Whether the typed characters stand in the label, in their order."""
    position = 0
    for character in typed:
        position = label.find(character, position) + 1
        if position == 0:
            return False
    return True


def _rank(typed: str, label: str) -> int:
    if label.startswith(typed):
        return 0
    return 1 if label.rpartition(".")[2].startswith(typed) else 2

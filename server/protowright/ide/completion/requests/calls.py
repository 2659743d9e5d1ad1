"""Request lines: targets, services, methods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from google.protobuf import descriptor_pb2 as pb

from protowright.ide.completion.items import CompletionList, Declared
from protowright.ide.completion.requests.question import FIRST, LATE, NEAR, USUAL, Offer, Question, ranked
from protowright.ide.completion.requests.schema import filled
from protowright.ide.completion.requests.seen import seen
from protowright.ide.completion.requests.words import word_offer
from protowright.project.request_schemas import known_schemas
from protowright.project.schemas import schema_of_file
from protowright.proto.schema import Schema

_SERVICE = re.compile(r"(?:^|[\s/])(?P<typed>[A-Za-z_][\w.]*)?$")
_METHOD = re.compile(r"(?:^|[\s/])(?P<service>[A-Za-z_][\w.]*)/(?P<typed>\w*)$")
_LINE = re.compile(r"\s*(?:GRPC\s+|grpcs?://|unix:)", re.IGNORECASE)
_TARGET = re.compile(r"\s*GRPC[ \t]+(?P<typed>(?:grpcs?://|https?://|dns:/{0,3}|unix:)?[^\s/]*)$", re.IGNORECASE)
_SCHEMES = {
    "grpc://": "without TLS",
    "grpcs://": "with TLS",
    "unix:": "a socket",
    "dns:///": "a name, looked up by gRPC",
}
_HOST_NAMES = ("host", "url", "target", "address", "endpoint", "server")
_HOST = re.compile(r"(?:grpcs?|https?)://\S+|[\w.-]+:\d+|dns:.*|unix:.*")
_REST = re.compile(r"[\w.]*")


def call_completion(question: Question) -> CompletionList | None:
    """The items for a request line; None for any other line."""
    target = _TARGET.match(question.before)
    if target is not None:
        return ranked(list(_targets(question, target["typed"])), target["typed"])
    before = question.before
    if not _LINE.match(before):
        return None
    method = _METHOD.search(before)
    if method and _is_service(question, method["service"], before[: method.start() + 1]):
        return _method_list(question, method["service"], method["typed"])
    service, behind = _SERVICE.search(before), question.behind[_rest(question) :].strip()
    if service and (not behind or behind.startswith("/")) and _has_target(before[: service.start() + 1]):
        return _service_list(question, service["typed"] or "")
    return CompletionList()


def method_completion(question: Question, typed: str) -> CompletionList:
    """The items where `package.Service/Method` is written alone."""
    service, slash, method = typed.lstrip("/").rpartition("/")
    return _method_list(question, service, method) if slash else _service_list(question, typed.lstrip("/"))


def _is_service(question: Question, word: str, before: str) -> bool:
    """Whether `word` is meant as a service, not as a host or as part of a path prefix; `before` stands before it."""
    if word in question.snapshot.services() or ("." in word and _has_target(before)):
        return True
    return _has_target(before) and any(schema.service(word) is not None for schema in _schemas(question))


def _has_target(before: str) -> bool:
    """Whether a host stands before the place, so that a service may follow."""
    words = before.split()
    return len(words) > 1 or "/" in before.partition("://")[2] or (len(words) == 1 and words[0].startswith("unix:"))


# Targets


def _targets(question: Question, typed: str) -> Iterator[Offer]:
    """Targets that were called before, those of this file first; variables that hold one; schemes."""
    rest = re.match(r"[^\s/]*", question.behind)
    behind = rest.end() if rest is not None else 0
    end = "" if question.behind[behind:].strip() else "/"
    here, elsewhere = seen(question.snapshot, question.path)
    own = question.block.line.target.text if question.block.line is not None else ""
    found = {name: FIRST for name, count in here.targets.most_common() if name != own or count > 1}
    for name in (*_variables(question), *(target for target, _ in elsewhere.targets.most_common())):
        found.setdefault(name, NEAR)
    for name, nearness in found.items():
        detail = filled(question, name) if "{{" in name else ""
        yield word_offer(question, name, "target", typed, detail, text=name + end, nearness=nearness, rest=behind)
    for scheme, detail in _SCHEMES.items():
        if scheme != typed:
            yield word_offer(question, scheme, "keyword", typed, detail, nearness=LATE, rest=behind)


def _variables(question: Question) -> Iterator[str]:
    """Variables whose name or value is that of a host."""
    values = dict(question.snapshot.environment(question.path).variables)
    values |= {variable.name.text: variable.value.text for variable in question.file.variables}
    for name, value in values.items():
        if _HOST.fullmatch(value) or name.lower().endswith(_HOST_NAMES):
            yield f"{{{{{name}}}}}"


# Services and methods


def _service_list(question: Question, typed: str) -> CompletionList:
    return ranked(list(_services(question, typed)), typed, keeps_order=False)


def _services(question: Question, typed: str) -> Iterator[Offer]:
    """The services of the schemas that the request names or its server told, then those of the workspace."""
    rest, ours = _rest(question), question.snapshot.services()
    end = "" if question.behind[rest:].startswith("/") else "/"
    told = {name: schema for schema in _schemas(question) for name in schema.services() if name not in ours}
    for name in (*told, *ours):
        place = told[name].places.get(name) if name in told else None
        path = ours.get(name) or (place.path if place is not None else "")
        facts = question, name, "service", typed
        declared = Declared(path, name) if path else None
        nearness = NEAR if name in told else USUAL
        yield word_offer(*facts, text=name + end, nearness=nearness, rest=rest, declared=declared)


def _schemas(question: Question) -> list[Schema]:
    return [found.schema for found in known_schemas(question.snapshot, question.path, question.file, question.block)]


def _method_list(question: Question, service: str, typed: str) -> CompletionList:
    return ranked(list(_methods(question, service, typed)), typed, keeps_order=False)


def _methods(question: Question, service: str, typed: str) -> Iterator[Offer]:
    path = question.snapshot.services().get(service)
    schemas = _schemas(question) + ([] if path is None else [schema_of_file(question.snapshot, path)])
    schema = next((schema for schema in schemas if schema.service(service) is not None), None)
    descriptor = None if schema is None else schema.service(service)
    for method in () if descriptor is None or schema is None else descriptor.method:
        full_name = f"{service}.{method.name}"
        place = schema.places.get(full_name) if schema is not None else None
        yield word_offer(
            *(question, method.name, "rpc", typed, _shape(method)),
            nearness=LATE if method.options.deprecated else USUAL,
            declared=None if place is None else Declared(place.path, full_name),
            rest=_rest(question),
            is_deprecated=method.options.deprecated,
        )


def _shape(method: pb.MethodDescriptorProto) -> str:
    request = method.input_type.rpartition(".")[2]
    response = method.output_type.rpartition(".")[2]
    sends = "stream " if method.client_streaming else ""
    receives = "stream " if method.server_streaming else ""
    return f"({sends}{request}) returns ({receives}{response})"


def _rest(question: Question) -> int:
    found = _REST.match(question.behind)
    return found.end() if found is not None else 0

"""What is wrong with a request file: its syntax, its variables, and whether its requests fit their schemas."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Tag
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import (
    CIRCULAR_REFERENCE,
    DUPLICATE_REQUEST_NAME,
    FOREIGN_JSON_FORM,
    GRPCURL_COMMAND,
    MISSING_METHOD,
    SCRIPT_NOT_RUN,
    UNKNOWN_DIRECTIVE,
    UNKNOWN_METHOD,
    UNKNOWN_SERVICE,
)
from protowright.project.missing_files import missing_files
from protowright.project.request_calls import RequestNames
from protowright.project.request_schemas import RequestSchema, find_request_schema, schema_in_files
from protowright.project.schemas import shown_path
from protowright.project.snapshot import Snapshot
from protowright.project.unresolved_variables import unclosed_variables, unresolved_variables
from protowright.request.declared import declared_in_source
from protowright.request.directive_values import directive_faults
from protowright.request.directives import DIRECTIVES, known_directive
from protowright.request.grpcurl import NotGrpcurl, from_grpcurl
from protowright.request.metadata_check import metadata_faults
from protowright.request.names import block_name
from protowright.request.syntax.json_nodes import JsonArray
from protowright.request.syntax.json_tokens import has_comments
from protowright.request.syntax.nodes import Block, RequestFile, RequestKind, RequestLine, Word
from protowright.text.edit import Edit
from protowright.text.nearest import nearest, suggestion

if TYPE_CHECKING:
    pass


def request_diagnostics(snapshot: Snapshot, path: str) -> list[Diagnostic]:
    """The diagnostics of the request file at `path`, in the order of its text."""
    document = snapshot.document(path)
    if document is None:
        return []
    file = document.requests
    found = [
        *file.diagnostics,
        *_apart_from_schemas(snapshot, path, file, file.blocks),
        *_circles(snapshot, path, file),
    ]
    own = [block for block in file.blocks if not block.is_foreign]
    found += [*_advice(snapshot, path, file, own), *_paths(snapshot, path, file, own)]
    for block, line in _calls(file.requests):
        schema = find_request_schema(snapshot, path, file, block)
        if schema is None and not line.method.text:
            found.append(_missing_method(line, ()))
        elif schema is None:
            found += _unknown_service(snapshot, line.service)
        else:
            found += _without_losses(file.text, _against_schema(snapshot, schema, block, line))
    return sorted(found, key=lambda diagnostic: diagnostic.span)


def faults_before_sending(snapshot: Snapshot, path: str, file: RequestFile, block: Block) -> list[Diagnostic]:
    """The diagnostics inside one request that count when it is to be sent, in the order of its text.

    What the server told of its schema earlier does not count: it may have another one now, and will be asked again. Circles
    do not either: who runs what the request needs first has met them.
    """
    found = [*file.diagnostics, *_apart_from_schemas(snapshot, path, file, (block,))]
    for _, line in _calls((block,)):
        schema = schema_in_files(snapshot, path, file, block)
        found += () if schema is None else _against_schema(snapshot, schema, block, line)
    inside = [fault for fault in found if block.span.start <= fault.span.start <= block.span.end]
    return sorted(inside, key=lambda diagnostic: diagnostic.span)


def _apart_from_schemas(
    snapshot: Snapshot, path: str, file: RequestFile, blocks: Iterable[Block]
) -> Iterator[Diagnostic]:
    """What is wrong in blocks of the file, and between its requests. Blocks of other protocols are not ours to judge."""
    own = [block for block in blocks if not block.is_foreign]
    yield from _commands(own, file.text)
    yield from _directives(own)
    yield from _values(own)
    yield from (fault for block in own for fault in metadata_faults(block, file.text))
    yield from _names(file)
    yield from unresolved_variables(snapshot, path, file, own)
    yield from unclosed_variables(file, own)


def _advice(snapshot: Snapshot, path: str, file: RequestFile, own: list[Block]) -> Iterator[Diagnostic]:
    """What is not looked at before a request is sent: secrets in a file that is not private, variables without a use; and what
    the sending itself tells of: files, requests and targets that are none."""
    from protowright.project.target_faults import target_faults
    from protowright.project.unknown_requests import unknown_requests
    from protowright.request.literal_secrets import literal_secrets
    from protowright.request.unused_variables import unused_variables

    if ".private." not in os.path.basename(path):
        yield from (fault for block in own for fault in literal_secrets(block))
    yield from _scripts(own)
    yield from missing_files(snapshot, path, file, own)
    yield from unknown_requests(snapshot, path, file, own)
    yield from target_faults(snapshot, path, file, own)
    environment = snapshot.environment(path)
    yield from unused_variables(file, (*environment.variables.values(), *environment.dotenv.values()))


def _paths(snapshot: Snapshot, path: str, file: RequestFile, own: list[Block]) -> Iterator[Diagnostic]:
    """The paths into messages that find nothing."""
    if "{{" in file.text or any(block.assertions for block in own):
        from protowright.project.path_faults import PathFaults

        yield from PathFaults(snapshot, path, file).all(own)


def _scripts(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """What other tools would run."""
    message, help = "this script is not run", "write `?? status == OK` and the like for what it tests"
    for block in blocks:
        for span in block.scripts:
            yield Diagnostic(SCRIPT_NOT_RUN, message, span, help=help, tags=(Tag.UNNECESSARY,))


def _commands(blocks: Iterable[Block], text: str) -> Iterator[Diagnostic]:
    """Commands that were pasted into the text, with the requests that stand for them."""
    for span in (span for block in blocks for span in block.commands):
        message = "a grpcurl command is not run here: change it to a request"
        try:
            request = from_grpcurl(span.of(text).removeprefix("$").strip())
        except NotGrpcurl as error:
            yield Diagnostic(GRPCURL_COMMAND, message, span, help=str(error))
        else:
            fix = Fix("Change to a request", (Edit(span, request.rstrip("\n")),))
            yield Diagnostic(GRPCURL_COMMAND, message, span, fixes=(fix,))


def _calls(blocks: Iterable[Block]) -> Iterator[tuple[Block, RequestLine]]:
    """The blocks that call a method whose name has no variable in it, with their request lines."""
    for block in blocks:
        line = block.line
        if line is not None and line.kind is RequestKind.CALL and "{{" not in line.service.text + line.method.text:
            yield block, line


def _against_schema(snapshot: Snapshot, found: RequestSchema, block: Block, line: RequestLine) -> Iterator[Diagnostic]:
    """What does not fit between a request and its schema."""
    method = found.schema.method(line.service.text, line.method.text)
    if not line.method.text:
        yield _missing_method(line, _methods(found, line.service))
        return
    if method is None:
        yield _unknown_method(snapshot, found, line.service, line.method)
        return
    from protowright.request.body import check_body
    from protowright.request.call_check import call_faults

    yield from call_faults(found.schema, method, block, line)
    for message in block.messages:
        value = message.json
        if isinstance(value, JsonArray) and method.descriptor.client_streaming:
            for item in value.values:
                yield from check_body(item, method.descriptor.input_type, found.schema)
        elif value is not None:
            yield from check_body(value, method.descriptor.input_type, found.schema)


def _without_losses(text: str, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The faults, without the fixes that would write a value anew and leave out the comments in it."""
    for fault in faults:
        loses = fault.code is FOREIGN_JSON_FORM and has_comments(text, fault.span)
        yield replace(fault, fixes=()) if loses else fault


def _unknown_service(snapshot: Snapshot, service: Word) -> Iterator[Diagnostic]:
    """Silent unless a name of the workspace is near: a service may be known to its server only, by reflection."""
    services = snapshot.services()
    near = _near_services(service.text, list(services))
    if near and service.text not in services:
        message = f"no `.proto` file of the workspace has the service `{service.text}`"
        fixes = guesses(service.span, near)
        yield Diagnostic(UNKNOWN_SERVICE, message, service.span, help=suggestion(near), fixes=fixes)


def _near_services(wanted: str, names: list[str]) -> list[str]:
    """The services of that simple name in any package, else those spelled nearly so."""
    simple = wanted.rpartition(".")[2]
    same = [name for name in names if simple and name.rpartition(".")[2] == simple]
    return same[:3] or nearest(wanted, names, 3, likeness=0.85)


def _unknown_method(snapshot: Snapshot, found: RequestSchema, service: Word, method: Word) -> Diagnostic:
    if f"{service.text}.{method.text}" in found.schema.places:
        return _unfinished_method(snapshot, found, f"{service.text}.{method.text}", method)
    names = _methods(found, service)
    near = nearest(method.text, names, 3)
    fixes = guesses(method.span, near)
    help = suggestion(near) or (f"it has {', '.join(names[:12])}" if names else None)
    message = f"the method `{method.text}` is not in `{service.text}` ({_declared_in(snapshot, found, service.text)})"
    related = declared_in_source(found.schema, service.text, "the service is declared here")
    return Diagnostic(UNKNOWN_METHOD, message, method.span, related, help, fixes)


def _unfinished_method(snapshot: Snapshot, found: RequestSchema, full_name: str, method: Word) -> Diagnostic:
    """A method that is declared, while one of its types is not: what cannot be made sense of is in no schema."""
    message = f"a type of the method `{method.text}` is unknown ({_declared_in(snapshot, found, full_name)})"
    related = declared_in_source(found.schema, full_name, "the method is declared here")
    return Diagnostic(UNKNOWN_METHOD, message, method.span, related, "mend the `.proto` file first")


def _missing_method(line: RequestLine, names: Sequence[str]) -> Diagnostic:
    message, service = "the request names no method", line.service.text
    known = f"it has {', '.join(names[:12])}" if names else "`/` alone describes the service"
    help = (
        f"write `/Method` behind `{service}`: {known}"
        if service
        else "write `/package.Service/Method` behind the target"
    )
    return Diagnostic(MISSING_METHOD, message, line.service.span if service else line.span, help=help)


def _methods(found: RequestSchema, service: Word) -> list[str]:
    descriptor = found.schema.service(service.text)
    return [] if descriptor is None else [known.name for known in descriptor.method]


def _declared_in(snapshot: Snapshot, found: RequestSchema, service: str) -> str:
    """Where a schema has a service from: the file and its line, as far as it comes from source."""
    place = found.schema.places.get(service)
    document = None if place is None else snapshot.document(place.path)
    if place is None or document is None:
        return found.schema.origin
    return f"{shown_path(snapshot, place.path)}:{document.lines.line_of(place.offset) + 1}"


def _directives(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    for block in blocks:
        for directive in block.directives:
            name = directive.name
            if known_directive(name.text) is None:
                near = nearest(name.text, DIRECTIVES, 3)
                fixes = guesses(name.span, near[:1])
                message = f"the directive `@{name.text}` is unknown and ignored"
                yield Diagnostic(UNKNOWN_DIRECTIVE, message, name.span, help=suggestion(near), fixes=fixes)


def _values(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """Values of directives that do not fit, and assertions that say nothing."""
    for block in blocks:
        yield from directive_faults(block)
        if block.assertions:
            from protowright.request.assertions.parser import assertion_faults

            yield from assertion_faults(block)


def _names(file: RequestFile) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for block in file.requests:
        directive = block.directive("name")
        if directive is None or not directive.value.text:
            continue
        name = block_name(block).lower()
        if name in seen:
            message = f"another request has the name `{directive.value.text}`"
            yield Diagnostic(DUPLICATE_REQUEST_NAME, message, directive.value.span, help="give it a name of its own")
        seen.add(name)


def _circles(snapshot: Snapshot, path: str, file: RequestFile) -> Iterator[Diagnostic]:
    """Requests that need one another, each circle at the first step of it."""
    dependencies = RequestNames(snapshot, path, file).dependencies()
    for circle in dependencies.circles():
        first, following = circle.names[0], circle.names[1 % len(circle.names)]
        span = next(need.span for need in dependencies.needs(first) if need.name == following)
        yield Diagnostic(CIRCULAR_REFERENCE, str(circle), span, help="let one of them do without the other")

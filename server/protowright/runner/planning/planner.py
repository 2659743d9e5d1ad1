"""Making the plan of a request: variables are filled in, paths made absolute, and what stands in the way is said."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import UNKNOWN_DIRECTIVE, UNKNOWN_SERVICE, UNRESOLVED_VARIABLE
from protowright.project.request_diagnostics import faults_before_sending
from protowright.project.request_schemas import NamedSchema, RequestSchema, named_schemas, schema_in_files
from protowright.project.secrets import secret_values
from protowright.project.snapshot import Snapshot
from protowright.request.assertions.outcome import Outcome
from protowright.request.names import find_request, request_names
from protowright.request.syntax.nodes import RequestKind
from protowright.request.variables import UnresolvedVariable, token_place
from protowright.runner.plan import NotSent, Plan
from protowright.runner.planning.connection import options_of, security_of, target_of
from protowright.runner.planning.context import PlanContext
from protowright.runner.planning.credentials import authorization
from protowright.runner.planning.messages import steps_of
from protowright.text.redaction import text_redactor

if TYPE_CHECKING:
    from protowright.project.run_reports import Place

RESPONSE_SUFFIX = ".grpc-response"
_IGNORED_METADATA = frozenset(("content-type",))
_NEVER_REFUSED = (UNKNOWN_SERVICE, UNKNOWN_DIRECTIVE)
"""A service without source is no fault here: reflection may know it."""

Pairs = tuple[tuple[str, str], ...]


def make_plan(
    snapshot: Snapshot,
    path: str,
    name: str,
    environment_name: str | None = None,
    overrides: Mapping[str, str] | None = None,
    known: Mapping[Place, tuple[Plan, Outcome]] | None = None,
) -> Plan:
    """The plan for the request `name` of the file at the absolute `path`.

    `overrides` are variables that win over all; `known` is what other requests sent and got.

    Raises NotSent when the request has a fault, a variable has no value, or there is no such request.
    """
    document = snapshot.document(path)
    if document is None:
        raise NotSent("there is no such file", path, 1)
    block = find_request(document.requests, name)
    if block is None:
        names = ", ".join(own for _, own in request_names(document.requests)) or "none"
        raise NotSent(f"there is no request `{name}` here; the file has {names}", path, 1)
    context = PlanContext(snapshot, path, document.requests, block, environment_name, overrides, known)
    try:
        return _plan(context, name)
    except NotSent as error:
        redact = text_redactor(tuple(secret_values(context.environment, ())))
        raise NotSent(redact(str(error)), error.path, error.line) from None


def response_path(request_path: str, name: str) -> str:
    """Where the response document of a request belongs: beside the file, named after both."""
    stem, _ = os.path.splitext(request_path)
    return f"{stem}.{name}{RESPONSE_SUFFIX}"


def _plan(context: PlanContext, name: str) -> Plan:
    line = context.block.line
    assert line is not None, "only requests have names"
    if not os.path.isabs(context.path):
        raise context.not_sent("this file is not on disk yet: save it, its response goes beside it", line.span)
    _refuse_unanswered(context)
    _refuse_faults(context)
    is_call = line.kind is RequestKind.CALL
    if is_call and not line.method.text:
        raise context.not_sent("the request names no method: write `package.Service/Method`", line.span)
    service = context.fill(line.service.text, line.service.span)
    method = context.fill(line.method.text, line.method.span)
    found = _schema(context, service)
    metadata = tuple(_metadata(context))
    reflection_metadata = (*metadata, *context.values.reflection_metadata)
    return Plan(
        name=name,
        target=target_of(context),
        service=service,
        method=method,
        metadata=metadata,
        steps=steps_of(context, found, service, method),
        timeout=context.values.timeout,
        security=security_of(context),
        schema=None if found is None else _serialized(context, found),
        schema_origin="" if found is None else found.schema.origin,
        reflection_metadata=reflection_metadata,
        discovery="" if is_call else line.kind.value,
        response_path=response_path(context.path, name),
        secrets=tuple(sorted(secret_values(context.environment, reflection_metadata))),
        options=options_of(context),
        compression=context.values.compression or "",
        wait_for_ready=context.values.wait_for_ready,
        keep_streaming=context.values.keep_streaming,
        assertions=tuple(_assertions(context)),
        redirects=tuple(_redirects(context)),
        sleep=context.values.sleep,
        loop=context.values.loop or 1,
        is_logged=not context.values.no_log,
        note=context.values.note if context.block.directive("note") is not None else None,
        tokens=tuple(_tokens(context, reflection_metadata)),
    )


# What stands in the way


def _refuse_unanswered(context: PlanContext) -> None:
    """A request that asks for a variable needs an answer; nobody can be asked here."""
    assert context.block.line is not None
    for prompt in context.values.prompts:
        if prompt.name not in context.variables.names():
            asked = f" ({prompt.text})" if prompt.text else ""
            way = f"give it with `--var {prompt.name}=...`, or in an environment"
            sentence = f"the request asks for `{prompt.name}`{asked}: {way}"
            raise context.not_sent(sentence, context.block.line.span)


def _refuse_faults(context: PlanContext) -> None:
    """A request with a fault is not sent."""
    for fault in faults_before_sending(context.snapshot, context.path, context.file, context.block):
        if _concerns(context, fault):
            help = f"; {fault.help}" if fault.help else ""
            raise context.not_sent(f"{fault.message}{help}", fault.span)


def _concerns(context: PlanContext, fault: Diagnostic) -> bool:
    if fault.severity is not Severity.ERROR or fault.code in _NEVER_REFUSED:
        return False
    return fault.code is not UNRESOLVED_VARIABLE or not _has_value(context, fault.span.of(context.file.text))


def _has_value(context: PlanContext, text: str) -> bool:
    """Whether a variable has a value after all: the diagnostics do not know which environment was chosen."""
    try:
        context.variables.fill(text)
    except UnresolvedVariable:
        return False
    return True


# The schema


def _schema(context: PlanContext, service: str) -> RequestSchema | None:
    """The schema in files; None when the server has to be asked, as what it said earlier may be out of date."""
    for named in named_schemas(context.path, context.file, context.block):
        _refuse_unreadable(context, named)
    return schema_in_files(context.snapshot, context.path, context.file, context.block, service)


def _refuse_unreadable(context: PlanContext, named: NamedSchema) -> None:
    from protowright.project.descriptor_sets import InvalidDescriptorSet, read_descriptor_set

    try:
        if named.is_descriptor_set:
            read_descriptor_set(named.path)
        elif context.snapshot.document(named.path) is None:
            raise context.not_sent(f"the schema file {named.path} does not exist", named.word.span)
    except InvalidDescriptorSet as error:
        raise context.not_sent(f"the descriptor set {named.path} {error}", named.word.span) from None


def _serialized(context: PlanContext, found: RequestSchema) -> bytes:
    from protowright.project.schemas import first_fault, shown_path

    snapshot = context.snapshot
    if found.import_paths:
        snapshot = snapshot.with_import_paths(found.import_paths)
    fault = first_fault(snapshot, found.path) if found.path else None
    if fault is not None:
        where = f"{shown_path(snapshot, fault.path)}:{fault.line}"
        assert context.block.line is not None
        service = context.block.line.service
        message = f"the schema of `{service.text}` has a fault: {fault.message} ({where})"
        raise context.not_sent(message, service.span)
    return found.schema.serialized


# Metadata and secrets


def _metadata(context: PlanContext) -> Iterator[tuple[str, str]]:
    for entry in context.block.metadata:
        key = context.fill(entry.key.text, entry.key.span).lower()
        if key not in _IGNORED_METADATA:
            value = context.fill(entry.value.text, entry.value.span)
            yield key, authorization(value) if key == "authorization" else value
    yield from context.values.metadata


# What is done with the response


def _assertions(context: PlanContext) -> Iterator[tuple[int, str]]:
    """The line of each assertion, from 1, and its text."""
    document = context.snapshot.document(context.path)
    for word in context.block.assertions:
        line = 0 if document is None else document.lines.line_of(word.span.start)
        yield line + 1, context.fill(word.text, word.span)


def _redirects(context: PlanContext) -> Iterator[tuple[str, bool]]:
    for redirect in context.block.redirects:
        yield context.absolute(context.fill(redirect.path.text, redirect.path.span)), redirect.overwrites


def _tokens(context: PlanContext, metadata: Pairs) -> Iterator[tuple[str, str]]:
    """The settings of the tokens that metadata refers to, as JSON with their variables filled in."""
    assert context.block.line is not None
    for name, settings in context.environment.tokens.items():
        if any(token_place(name) in value for _, value in metadata):
            yield name, context.fill(json.dumps(settings), context.block.line.span)

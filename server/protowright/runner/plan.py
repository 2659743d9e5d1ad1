"""A request with everything decided: no variable, no relative path, no question is left."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from google.protobuf import descriptor_pb2 as pb

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import UNKNOWN_DIRECTIVE, UNKNOWN_SERVICE, UNRESOLVED_VARIABLE
from protowright.project.environments import Environment
from protowright.project.request_diagnostics import request_diagnostics
from protowright.project.request_schemas import RequestSchema, find_request_schema
from protowright.project.schemas import first_fault, shown_path
from protowright.project.snapshot import Snapshot
from protowright.request.names import find_request, request_names
from protowright.request.syntax.json_nodes import JsonArray
from protowright.request.syntax.nodes import Block, Message, RequestFile, RequestKind
from protowright.request.target import InvalidTarget, Target, parse_target
from protowright.request.to_json import to_json
from protowright.request.variables import UnresolvedVariable, Variables
from protowright.text.span import Span

RESPONSE_SUFFIX = ".grpc-response"
_DURATION = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s|m|h)?")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_SECRET_NAME = re.compile(r"token|secret|passw|credential|api.?key|auth", re.IGNORECASE)
_IGNORED_METADATA = frozenset(("content-type",))


class NotSent(Exception):
    """The request cannot be made; the sentence says why and what to do. `line` counts from 1."""

    def __init__(self, message: str, path: str, line: int) -> None:
        super().__init__(message)
        self.path = path
        self.line = line


@dataclass(frozen=True)
class TransportSecurity:
    """Absolute paths of PEM files, each None when not given, and the authority to expect instead of the host."""

    ca_file: str | None = None
    certificate_file: str | None = None
    key_file: str | None = None
    authority: str | None = None


@dataclass(frozen=True)
class Plan:
    """One call to make.

    `steps` are the messages in strict JSON, with None where one more message of the server is awaited. `timeout` is in
    seconds. `schema` is a serialized `FileDescriptorSet`, None when the schema comes from reflection. `discovery` is
    `list` or `describe` when the request is no call, else empty. `response_path` is where the response document belongs,
    absolute. `secrets` are texts that no event may show.
    """

    name: str
    target: Target
    service: str
    method: str
    metadata: tuple[tuple[str, str], ...]
    steps: tuple[str | None, ...]
    timeout: float | None
    security: TransportSecurity
    schema: bytes | None
    schema_origin: str
    reflection_metadata: tuple[tuple[str, str], ...]
    discovery: str
    response_path: str
    secrets: tuple[str, ...]

    @property
    def path(self) -> str:
        """The HTTP/2 path of the method."""
        return f"{self.target.prefix}/{self.service}/{self.method}"


def make_plan(snapshot: Snapshot, path: str, name: str, environment_name: str | None = None) -> Plan:
    """The plan for the request `name` of the file at the absolute `path`.

    Raises NotSent when the request has a fault, a variable has no value, or there is no such request.
    """
    document = snapshot.document(path)
    if document is None:
        raise NotSent("there is no such file", path, 1)
    block = find_request(document.requests, name)
    if block is None:
        names = ", ".join(own for _, own in request_names(document.requests)) or "none"
        raise NotSent(f"there is no request `{name}` here; the file has {names}", path, 1)
    return _Planner(snapshot, path, document.requests, block, environment_name).plan(name)


def response_path(request_path: str, name: str) -> str:
    """Where the response document of a request belongs: beside the file, named after both."""
    stem, _ = os.path.splitext(request_path)
    return f"{stem}.{name}{RESPONSE_SUFFIX}"


class _Planner:
    def __init__(
        self, snapshot: Snapshot, path: str, file: RequestFile, block: Block, environment_name: str | None
    ) -> None:
        self._snapshot = snapshot
        self._path = path
        self._file = file
        self._block = block
        self._environment = snapshot.environment(path, environment_name)
        self._variables = Variables(file, self._environment.variables, self._environment.dotenv)

    def plan(self, name: str) -> Plan:
        block = self._block
        assert block.line is not None, "only requests have names"
        if not os.path.isabs(self._path):
            raise self._not_sent("this file is not on disk yet: save it, its response goes beside it", block.line.span)
        self._refuse_faults()
        is_call = block.line.kind is RequestKind.CALL
        if is_call and not block.line.method.text:
            raise self._not_sent("the request names no method: write `package.Service/Method`", block.line.span)
        found = find_request_schema(self._snapshot, self._path, self._file, block)
        metadata = tuple(self._metadata())
        return Plan(
            name=name,
            target=self._target(),
            service=self._fill(block.line.service.text, block.line.service.span),
            method=self._fill(block.line.method.text, block.line.method.span),
            metadata=metadata,
            steps=tuple(self._steps(found)),
            timeout=self._timeout(),
            security=self._security(),
            schema=None if found is None else self._serialized(found),
            schema_origin="" if found is None else found.schema.origin,
            reflection_metadata=(*metadata, *self._reflection_metadata()),
            discovery="" if is_call else block.line.kind.value,
            response_path=response_path(self._path, name),
            secrets=tuple(sorted(_secrets(self._environment, (*metadata, *self._reflection_metadata())))),
        )

    # What stands in the way

    def _not_sent(self, message: str, span: Span) -> NotSent:
        document = self._snapshot.document(self._path)
        line = 0 if document is None else document.lines.line_of(span.start)
        return NotSent(message, self._path, line + 1)

    def _refuse_faults(self) -> None:
        """A request with a fault is not sent. A service without source is no fault here: reflection may know it."""
        for fault in request_diagnostics(self._snapshot, self._path):
            if self._concerns(fault):
                help = f"; {fault.help}" if fault.help else ""
                raise self._not_sent(f"{fault.message}{help}", fault.span)

    def _concerns(self, fault: Diagnostic) -> bool:
        inside = self._block.span.start <= fault.span.start <= self._block.span.end
        if not inside or fault.severity is not Severity.ERROR or fault.code in (UNKNOWN_SERVICE, UNKNOWN_DIRECTIVE):
            return False
        return fault.code is not UNRESOLVED_VARIABLE or not self._has_value(fault.span.of(self._file.text))

    def _has_value(self, text: str) -> bool:
        """Whether a variable has a value after all: the diagnostics do not know which environment was chosen."""
        try:
            self._variables.fill(text)
        except UnresolvedVariable:
            return False
        return True

    def _fill(self, text: str, span: Span) -> str:
        try:
            return self._variables.fill(text)
        except UnresolvedVariable as error:
            raise self._not_sent(str(error), span) from None

    # The parts

    def _target(self) -> Target:
        assert self._block.line is not None
        word = self._block.line.target
        text = self._fill(word.text, word.span)
        try:
            return parse_target(text, plaintext=self._block.directive("grpc-plaintext") is not None)
        except InvalidTarget as error:
            raise self._not_sent(str(error), word.span) from None

    def _metadata(self) -> list[tuple[str, str]]:
        return [
            (entry.key.text.lower(), self._fill(entry.value.text, entry.value.span))
            for entry in self._block.metadata
            if entry.key.text.lower() not in _IGNORED_METADATA
        ]

    def _reflection_metadata(self) -> Iterator[tuple[str, str]]:
        """What `# @grpc-metadata key: value` adds to reflection alone."""
        for directive in self._block.directives:
            if directive.name.text == "grpc-metadata":
                key, colon, value = self._fill(directive.value.text, directive.value.span).partition(":")
                if not colon:
                    raise self._not_sent("metadata is written `key: value`", directive.value.span)
                yield key.strip().lower(), value.strip()

    def _steps(self, found: RequestSchema | None) -> list[str | None]:
        """A JSON array stands for several messages when the method takes a stream; no message at all is one empty one."""
        line = self._block.line
        assert line is not None
        method = None if found is None else found.schema.method(line.service.text, line.method.text)
        splits = method is None or method.descriptor.client_streaming
        steps: list[str | None] = []
        for item in self._block.body:
            steps += self._message(item, splits) if isinstance(item, Message) else [None]
        return steps or ["{}"]

    def _message(self, message: Message, splits: bool) -> list[str | None]:
        value = message.json
        if value is None:
            raise self._not_sent("a body from a file cannot be sent yet; write the body here", message.span)

        def fill(text: str) -> str:
            return self._fill(text, message.span)

        if isinstance(value, JsonArray) and splits:
            return [to_json(item, fill) for item in value.values]
        return [to_json(value, fill)]

    def _timeout(self) -> float | None:
        directive = self._block.directive("timeout")
        if directive is None:
            return None
        match = _DURATION.fullmatch(self._fill(directive.value.text, directive.value.span))
        if match is None:
            raise self._not_sent("a timeout is a number with a unit, such as `5s` or `300ms`", directive.value.span)
        return float(match["number"]) * _UNITS[match["unit"] or "ms"]

    def _security(self) -> TransportSecurity:
        authority = self._block.directive("grpc-authority")
        return TransportSecurity(
            self._file_of("grpc-cacert"),
            self._file_of("grpc-cert"),
            self._file_of("grpc-key"),
            None if authority is None else self._fill(authority.value.text, authority.value.span),
        )

    def _file_of(self, name: str) -> str | None:
        """The file that a directive names, relative to the request file."""
        directive = self._block.directive(name)
        if directive is None:
            return None
        text = self._fill(directive.value.text, directive.value.span)
        file = os.path.normpath(os.path.join(os.path.dirname(self._path), os.path.expanduser(text)))
        if not os.path.isfile(file):
            raise self._not_sent(f"`@{name}` names a file that does not exist: {file}", directive.value.span)
        return file

    def _serialized(self, found: RequestSchema) -> bytes:
        fault = first_fault(self._snapshot, found.path)
        if fault is not None:
            where = f"{shown_path(self._snapshot, fault.path)}:{fault.line}"
            assert self._block.line is not None
            message = f"the schema of `{self._block.line.service.text}` has a fault: {fault.message} ({where})"
            raise self._not_sent(message, self._block.line.service.span)
        return pb.FileDescriptorSet(file=found.schema.files).SerializeToString()


def _secrets(environment: Environment, metadata: tuple[tuple[str, str], ...]) -> set[str]:
    """Values that no output may show: those with a telling name in a private file, and credentials in metadata."""
    found = {
        value
        for name, value in environment.variables.items()
        if value in environment.secrets and _SECRET_NAME.search(name)
    }
    for key, value in metadata:
        if _SECRET_NAME.search(key):
            found.add(value.partition(" ")[2] or value)
    return {value for value in found if len(value) >= 4}


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as an object for JSON."""
    data = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    data["target"] = [plan.target.address, plan.target.tls, plan.target.prefix]
    security = plan.security
    data["security"] = [security.ca_file, security.certificate_file, security.key_file, security.authority]
    data["schema"] = None if plan.schema is None else base64.b64encode(plan.schema).decode("ascii")
    return data


def plan_from_json(data: dict[str, Any]) -> Plan:
    """The plan that `plan_to_json` made. Raises KeyError or TypeError for anything else."""
    data = dict(data)
    data["target"] = Target(*data["target"])
    data["security"] = TransportSecurity(*data["security"])
    data["schema"] = None if data["schema"] is None else base64.b64decode(data["schema"])
    for name in ("metadata", "reflection_metadata"):
        data[name] = tuple((key, value) for key, value in data[name])
    data["steps"] = tuple(data["steps"])
    data["secrets"] = tuple(data["secrets"])
    return Plan(**data)

"""A request with everything decided: no variable, no relative path, no question is left."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, fields
from typing import Any

from protowright.request.target import Target
from protowright.runner.address import place_of


class NotSent(Exception):
    """The request cannot be made; the sentence says why and what to do. `line` counts from 1."""

    def __init__(self, message: str, path: str, line: int) -> None:
        super().__init__(message)
        self.path = path
        self.line = line


@dataclass(frozen=True)
class TransportSecurity:
    """How the connection is secured, and against what.

    The files are absolute paths of PEM files, None when not given. `authority` is sent as `:authority`, and the
    certificate is verified against it; with `server_name`, it is verified against that instead. Without an `authority`,
    grpc sends the `server_name` as one. `insecure` is TLS without looking at the certificate.
    """

    ca_file: str | None = None
    certificate_file: str | None = None
    key_file: str | None = None
    authority: str | None = None
    server_name: str | None = None
    passphrase: str | None = None
    insecure: bool = False

    @property
    def verified_name(self) -> str | None:
        """The name the certificate should have when it is not the target's: never with a port (RFC 6066, section 3)."""
        if self.server_name or not self.authority:
            return self.server_name
        place = place_of(self.authority)
        return self.authority if place is None else place.host


@dataclass(frozen=True)
class ChannelOptions:
    """What a connection is made with besides its security.

    `max_message_size` is in bytes, for messages received; None stands for any size. `keepalive_time` is in seconds,
    None for no pings. `proxy` is the URL of an HTTP proxy, None for what the environment says.
    """

    max_message_size: int | None = None
    keepalive_time: float | None = None
    proxy: str | None = None


@dataclass(frozen=True)
class Plan:
    """One call to make.

    `steps` are the messages in strict JSON, with None where one more message of the server is awaited. `timeout` is in
    seconds. `schema` is a serialized `FileDescriptorSet`, None when the schema comes from reflection. `discovery` is
    `list` or `describe` when the request is no call, else empty. `compression` is the name of gRPC's algorithm, or empty.
    `keep_streaming` leaves the client's half of a stream open after the last message. `tokens` are the settings of the
    tokens that metadata refers to as `{{$auth.token("name")}}`, by name. `assertions` are lines, from 1, and their texts.
    `redirects` are the absolute paths of files that get the response, and whether they are overwritten. `sleep` is how
    long to wait before the call, in seconds, `loop` how often it is made. `is_logged` tells whether the response may be
    kept in the history. `note` is what a person agrees to before the call is made, None when nothing is asked.
    `tells_arrival` adds to each message when it came. `response_path` is where the response document belongs, absolute.
    `secrets` are texts that no event may show.
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
    options: ChannelOptions = field(default_factory=ChannelOptions)
    compression: str = ""
    wait_for_ready: bool = False
    keep_streaming: bool = False
    tokens: tuple[tuple[str, str], ...] = ()
    assertions: tuple[tuple[int, str], ...] = ()
    redirects: tuple[tuple[str, bool], ...] = ()
    sleep: float = 0.0
    loop: int = 1
    is_logged: bool = True
    note: str | None = None
    tells_arrival: bool = False

    @property
    def path(self) -> str:
        """The HTTP/2 path of the method."""
        return f"{self.target.prefix}/{self.service}/{self.method}"


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as an object for JSON."""
    data = {each.name: getattr(plan, each.name) for each in fields(plan)}
    data["target"] = [plan.target.address, plan.target.tls, plan.target.prefix]
    for name in ("security", "options"):
        part = data[name]
        data[name] = {each.name: getattr(part, each.name) for each in fields(part)}
    data["schema"] = None if plan.schema is None else base64.b64encode(plan.schema).decode("ascii")
    return data


def plan_from_json(data: dict[str, Any]) -> Plan:
    """The plan that `plan_to_json` made; a schema may have been decoded. Raises KeyError or TypeError for anything else."""
    data = dict(data)
    data["target"] = Target(*data["target"])
    data["security"] = TransportSecurity(**data["security"])
    data["options"] = ChannelOptions(**data["options"])
    data["schema"] = base64.b64decode(data["schema"]) if isinstance(data["schema"], str) else data["schema"]
    for name in ("metadata", "reflection_metadata", "tokens", "assertions", "redirects"):
        data[name] = tuple([tuple(pair) for pair in data[name]])
    data["steps"] = tuple(data["steps"])
    data["secrets"] = tuple(data["secrets"])
    return Plan(**data)


class SchemaCache:
    """The schemas that two processes have both seen: each is sent once, and named by its digest after that.

    Both sides must use theirs for the same plans in the same order, as each forgets what was used longest ago.
    """

    def __init__(self, size: int = 32) -> None:
        self._size = size
        self._known: dict[str, bytes | None] = {}

    def closed(self, data: dict[str, Any]) -> dict[str, Any]:
        """The plan's object with a schema that the other side knows left out."""
        schema = data["schema"]
        if schema is None:
            return data
        import hashlib

        digest = hashlib.sha256(schema.encode("ascii")).hexdigest()
        content = None if digest in self._known else schema
        self._use(digest, None)
        return {**data, "schema": [digest, content]}

    def opened(self, data: dict[str, Any]) -> dict[str, Any]:
        """What `closed` made of it, with the schema, decoded, back in its place. Raises KeyError when it was never sent."""
        if not isinstance(data["schema"], list):
            return data
        digest, content = data["schema"]
        schema = self._known[digest] if content is None else base64.b64decode(content)
        self._use(digest, schema)
        return {**data, "schema": schema}

    def _use(self, digest: str, schema: bytes | None) -> None:
        self._known.pop(digest, None)
        self._known[digest] = schema
        if len(self._known) > self._size:
            self._known.pop(next(iter(self._known)))

"""Where the schema of a call comes from, and what is remembered of it between calls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.schema import Schema
from protowright.request.target import Target
from protowright.runner.plan import ChannelOptions, Plan, TransportSecurity
from protowright.runner.pool import MessagePool
from protowright.runner.reflection import ReflectionClient

_MOST_POOLS = 32
_Place = tuple[Target, TransportSecurity, ChannelOptions]

Keep = Callable[[str, Iterable[pb.FileDescriptorProto]], None]
"""Told of every reflected schema: the target as it is shown, and its files."""


@dataclass(frozen=True, slots=True)
class CallSchema:
    """The types of a call, and where they came from, for a person.

    `is_remembered` tells of an earlier answer of the server; `told` is what it said, None when it was not asked.
    """

    pool: MessagePool
    origin: str
    is_remembered: bool = False
    told: Schema | None = None


class SchemaSources:
    """Schemas by what they were made from. Safe to use from several threads.

    A reflected schema is remembered for as long as the connection stands: a server that starts anew may have another
    one. The caller says whether it still stands.
    """

    def __init__(self, keep: Keep = lambda target, files: None) -> None:
        self._keep = keep
        self._pools: dict[bytes, MessagePool] = {}
        self._reflected: dict[_Place, dict[str, CallSchema]] = {}
        self._lock = threading.Lock()

    def of_files(self, serialized: bytes, origin: str) -> CallSchema:
        """The schema of a serialized `FileDescriptorSet`. Raises SchemaError when it does not hold together."""
        with self._lock:
            pool = self._pools.pop(serialized, None)
        if pool is None:
            pool = MessagePool(pb.FileDescriptorSet.FromString(serialized).file)
        with self._lock:
            self._pools[serialized] = pool
            while len(self._pools) > _MOST_POOLS:
                self._pools.pop(next(iter(self._pools)))
        return CallSchema(pool, origin)

    def remembered(self, plan: Plan, is_connected: bool) -> CallSchema | None:
        """What the plan's target told of the plan's service over the connection that still stands."""
        if not is_connected:
            self.forget(plan)
        with self._lock:
            return self._reflected.get(_place(plan), {}).get(plan.service)

    def ask(self, plan: Plan, client: ReflectionClient) -> CallSchema:
        """Ask the plan's target for its schema, and remember the answer. Raises what the client raises, and SchemaError."""
        files = client.files_for(plan.service)
        origin = f"reflection ({client.version}) of {plan.target}"
        schema = CallSchema(MessagePool(files), origin, told=Schema(files, origin))
        with self._lock:
            self._reflected.setdefault(_place(plan), {})[plan.service] = replace(schema, is_remembered=True)
        self._keep(str(plan.target), files)
        return schema

    def forget(self, plan: Plan) -> None:
        """Remember nothing of the plan's target."""
        with self._lock:
            self._reflected.pop(_place(plan), None)

    def forget_all(self) -> None:
        """Remember nothing of any target."""
        with self._lock:
            self._reflected.clear()


def _place(plan: Plan) -> _Place:
    return plan.target, plan.security, plan.options

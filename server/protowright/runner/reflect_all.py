"""Asking a server for everything it has: for a list of services that one can look through before the first call."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb

from protowright.project.schema_store import SchemaStore
from protowright.runner.invoke import Invocation
from protowright.runner.plan import Plan
from protowright.runner.reflection import ReflectionClient, SymbolNotFound
from protowright.runner.transport import Channels


def keep_all(plan: Plan, channels: Channels, store: SchemaStore) -> None:
    """Put the files of all services of the plan's target into the store, in place of what is there.

    Raises CallRefused when the server does not tell; the store stays as it is then.
    """
    files = Invocation(plan, channels).ask(all_files)
    store.forget(str(plan.target))
    store.keep(str(plan.target), files)


def all_files(client: ReflectionClient) -> list[pb.FileDescriptorProto]:
    """The files that declare a server's services, and all they need, dependencies first.

    A service that the server lists and then does not know is left out. Raises what the reflection client raises.
    """
    found: dict[str, pb.FileDescriptorProto] = {}
    for service in client.services():
        try:
            found.update((file.name, file) for file in client.files_for(service) if file.name not in found)
        except SymbolNotFound:
            continue
    return list(found.values())

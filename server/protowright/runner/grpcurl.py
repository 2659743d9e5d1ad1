"""A request as a grpcurl command."""

from __future__ import annotations

from collections.abc import Mapping

from protowright.project.request_schemas import find_request_schema
from protowright.project.run_reports import Place
from protowright.project.snapshot import Snapshot
from protowright.request.assertions.outcome import Outcome
from protowright.request.grpcurl import GrpcurlCall, grpcurl_address, to_grpcurl
from protowright.request.names import find_request
from protowright.runner.plan import Plan
from protowright.runner.planning import make_plan


def grpcurl_of(
    snapshot: Snapshot,
    path: str,
    name: str,
    environment: str | None = None,
    known: Mapping[Place, tuple[Plan, Outcome]] | None = None,
) -> str:
    """The command that makes the call of a request, secrets included: it is for the person who asks.

    `known` is what other requests sent and got. Raises NotSent, and NotGrpcurl for what grpcurl cannot do.
    """
    plan = make_plan(snapshot, path, name, environment, known=known)
    address, plaintext, is_unix = grpcurl_address(plan.target)
    import_paths, protos = _sources(snapshot, path, plan, name)
    security = plan.security
    return to_grpcurl(
        GrpcurlCall(
            address=address,
            symbol=plan.service if plan.discovery else f"{plan.service}/{plan.method}",
            command=plan.discovery,
            plaintext=plaintext,
            insecure=security.insecure,
            unix=is_unix,
            ca_file=security.ca_file,
            certificate_file=security.certificate_file,
            key_file=security.key_file,
            authority=security.authority,
            headers=plan.metadata,
            reflection_headers=plan.reflection_metadata[len(plan.metadata) :],
            import_paths=import_paths,
            protos=protos,
            messages=() if plan.discovery else tuple(step for step in plan.steps if step is not None),
            timeout=plan.timeout,
            keepalive_time=plan.options.keepalive_time,
            maximum_message_size=plan.options.max_message_size,
        )
    )


def _sources(snapshot: Snapshot, path: str, plan: Plan, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The import root and the `.proto` file of the plan's schema, relative to it; nothing when it is reflected."""
    document = snapshot.document(path)
    block = None if document is None else find_request(document.requests, name)
    if document is None or block is None or plan.schema is None:
        return (), ()
    found = find_request_schema(snapshot, path, document.requests, block, plan.service)
    if found is None or not found.path:
        return (), ()
    proto = snapshot.import_name(found.path)
    root = found.path.removesuffix(proto).rstrip("/\\") if found.path.endswith(proto) else ""
    return ((root,) if root else ()) + found.import_paths, (proto,)

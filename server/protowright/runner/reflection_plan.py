"""How a target is asked for its services when no request says so."""

from __future__ import annotations

import os
from itertools import islice

from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.project.targets import targets_in_use
from protowright.request.names import request_names
from protowright.runner.plan import NotSent, Plan
from protowright.runner.planning import make_plan

_MOST_REQUESTS = 5
"""How many requests for a target are looked at for the way to call it."""


def reflection_plan(snapshot: Snapshot, target: str, environment: str | None) -> Plan:
    """A plan whose target is `target`, as it is shown, with the certificates and metadata of a request that calls it.

    No request calls it, or none can be sent: then it is called as a request without any directive would do. Raises
    NotSent when that is impossible.
    """
    uses = (use for use in targets_in_use(snapshot, environment) if use.target == target)
    for use in islice(uses, _MOST_REQUESTS):
        try:
            return make_plan(snapshot, use.path, use.request, environment, None, {})
        except NotSent:
            continue
    return _plain(snapshot, target)


def _plain(snapshot: Snapshot, target: str) -> Plan:
    path = os.path.join(snapshot.folders[0] if snapshot.folders else os.getcwd(), "services.grpc")
    host = Host(snapshot.folders)
    host.open(path, f"GRPC {target} list\n")
    document = host.snapshot().document(path)
    named = [] if document is None else request_names(document.requests)
    if not named:
        raise NotSent(f"`{target}` is no target: write `host:port`", path, 1)
    return make_plan(host.snapshot(), path, named[0][1], None, None, {})

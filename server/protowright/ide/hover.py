"""What to show about the name under the cursor."""

from __future__ import annotations

from protowright.ide.hovering.found import Hover
from protowright.ide.hovering.proto_hover import proto_hover
from protowright.ide.hovering.request_hover import request_hover
from protowright.ide.hovering.response_hover import response_hover
from protowright.ide.languages import is_proto, is_request, is_response
from protowright.project.snapshot import Snapshot


def hover(snapshot: Snapshot, path: str, offset: int, environment: str | None = None) -> Hover | None:
    """What is known of the name at `offset` of the file at `path`; None where there is no name.

    `environment` is the one that the variables of requests have their values in.
    """
    if is_proto(path):
        return proto_hover(snapshot, path, offset)
    if is_request(path):
        return request_hover(snapshot, path, offset, environment)
    return response_hover(snapshot, path, offset) if is_response(path) else None

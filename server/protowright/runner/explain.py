"""What a failed call means: one sentence with the cause and the next step, where the status alone says too little."""

from __future__ import annotations

import re

from protowright.request.target import Target
from protowright.runner.failure import Failure

_UNAVAILABLE, _UNIMPLEMENTED, _DEADLINE_EXCEEDED, _UNAUTHENTICATED, _INTERNAL = 14, 12, 4, 16, 13
_UNDECODABLE = "Exception deserializing response!"  # grpc's own words
_UNVERIFIED = re.compile(
    r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|unable to get local issuer", re.IGNORECASE
)
_WRONG_NAME = re.compile(r"Hostname Verification Check failed|does not match|Peer name \S+ is not in peer certificate")


def explain(failure: Failure) -> str:
    """The sentence for a failed call, empty when there is no more to say."""
    code, details, target, timeout = failure.code, failure.details, failure.target, failure.timeout
    if code == _UNAVAILABLE:
        return _explain_unavailable(details, target)
    if code == _UNIMPLEMENTED:
        return f"{target} does not implement {failure.path.lstrip('/')}: is the right service running there?"
    if code == _DEADLINE_EXCEEDED and timeout is not None:
        return f"no end within {timeout:g} s: raise `# @timeout`, or find out why {target} is slow"
    if code == _UNAUTHENTICATED:
        return "the server wants credentials: add metadata such as `authorization: Bearer {{token}}`"
    if code == _INTERNAL and details == _UNDECODABLE:
        return "the response does not fit the schema: the service may have another version of it"
    return ""


def _explain_unavailable(details: str, target: Target) -> str:
    text = details.lower()
    if "connection refused" in text:
        return f"nobody listens at {target.address}: start the service, or correct the address"
    if "no such file or directory" in text:
        return f"there is no socket at {target.address}: start the service, or correct the path"
    if "dns resolution failed" in text or "name resolution" in text or "domain name not found" in text:
        return f"the host of {target.address} is unknown: correct the name, or check the network"
    if "permission denied" in text:
        return f"the system does not let this process connect to {target.address}"
    if target.tls:
        return _explain_tls(details, target)
    if "socket closed" in text or "connection reset" in text or "end of tcp stream" in text:
        return f"{target.address} closed the connection: if it expects TLS, write `grpcs://`"
    if "http1.x server" in text:
        return f"{target.address} speaks HTTP/1, and gRPC needs HTTP/2: is it the right port?"
    if "timed out" in text or "timeout" in text:
        return f"{target.address} does not answer: check the address and the network"
    return ""


def _explain_tls(details: str, target: Target) -> str:
    if "WRONG_VERSION_NUMBER" in details or "wrong version number" in details:
        return f"{target.address} does not speak TLS: write `grpc://` for plaintext"
    if _UNVERIFIED.search(details):
        return (
            f"the certificate of {target.address} is not signed by an authority that is trusted here: "
            "name its authority with `# @grpc-cacert file.pem`"
        )
    if _WRONG_NAME.search(details):
        return f"the certificate of {target.address} is for another host: name that host with `# @grpc-authority`"
    if "CERTIFICATE_REQUIRED" in details or "handshake" in details.lower() or "Socket closed" in details:
        return (
            f"the TLS handshake with {target.address} failed: if it asks for a client certificate, "
            "name one with `# @grpc-cert` and `# @grpc-key`"
        )
    return ""

"""Sentences for a status that the service itself gave, where it says nothing more, or too little to go on."""

from __future__ import annotations

from protowright.runner.failure import Failure

_UNKNOWN, _UNIMPLEMENTED, _UNAUTHENTICATED = 2, 12, 16

_WITHOUT_WORDS = {
    1: "{where} cancelled the call and does not say why: look into its log",
    3: "{where} does not accept the request and does not say why: compare it with the comments of its `.proto` file",
    4: "{where}, or a service behind it, was too slow for its own time limit: look into its log",
    5: "{where} does not find what the request names: check the ids in it",
    6: "{where} says that it is there already: choose another id, or change what is there",
    7: "{where} does not let this caller do that: use credentials that may",
    8: "{where} has no more of something, such as a quota: wait, or ask who runs it",
    9: "{where} cannot do that in its present state: look at that state first, then send the request again",
    10: "{where} gave way to another call that changed the same thing: send the request again",
    11: "{where} was asked beyond the end of something: check the numbers in the request",
    13: "{where} failed inside and does not say why: look into its log",
    14: "{where} cannot serve the call now: wait, then send it again",
    15: "{where} has lost data: ask who runs it",
}
"""By code, for a service that gives the code alone."""


def explain_status(failure: Failure) -> str:
    """The sentence for a status of the service; empty when its own message is the best there is."""
    where, path = failure.where, failure.path.lstrip("/")
    if failure.code == _UNIMPLEMENTED:
        return f"{failure.target} does not implement {path}: check that the right service, in the right version, runs there"
    if failure.code == _UNAUTHENTICATED:
        return "the server wants credentials: add metadata such as `authorization: Bearer {{token}}`"
    if failure.code == _UNKNOWN:
        return (
            f"{where} failed with no status that gRPC defines, as when its code raises an exception: look into its log"
        )
    return "" if failure.details else _WITHOUT_WORDS.get(failure.code, "").format(where=where)

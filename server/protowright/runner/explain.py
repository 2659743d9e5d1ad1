"""What a failed call means: one sentence with the cause and the next step, where the status alone says too little."""

from __future__ import annotations

from protowright.runner.explain_connection import explain_connection, explain_deadline
from protowright.runner.explain_status import explain_status
from protowright.runner.explain_wire import explain_wire
from protowright.runner.failure import Failure

_EXPLANATIONS = (explain_wire, explain_connection, explain_deadline, explain_status)


def explain(failure: Failure) -> str:
    """The sentence for a failed call, empty when the server has said all there is to say.

    It may look at the server again, to tell what grpc hides (see `probe`); that takes a second at most.
    """
    return next((sentence for explanation in _EXPLANATIONS if (sentence := explanation(failure))), "")

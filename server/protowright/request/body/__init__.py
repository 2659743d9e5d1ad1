"""JSON bodies against their messages: what is wrong, what is sent, and an example to begin with."""

from protowright.request.body.check import check_body
from protowright.request.body.convert import body_json
from protowright.request.body.example import example_body
from protowright.request.body.filled import filled

__all__ = ["body_json", "check_body", "example_body", "filled"]

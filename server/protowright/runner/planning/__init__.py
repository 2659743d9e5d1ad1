"""From a request to the plan of its call."""

from protowright.runner.planning.messages import line_of_refusal
from protowright.runner.planning.planner import make_plan, response_path

__all__ = ["line_of_refusal", "make_plan", "response_path"]

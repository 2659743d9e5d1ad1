"""From a request to the plan of its call."""

from protowright.runner.planning.planner import make_plan, response_path

__all__ = ["make_plan", "response_path"]

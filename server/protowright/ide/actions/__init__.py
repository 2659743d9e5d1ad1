"""Code actions: one idea a file, all of them listed in `registry`."""

from protowright.ide.actions.action import Action, Change, Kind
from protowright.ide.actions.registry import actions

__all__ = ["Action", "Change", "Kind", "actions"]

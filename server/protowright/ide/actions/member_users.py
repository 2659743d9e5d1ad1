"""Who names fields and enum values elsewhere: options that set them, defaults."""

from __future__ import annotations

import os
from collections.abc import Iterable

from protowright.ide.actions.places import Place
from protowright.ide.references import references
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.nodes import Declaration, EnumValue, Field


def user_of_members(snapshot: Snapshot, place: Place, members: Iterable[Declaration]) -> str | None:
    """The name of a `.proto` file that names one of the members of a file from outside of them all; None without any."""
    named = [member for member in members if isinstance(member, (Field, EnumValue)) and member.name is not None]
    spans = [place.tree.span(member) for member in named]
    for member in named:
        assert member.name is not None, "such alone were taken"
        start = place.tree.span(member.name).start
        for each in references(snapshot, place.path, start, with_declarations=False):
            is_own = each.path == place.path and any(span.contains(each.span.start) for span in spans)
            if each.path.endswith(".proto") and not is_own:
                return os.path.basename(each.path)
    return None

"""The kinds of code actions: what editors are told before any file is looked at."""

from __future__ import annotations

import enum


class Kind(enum.Enum):
    """The kinds of actions, by their names in the protocol, which are hierarchical."""

    QUICK_FIX = "quickfix"
    EXTRACT = "refactor.extract"
    INLINE = "refactor.inline"
    MOVE = "refactor.move"
    REWRITE = "refactor.rewrite"
    ORGANIZE_IMPORTS = "source.organizeImports"
    FIX_ALL = "source.fixAll.protowright"
    SORT_NUMBERS = "source.sortNumbers"

    def is_below(self, name: str) -> bool:
        """Whether a client that asks for the kind `name` means this one too; the empty name stands for all."""
        return not name or self.value == name or self.value.startswith(name + ".")

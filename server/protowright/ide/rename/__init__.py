"""Renaming: of what is declared in `.proto` files, of variables and requests, and of files."""

from protowright.ide.rename.files import rename_files
from protowright.ide.rename.outcome import Changes, Prepared, Refusal
from protowright.ide.rename.rename import prepare_rename, rename

__all__ = ["Changes", "Prepared", "Refusal", "prepare_rename", "rename", "rename_files"]

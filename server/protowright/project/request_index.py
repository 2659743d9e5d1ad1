"""The request files on disk: for suggestions, so they are looked for once, and again when something is told to have changed."""

from __future__ import annotations

from itertools import islice
from typing import Final
from weakref import WeakKeyDictionary

from protowright.project.documents import Document
from protowright.project.files import read_text
from protowright.project.ignored import IgnoreRules
from protowright.project.proto_index import ProtoIndex
from protowright.project.walk import find_files

MAXIMUM_FILES: Final = 2_000
"""In a workspace with more request files, the others suggest nothing."""

_KNOWN: WeakKeyDictionary[ProtoIndex, dict[str, Document]] = WeakKeyDictionary()
# A session makes a new index of its `.proto` files whenever files appear, vanish or change on disk.


def documents_of(index: ProtoIndex, folders: tuple[str, ...], rules: IgnoreRules) -> dict[str, Document]:
    """The `.grpc` files below the absolute `folders` that no rule leaves out by their paths, as they were while the `index`
    holds."""
    known = _KNOWN.get(index)
    if known is None:
        paths = islice(find_files(folders, ".grpc", rules), MAXIMUM_FILES)
        texts = [(path, read_text(path)) for path in paths]
        known = _KNOWN[index] = {path: Document(text) for path, text in texts if text is not None}
    return known

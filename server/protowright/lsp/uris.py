"""URIs of the protocol to paths, and back."""

from __future__ import annotations

from urllib.parse import urlsplit

from pygls.uris import from_fs_path, to_fs_path


def to_path(uri: str) -> str:
    """The absolute path of a `file:` URI; any other URI stands for itself (a file that is not on disk)."""
    if urlsplit(uri).scheme != "file":
        return uri
    return to_fs_path(uri) or uri


def to_uri(path: str) -> str:
    """The URI of an absolute path."""
    return from_fs_path(path) or path if path.startswith("/") or path[1:2] == ":" else path

"""URIs of the protocol to paths, and back."""

from __future__ import annotations

from urllib.parse import urlsplit

from pygls.uris import from_fs_path, to_fs_path

_SUFFIXES = {"proto": ".proto", "grpc-request": ".grpc", "grpc-response": ".grpc-response"}
_unsaved: dict[str, str] = {}
"""By URI: what stands for the path of a document that is not saved yet, such as `untitled:Untitled-1.proto`."""


def to_path(uri: str) -> str:
    """The absolute path of a `file:` URI; any other URI stands for itself (a file that is not on disk)."""
    if urlsplit(uri).scheme != "file":
        return _unsaved.get(uri, uri)
    return to_fs_path(uri) or uri


def remember_language(uri: str, language: str) -> None:
    """A document with this URI is opened, in the language that LSP calls so: a new one has no name yet to tell it."""
    suffix = _SUFFIXES.get(language, "")
    if urlsplit(uri).scheme != "file" and not uri.endswith(suffix):
        _unsaved[uri] = uri + suffix


def to_uri(path: str) -> str:
    """The URI of an absolute path."""
    for uri, known in _unsaved.items():
        if known == path:
            return uri
    return from_fs_path(path) or path if path.startswith("/") or path[1:2] == ":" else path

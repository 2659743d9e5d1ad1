"""What the request files of the workspace say: targets, metadata, tags. It is worked out once for each text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from protowright.project.documents import Document
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.request_line import parse_request_line
from protowright.request.values import split_list

_LINE = re.compile(r"^[ \t]*((?:GRPC[ \t]+|grpcs?://|unix:)\S[^\r\n]*)", re.MULTILINE | re.IGNORECASE)
_METADATA = re.compile(r"^([A-Za-z][\w.-]*)[ \t]*:(?!//)[ \t]*([^\r\n]*?)[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"^[ \t]*(?:#|//)[ \t]*@tag[ \t]+([^\r\n]*)", re.MULTILINE)
_OPTIONS = frozenset(
    ("proto", "protoset", "includedirs", "keepcase", "longs", "enums", "bytes", "defaults", "grpc", "grpcs")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """How often each target, each pair of metadata and each tag stands in a text or in several."""

    targets: Counter[str] = field(default_factory=Counter)
    metadata: Counter[tuple[str, str]] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)

    def add(self, other: Seen) -> None:
        """Count in what another one has."""
        self.targets.update(other.targets)
        self.metadata.update(other.metadata)
        self.tags.update(other.tags)

    def metadata_keys(self) -> list[str]:
        """The keys of the metadata in lower case, those first that are used most."""
        counted: Counter[str] = Counter()
        for (key, _), count in self.metadata.items():
            counted[key.lower()] += count
        return [key for key, _ in counted.most_common()]


_OF_DOCUMENT: WeakKeyDictionary[Document, Seen] = WeakKeyDictionary()


def seen(snapshot: Snapshot, path: str) -> tuple[Seen, Seen]:
    """What stands in the request file at `path`, and what stands in all others."""
    document = snapshot.document(path)
    here, elsewhere = Seen() if document is None else seen_in(document), Seen()
    for other in snapshot.request_documents():
        if other is not document:
            elsewhere.add(seen_in(other))
    return here, elsewhere


def seen_in(document: Document) -> Seen:
    """What stands in one text."""
    known = _OF_DOCUMENT.get(document)
    if known is None:
        known = _OF_DOCUMENT[document] = _scanned(document.text)
    return known


def _scanned(text: str) -> Seen:
    lines = Counter(match[1] for match in _LINE.finditer(text))
    targets: Counter[str] = Counter()
    for line, count in lines.items():
        targets[parse_request_line(line, 0).target.text] += count
    targets.pop("", None)
    metadata = Counter((match[1], match[2]) for match in _METADATA.finditer(text) if match[1].lower() not in _OPTIONS)
    return Seen(targets, metadata, Counter(_tags(match[1] for match in _TAG.finditer(text))))


def _tags(values: Iterable[str]) -> list[str]:
    return [tag for value in values for tag in split_list(value)]

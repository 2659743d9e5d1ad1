"""What is known of a `.proto` file that nobody opened: found by scanning its text, and kept on disk as JSON."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field

from protowright.project import name_scan
from protowright.project.name_scan import ScannedFile
from protowright.project.source_scan import ScannedImport, ScannedName, scan_imports, scan_names

FORMAT = 3
"""Goes up when the scan of the same text becomes another one."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One file: the names that others can use, all its names with their places, and what reads like an import."""

    file: ScannedFile = field(default_factory=ScannedFile)
    names: tuple[ScannedName, ...] = ()
    imports: tuple[ScannedImport, ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """The full names of the services."""
        return tuple(name.full_name for name in self.file.names if name.kind == "service")


def scan(text: str) -> Scan:
    """The scan of a text. Never raises."""
    return Scan(name_scan.scan(text), scan_names(text), scan_imports(text))


def to_json(found: Scan) -> str:
    """The scan as text."""
    names = [astuple(name) for name in found.file.names]
    return json.dumps([found.file.package, names, found.file.imports, found.names, found.imports])


def from_json(text: str) -> Scan:
    """The scan that `to_json` made a text of. Raises ValueError, TypeError or LookupError for any other text."""
    package, names, paths, places, imports = json.loads(text)
    file = ScannedFile(package, tuple(name_scan.ScannedName(*name) for name in names), tuple(paths))
    return Scan(file, tuple(ScannedName(*place) for place in places), tuple(ScannedImport(*each) for each in imports))

"""`--format json`: one array, one line an object."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from protowright.cli.formats import Show, well_formed
from protowright.diagnostics.finding import Change, Finding, Place


def format_json(findings: Iterable[Finding], show: Show) -> str:
    """The findings as an array of objects; lines and columns count from 1 in code points, ends are exclusive."""
    rows = [json.dumps(_object(finding, show)) for finding in findings]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def _object(finding: Finding, show: Show) -> dict[str, Any]:
    return {
        "path": well_formed(show(finding.place.path)),
        **_range(finding.place),
        "severity": finding.severity,
        "code": finding.code,
        "message": well_formed(finding.message),
        "help": None if finding.help is None else well_formed(finding.help),
        "related": [
            {
                "path": well_formed(show(note.place.path)),
                **_range(note.place),
                "message": well_formed(note.message),
            }
            for note in finding.notes
        ],
        "edits": [
            {"title": well_formed(repair.title), "edits": [_edit(change) for change in repair.changes]}
            for repair in finding.repairs
        ],
    }


def _edit(change: Change) -> dict[str, Any]:
    return {**_range(change.place), "newText": well_formed(change.new_text)}


def _range(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }

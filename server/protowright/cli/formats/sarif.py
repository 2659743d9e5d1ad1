"""`--format sarif`: SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from protowright import __version__
from protowright.cli.formats import Show, well_formed
from protowright.diagnostics import proto_codes, request_codes
from protowright.diagnostics.codes import REGISTRY, Code
from protowright.diagnostics.finding import Finding, Place, Repair

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}
_REGISTRARS = (proto_codes, request_codes)
"""Importing them fills the registry."""


def format_sarif(findings: Iterable[Finding], show: Show) -> str:
    """One log with one run; its rules are all that Protowright knows."""
    codes = list(REGISTRY)
    places = {code.name: index for index, code in enumerate(codes)}
    driver = {"name": "Protowright", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places[finding.code], show) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.summary or code.name},
        "fullDescription": {"text": code.explanation or code.summary or code.name},
        "defaultConfiguration": {"level": _LEVELS[code.severity.value]},
    }


def _result(finding: Finding, rule: int, show: Show) -> dict[str, Any]:
    message = finding.message if finding.help is None else f"{finding.message}\nhelp: {finding.help}"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": well_formed(message)},
        "locations": [_location(finding.place, show)],
    }
    if finding.notes:
        result["relatedLocations"] = [
            {"id": number, **_location(note.place, show), "message": {"text": well_formed(note.message)}}
            for number, note in enumerate(finding.notes, 1)
        ]
    fixes = [_fix(repair, show) for repair in finding.repairs if repair.changes]
    return {**result, "fixes": fixes} if fixes else result


def _location(place: Place, show: Show) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(place, show), "region": _region(place)}}


def _artifact(place: Place, show: Show) -> dict[str, str]:
    path = PurePath(well_formed(show(place.path)))
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(repair: Repair, show: Show) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(change.place), "insertedContent": {"text": well_formed(change.new_text)}}
        for change in repair.changes
    ]
    change = {"artifactLocation": _artifact(repair.changes[0].place, show), "replacements": replacements}
    return {"description": {"text": well_formed(repair.title)}, "artifactChanges": [change]}

"""`--format github`: workflow commands, which GitHub shows as annotations."""

from __future__ import annotations

from collections.abc import Iterable

from protowright.cli.formats import Show, well_formed
from protowright.diagnostics.finding import Finding, Place

_LEVELS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}


def format_github(findings: Iterable[Finding], show: Show) -> str:
    """One command a finding."""
    return "".join(f"{_command(finding, show)}\n" for finding in findings)


def _command(finding: Finding, show: Show) -> str:
    properties = {"file": well_formed(show(finding.place.path)), **_range(finding.place), "title": finding.code}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = finding.message if finding.help is None else f"{finding.message}\nhelp: {finding.help}"
    return f"::{_LEVELS[finding.severity]} {written}::{_data(well_formed(message))}"


def _range(place: Place) -> dict[str, int]:
    """GitHub knows columns only for annotations of one line."""
    if place.line != place.end_line:
        return {"line": place.line, "endLine": place.end_line}
    return {"line": place.line, "endLine": place.end_line, "col": place.column, "endColumn": place.end_column}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

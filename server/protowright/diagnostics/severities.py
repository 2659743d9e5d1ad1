"""How grave diagnostics are for one project: its settings may differ from what the codes say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.finding import Finding

Severities = Mapping[str, "Severity | None"]
"""The severities that differ, by the names of codes; None turns a code off."""


def with_severities(diagnostics: Iterable[Diagnostic], severities: Severities) -> list[Diagnostic]:
    """The diagnostics as they are for the project, without those that are off."""
    found = []
    for diagnostic in diagnostics:
        severity = severities.get(diagnostic.code.name, diagnostic.severity)
        if severity is diagnostic.severity:
            found.append(diagnostic)
        elif severity is not None:
            found.append(replace(diagnostic, code=replace(diagnostic.code, severity=severity)))
    return found


def findings_with_severities(findings: Iterable[Finding], severities: Severities) -> list[Finding]:
    """`with_severities` for findings."""
    found = []
    for finding in findings:
        severity = severities.get(finding.code, Severity(finding.severity))
        if severity is not None:
            found.append(finding._replace(severity=severity.value))
    return found

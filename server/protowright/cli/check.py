"""`protowright check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import click

from protowright.cli.check_files import SUFFIXES, CheckedFiles, checked_files
from protowright.cli.check_progress import progress
from protowright.cli.check_run import Advance, Checking, Outcome, WorkerDied, run
from protowright.cli.files import nothing_found
from protowright.cli.formats import Format
from protowright.cli.output import write
from protowright.cli.project_settings import import_roots_of, rules_of, settings_here
from protowright.diagnostics.codes import Severity
from protowright.diagnostics.finding import Finding
from protowright.diagnostics.severities import findings_with_severities
from protowright.project.check_cache import CheckCache


@click.command("check", short_help="Find what is wrong in .proto and .grpc files.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-I", "--import-path", "import_paths", multiple=True, metavar="DIR", help="Look for imports here first.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How to write what was found.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use; as many as cores for many files."
)
@click.option("-q", "--quiet", is_flag=True, help="Write what was found and nothing else.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what was found on disk.")
def command(
    paths: tuple[str, ...],
    import_paths: tuple[str, ...],
    format_name: str,
    jobs: int | None,
    quiet: bool,
    no_cache: bool,
) -> None:
    """Find what is wrong in .proto and .grpc files; folders are searched for both.

    What git ignores and what the setting `exclude` names is left out of folders; a
    file that is named is checked in any case.

    Exit codes: 0 no errors, 1 errors, 2 wrong usage.
    """
    settings = settings_here()
    rules = rules_of(settings)
    files = checked_files(paths, rules)
    if not files.folders:
        raise click.UsageError(nothing_found(paths, SUFFIXES))
    roots = (*(_import_root(path) for path in import_paths), *import_roots_of(settings))
    by_folder = files.by_folder()
    checking = Checking(by_folder, roots, jobs, None if no_cache else CheckCache(files.given, roots), rules)
    with progress(len(files.folders), quiet) as advance:
        outcome = _run(checking, advance)
    found = (finding for path in files.folders for finding in outcome.findings.get(path, ()))
    findings = findings_with_severities(found, settings.severities)
    _write(findings, files, format_name)
    _write_remarks(files, "warning", outcome.remarks)
    _write_remarks(files, "error", outcome.faults)
    if format_name == "text" and not quiet:
        _write_summary(files, outcome, findings)
    sys.exit(1 if outcome.faults or any(finding.severity == Severity.ERROR.value for finding in findings) else 0)


def _import_root(path: str) -> str:
    if not os.path.isdir(path):
        raise click.UsageError(f"the import path {path} is no folder")
    return os.path.abspath(path)


def _run(checking: Checking, advance: Advance) -> Outcome:
    try:
        return run(checking, advance)
    except WorkerDied as error:
        raise click.ClickException(
            "a process that checked files died, perhaps for lack of memory: use --jobs 1"
        ) from error


def _write(findings: list[Finding], files: CheckedFiles, format_name: str) -> None:
    if format_name != "text":
        write([("source", _format(format_name)(findings, files.shown))])
        return
    from protowright.cli.formats.text import text_pieces

    for piece in text_pieces(findings, files.shown):
        write([piece])


def _format(name: str) -> Format:
    if name == "json":
        from protowright.cli.formats.json_format import format_json

        return format_json
    if name == "github":
        from protowright.cli.formats.github import format_github

        return format_github
    from protowright.cli.formats.sarif import format_sarif

    return format_sarif


def _write_remarks(files: CheckedFiles, severity: str, clauses: Mapping[str, str]) -> None:
    """What no finding can say, as there is no text to point at."""
    for path, clause in clauses.items():
        write([(severity, severity), ("message", f": {files.shown(path)} {clause}\n")], sys.stderr)


def _write_summary(files: CheckedFiles, outcome: Outcome, findings: list[Finding]) -> None:
    from protowright.cli.formats.text import summary_pieces

    write(summary_pieces(len(files.folders), len(outcome.faults), findings))

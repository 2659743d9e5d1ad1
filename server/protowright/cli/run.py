"""`protowright run`."""

from __future__ import annotations

import os
import sys

import click

from protowright.cli.files import chosen_files, nothing_found, readable_text, workspace_folder
from protowright.cli.output import write
from protowright.cli.project_settings import import_roots_of, rules_of, settings_here
from protowright.cli.run_report import Reporter
from protowright.cli.run_results import RunResult, went_well
from protowright.cli.run_selection import Choice, choose
from protowright.cli.run_session import RunOptions, RunSession
from protowright.project.host import Host
from protowright.project.ignored import IgnoreRules
from protowright.project.snapshot import Snapshot
from protowright.request.values import parse_duration

SUFFIXES = (".grpc", ".http", ".rest")


@click.command("run", short_help="Run the requests of .grpc files.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH... [NAME...]")
@click.option("--name", "names", multiple=True, metavar="NAME", help="Run this request only; may be given again.")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="Run requests with this `# @tag` only; may be given again."
)
@click.option("--env", "environment", metavar="NAME", help="Take variables from this environment as well.")
@click.option("--var", "variables", multiple=True, metavar="KEY=VALUE", help="Set a variable; it wins over all others.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="Run the requests of N files at once.")
@click.option("--bail", is_flag=True, help="Stop after the first request that fails.")
@click.option("--repeat", type=click.IntRange(1), default=1, metavar="N", help="Run everything N times.")
@click.option("--timeout", metavar="TIME", help="End calls without a `# @timeout` after this time, such as 5s.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON document.")
@click.option(
    "--junit", type=click.Path(dir_okay=False), metavar="FILE", help="Write the results as JUnit XML as well."
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Show what is sent as well.")
@click.option("--save", is_flag=True, help="Write the response documents beside the file, as an editor does.")
@click.option("-q", "--quiet", is_flag=True, help="One line a request, without the responses.")
def command(
    paths: tuple[str, ...],
    names: tuple[str, ...],
    tags: tuple[str, ...],
    environment: str | None,
    variables: tuple[str, ...],
    jobs: int,
    bail: bool,
    repeat: int,
    timeout: str | None,
    as_json: bool,
    junit: str | None,
    dry_run: bool,
    verbose: bool,
    save: bool,
    quiet: bool,
) -> None:
    """Run the requests of files and folders, and print the responses.

    What git ignores and what the setting `exclude` names is left out of folders; a file that is named is run in any case.

    A request goes well when its assertions hold, and its status is OK unless an assertion is about the status.

    Exit codes: 0 all requests went well, 1 one did not or was not made, 2 wrong usage.
    """
    settings = settings_here()
    rules = rules_of(settings)
    files, named = _files_and_names(paths, rules)
    snapshot = _snapshot(files, environment, import_roots_of(settings), rules)
    choices = choose(snapshot, files, (*named, *names), tags)
    wanted = _seconds(timeout), dry_run, save, settings.arrival_times
    options = RunOptions(environment, _variables(variables), jobs, bail, repeat, *wanted)
    reporter = Reporter(as_json, verbose, quiet, dry_run, shows_files=len({choice.path for choice in choices}) > 1)
    results = _run(snapshot, choices, options, reporter)
    _write_for_programs(results, as_json, junit)
    sys.exit(0 if went_well(results) else 1)


def _write_for_programs(results: list[RunResult], as_json: bool, junit: str | None) -> None:
    if as_json:
        from protowright.cli.run_formats import write_json

        write_json(results)
    if junit is not None:
        from protowright.cli.run_formats import write_junit

        write_junit(results, junit)


def _run(snapshot: Snapshot, choices: list[Choice], options: RunOptions, reporter: Reporter) -> list[RunResult]:
    session = RunSession(snapshot, options, reporter)
    try:
        results = session.run(choices)
    finally:
        session.close()
    reporter.summary(results)
    return results


def _files_and_names(paths: tuple[str, ...], rules: IgnoreRules) -> tuple[list[str], list[str]]:
    """The files, absolute, and what is no path: the names of requests. Raises click.UsageError when there is no file."""
    names = [path for path in paths[1:] if not os.path.exists(path) and not _reads_like_a_path(path)]
    named = [path for path in paths if path not in names]
    files = chosen_files(named, SUFFIXES, rules)
    if not files:
        raise click.UsageError(nothing_found(named, SUFFIXES))
    return files, names


def _reads_like_a_path(text: str) -> bool:
    return text.endswith(SUFFIXES) or os.sep in text


def _snapshot(files: list[str], environment: str | None, roots: tuple[str, ...], rules: IgnoreRules) -> Snapshot:
    """The files as they are now. Raises click.UsageError when one cannot be read, or no environment fits."""
    host = Host(list(dict.fromkeys(workspace_folder(path) for path in files)), roots, rules)
    for path in files:
        host.open(path, readable_text(path))
    snapshot = host.snapshot()
    _check_environments(snapshot, files, environment)
    return snapshot


def _check_environments(snapshot: Snapshot, files: list[str], name: str | None) -> None:
    """Warn of environment files with a fault. Raises click.UsageError when no file has the environment `name`."""
    found = [snapshot.environment(path, name) for path in files]
    for fault in dict.fromkeys(fault for each in found for fault in each.faults):
        write([("warning", f"warning: {fault}\n")], sys.stderr)
    known = sorted({own for each in found for own in each.names})
    if name is not None and name not in known:
        said = f"the environment files have {', '.join(known)}" if known else "no environment file has any"
        raise click.UsageError(f"there is no environment `{name}`; {said}")


def _variables(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise click.UsageError(f"`--var {pair}` has no `=`: write `--var name=value`")
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}


def _seconds(text: str | None) -> float | None:
    """The duration of `--timeout`; a number without a unit is in seconds, as for grpcurl."""
    if text is None:
        return None
    seconds = parse_duration(text, "s")
    if not seconds:
        raise click.UsageError(f"`--timeout {text}` is no duration: write a number with a unit, such as 5s or 300ms")
    return seconds

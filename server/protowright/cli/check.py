"""`protowright check`."""

from __future__ import annotations

import os
import sys
from collections import Counter

import click

from protowright.cli.files import chosen_files, readable_text, shown, workspace_folder
from protowright.cli.output import write
from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.render import render
from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host


@click.command("check", short_help="Find what is wrong in .proto and .grpc files.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-I", "--import-path", "import_paths", multiple=True, metavar="DIR", help="Look for imports here first.")
def command(paths: tuple[str, ...], import_paths: tuple[str, ...]) -> None:
    """Find what is wrong in .proto and .grpc files; folders are searched for both.

    Exit codes: 0 no errors, 1 errors, 2 wrong usage.
    """
    files = chosen_files(paths, (".proto", ".grpc"))
    if not files:
        raise click.UsageError("there is no .proto or .grpc file in " + ", ".join(paths))
    counts: Counter[Severity] = Counter()
    roots = [os.path.abspath(root) for root in import_paths]
    hosts: dict[str, Host] = {}
    for path in files:
        readable_text(path)
        folder = workspace_folder(path)
        host = hosts.setdefault(folder, Host([folder], roots))
        found = diagnostics(host.snapshot(), path)
        counts.update(diagnostic.severity for diagnostic in found)
        _print(host, path, found)
    _summary(len(files), counts)
    sys.exit(1 if counts[Severity.ERROR] else 0)


def _print(host: Host, path: str, found: list[Diagnostic]) -> None:
    document = host.snapshot().document(path)
    for diagnostic in found:
        if document is not None:
            write(render(diagnostic, shown(path), document.lines))


def _summary(files: int, counts: Counter[Severity]) -> None:
    parts = [
        f"{counts[severity]} {severity.value}{'s' * (counts[severity] != 1)}"
        for severity in Severity
        if counts[severity]
    ]
    style = "bad" if counts[Severity.ERROR] else "good"
    write([(style, f"{', '.join(parts) or 'no problems'} in {files} file{'s' * (files != 1)}\n")])

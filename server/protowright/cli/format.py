"""`protowright format`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable

import click

from protowright.cli.files import chosen_files, nothing_found, readable_text, shown
from protowright.cli.output import write
from protowright.cli.project_settings import rules_of, settings_file_here, settings_here
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.project.files import write_atomically
from protowright.proto.format.formatter import format_tree
from protowright.proto.format.settings import MAXIMUM_INDENT_WIDTH, FormatSettings
from protowright.proto.syntax.parser import parse
from protowright.request.format.formatter import request_segments
from protowright.request.syntax.parser import parse_request_file
from protowright.text.line_index import LineIndex

SUFFIXES = (".proto", ".grpc")


@click.command("format", short_help="Bring .proto and .grpc files in form.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--check", "checks", is_flag=True, help="Write nothing; name the files that are not in form.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what would change, as a unified diff.")
@click.option("-w", "--write", "writes", is_flag=True, help="Write the files that are not in form.")
@click.option(
    "--indent",
    type=click.IntRange(0, MAXIMUM_INDENT_WIDTH),
    default=None,
    metavar="WIDTH",
    help="Spaces for one level of nesting: as the settings say, else 2.",
)
def command(paths: tuple[str, ...], checks: bool, shows_diff: bool, writes: bool, indent: int | None) -> None:
    """Bring .proto files in form, the one of `buf format`, and .grpc files too;
    folders are searched, without what git ignores and what the setting
    `exclude` names. In .grpc files white space alone changes.

    The text of one file is printed, unless an option says otherwise. What does
    not parse stays as it is, and so does every file where the setting
    `formatting` is false.

    \b
    protowright format shop.proto               print it
    protowright format -w protos/ requests/     write what changes
    protowright format --check --diff .         for continuous integration

    Exit codes: 0 all is well, 1 with --check, a file is not in form, 2 wrong
    usage.
    """
    if checks and writes:
        raise click.UsageError("--check writes nothing: leave out --write")
    own = settings_here()
    found = chosen_files(paths, SUFFIXES, rules_of(own))
    if not found:
        raise click.UsageError(nothing_found(paths, SUFFIXES))
    prints = not (checks or shows_diff or writes)
    if prints and len(found) > 1:
        raise click.UsageError(f"one file is printed, and here are {len(found)}: add --check, --diff or --write")
    chosen = own.formatting
    if not chosen.is_on:
        _leave_as_it_is(found, prints)
        return
    settings = FormatSettings(chosen.indent_width if indent is None else indent, line_width=chosen.line_width)
    changed = [path for path in sorted(found) if _format(path, settings, prints, shows_diff, writes)]
    if checks:
        _report(changed, len(found), shows_diff)
    elif writes:
        write([("text", f"{_counted(len(changed))} written, {len(found) - len(changed)} in form already\n")])
    sys.exit(1 if checks and changed else 0)


def _leave_as_it_is(found: Iterable[str], prints: bool) -> None:
    if prints:
        for path in found:
            _print(readable_text(path))
    text = f"formatting is turned off in {shown(settings_file_here())}: every file stays as it is\n"
    write([("text", text)], sys.stderr)


def _format(path: str, settings: FormatSettings, prints: bool, shows_diff: bool, writes: bool) -> bool:
    """Bring one file in form; gives whether that changes it."""
    old = readable_text(path)
    new, fault = (_proto_form if path.endswith(".proto") else _request_form)(old, settings)
    if fault is not None:
        _tell_fault(path, old, fault)
    if prints:
        _print(new)
    if shows_diff and old != new:
        write(_difference(shown(path), old, new))
    if writes and old != new:
        _write(path, new)
    return old != new


def _proto_form(text: str, settings: FormatSettings) -> tuple[str, Diagnostic | None]:
    """A text in form, and its first fault."""
    tree = parse(text)
    return "".join(format_tree(tree, settings).parts), next(iter(tree.diagnostics), None)


def _request_form(text: str, settings: FormatSettings) -> tuple[str, Diagnostic | None]:
    file = parse_request_file(text)
    new = "".join([segment.new_text for segment in request_segments(file, settings)])
    return new, next(iter(file.diagnostics), None)


def _tell_fault(path: str, text: str, fault: Diagnostic) -> None:
    line, column = LineIndex(text).position(fault.span.start)
    place = f"{shown(path)}:{line + 1}:{column + 1}"
    write([("path", place), ("text", f": {fault.message}; what is broken stays as it is\n")], sys.stderr)


def _print(text: str) -> None:
    """Print a file: on a terminal as a person reads it, elsewhere byte for byte."""
    if sys.stdout.isatty():
        write([("text", text)])
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def _write(path: str, text: str) -> None:
    try:
        write_atomically(path, text)
    except OSError as error:
        raise click.UsageError(f"{shown(path)} cannot be written ({error.strerror})") from error


def _difference(name: str, old: str, new: str) -> list[tuple[str, str]]:
    """The lines of a unified diff, with their styles; `patch -p1` takes it."""
    styles = {"+": "good", "-": "bad", "@": "gutter"}
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}")
    return [(styles.get(line[0], "text"), _ended(line)) for line in lines]


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [*(line + "\n" for line in whole), *([last] if last else [])]


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _report(changed: list[str], count: int, has_shown: bool) -> None:
    if not changed:
        write([("good", f"{_counted(count)} in form\n")])
        return
    if not has_shown:
        write([("path", f"{shown(path)}\n") for path in changed])
    text = f"{len(changed)} of {_counted(count)} not in form: write them with `protowright format -w`\n"
    write([("error", text)], sys.stderr)


def _counted(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"

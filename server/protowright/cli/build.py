"""`protowright build`."""

from __future__ import annotations

import os
import sys

import click
from google.protobuf import descriptor_pb2 as pb

from protowright.cli.build_files import FilesOfSet
from protowright.cli.files import chosen_files, nothing_found, readable_text, shown, workspace_folder
from protowright.cli.output import write
from protowright.cli.project_settings import import_roots_of, rules_of, settings_here
from protowright.diagnostics.codes import Severity
from protowright.diagnostics.render import render
from protowright.ide.diagnostics import diagnostics
from protowright.project.files import write_bytes_atomically
from protowright.project.host import Host
from protowright.project.ignored import IgnoreRules
from protowright.project.root_files import RootFileCache
from protowright.project.roots import ImportRoots
from protowright.project.snapshot import Snapshot
from protowright.proto.descriptor.retention import without_source_options
from protowright.proto.semantic.symbols import Symbol


@click.command("build", short_help="Make a descriptor set of .proto files.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write the set; - is standard output.")
@click.option("-I", "--import-path", "import_paths", multiple=True, metavar="DIR", help="Look for imports here first.")
@click.option("--include-imports", is_flag=True, help="Put everything into the set that the files import.")
@click.option("--include-source-info", is_flag=True, help="Put places and comments into the set.")
@click.option("--retain-options", is_flag=True, help="Keep options that are for the source alone.")
def command(
    paths: tuple[str, ...],
    output: str,
    import_paths: tuple[str, ...],
    include_imports: bool,
    include_source_info: bool,
    retain_options: bool,
) -> None:
    """Make a FileDescriptorSet of .proto files, as protoc makes it; folders are searched, without what git ignores and what
    the setting `exclude` names.

    Exit codes: 0 the set is written, 1 there are errors, 2 wrong usage.
    """
    settings = settings_here()
    rules = rules_of(settings)
    found = chosen_files(paths, (".proto",), rules)
    if not found:
        raise click.UsageError(nothing_found(paths, (".proto",)))
    _check_output(output)
    roots = [*(_folder(path) for path in import_paths), *import_roots_of(settings)]
    files = _files(found, paths, roots, rules)
    made = [files.descriptor(file, include_source_info) for file in files.all]
    if not retain_options:
        made = without_source_options(made)
    wanted = {files.names[file] for file in (files.all if include_imports else files.named)}
    result = pb.FileDescriptorSet(file=[file for file in made if file.name in wanted])
    _write(output, result.SerializeToString())


def _folder(path: str) -> str:
    if not os.path.isdir(path):
        raise click.UsageError(f"the import path {path} is no folder")
    return os.path.abspath(path)


def _check_output(output: str) -> None:
    folder = os.path.dirname(os.path.abspath(output))
    if output == "-":
        if sys.stdout.isatty():
            raise click.UsageError("a descriptor set is no text for a terminal: write it to a file")
    elif os.path.isdir(output):
        raise click.UsageError(f"{output} is a folder: name a file")
    elif not os.path.isdir(folder):
        raise click.UsageError(f"{output} cannot be written: there is no folder {shown(folder)}")


def _files(found: list[str], paths: tuple[str, ...], roots: list[str], rules: IgnoreRules) -> FilesOfSet:
    """The files of the set. Ends the command when there is an error in one of them."""
    folders = list(dict.fromkeys(workspace_folder(path) for path in found))
    snapshot = Host(folders, roots, rules).snapshot()
    for path in found:
        readable_text(path)
    named = [linked for path in found if (linked := snapshot.linked(path)) is not None]
    bases = [os.path.abspath(path) for path in paths if os.path.isdir(path)] + [os.getcwd()]
    files = FilesOfSet(named, ImportRoots(roots, folders, RootFileCache()), bases)
    if not _report(snapshot, files, set(found)):
        sys.exit(1)
    clash = files.clash()
    if clash is not None:
        first, second = (shown(file.path) for file in clash)
        text = f"{first} and {second} would both be named {files.names[clash[0]]}: name the folder of their imports with -I"
        raise click.UsageError(text)
    return files


def _report(snapshot: Snapshot, files: FilesOfSet, named: set[str]) -> bool:
    """Show what is wrong: all with the named files, and the errors in what they import. Whether there is no error."""
    is_whole = True
    for file in files.all:
        document = snapshot.document(file.path)
        for diagnostic in diagnostics(snapshot, file.path):
            is_error = diagnostic.severity is Severity.ERROR
            is_whole = is_whole and not is_error
            if document is not None and (is_error or (file.path in named and diagnostic.severity is Severity.WARNING)):
                write(render(diagnostic, shown(file.path), document.lines), sys.stderr)
    return is_whole and _report_doubles(files)


def _report_doubles(files: FilesOfSet) -> bool:
    """Show which names two files of the set declare that know nothing of each other."""
    seen: dict[str, Symbol] = {}
    is_whole = True
    for file in files.all:
        for name, symbol in file.symbols.by_name.items():
            first = seen.setdefault(name, symbol)
            if first is not symbol and is_whole:
                is_whole = False
                other = next(known.path for known in files.all if known.symbols is first.file)
                text = (
                    f": `{name}` is declared in {shown(other)} and in {shown(file.path)}: a set holds each name once\n"
                )
                write([("error", "error"), ("message", text)], sys.stderr)
    return is_whole


def _write(output: str, content: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        write_bytes_atomically(os.path.abspath(output), content)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written ({error.strerror})") from error

"""`protowright describe`: declarations of a target as `.proto` text."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import click

from protowright.cli.output import write
from protowright.cli.target_options import TargetOptions, target_and_symbol, target_options
from protowright.cli.target_schema import SymbolUnknown, TargetSchema
from protowright.project.files import bytes_of, exists, read_bytes, write_atomically
from protowright.proto.descriptor.source_text import source_text


@click.command("describe", short_help="Show a declaration of a server.")
@click.argument("target", required=False, metavar="[TARGET]")
@click.argument("symbol", required=False, metavar="[SYMBOL]")
@click.option("-o", "--output", metavar="DIR", help="Save the .proto files of the symbol there instead.")
@click.option("--force", "overwrites", is_flag=True, help="With --output, overwrite files that say something else.")
@target_options
def command(target: str | None, symbol: str | None, output: str | None, overwrites: bool, **options: Any) -> None:
    """Show a service, method, message or enum as .proto text; without a symbol, every service.

    With `--proto` or `--protoset`, the files are asked instead of the server, and no TARGET is needed.

    With `--output`, nothing is written when a file there says something else:
    a server tells no comments, and those of the file would be lost.

    Exit codes: 0 there is an answer, 1 there is none, 2 wrong usage.
    """
    chosen = TargetOptions(**options)
    target, symbol = target_and_symbol(target, symbol, chosen)
    schema = TargetSchema(target, chosen)
    try:
        symbols = [symbol] if symbol is not None else schema.services()
        if output is None:
            write([("source", "\n\n".join(schema.description(each) for each in symbols) + "\n")])
        else:
            _save(_sources(schema, symbols, output), overwrites)
    except SymbolUnknown as error:
        raise click.ClickException(str(error)) from None


def _sources(schema: TargetSchema, symbols: list[str], folder: str) -> dict[str, str]:
    """The texts of the symbols' files and of what they import, by their paths. What every protoc has is left out."""
    files = {file.name: file for symbol in symbols for file in schema.files(symbol)}
    own = {name: file for name, file in files.items() if not name.startswith("google/protobuf/")}
    return {_path(folder, name): source_text(file, files.values()) for name, file in own.items()}


def _path(folder: str, name: str) -> str:
    inside = os.path.normpath(name)
    if os.path.isabs(inside) or inside.split(os.sep)[0] == os.pardir:
        raise click.ClickException(f"the server names a file outside of {folder}: {name}")
    return os.path.normpath(os.path.join(folder, inside))


def _save(sources: Mapping[str, str], overwrites: bool) -> None:
    """Write the texts; none at all when that would overwrite another text and is not wanted."""
    for path, text in sources.items():
        if not overwrites and exists(path) and read_bytes(path) != bytes_of(text):
            advice = "choose another folder, or overwrite it with --force"
            raise click.ClickException(f"nothing is written: {path} exists and says something else; {advice}")
    for path, text in sources.items():
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            write_atomically(path, text)
        except OSError as error:
            raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
        write([("path", f"{path}\n")])

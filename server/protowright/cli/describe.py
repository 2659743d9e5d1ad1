"""`protowright describe`: declarations of a target as `.proto` text."""

from __future__ import annotations

import os
from typing import Any

import click

from protowright.cli.leave import leave
from protowright.cli.output import write
from protowright.cli.target_options import TargetOptions, target_options
from protowright.cli.target_schema import SymbolUnknown, TargetSchema
from protowright.project.files import write_atomically
from protowright.proto.descriptor.source_text import source_text


@click.command("describe", short_help="Show a declaration of a server.")
@click.argument("target", metavar="TARGET")
@click.argument("symbol", required=False, metavar="[SYMBOL]")
@click.option("-o", "--output", metavar="DIR", help="Save the .proto files of the symbol there instead.")
@target_options
def command(target: str, symbol: str | None, output: str | None, **options: Any) -> None:
    """Show a service, method, message or enum as .proto text; without a symbol, every service.

    With `--proto` or `--protoset`, the files are asked instead of the server.

    Exit codes: 0 there is an answer, 1 there is none, 2 wrong usage.
    """
    schema = TargetSchema(target, TargetOptions(**options))
    try:
        symbols = [symbol] if symbol is not None else schema.services()
        if output is None:
            write([("source", "\n\n".join(schema.description(each) for each in symbols) + "\n")])
        else:
            _save(schema, symbols, output)
    except SymbolUnknown as error:
        raise click.ClickException(str(error)) from None
    leave(0)


def _save(schema: TargetSchema, symbols: list[str], folder: str) -> None:
    """Write the files of the symbols, and what they import, below `folder`. What every protoc has is left out."""
    files = {file.name: file for symbol in symbols for file in schema.files(symbol)}
    for name, file in files.items():
        if not name.startswith("google/protobuf/"):
            path = os.path.normpath(os.path.join(folder, name))
            if not path.startswith(os.path.normpath(folder) + os.sep):
                raise click.ClickException(f"the server names a file outside of {folder}: {name}")
            try:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                write_atomically(path, source_text(file, files.values()))
            except OSError as error:
                raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
            write([("path", f"{path}\n")])

"""`protowright list`: the services of a target, or the methods of one of them."""

from __future__ import annotations

from typing import Any

import click

from protowright.cli.output import write
from protowright.cli.target_options import TargetOptions, target_and_symbol, target_options
from protowright.cli.target_schema import SymbolUnknown, TargetSchema


@click.command("list", short_help="List the services of a server.")
@click.argument("target", required=False, metavar="[TARGET]")
@click.argument("service", required=False, metavar="[SERVICE]")
@target_options
def command(target: str | None, service: str | None, **options: Any) -> None:
    """List the services that a server tells of by reflection, or the methods of one of them.

    With `--proto` or `--protoset`, the files are asked instead of the server, and no TARGET is needed.

    Exit codes: 0 there is an answer, 1 there is none, 2 wrong usage.
    """
    chosen = TargetOptions(**options)
    target, service = target_and_symbol(target, service, chosen)
    schema = TargetSchema(target, chosen)
    try:
        names = schema.services() if service is None else schema.methods(service)
    except SymbolUnknown as error:
        raise click.ClickException(str(error)) from None
    write([("source", "".join(f"{name}\n" for name in names))])

"""`protowright lsp`."""

from __future__ import annotations

import click


@click.command("lsp", short_help="Serve an editor over standard input and output.")
@click.option("--stdio", is_flag=True, help="Accepted because many editors pass it; there is no other way.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="warning",
    show_default=True,
    help="How much goes to standard error.",
)
def command(stdio: bool, log_level: str) -> None:
    """Serve an editor over standard input and output, in the Language Server Protocol."""
    from protowright.lsp.main import serve_stdio

    serve_stdio(log_level)

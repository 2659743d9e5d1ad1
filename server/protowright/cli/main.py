"""The `protowright` command. Commands are imported when they are used, so that `--help` stays fast."""

from __future__ import annotations

import importlib
from typing import Any

import click

from protowright import __version__
from protowright.cli.leave import leave

_COMMANDS = {
    "build": ("protowright.cli.build", "Make a descriptor set of .proto files."),
    "call": ("protowright.cli.call", "Call one method of a server."),
    "check": ("protowright.cli.check", "Find what is wrong in .proto and .grpc files."),
    "describe": ("protowright.cli.describe", "Show a declaration of a server as .proto text."),
    "explain": ("protowright.cli.explain", "Say what a diagnostic means."),
    "format": ("protowright.cli.format", "Bring .proto and .grpc files in form."),
    "list": ("protowright.cli.list", "List the services of a server."),
    "lsp": ("protowright.cli.lsp", "Serve an editor over standard input and output."),
    "run": ("protowright.cli.run", "Run the requests of .grpc files."),
}


class _LazyGroup(click.Group):
    """Knows the commands by name and short help; loads one when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[name][0]).command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all is well, 1 there are findings or failed calls, 2 wrong usage.",
)
@click.version_option(__version__, message="protowright %(version)s")
def command() -> None:
    """Write .proto, run .grpc, in any editor and in CI.

    \b
    protowright check protos/              find faults
    protowright run requests/shop.grpc     run every request of a file
    protowright lsp                        what editors start
    """


def main(**options: Any) -> None:
    """The console script."""
    try:
        command(prog_name="protowright", **options)
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else 0)

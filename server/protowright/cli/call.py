"""`protowright call`: one call without a file."""

from __future__ import annotations

import sys
from typing import Any

import click

from protowright.cli.output import write
from protowright.cli.target_options import TargetCall, TargetOptions, target_options
from protowright.runner.events import Event, MessageReceived
from protowright.runner.response_document import ResponseDocument


@click.command("call", short_help="Call one method.")
@click.argument("target", metavar="TARGET")
@click.argument("method", metavar="PACKAGE.SERVICE/METHOD")
@click.option(
    "-d",
    "--data",
    metavar="JSON",
    default="",
    help="The messages; @ is standard input, @FILE a file.",
)
@click.option("-v", "--verbose", is_flag=True, help="Print the metadata and the status as well.")
@target_options
def command(target: str, method: str, data: str, verbose: bool, **options: Any) -> None:
    """Call one method, and print the messages it answers with as JSON.

    Exit codes: 0 the status was OK, 1 it was not or the call was not made, 2 wrong usage.
    """
    chosen = TargetOptions(**options)
    call = TargetCall(chosen.request_text(f"{target} {method}", _body(data)))
    plan = call.plan()
    document = ResponseDocument()

    def consume(event: Event) -> None:
        document.add(event)
        if isinstance(event, MessageReceived) and not verbose:
            write([("source", event.json + "\n")])
            sys.stdout.flush()

    result = call.run(plan, consume)
    if verbose:
        write([("source", document.text())])
    elif result.shown.code:
        _report(result.shown.status, result.explanation or result.shown.message, result.shown.details)
    sys.exit(0 if result.shown.code == 0 else 1)


def _report(status: str, said: str, details: tuple[str, ...]) -> None:
    write([("error", f"Error: {status}{f': {said}' if said else ''}\n")], sys.stderr)
    for detail in details:
        write([("source", detail + "\n")], sys.stderr)


def _body(data: str) -> str:
    """The text of the messages. Raises click.UsageError when a file cannot be read."""
    if data == "@":
        return sys.stdin.read()
    if not data.startswith("@"):
        return data
    try:
        with open(data[1:], encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{data[1:]} cannot be read: {getattr(error, 'strerror', None) or error}") from None

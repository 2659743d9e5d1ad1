"""`protowright explain`."""

from __future__ import annotations

import sys

import click

from protowright.cli.output import shows_colours, write
from protowright.diagnostics.codes import REGISTRY, Code
from protowright.diagnostics.pages import WIDTH, by_language, markdown_page, plain_page
from protowright.text.nearest import nearest


@click.command("explain", short_help="Say what a diagnostic means.")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what the diagnostic CODE means, with an example; without CODE, list all codes.

    \b
    protowright explain duplicate-field-number

    Exit codes: 0 all is well, 2 there is no such code.
    """
    if code is None:
        write(_listing())
        return
    found = REGISTRY.get(code)
    if found is None:
        raise click.UsageError(f"there is no code {code}: {_advice(code)}")
    if shows_colours(sys.stdout):
        _print_markdown(found)
    else:
        write([("text", plain_page(found))])


def _advice(code: str) -> str:
    names = nearest(code, [known.name for known in REGISTRY], count=3)
    return f"did you mean {' or '.join(names)}?" if names else "protowright explain, without a code, lists them all"


def _listing() -> list[tuple[str, str]]:
    width = max(len(code.name) for code in REGISTRY)
    pieces: list[tuple[str, str]] = []
    for number, (language, codes) in enumerate(by_language(REGISTRY)):
        pieces.append(("message", f"{'' if number == 0 else chr(10)}Codes of {language.replace('`', '')}\n"))
        for code in codes:
            severity = code.severity.value
            pieces += [
                ("path", f"  {code.name:{width}}"),
                (severity, f"  {severity:8}"),
                ("text", f" {code.summary}\n"),
            ]
    return pieces


def _print_markdown(code: Code) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    page = Markdown(markdown_page(code), code_theme="ansi_dark")
    console.print(page, width=min(console.width, WIDTH + 20))

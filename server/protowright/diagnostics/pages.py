"""The pages of the codes, as Markdown and as plain text.

`python -m protowright.diagnostics.pages FOLDER` writes the Markdown ones into a folder, with an index.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from protowright.diagnostics import proto_codes, request_codes, run_codes
from protowright.diagnostics.codes import REGISTRY, Code

INDEX = "README.md"
NOTICE = "<!-- Made from the registry of codes by `make docs`: changes made here are lost. -->\n\n"
LONGEST_EXAMPLE = 40
"""Lines of an example that are shown; of a longer one the middle is left out."""

WIDTH = 80
"""Columns of plain text."""

MODULES = (proto_codes, request_codes, run_codes)
"""What fills the registry."""

_LANGUAGES = {"proto": "`.proto` files", "grpc-request": "`.grpc` files", "any": "all files"}
_FILE = re.compile(r"^//- (\S+)\n", re.MULTILINE)
_FAULT = "The fault"
_MENDED = "Mended"


def example_files(example: str) -> list[tuple[str, str]]:
    """Path and text of each file of an example, in order; the path is empty when there is one file without a name."""
    parts = _FILE.split(example)
    named = list(zip(parts[1::2], parts[2::2], strict=True))
    return named or [("", example)]


def markdown_page(code: Code) -> str:
    """The page of a code, as Markdown."""
    parts = [f"# {code.name}", f"**{_kind(code)}:** {code.summary}", textwrap.fill(code.explanation, 120)]
    for title, example in _examples(code):
        parts.append(f"## {title}")
        for path, text in example_files(example):
            language = "proto" if path.endswith(".proto") else code.language
            fence = f"```{language}\n{_shortened(text)}```"
            parts.append(f"`{path}`\n\n{fence}" if path else fence)
    return "\n\n".join(parts) + "\n"


def plain_page(code: Code) -> str:
    """The page of a code, as plain text of `WIDTH` columns; examples are indented and may be wider."""
    parts = [f"{code.name}\n{'=' * len(code.name)}"]
    parts += [textwrap.fill(text, WIDTH) for text in (f"{_kind(code)}: {code.summary}", code.explanation)]
    for title, example in _examples(code):
        parts.append(f"{title}\n{'-' * len(title)}")
        for path, text in example_files(example):
            indented = textwrap.indent(_shortened(text), "    ").rstrip("\n")
            parts.append(f"{path}:\n\n{indented}" if path else indented)
    return "\n\n".join(parts) + "\n"


def index_page(codes: Iterable[Code]) -> str:
    """The list of all codes, as Markdown."""
    parts = ["# Diagnostics", "What each code means, with an example. `protowright explain CODE` shows the same page."]
    for language, listed in by_language(codes):
        rows = [f"| [{code.name}]({code.name}.md) | {code.severity.value} | {code.summary} |" for code in listed]
        parts += [f"## Codes of {language}", "\n".join(["| code | severity | meaning |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def by_language(codes: Iterable[Code]) -> list[tuple[str, list[Code]]]:
    """The codes of each language that has some: what the language is called, and its codes in their order."""
    listed = list(codes)
    groups = [(title, [code for code in listed if code.language == name]) for name, title in _LANGUAGES.items()]
    return [(title, group) for title, group in groups if group]


def pages(codes: Iterable[Code]) -> dict[str, str]:
    """Every file of the documentation of `codes`: its text by its name."""
    listed = list(codes)
    files = {f"{code.name}.md": markdown_page(code) for code in listed}
    files[INDEX] = index_page(listed)
    return {name: NOTICE + text for name, text in files.items()}


def write_pages(folder: Path) -> None:
    """Bring the documentation in `folder` in step with the registry; pages of codes that are gone are removed.

    Files that were not made here are left alone, unless they have the name of a page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages(REGISTRY)
    for path in folder.glob("*.md"):
        if path.name not in wanted and path.read_text("utf-8").startswith(NOTICE):
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Write the pages into the folder that is named; the exit code."""
    if len(arguments) != 1:
        print("name one folder to write the pages of the diagnostics into", file=sys.stderr)
        return 2
    write_pages(Path(arguments[0]))
    return 0


def _kind(code: Code) -> str:
    return f"{code.severity.value.capitalize()} in {_LANGUAGES[code.language]}"


def _examples(code: Code) -> list[tuple[str, str]]:
    return [(title, text) for title, text in ((_FAULT, code.bad), (_MENDED, code.good)) if text]


def _shortened(text: str) -> str:
    lines = text.splitlines(keepends=True)
    left_out = len(lines) - LONGEST_EXAMPLE
    if left_out <= 0:
        return text
    kept = LONGEST_EXAMPLE // 4
    left_out = len(lines) - 2 * kept
    return "".join([*lines[:kept], f"  // ... {left_out} more lines like these\n", *lines[-kept:]])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

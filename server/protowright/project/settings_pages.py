"""Writes the settings where else they stand: the manifest of the extension, and the documentation.

`python -m protowright.project.settings_pages client-extension/package.json docs/settings.md`
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from protowright.project.settings import SETTINGS, Setting

SECTION = "protowright"
_BEGIN = "<!-- The table is made by `make docs`. -->\n"
_END = "\n<!-- The end of the table. -->\n"
_FIRST_ORDER = 3
"""The settings of the extension itself come before those of the server."""
_INDENT = " " * 8
_WORDS = re.compile(r'\[\s*"\w+"(?:,\s*"\w+")*\s*\]')
"""A list of words: it stands on one line."""
_BLOCK = re.compile(rf'^{_INDENT}"[^"]+": \{{$.*?^{_INDENT}\}}', re.MULTILINE | re.DOTALL)


def with_settings(manifest: str) -> str:
    """The text of the extension's manifest with the settings as they are declared; all else stays as it is.

    Raises ValueError when it has no place for settings.
    """
    start = manifest.index("{\n", manifest.index('"properties"', manifest.index('"configuration"'))) + 2
    end = manifest.index(f"\n{_INDENT[:-2]}}}", start) + 1
    own = {f"{SECTION}.{setting.name}" for setting in SETTINGS}
    others = [block for block in _BLOCK.findall(manifest[start:end]) if json.loads(f"{{{block}}}").keys() - own]
    return (
        manifest[:start]
        + ",\n".join([*others, *map(_block, enumerate(SETTINGS, _FIRST_ORDER))])
        + "\n"
        + manifest[end:]
    )


def _block(entry: tuple[int, Setting[Any]]) -> str:
    order, setting = entry
    value = {
        **setting.schema,
        "default": setting.default,
        "scope": setting.scope,
        "order": order,
        "markdownDescription": setting.description,
    }
    text = json.dumps({f"{SECTION}.{setting.name}": value}, indent=2, ensure_ascii=False)
    lines = _WORDS.sub(lambda words: f"[{' '.join(words[0][1:-1].split())}]", text).splitlines()
    return "\n".join(_INDENT[2:] + line for line in lines[1:-1])


def with_table(page: str) -> str:
    """The page about settings with the table as it has to be. Raises ValueError when it has no place for it."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError("the page has no place for the table")
    return f"{before}{begin}\n{_table()}{end}{after}"


def _table() -> str:
    rows = ["| setting | type | default | |", "|---|---|---|---|"]
    for setting in SETTINGS:
        kind, default = setting.schema["type"], json.dumps(setting.default)
        rows.append(f"| `{setting.name}` | {kind} | `{default}` | {setting.description} |")
    return "\n".join(rows) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the manifest and the page; the exit code."""
    if len(arguments) != 2:
        print("name the manifest of the extension and the page about settings", file=sys.stderr)
        return 2
    manifest, page = map(Path, arguments)
    manifest.write_text(with_settings(manifest.read_text("utf-8")), "utf-8", newline="\n")
    page.write_text(with_table(page.read_text("utf-8")), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

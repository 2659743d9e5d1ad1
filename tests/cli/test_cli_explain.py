"""`protowright explain`: pages on terminals and in pipes, the list of codes, and names that are no code."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest
from tests.cli.support import COMMAND, LIMIT, environment, protowright

from protowright.diagnostics.codes import REGISTRY
from protowright.diagnostics.pages import plain_page


def on_terminal(*arguments: str, **extra: str) -> str:
    """What the command writes to a terminal of 90 columns."""
    parent, child = pty.openpty()
    own = environment({"COLUMNS": "90", **extra})
    with subprocess.Popen(
        [*COMMAND, "explain", *arguments], env=own, stdout=child, stdin=subprocess.DEVNULL
    ) as process:
        os.close(child)
        said = b""
        try:
            while data := os.read(parent, 4096):
                said += data
        except OSError:  # what Linux says when nobody writes any more
            pass
        assert process.wait(LIMIT) == 0
    os.close(parent)
    return said.decode().replace("\r\n", "\n")


def test_a_code_is_explained_in_plain_text() -> None:
    code = REGISTRY.get("missing-import")
    assert code is not None
    said = protowright("explain", "missing-import")
    assert (said.code, said.out, said.err) == (0, plain_page(code), "")


def test_a_page_on_a_terminal_has_colours() -> None:
    said = on_terminal("missing-import", TERM="xterm")
    assert "\x1b[" in said and "# missing-import" not in said and "```" not in said
    text = re.sub(r"\x1b\[[0-9;]*m", "", said)
    for part in ("missing-import", "The fault", "leaf.proto", "Leaf leaf = 2; // error: [missing-import]", "Mended"):
        assert part in text
    assert all(len(line) <= 90 for line in text.splitlines())


@pytest.mark.parametrize("extra", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colours_gets_plain_text(extra: dict[str, str]) -> None:
    code = REGISTRY.get("missing-import")
    assert code is not None and on_terminal("missing-import", **extra) == plain_page(code)


def test_every_code_is_listed_with_its_severity_and_summary() -> None:
    said = protowright("explain")
    assert (said.code, said.err) == (0, "")
    listed = re.findall(r"^  (\S+) +(\w+) +(.+)$", said.out, re.MULTILINE)
    assert sorted(listed) == [(code.name, code.severity.value, code.summary) for code in REGISTRY]
    assert re.findall(r"^\S.*$", said.out, re.MULTILINE) == [
        "Codes of .proto files",
        "Codes of .grpc files",
        "Codes of all files",
    ]


def test_an_unknown_code_names_the_nearest() -> None:
    said = protowright("explain", "duplicate-feild-numbre")
    assert (said.code, said.out) == (2, "")
    assert said.sentence.startswith(
        "Error: there is no code duplicate-feild-numbre: did you mean duplicate-field-number"
    )


def test_a_code_like_no_other_says_where_the_list_is() -> None:
    said = protowright("explain", "zzz")
    assert (said.code, said.out) == (2, "")
    assert said.sentence == "Error: there is no code zzz: protowright explain, without a code, lists them all"


def test_one_code_at_a_time() -> None:
    said = protowright("explain", "missing-import", "duplicate-name")
    assert (said.code, said.out) == (2, "")


def test_help() -> None:
    said = protowright("explain", "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Usage: protowright explain ") and "Exit codes" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_plain_pages_do_not_load_rich() -> None:
    code = (
        "import sys\nfrom protowright.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'rich', 'pygments', 'lsprotocol', 'grpc'}))\n"
    )
    for arguments in (["explain"], ["explain", "missing-import"]):
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=LIMIT)
        assert done.stdout.splitlines()[-1] == "[]", done

"""`python -m samples.demo`: starts the sample service, and runs every sample request through the language server.

It opens each file of `samples/requests` as an editor would, asks for the code lenses, executes the command of each, and
checks the response document that appears beside the file. The exit code is 0 when every request ended as its file says.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Any

from samples.demo.lsp_client import LspClient
from samples.service import running_process

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = ROOT / "samples" / "requests"
RUN_COMMAND = "protowright.runRequest"
_EXPECTED = re.compile(r"^\?\? status == (\w+)", re.MULTILINE)


def main() -> int:
    """Run the demo; gives the exit code."""
    started = time.monotonic()
    print("Starting the sample service ...", flush=True)
    with running_process(environment=REQUESTS / "http-client.private.env.json") as service:
        print(
            f"  it listens at {service.address} (plaintext), {service.tls_address} (TLS), {service.mtls_address} (mTLS)"
        )
        print("Starting the language server: protowright lsp", flush=True)
        with LspClient() as client:
            client.initialize(ROOT)
            results = [_run_file(client, path) for path in _request_files()]
    failed, count = sum(bad for bad, _ in results), sum(total for _, total in results)
    print(f"\n{count - failed} of {count} requests ended as their files say, in {time.monotonic() - started:.1f} s.")
    print(f"The responses stand beside the requests, in {REQUESTS.relative_to(ROOT)}/*.grpc-response.")
    return 1 if failed else 0


def _request_files() -> list[Path]:
    """The sample files, the one a person opens first in front."""
    return sorted(REQUESTS.glob("*.grpc"), key=lambda path: (path.name != "shop.grpc", path.name))


def _run_file(client: LspClient, path: Path) -> tuple[int, int]:
    """Run every lens of a file; gives how many requests ended otherwise than expected, and how many there are."""
    uri = client.open(path, "grpc-request")
    found = client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
    lenses = [lens for lens in found if lens["command"]["command"] == RUN_COMMAND]
    print(f"\n{path.relative_to(ROOT)}: {len(lenses)} code lenses", flush=True)
    return sum(not _run_lens(client, path, lens) for lens in lenses), len(lenses)


def _run_lens(client: LspClient, path: Path, lens: dict[str, Any]) -> bool:
    command = lens["command"]
    name = command["arguments"][0]["request"]
    result = client.request("workspace/executeCommand", {k: command[k] for k in ("command", "arguments")})
    document = path.with_name(f"{path.stem}.{name}.grpc-response")
    expected = _expected_status(path, lens["range"]["start"]["line"])
    first_line = document.read_text("utf-8").partition("\n")[0] if document.exists() else ""
    good = result["status"] == expected and first_line.endswith(f"- {expected}")
    note = "" if expected == "OK" else f" (as expected: {expected})" if good else f" (expected {expected})"
    print(f"  {'✓' if good else '✗'} {command['title']} {name:20} {result['summary'][:100]}{note}", flush=True)
    if good:
        print(f"      -> {document.name}: {first_line}")
    return good


def _expected_status(path: Path, line: int) -> str:
    """The status that the request below `line` says it will have."""
    block = "\n".join(path.read_text("utf-8").split("\n")[line:]).partition("\n###")[0]
    found = _EXPECTED.search(block)
    return found[1] if found else "OK"


if __name__ == "__main__":
    sys.exit(main())

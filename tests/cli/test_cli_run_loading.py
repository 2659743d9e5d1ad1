"""What a run loads: half of its time went into modules that a plain request never uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from samples.service import Addresses
from tests.cli.support import LIMIT, environment

OTHER_REQUESTS_USE = (
    *("protowright.proto.syntax.parser", "protowright.proto.semantic.check", "protowright.proto.descriptor.lower"),
    *("protowright.proto.descriptor.source_text", "protowright.project.schema_store", "protowright.request.dynamic"),
    *("protowright.request.references", "protowright.request.assertions.parser", "protowright.runner.assertions"),
    *("protowright.request.body.foreign_forms", "protowright.request.body.any_values", "protowright.runner.tunnel"),
    *("protowright.runner.token_grants", "protowright.runner.discovery", "protowright.cli.run_formats"),
    *("proto_schema_parser", "antlr4", "dotenv", "jsonpath", "platformdirs", "urllib.request", "xml.etree", "yaml"),
)
"""What is there for sources, references, assertions, tokens, and so on."""
CODE = """\
import os, sys
from protowright.cli.main import main
os._exit = sys.exit  # `run` ends without a tear-down, and the modules would not be printed
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
print(*sys.modules)
"""


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], env=environment(), capture_output=True, text=True, timeout=LIMIT
    )
    assert done.returncode == 0, done
    return set(done.stdout.splitlines()[-1].split())


def test_a_request_by_reflection_loads_only_what_it_needs(tmp_path: Path, service: Addresses) -> None:
    file = tmp_path / "users.grpc"
    file.write_text(f'GRPC grpc://{service.address}/user.UserService/GetUser\n\n{{ "id": "42" }}\n')
    loaded = loaded_by("run", str(file), "-q")
    assert "protowright.runner.reflection" in loaded
    assert not loaded & set(OTHER_REQUESTS_USE)


def test_what_a_request_does_use_is_loaded(tmp_path: Path, service: Addresses) -> None:
    (tmp_path / ".env").write_text("ID=42\n")
    file = tmp_path / "users.grpc"
    file.write_text(
        f"GRPC grpc://{service.address}/user.UserService/GetUser\nx-id: {{{{$uuid}}}}\n\n"
        '{ "id": "{{ID}}" }\n\n?? body $.id == 42\n'
    )
    loaded = loaded_by("run", str(file), "-q")
    assert {"protowright.runner.assertions", "protowright.request.dynamic", "dotenv", "jsonpath"} <= loaded

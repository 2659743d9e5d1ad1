"""The sample request files: every method is called, and the service answers as each request expects.

The files are read here by a few simple rules, so that the samples are tested apart from the language of the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from samples.service import Addresses, running_service
from samples.service.client import Client, connect
from samples.service.environment import DEFAULT_FILE
from samples.service.schema import Schema

FOLDER = DEFAULT_FILE.parent
METHOD = re.compile(r"GRPC \{\{(?P<target>\w+)\}\}[/ ](?P<method>[\w.]+/\w+)$")
VARIABLE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Block:
    """One request as it stands in its file."""

    file: str
    lines: list[str]
    variables: dict[str, str]

    @property
    def name(self) -> str:
        return next(line.split()[-1] for line in self.lines if line.startswith("# @name "))

    @property
    def id(self) -> str:
        return f"{self.file}:{self.name}"

    @property
    def call(self) -> re.Match[str] | None:
        return next(filter(None, map(METHOD.match, self.lines)), None)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        pairs = (re.match(r"([a-z-]+): (.+)", line) for line in self.lines)
        return tuple((pair[1], self.filled(pair[2])) for pair in pairs if pair)

    @property
    def status(self) -> str:
        return next((line.split()[-1] for line in self.lines if line.startswith("?? status == ")), "OK")

    @property
    def timeout(self) -> float:
        return next((float(line.split()[-1].rstrip("s")) for line in self.lines if line.startswith("# @timeout ")), 5)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        start = next(index for index, line in enumerate(self.lines) if METHOD.match(line))
        body = "\n".join(line for line in self.lines[start + 1 :] if not re.match(r"\?\?|[a-z-]+: ", line))
        return [relaxed(part) for part in re.split(r"^===.*$", self.filled(body), flags=re.MULTILINE)]

    def filled(self, text: str) -> str:
        return VARIABLE.sub(lambda match: self.variables.get(match[1], match[0]), text)


def relaxed(text: str) -> dict[str, Any]:
    """JSON with comments and trailing commas."""
    bare = re.sub(r"(^|\s)//.*", "", text)
    value: dict[str, Any] = json.loads(re.sub(r",(\s*[}\]])", r"\1", bare).strip() or "{}")
    return value


def blocks() -> Iterator[Block]:
    """Every request of every file."""
    for path in sorted(FOLDER.glob("*.grpc")):
        head, *rest = re.split(r"^### .*\n", path.read_text("utf-8"), flags=re.MULTILINE)
        variables = dict(re.findall(r"^@(\w+) = (.+)$", head, flags=re.MULTILINE))
        yield from (Block(path.stem, text.splitlines(), {"token": "demo-token-42", **variables}) for text in rest)


BLOCKS = list(blocks())
CALLS = [block for block in BLOCKS if block.call]


def channel_of(block: Block, at: Addresses) -> grpc.Channel:
    """A channel to what the request names, with the certificates it names."""
    targets: dict[str, Callable[[], grpc.Channel]] = {
        "shop": lambda: connect(at.address),
        "shop_tls": lambda: connect(at.tls_address, at.certificates),
        "shop_mtls": lambda: connect(
            at.mtls_address, at.certificates, client_certificate=any("@grpc-cert " in line for line in block.lines)
        ),
        "shop_socket": lambda: connect(f"unix:{at.socket}"),
    }
    assert block.call
    return targets[block.call["target"]]()


@pytest.mark.parametrize("block", CALLS, ids=lambda block: block.id)
def test_request_is_answered_as_it_expects(block: Block, schema: Schema, own_service: Addresses) -> None:
    assert block.call
    with channel_of(block, own_service) as channel:
        client = Client(channel, schema)
        answer = client.call(block.call["method"], *block.bodies, metadata=block.metadata, timeout=block.timeout)
    assert answer.code.name == block.status, answer.message
    assert answer.messages or block.status != "OK"


@pytest.fixture(scope="module")
def own_service() -> Iterator[Addresses]:
    """A service that only the sample requests change, in the order of their files."""
    with running_service() as addresses:
        yield addresses


def test_every_method_is_called(schema: Schema) -> None:
    called = {block.call["method"] for block in CALLS if block.call}
    services = {method.partition("/")[0] for method in called}
    declared = {f"{service}/{method.name}" for service in services for method in schema.service(service).methods}
    assert called == declared
    assert len(services) == 7


def test_all_connections_are_tried() -> None:
    assert {block.call["target"] for block in CALLS if block.call} == {"shop", "shop_tls", "shop_mtls", "shop_socket"}


def test_names_are_unique_in_their_file() -> None:
    identities = [block.id for block in BLOCKS]
    assert sorted(set(identities)) == sorted(identities)


def test_first_file_is_short() -> None:
    assert 5 <= len([block for block in BLOCKS if block.file == "shop"]) <= 8


def test_every_variable_has_a_default(service: Addresses) -> None:
    shared = json.loads(Path(FOLDER, "http-client.env.json").read_text("utf-8"))["$shared"]
    assert list(shared) == list(service.variables())
    for block in BLOCKS:
        assert set(VARIABLE.findall("\n".join(block.lines))) <= set(shared) | set(block.variables)

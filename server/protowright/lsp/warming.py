"""Loading what will be asked for, in short steps, while nobody waits for anything."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

SLICE: Final = 0.005
"""After so many seconds, messages get their turn; the step that was begun is ended."""
_BREATH: Final = 0.001
"""How long their turn is, in seconds: the threads that read and answer need it to say that there is something to do."""
_PATIENCE: Final = 0.02
"""How often it is looked whether somebody still waits for an answer, in seconds."""
FOUNDATIONS: Final = (
    "google.protobuf.descriptor_pb2",
    "protowright.project.request_diagnostics",
    "protowright.proto.semantic.linking",
    "protowright.proto.syntax.parser",
    "protowright.proto.semantic.options.interpreter",
    "protowright.proto.semantic.check",
    "protowright.lsp.publishing",
    "protowright.request.body",
    "protowright.request.references",
    "protowright.ide.names",
    "protowright.ide.semantic_tokens",
    "protowright.ide.hover",
    "protowright.request.assertions.operators",
    "protowright.request.dynamic",
    "protowright.ide.completion",
    "protowright.ide.new_request",
    "protowright.ide.actions",
    "protowright.proto.format.edits",
    "protowright.runner.plan",
    "protowright.runner.planning",
    "antlr4",
    "proto_schema_parser",
    "protowright.proto.descriptor.source_text",
)
"""What takes many modules along, each after those that it needs: as one step, they would keep messages waiting."""

Step = Callable[[], object]


async def warm_up(server: ProtowrightServer) -> None:
    """Load the parts and the features of the session, and the shapes of their messages."""
    left = steps(server)
    is_all = False
    while not is_all:
        await asyncio.sleep(_BREATH)
        while not server.is_idle:
            await asyncio.sleep(_PATIENCE)
        with server.answers.somebody():
            is_all = not _take_some(left)


def _take_some(left: Iterator[Step]) -> bool:
    """Take steps until the time is up; False when there are no more."""
    end = time.perf_counter() + SLICE
    for step in left:
        step()
        if time.perf_counter() >= end:
            return True
    return False


def steps(server: ProtowrightServer) -> Iterator[Step]:
    """All there is to load, in the order in which it will be needed."""
    for module in FOUNDATIONS:
        yield partial(importlib.import_module, module)
    for module in server.late_features.modules:
        yield partial(server.late_features.load, module)
    for part in server.late_parts():
        yield partial(importlib.import_module, part.module)
    for name in server.late_features.names:
        if name in types.METHOD_TO_TYPES:  # the others are commands
            yield partial(_learn_shape, server.protocol._converter, name)


def _learn_shape(converter: Any, method: str) -> None:
    """Let the converter write the code for a method's messages, which takes some milliseconds when the first one comes."""
    request, response, *_ = types.METHOD_TO_TYPES[method]
    converter.get_structure_hook(request)
    if response is not None:
        converter.get_unstructure_hook(response)

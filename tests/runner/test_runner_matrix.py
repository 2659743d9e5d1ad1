"""Four kinds of call, four kinds of connection, four sources of the schema: all 64 of them give the same.

`python -m tests.runner.matrix` prints them as a table.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.runner.matrix import CELLS, LIE, Cell, Ground, ground
from tests.runner.support import plan_of

from protowright.runner.plan import NotSent


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The services, each in a process of its own."""
    with ground(tmp_path_factory.mktemp("matrix")) as found:
        yield found


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_a_call(cell: Cell, at: Ground) -> None:
    if cell.transport == "socket" and not at.services[cell.source].socket:
        pytest.skip("this system has no Unix sockets")
    assert at.run(cell) == at.expected(cell)


@pytest.mark.parametrize("source", ["v1", "v1alpha"])
def test_the_proto_beside_a_reflected_request_would_not_do(source: str, at: Ground) -> None:
    """The cells with reflection prove nothing if the workspace could have been used."""
    folder, cell = at.folders[source], Cell("unary", "plaintext", source)
    assert (folder / "protos/chat/v1/chat.proto").read_text("utf-8") == LIE
    request = at.text(cell).replace("# @grpc-reflection\n", "")
    with pytest.raises(NotSent, match="`room`"):
        plan_of(folder, request, proto=None)

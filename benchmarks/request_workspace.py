"""A folder with requests to the server that they are measured with, and what an editor's session makes of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import request_server
from protowright.project.host import Host
from protowright.runner.plan import Plan
from protowright.runner.planning import make_plan

_REQUEST = """### {name}
# @name {name}
GRPC grpc://{address}/{service}/{method}

{{ "name": "GRPC", "lot": 3, "withPrice": true }}

"""
_METHODS = ("Get", "Watch", "Flood")


@contextmanager
def workspace(address: str) -> Iterator[Path]:
    """A folder with the schema and one file of requests, whose path this gives; each is named as its method, in lower
    case. What is kept of responses goes into the folder as well."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(request_server.SCHEMA, folder)
        file = Path(folder, "requests.grpc")
        requests = [
            _REQUEST.format(name=method.lower(), address=address, service=request_server.TICKER, method=method)
            for method in _METHODS
        ]
        file.write_text("".join(requests), encoding="utf-8")
        before = os.environ.get("XDG_CACHE_HOME")
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        try:
            yield file
        finally:
            del os.environ["XDG_CACHE_HOME"]
            os.environ.update({} if before is None else {"XDG_CACHE_HOME": before})


def plan(file: Path, name: str) -> Plan:
    """The plan of a request, as the session gives it to the runner's process."""
    host = Host([str(file.parent)])
    host.open(str(file), file.read_text(encoding="utf-8"))
    return make_plan(host.snapshot(), str(file), name)

"""The list of services as objects for JSON: what the commands of the services view answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from protowright.ide.services import ListedMethod, ListedService, ListedTarget
from protowright.lsp.convert import UriOf
from protowright.project.snapshot import Snapshot
from protowright.text.line_index import PositionEncoding
from protowright.text.span import Span


class ServiceConverter:
    """Converts with the lines of `snapshot`, which is the one the services were listed of."""

    def __init__(self, snapshot: Snapshot, encoding: PositionEncoding, uri_of: UriOf) -> None:
        self._snapshot = snapshot
        self._encoding = encoding
        self._uri_of = uri_of

    def services(self, services: Iterable[ListedService]) -> list[dict[str, Any]]:
        """The services with their methods; declared ones have a `uri` and a `position`."""
        return [self._service(service) for service in services]

    def target(self, target: ListedTarget) -> dict[str, Any]:
        """The target; its `services` are null until it was asked."""
        services = None if target.services is None else self.services(target.services)
        return {"target": target.target, "services": services}

    def _service(self, service: ListedService) -> dict[str, Any]:
        methods = [self._method(method, service.path) for method in service.methods]
        place = {"uri": self._uri_of(service.path)} if service.path else {}
        return {"name": service.full_name, "methods": methods, **place, **self._position(service.path, service.span)}

    def _method(self, method: ListedMethod, path: str) -> dict[str, Any]:
        names = {"name": method.name, "kind": method.kind, "request": method.request, "response": method.response}
        return {**names, **self._position(path, method.span)}

    def _position(self, path: str, span: Span | None) -> dict[str, Any]:
        document = None if span is None else self._snapshot.document(path)
        if document is None or span is None:
            return {}
        line, character = document.lines.position(span.start, self._encoding)
        return {"position": {"line": line, "character": character}}

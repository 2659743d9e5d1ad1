"""The names of the commands that the server runs, and of those that its lenses ask the client for."""

from __future__ import annotations

RUN = "protowright.runRequest"
RUN_ALL = "protowright.runAll"
CANCEL = "protowright.cancelRequest"
SHOW_RESPONSE = "protowright.showResponse"
REFRESH = "protowright.refreshSchemas"
HISTORY = "protowright.history"
COMPARE = "protowright.responseDifference"
ENVIRONMENT = "protowright.selectEnvironment"
NEW_REQUEST = "protowright.newRequest"
COPY = "protowright.copyAsGrpcurl"
FROM = "protowright.fromGrpcurl"
DEFINITION = "protowright.serviceDefinition"
SERVICES = "protowright.services"
REFLECT = "protowright.reflect"
REFLECTED = "protowright.reflectedDefinition"
EXPLAIN = "protowright.explain"
APPLY = "protowright.applyAction"

SHOW_REFERENCES = "protowright.showReferences"
"""A command of the client: it takes a URI, a position and locations."""

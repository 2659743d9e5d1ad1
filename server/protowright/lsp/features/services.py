"""The commands behind a view of all services: list them, ask a target for its own, show a reflected one's source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from protowright.ide.services import target_services, workspace_services
from protowright.lsp import commands
from protowright.lsp.convert_services import ServiceConverter
from protowright.lsp.runner_process import RunnerGone
from protowright.project.schema_store import user_schema_store
from protowright.project.targets import typed_target
from protowright.runner.definition import definition_files
from protowright.runner.plan import NotSent

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the commands."""

    @server.command(commands.SERVICES)
    async def services(argument: Any = None) -> dict[str, Any]:
        """The workspace's services, and the targets of its requests and of the argument's `targets` with theirs."""
        snapshot, environment = server.host.snapshot(), server.runs.environment
        converter = ServiceConverter(snapshot, server.encoding, server.uri_of)
        declared = await server.run_feature(workspace_services, snapshot)
        targets = await server.run_feature(target_services, snapshot, environment, _added(argument))
        return {
            "services": await server.run_feature(converter.services, declared),
            "targets": [converter.target(target) for target in targets],
        }

    @server.command(commands.REFLECT)
    async def reflect(argument: Any) -> dict[str, str]:
        """Ask the argument's `target`, which a person may have typed: `target` as it is shown, or a `problem`."""
        text = _text(argument, "target")
        target = typed_target(text)
        if target is None:
            return {"problem": f"`{text}` is no target: write `host:port`"}
        try:
            await server.runs.reflect(target)
        except (NotSent, RunnerGone) as error:
            return {"problem": str(error)}
        return {"target": target}

    @server.command(commands.REFLECTED)
    async def reflected_definition(argument: Any) -> dict[str, Any]:
        """The `.proto` files that declare the `service` a `target` told of, as `files`; or a `problem`."""
        target, service = _text(argument, "target"), _text(argument, "service")
        schema = await server.run_feature(user_schema_store().schema, target)
        if schema is None or schema.service(service) is None:
            return {"problem": f"`{target}` has told nothing of `{service}`: ask it for its services again"}
        files = await server.run_feature(definition_files, schema.files, service)
        return {"files": [{"name": name, "text": text} for name, text in files]}


def _added(argument: Any) -> tuple[str, ...]:
    """The targets that the argument names; what is none is left out."""
    texts = argument.get("targets") if isinstance(argument, dict) else None
    found = (typed_target(text) for text in texts or () if isinstance(text, str))
    return tuple(target for target in found if target is not None)


def _text(argument: Any, key: str) -> str:
    if not isinstance(argument, dict) or not isinstance(argument.get(key), str):
        raise JsonRpcInvalidParams(f"the argument must be an object with a `{key}`")
    return str(argument[key])

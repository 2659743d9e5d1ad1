"""Features that are offered at once, and imported late: the client waits for `initialize` before it does anything else."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

Handler = Callable[[Any], Awaitable[Any]]
"""Takes the parameters of a request, or the argument of a command."""


class LateFeatures:
    """The methods and commands that a session offers, and the handlers of those whose module was imported.

    A module has a function `register(server)`, which binds a handler to each name that is offered from it.
    """

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._modules: dict[str, str] = {}
        self._handlers: dict[str, Handler] = {}

    def __contains__(self, name: str) -> bool:
        """Whether a method or command is offered."""
        return name in self._modules

    @property
    def modules(self) -> Iterable[str]:
        """The full names of the modules, in the order of their offers."""
        return dict.fromkeys(self._modules.values())

    @property
    def names(self) -> Iterable[str]:
        """The methods and commands, in the order of their offers."""
        return tuple(self._modules)

    def offer(self, name: str, module: str) -> Handler:
        """A handler for a method or command that imports its module when it is first called.

        That is on the loop, and part of the handler's first statement: the message after it cannot get in between.
        """
        self._modules[name] = module

        async def handle(argument: Any) -> Any:
            return await self.handler(name)(argument)

        return handle

    def binder(self, name: str) -> Callable[[Handler], Handler]:
        """Decorates the handler of an offered method or command."""

        def bind(handler: Handler) -> Handler:
            self._handlers[name] = handler
            return handler

        return bind

    def handler(self, name: str) -> Handler:
        """The handler that is bound to an offered name, by its module if need be."""
        if name not in self._handlers:
            self.load(self._modules[name])
        return self._handlers[name]

    def load(self, module: str) -> None:
        """Import a module and let it bind its handlers."""
        importlib.import_module(module).register(self._server)

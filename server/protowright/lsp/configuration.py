"""The settings of a session: what the client says, in whatever way it can, over what the project's files say."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.lsp.hidden_files import taken_out
from protowright.lsp.refreshing import refresh_hints, refresh_lenses
from protowright.project.ignored import Exclusion
from protowright.project.settings_file import PROJECT_FILE, SETTINGS_FILE, settings_layers
from protowright.project.settings_layers import Layer, as_one_message, merged

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

SECTION = "protowright"
FILES = (SETTINGS_FILE, PROJECT_FILE)
_LOG = logging.getLogger(__name__)


class Configuration:
    """Takes settings in, and tells once of what is wrong with them."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._initial: object = None
        self._said: object = None
        self._settings: object = None
        self._hidden: tuple[Exclusion, ...] = ()
        self._faults: list[str] = []
        self._told: list[str] = []

    @property
    def files(self) -> tuple[str, ...]:
        """The names of files that hold settings."""
        return FILES

    def initialize(self, options: object) -> None:
        """Take the `initializationOptions`."""
        self._initial = options
        self._settings, self._hidden = taken_out(options)
        self.apply()

    async def initialized(self) -> None:
        """The client can be asked now: for its settings, and to tell when they change."""
        self._tell()
        workspace = self._server.client_capabilities.workspace
        dynamic = None if workspace is None else workspace.did_change_configuration
        if dynamic is not None and dynamic.dynamic_registration:
            options = types.DidChangeConfigurationRegistrationOptions(SECTION)
            method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
            registration = types.Registration("configuration", method, options)
            self._server.client_register_capability(types.RegistrationParams([registration]))
        if self._can_be_asked:
            await self._ask()

    async def folders_changed(self) -> None:
        """The workspace folders changed: a client that can be asked may have something to say of the new ones."""
        if self._can_be_asked:
            await self._ask()

    async def changed(self, settings: object) -> None:
        """The client's settings changed; a client that can be asked may send none of them along."""
        if self._can_be_asked:
            await self._ask()
        elif isinstance(settings, dict):
            self._take(settings.get(SECTION, settings))

    def apply(self) -> None:
        """Read the project's files, and bring all settings into force. Wrong ones are told when the client can hear."""
        files: list[Layer] = []
        faults: list[str] = []
        for folder in self._server.host.folders:
            found, wrong = settings_layers(folder)
            files += [layer for layer in found if layer.place not in {known.place for known in files}]
            faults += [fault for fault in wrong if fault not in faults]
        own = Layer("the editor's settings", self._settings, says_defaults=True)
        settings, wrong = merged([own, *files])
        self._server.host.set_settings(settings, self._hidden)
        self._faults = list(dict.fromkeys([*faults, *wrong]))

    def applied(self) -> bool:
        """Bring all settings into force again, in the middle of a session; gives whether they differ.

        Nobody is asked to ask again when they are what they were, as at the start of most sessions: VS Code forgets the
        commands of lenses whose answer is followed by another one too soon.
        """
        host = self._server.host
        settings, ignored = host.settings, host.ignored
        self.apply()
        self._tell()
        if (settings, ignored) == (host.settings, host.ignored):
            return False
        self._server.publisher.disk_changed()
        if host.ignored != ignored:
            self._server.indexing.start()
        refresh_hints(self._server)
        refresh_lenses(self._server)
        return True

    @property
    def _can_be_asked(self) -> bool:
        workspace = self._server.client_capabilities.workspace
        return workspace is not None and bool(workspace.configuration)

    async def _ask(self) -> None:
        params = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        answer = await self._server.workspace_configuration_async(params)
        self._take(answer[0] if answer else None)

    def _take(self, values: object) -> None:
        if values != self._said:
            self._said = values
            self._settings, self._hidden = taken_out(values or self._initial)
            self.applied()

    def _tell(self) -> None:
        """One message for all that is wrong, and again only when that is something else."""
        if self._faults == self._told:
            return
        self._told = self._faults
        for fault in self._faults:
            _LOG.warning("%s", fault)
        if self._faults:
            text = as_one_message(self._faults)
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

"""What pygls 2.1 leaves open, in one place.

It does not answer requests whose parameters are invalid, serves requests before `initialize`, hands nested objects that
happen to hold the key `jsonrpc` to its message parser, keeps something of each notification, and pops a window up for each
failing one. Messages are taken apart here once, at the top, before pygls sees them; `initialize` it does not see at all, as
that was answered while it was loaded (`greeting.py`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method
from pygls.workspace import Workspace

from protowright.lsp.greeting import answer, is_greeting, position_encoding

_LOG = logging.getLogger(__name__)

_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600
_METHOD_NOT_FOUND = -32601
_INVALID_PARAMS = -32602
_SERVER_NOT_INITIALIZED = -32002


class Protocol(LanguageServerProtocol):
    """pygls' protocol with those gaps closed.

    `exit_code` is set when the client has asked the server to go; `is_greeted` says that an `initialize` was answered that
    is still to be handled.
    """

    exit_code: int | None = None
    is_greeted = False
    position_encoding = position_encoding({})
    _initialize_seen = False

    def handle_body(self, body: bytes) -> None:
        """Take one message as it came over the wire. Never raises."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:  # the second: brackets nested by the thousand
            self._refuse(None, _PARSE_ERROR, f"the message is no JSON: {error}")
            return
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            self._refuse(None, _INVALID_REQUEST, "the message is no JSON-RPC 2.0 object")
            return
        try:
            self._dispatch(message)
        except Exception:
            _LOG.exception("a message could not be handled")

    def _dispatch(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if not isinstance(message.get("id", ""), (str, int)):
            self._refuse(None, _INVALID_REQUEST, "the id of the message is neither a number nor a text")
        elif method is None:
            self._dispatch_response(message)
        elif "id" in message:
            self._dispatch_request(message, str(method))
        elif method == types.EXIT:
            self.exit_code = 0 if self._shutdown else 1
        elif self._initialize_seen and not self._shutdown:
            self._dispatch_notification(message, str(method))

    def _dispatch_response(self, message: dict[str, Any]) -> None:
        """An answer of the client; one that has not the shape LSP asks for counts as null."""
        try:
            self.handle_message(self.structure_message(message))
        except Exception as error:
            _LOG.debug("the client's answer %r has the wrong shape", message.get("id"), exc_info=error)
            self._handle_response(message.get("id", ""), None)

    def _dispatch_request(self, message: dict[str, Any], method: str) -> None:
        request_id = message["id"]
        if self._shutdown:
            self._refuse(request_id, _INVALID_REQUEST, "the server was asked to shut down")
        elif method == types.INITIALIZE and self._initialize_seen:
            self._refuse(request_id, _INVALID_REQUEST, "the server is initialized already")
        elif method == types.INITIALIZE:
            self._initialize(request_id, message.get("params"))
        elif not self._initialize_seen:
            self._refuse(request_id, _SERVER_NOT_INITIALIZED, "the server is not initialized yet")
        elif method not in self.fm.features and method not in self.fm.builtin_features:
            self._refuse(request_id, _METHOD_NOT_FOUND, f"the method `{method}` is unknown")
        else:
            self._structured_request(message, method)

    def _structured_request(self, message: dict[str, Any], method: str) -> None:
        try:
            structured = self.structure_message(message)
        except Exception as error:
            _LOG.debug("invalid params for %s", method, exc_info=error)
            self._refuse(message["id"], _INVALID_PARAMS, f"the parameters of `{method}` are invalid")
            return
        self.handle_message(structured)

    def _initialize(self, request_id: str | int, params: Any) -> None:
        if not is_greeting(params):
            self._refuse(request_id, _INVALID_PARAMS, f"the parameters of `{types.INITIALIZE}` are invalid")
            return
        if not self.is_greeted:
            self._send_data(answer(request_id, params))
        self._initialize_seen = True
        self._begin(params)

    def _begin(self, params: dict[str, Any]) -> None:
        """What pygls does with an `initialize`, but for the answer."""
        capabilities = self.client_capabilities = self._client_capabilities(params["capabilities"])
        encoding = self.position_encoding = position_encoding(params["capabilities"])
        folders = [types.WorkspaceFolder(each["uri"], "") for each in params.get("workspaceFolders") or []]
        root, process = params.get("rootUri"), params.get("processId")
        self._server.process_id = process
        self._workspace = Workspace(root, types.TextDocumentSyncKind.Incremental, folders, encoding)
        options = params.get("initializationOptions")
        known = types.InitializeParams(
            capabilities, process, root_uri=root, initialization_options=options, workspace_folders=folders
        )
        self.fm.features[types.INITIALIZE](known)

    def _client_capabilities(self, stated: dict[str, Any]) -> types.ClientCapabilities:
        """What the client says it can. A group that has not the shape LSP asks for counts as not stated."""
        try:
            return self._converter.structure(stated, types.ClientCapabilities)
        except Exception:  # rarely: each group is looked at by itself only then
            kept = {name: group for name, group in stated.items() if self._is_shaped(name, group)}
            return self._converter.structure(kept, types.ClientCapabilities)

    def _is_shaped(self, name: str, group: Any) -> bool:
        try:
            self._converter.structure({name: group}, types.ClientCapabilities)
        except Exception as error:
            _LOG.warning("the client's capabilities `%s` have the wrong shape: they are ignored", name)
            _LOG.debug("invalid capabilities", exc_info=error)
            return False
        return True

    def _dispatch_notification(self, message: dict[str, Any], method: str) -> None:
        try:
            structured = self.structure_message(message)
        except Exception as error:
            _LOG.warning("the parameters of the notification `%s` are invalid: it is ignored", method)
            _LOG.debug("invalid params for %s", method, exc_info=error)
            return
        self.handle_message(structured)

    def _execute_handler(
        self,
        msg_id: Any,
        handler: Callable[..., Any],
        callback: Callable[[Any], Any],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Run a handler. What pygls remembers of it, so that it can be cancelled, is forgotten when it is done: of
        notifications it would keep that for ever, two kilobytes a keystroke."""

        def done(future: Any) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    def _refuse(self, request_id: Any, code: int, message: str) -> None:
        # As a plain object: JSON-RPC asks for `"id": null` where the id is not known, and lsprotocol leaves it out.
        self._send_data({"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": message}})

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]
        self, params: types.ExecuteCommandParams
    ) -> Any:
        """Run a command as the request's own task, so that it ends when the request is cancelled (pygls' goes on)."""
        command, arguments = self.fm.commands.get(params.command), params.arguments or []
        if command is None:
            raise JsonRpcInvalidParams(f"the command `{params.command}` is unknown")
        if len(arguments) != 1:
            raise JsonRpcInvalidParams(f"the command `{params.command}` takes one argument, an object")
        return await command(arguments[0])

    # Text synchronization is the server's own: pygls splits lines by other rules than the protocol.

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass the notification on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass the notification on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass the notification on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

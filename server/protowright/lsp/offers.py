"""What the client is told that the server can: methods and commands by the module that serves them, and their options.

This is imported before `initialize` is answered, so it imports nothing that knows a language, and neither lsprotocol nor
pygls: methods have their names, and options their shapes, of the wire (LSP 3.17).
"""

from __future__ import annotations

from typing import Any, Final

from protowright.ide.action_kinds import Kind
from protowright.ide.completion_triggers import TRIGGERS
from protowright.ide.token_legend import MODIFIERS, TYPES
from protowright.lsp import commands

METHODS: Final[dict[str, tuple[str, ...]]] = {
    "diagnostic": ("textDocument/diagnostic", "workspace/diagnostic"),
    "semantic_tokens": (
        "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/full/delta",
        "textDocument/semanticTokens/range",
    ),
    "symbols": ("textDocument/documentSymbol",),
    "code_lens": ("textDocument/codeLens", "codeLens/resolve"),
    "folding": ("textDocument/foldingRange",),
    "document_link": ("textDocument/documentLink",),
    "inlay_hint": ("textDocument/inlayHint",),
    "code_action": ("textDocument/codeAction", "codeAction/resolve"),
    "hover": ("textDocument/hover",),
    "completion": ("textDocument/completion", "completionItem/resolve"),
    "signature_help": ("textDocument/signatureHelp",),
    "definition": ("textDocument/definition", "textDocument/typeDefinition"),
    "document_highlight": ("textDocument/documentHighlight",),
    "references": ("textDocument/references",),
    "workspace_symbols": ("workspace/symbol",),
    "formatting": (
        "textDocument/formatting",
        "textDocument/rangeFormatting",
        "textDocument/onTypeFormatting",
    ),
    "selection": ("textDocument/selectionRange",),
    "rename": ("textDocument/prepareRename", "textDocument/rename"),
    "rename_files": ("workspace/willRenameFiles",),
    "call_hierarchy": (
        "textDocument/prepareCallHierarchy",
        "callHierarchy/incomingCalls",
        "callHierarchy/outgoingCalls",
    ),
    "type_hierarchy": (
        "textDocument/prepareTypeHierarchy",
        "typeHierarchy/supertypes",
        "typeHierarchy/subtypes",
    ),
}
"""In the order in which editors ask, which is the order in which they are loaded."""

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "code_action": (commands.APPLY,),
    "running": (
        *(commands.RUN, commands.RUN_ALL, commands.CANCEL, commands.SHOW_RESPONSE, commands.REFRESH),
        *(commands.HISTORY, commands.COMPARE, commands.ENVIRONMENT),
    ),
    "authoring": (commands.NEW_REQUEST, commands.COPY, commands.FROM, commands.DEFINITION),
    "services": (commands.SERVICES, commands.REFLECT, commands.REFLECTED),
    "explanation": (commands.EXPLAIN,),
}


MOVES: Final[dict[str, Any]] = {
    "filters": [
        {"pattern": {"glob": glob, "matches": kind}, "scheme": "file"}
        for glob, kind in (("**/*.proto", "file"), ("**/*.grpc", "file"), ("**", "folder"))
    ]
}
"""The files and folders whose moves change other files (`FileOperationRegistrationOptions`)."""

PROVIDERS: Final[dict[str, Any]] = {
    "completionProvider": {"triggerCharacters": list(TRIGGERS), "resolveProvider": True},
    "hoverProvider": True,
    "signatureHelpProvider": {
        "triggerCharacters": ["{", "(", "<", "=", ":"],
        "retriggerCharacters": [",", "}", "]"],
    },
    "definitionProvider": True,
    "typeDefinitionProvider": True,
    "referencesProvider": True,
    "documentHighlightProvider": True,
    "documentSymbolProvider": True,
    "codeActionProvider": {"codeActionKinds": [kind.value for kind in Kind], "resolveProvider": True},
    "codeLensProvider": {"resolveProvider": True},
    "documentLinkProvider": {"resolveProvider": False},
    "workspaceSymbolProvider": {"resolveProvider": False},
    "documentFormattingProvider": True,
    "documentRangeFormattingProvider": True,
    "documentOnTypeFormattingProvider": {"firstTriggerCharacter": "}", "moreTriggerCharacter": [";", "]", "\n"]},
    "foldingRangeProvider": True,
    "selectionRangeProvider": True,
    "callHierarchyProvider": True,
    "semanticTokensProvider": {
        "legend": {"tokenTypes": list(TYPES), "tokenModifiers": list(MODIFIERS)},
        "range": True,
        "full": {"delta": True},
    },
    "typeHierarchyProvider": True,
    "inlayHintProvider": {"resolveProvider": False},
    "diagnosticProvider": {
        "interFileDependencies": True,
        "workspaceDiagnostics": True,
        "identifier": "protowright",
    },
}
"""What every client is told of `METHODS` (members of `ServerCapabilities`)."""

"""What the client is told that the server can: methods and commands by the module that serves them, and their options.

This is imported before `initialize` is answered, so it imports nothing that knows a language.
"""

from __future__ import annotations

from typing import Any, Final

from lsprotocol import types

from protowright.ide.action_kinds import Kind
from protowright.ide.completion_triggers import TRIGGERS
from protowright.ide.token_legend import MODIFIERS, TYPES
from protowright.lsp import commands

METHODS: Final[dict[str, tuple[str, ...]]] = {
    "diagnostic": (types.TEXT_DOCUMENT_DIAGNOSTIC, types.WORKSPACE_DIAGNOSTIC),
    "semantic_tokens": (
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA,
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE,
    ),
    "symbols": (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,),
    "code_lens": (types.TEXT_DOCUMENT_CODE_LENS, types.CODE_LENS_RESOLVE),
    "folding": (types.TEXT_DOCUMENT_FOLDING_RANGE,),
    "document_link": (types.TEXT_DOCUMENT_DOCUMENT_LINK,),
    "inlay_hint": (types.TEXT_DOCUMENT_INLAY_HINT,),
    "code_action": (types.TEXT_DOCUMENT_CODE_ACTION, types.CODE_ACTION_RESOLVE),
    "hover": (types.TEXT_DOCUMENT_HOVER,),
    "completion": (types.TEXT_DOCUMENT_COMPLETION, types.COMPLETION_ITEM_RESOLVE),
    "signature_help": (types.TEXT_DOCUMENT_SIGNATURE_HELP,),
    "definition": (types.TEXT_DOCUMENT_DEFINITION, types.TEXT_DOCUMENT_TYPE_DEFINITION),
    "document_highlight": (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,),
    "references": (types.TEXT_DOCUMENT_REFERENCES,),
    "workspace_symbols": (types.WORKSPACE_SYMBOL,),
    "formatting": (
        types.TEXT_DOCUMENT_FORMATTING,
        types.TEXT_DOCUMENT_RANGE_FORMATTING,
        types.TEXT_DOCUMENT_ON_TYPE_FORMATTING,
    ),
    "selection": (types.TEXT_DOCUMENT_SELECTION_RANGE,),
    "rename": (types.TEXT_DOCUMENT_PREPARE_RENAME, types.TEXT_DOCUMENT_RENAME),
    "rename_files": (types.WORKSPACE_WILL_RENAME_FILES,),
    "call_hierarchy": (
        types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY,
        types.CALL_HIERARCHY_INCOMING_CALLS,
        types.CALL_HIERARCHY_OUTGOING_CALLS,
    ),
    "type_hierarchy": (
        types.TEXT_DOCUMENT_PREPARE_TYPE_HIERARCHY,
        types.TYPE_HIERARCHY_SUPERTYPES,
        types.TYPE_HIERARCHY_SUBTYPES,
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


def _moved() -> types.FileOperationRegistrationOptions:
    """The files and folders whose moves change other files."""
    kinds = types.FileOperationPatternKind
    patterns = (("**/*.proto", kinds.File), ("**/*.grpc", kinds.File), ("**", kinds.Folder))
    return types.FileOperationRegistrationOptions(
        [types.FileOperationFilter(types.FileOperationPattern(glob, kind), "file") for glob, kind in patterns]
    )


_LEGEND = types.SemanticTokensLegend(list(TYPES), list(MODIFIERS))
OPTIONS: Final[dict[str, Any]] = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=True, identifier="protowright"
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([kind.value for kind in Kind], resolve_provider=True),
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(trigger_characters=list(TRIGGERS), resolve_provider=True),
    types.TEXT_DOCUMENT_RENAME: types.RenameOptions(prepare_provider=True),
    types.WORKSPACE_WILL_RENAME_FILES: _moved(),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: _LEGEND,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: _LEGEND,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: _LEGEND,
    types.TEXT_DOCUMENT_SIGNATURE_HELP: types.SignatureHelpOptions(
        trigger_characters=["{", "(", "<", "=", ":"], retrigger_characters=[",", "}", "]"]
    ),
    types.TEXT_DOCUMENT_CODE_LENS: types.CodeLensOptions(resolve_provider=True),
    types.TEXT_DOCUMENT_ON_TYPE_FORMATTING: types.DocumentOnTypeFormattingOptions("}", [";", "]", "\n"]),
}
"""What the client is told of a method beyond that it is served."""

"""What accepting a candidate writes: at the cursor, and as an import further up."""

from __future__ import annotations

from protowright.ide.completion.context import Place
from protowright.ide.completion.import_edits import ImportEdits, import_name
from protowright.ide.completion.items import CompletionItem, Declared
from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import Candidate
from protowright.ide.completion.references import reference
from protowright.proto.semantic.options.pseudo import pseudo_option
from protowright.proto.syntax.nodes import Identifier
from protowright.text.edit import Edit

_SHARED_WITH_FIELDS = (Place.MESSAGE_BODY, Place.ONEOF_BODY, Place.EXTEND_BODY, Place.FIELD_TYPE)
"""Where a name that is no type hides none (`LinkedFile.meaning`)."""


class ItemMaker:
    """Makes the items of one list."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._imports = ImportEdits(question.link.symbols)

    def item(self, candidate: Candidate) -> CompletionItem | None:
        """The item of a candidate; None for a declaration that cannot be imported."""
        question, edits = self._question, tuple[Edit, ...]()
        detail, declared = candidate.detail, None
        if candidate.known is not None:
            name = import_name(question.snapshot, question.path, candidate.known)
            if name is None:
                return None
            edits, detail = (self._imports.edit(name),), f"{detail} ({name})"
            declared = Declared(candidate.known.path, candidate.full_name)
        elif candidate.symbol is not None:
            home = question.link.link_of(candidate.symbol)
            declared = None if home is None else Declared(home.path, candidate.full_name)
        text = candidate.new_text or self._reference(candidate)
        is_snippet = question.snippets and bool(candidate.snippet)
        return CompletionItem(
            self._label(candidate),
            candidate.kind,
            detail,
            "",
            candidate.snippet if is_snippet else text,
            question.context.span,
            edits,
            declared,
            _is_deprecated(candidate),
            is_snippet,
            (".",) if candidate.kind == "package" else (),
        )

    def _label(self, candidate: Candidate) -> str:
        """Custom options carry their parentheses where those have to be written."""
        is_bare = candidate.kind == "extension" and self._question.context.place is Place.OPTION_NAME
        return f"({candidate.label})" if is_bare else candidate.label

    def _reference(self, candidate: Candidate) -> str:
        """How a declared name is written at the cursor, with what has to be around it."""
        question, place = self._question, self._question.context.place
        if question.context.qualifier and place is not Place.OPTION_NAME:
            return candidate.label
        prefers_types = place in _SHARED_WITH_FIELDS
        name = reference(question.link.scope, candidate.full_name, question.context.scope, prefers_types)
        return name if candidate.kind != "extension" else self._extension(name)

    def _extension(self, name: str) -> str:
        place = self._question.context.place
        if place is Place.OPTION_NAME:
            return f"({name})"
        if place is Place.LITERAL_FIELD:
            return f"[{name}]"
        closer = {Place.OPTION_EXTENSION: ")", Place.LITERAL_EXTENSION: "]"}.get(place, "")
        return name if self._question.rest_of_line.startswith(closer) else name + closer


def _is_deprecated(candidate: Candidate) -> bool:
    if candidate.known is not None:
        return candidate.known.name.is_deprecated
    option = None if candidate.symbol is None else pseudo_option(candidate.symbol.options, "deprecated")
    return option is not None and isinstance(option.value, Identifier) and option.value.text == "true"

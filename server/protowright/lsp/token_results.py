"""The colours that a client has, so that it can be told what changed alone."""

from __future__ import annotations

from collections import OrderedDict

from lsprotocol import types

MAXIMUM_DOCUMENTS = 50
"""So many documents are remembered; of others, a client gets all tokens again."""


class TokenResults:
    """The numbers that were last sent for each document, under a result id."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, tuple[str, list[int]]] = OrderedDict()
        self._last_id = 0

    def full(self, uri: str, tokens: types.SemanticTokens) -> types.SemanticTokens:
        """All tokens of a document, with an id to ask for a delta by."""
        tokens.result_id = self._keep(uri, list(tokens.data))
        return tokens

    def delta(
        self, uri: str, previous_id: str, tokens: types.SemanticTokens
    ) -> types.SemanticTokens | types.SemanticTokensDelta:
        """What changed since the result of that id; all tokens when it is not known any more."""
        known = self._sent.get(uri)
        if known is None or known[0] != previous_id:
            return self.full(uri, tokens)
        data = list(tokens.data)
        return types.SemanticTokensDelta(_edits(known[1], data), self._keep(uri, data))

    def forget(self, uri: str) -> None:
        """The document is closed."""
        self._sent.pop(uri, None)

    def _keep(self, uri: str, data: list[int]) -> str:
        self._last_id += 1
        self._sent[uri] = str(self._last_id), data
        self._sent.move_to_end(uri)
        if len(self._sent) > MAXIMUM_DOCUMENTS:
            self._sent.popitem(last=False)
        return str(self._last_id)


def _edits(before: list[int], after: list[int]) -> list[types.SemanticTokensEdit]:
    """One edit from the first number that differs to the last one; none when nothing changed."""
    shorter = min(len(before), len(after))
    start = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    if start == len(before) == len(after):
        return []
    limit = shorter - start
    end = next((index for index in range(limit) if before[-1 - index] != after[-1 - index]), limit)
    return [types.SemanticTokensEdit(start, len(before) - start - end, after[start : len(after) - end])]

"""Folds to types of the protocol."""

from __future__ import annotations

from lsprotocol import types

from protowright.ide.folding import Fold, FoldKind

_FOLDING_KINDS = {
    FoldKind.BLOCK: None,
    FoldKind.COMMENT: types.FoldingRangeKind.Comment,
    FoldKind.IMPORTS: types.FoldingRangeKind.Imports,
    FoldKind.REGION: types.FoldingRangeKind.Region,
}


def folding_range(fold: Fold) -> types.FoldingRange:
    """A fold of whole lines."""
    return types.FoldingRange(fold.start, fold.end, kind=_FOLDING_KINDS[fold.kind])

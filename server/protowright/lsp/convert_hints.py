"""Inlay hints and signatures to types of the protocol."""

from __future__ import annotations

from lsprotocol import types

from protowright.ide.inlay_hints import InlayHint
from protowright.lsp.convert import Converter, markdown


def inlay_hint(converter: Converter, hint: InlayHint) -> types.InlayHint:
    """A hint of the converter's text."""
    place = converter.position(hint.offset)
    kind = types.InlayHintKind.Type
    return types.InlayHint(place, hint.label, kind, tooltip=markdown(hint.tooltip), padding_left=True)

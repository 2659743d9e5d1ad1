"""Inlay hints and signatures to types of the protocol."""

from __future__ import annotations

from lsprotocol import types

from protowright.ide.inlay_hints import InlayHint
from protowright.ide.signatures import Signature
from protowright.lsp.convert import Converter, markdown


def inlay_hint(converter: Converter, hint: InlayHint) -> types.InlayHint:
    """A hint of the converter's text."""
    place = converter.position(hint.offset)
    kind = types.InlayHintKind.Type
    return types.InlayHint(place, hint.label, kind, tooltip=markdown(hint.tooltip), padding_left=True)


def signature(found: Signature) -> types.SignatureHelp:
    """A signature; its parameters are parts of the label, counted in UTF-16 as the protocol has it for labels.

    The active one is told twice: lsprotocol writes null into the signature else, which means that none is (LSP 3.18).
    """
    parameters = [
        types.ParameterInformation((_units(found.label[: each.span.start]), _units(found.label[: each.span.end])))
        for each in found.parameters
    ]
    for parameter, each in zip(parameters, found.parameters, strict=True):
        parameter.documentation = markdown(each.documentation)
    information = types.SignatureInformation(found.label, markdown(found.documentation), parameters, found.active)
    return types.SignatureHelp([information], 0, found.active)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

"""The JSON of an `Any` that is given as a type and bytes."""

from __future__ import annotations

from google.protobuf import any_pb2, json_format
from google.protobuf.message import DecodeError

from protowright.request.body.nodes import tree_of
from protowright.request.body.slots import Slots
from protowright.request.syntax.json_nodes import JsonValue
from protowright.text.span import Span


def any_tree(type_url: str, data: bytes, span: Span, slots: Slots) -> JsonValue | None:
    """The tree of an `Any`, every node of it at `span`; None when the schema lacks its type, or the bytes do not fit it."""
    if slots.pool is None or slots.schema.message(type_url.rpartition("/")[2]) is None:
        return None
    try:
        held = any_pb2.Any(type_url=type_url, value=data)
        text = json_format.MessageToJson(held, indent=None, descriptor_pool=slots.pool, ensure_ascii=False)
        return tree_of(text, span)
    except (json_format.Error, DecodeError, TypeError, ValueError):
        return None

"""What `json_format` makes of a message, with map entries sorted by key: the text that our printer must give."""

from __future__ import annotations

import json
from typing import Any

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message

_FREE = ("google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue")


def reference(message: Message, pool: DescriptorPool) -> str:
    """The text. Where no map has two entries, it is the one of `json_format`, byte for byte. Raises what that raises."""
    text = json_format.MessageToJson(message, ensure_ascii=False, descriptor_pool=pool)
    descriptor: Any = message.DESCRIPTOR
    ordered = _dumped(_ordered(descriptor, json.loads(text), pool))
    return text if ordered == _dumped(json.loads(text)) else ordered


def _dumped(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _ordered(descriptor: Descriptor, value: Any, pool: DescriptorPool) -> Any:
    """The JSON of a message of that type, with its maps sorted."""
    if descriptor.full_name in _FREE:
        return _sorted_objects(value)
    if not isinstance(value, dict):
        return value
    fields = {field.json_name: field for field in descriptor.fields}
    fields |= {f"[{field.full_name}]": field for field in pool.FindAllExtensions(descriptor)}
    if "@type" in value:
        inner = pool.FindMessageTypeByName(value["@type"].rpartition("/")[2])
        content = {name: item for name, item in value.items() if name != "@type"}
        if set(content) == {"value"} and inner.file.name.startswith("google/protobuf/"):
            return {"@type": value["@type"], "value": _ordered(inner, content["value"], pool)}
        return {"@type": value["@type"], **_ordered(inner, content, pool)}
    return {name: _field(fields[name], item, pool) for name, item in value.items()}


def _field(field: FieldDescriptor, value: Any, pool: DescriptorPool) -> Any:
    kind = field.message_type
    if kind is None:
        return value
    if kind.GetOptions().map_entry:
        item, key = kind.fields_by_name["value"], _key_order(kind.fields_by_name["key"])
        return {name: _field(item, value[name], pool) for name in sorted(value, key=key)}
    return [_ordered(kind, each, pool) for each in value] if field.is_repeated else _ordered(kind, value, pool)


def _key_order(key: FieldDescriptor) -> Any:
    return str if key.type in (FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BOOL) else int


def _sorted_objects(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted_objects(value[key]) for key in sorted(value)}
    return [_sorted_objects(item) for item in value] if isinstance(value, list) else value


def content_of(message: Any, pool: DescriptorPool) -> Any:
    """What a message holds, as plain data that is the same for equal messages: also inside an `Any`, also with NaN in it."""
    if message.DESCRIPTOR.full_name == "google.protobuf.Any" and message.type_url:
        descriptor = pool.FindMessageTypeByName(message.type_url.rpartition("/")[2])
        inner = message_factory.GetMessageClass(descriptor).FromString(message.value)
        return message.type_url, content_of(inner, pool)
    return {field.full_name: _content_of_field(field, value, pool) for field, value in message.ListFields()}


def _content_of_field(field: FieldDescriptor, value: Any, pool: DescriptorPool) -> Any:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        item = field.message_type.fields_by_name["value"]
        return {key: _plain(item, value[key], pool) for key in value}
    return [_plain(field, each, pool) for each in value] if field.is_repeated else _plain(field, value, pool)


def _plain(field: FieldDescriptor, value: Any, pool: DescriptorPool) -> Any:
    if field.message_type is not None:
        return content_of(value, pool)
    # As text: NaN is not equal to itself, and 0.0 is to -0.0.
    return repr(value) if isinstance(value, float) else value

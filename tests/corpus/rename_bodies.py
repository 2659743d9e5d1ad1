"""Whether requests say the same after a rename: their bodies become the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from google.protobuf import json_format, message_factory
from google.protobuf.message import Message
from tests.corpus.rename_names import Pick

from protowright.ide.diagnostics import diagnostics
from protowright.ide.mentions import REQUEST, VARIABLE
from protowright.project.request_schemas import find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import SymbolKind
from protowright.request.body.slots import Slots
from protowright.request.syntax.nodes import Block
from protowright.request.to_json import to_json

Names = Mapping[str, str]
"""Names of fields after a rename, and before it."""


class Bodies:
    """Compares request files."""

    def compare(self, before: Snapshot, after: Snapshot, paths: Sequence[str], pick: Pick, name: str) -> None:
        """Raises AssertionError when one of the files has other faults than before, or sends other bytes."""
        for path in paths:
            faults = [sorted(fault.code.name for fault in diagnostics(each, path)) for each in (before, after)]
            assert faults[0] == faults[1], f"the faults of {path} differ: {faults}"
            own = name if pick.kind in (VARIABLE, REQUEST) else ""
            masked = {name: pick.name} if pick.kind == SymbolKind.FIELD.value else {}
            sent = [self._sent(before, path, "", "", {}), self._sent(after, path, own, pick.name, masked)]
            assert sent[0] == sent[1], f"{path} does not send the same"

    def _sent(self, snapshot: Snapshot, path: str, new: str, old: str, masked: Names) -> list[bytes | str]:
        document = snapshot.document(path)
        assert document is not None, path
        blocks = document.requests.requests
        return [part for block in blocks for part in self._of(snapshot, path, block, new, old, masked)]

    def _of(self, snapshot: Snapshot, path: str, block: Block, new: str, old: str, masked: Names) -> list[bytes | str]:
        document = snapshot.document(path)
        assert document is not None and block.line is not None
        found = find_request_schema(snapshot, path, document.requests, block)
        if found is None:
            return ["no schema"]
        method = found.schema.method(block.line.service.text, block.line.method.text)
        pool = Slots(found.schema).pool
        if method is None or pool is None:
            return ["no method"]
        kind = message_factory.GetMessageClass(pool.FindMessageTypeByName(method.descriptor.input_type.lstrip(".")))
        parts: list[bytes | str] = []
        for message in block.messages:
            text = (
                "{}"
                if message.json is None
                else to_json(message.json, lambda each: each.replace(new, old) if new else each)
            )
            try:
                parsed = json_format.Parse(text, kind(), descriptor_pool=pool)
                _undo_in_masks(parsed, masked)
                parts.append(parsed.SerializeToString(deterministic=True))
            except json_format.ParseError:
                parts.append("no message of its type")
        return parts


def _undo_in_masks(message: Message, masked: Names) -> None:
    """Put old names into the paths of masks, which name fields in the bytes too."""
    if message.DESCRIPTOR.full_name == "google.protobuf.FieldMask":
        paths = [".".join(masked.get(part, part) for part in path.split(".")) for path in message.paths]
        message.paths[:] = paths
        return
    for field, value in message.ListFields():
        if field.message_type is not None and not field.message_type.GetOptions().map_entry:
            for each in value if field.is_repeated else (value,):
                _undo_in_masks(each, masked)

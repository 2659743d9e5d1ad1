"""The types that the JSON printer is tried on, from sources in `json_protos`, by the front end of this project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from google.protobuf.descriptor import Descriptor
from google.protobuf.descriptor_pool import DescriptorPool

from protowright.project.host import Host
from protowright.project.schemas import first_fault, schema_of_file

FOLDER = Path(__file__).parent / "json_protos"


@cache
def wide_pool() -> DescriptorPool:
    """All the types of `json_protos`, and those that they import."""
    return pool_of(FOLDER / "wide_edition.proto")


def pool_of(path: Path) -> DescriptorPool:
    """The types of a file without faults, and those that it imports."""
    snapshot = Host([str(path.parent)]).snapshot()
    assert first_fault(snapshot, str(path)) is None, first_fault(snapshot, str(path))
    pool = DescriptorPool()
    for file in schema_of_file(snapshot, str(path)).files:
        pool.Add(file)
    return pool


@cache
def wide_types() -> tuple[Descriptor, ...]:
    """The types that messages are made of, outermost ones only."""
    files = [wide_pool().FindFileByName(path.name) for path in sorted(FOLDER.glob("*.proto"))]
    return tuple(file.message_types_by_name[name] for file in files for name in sorted(file.message_types_by_name))


@cache
def well_known_types() -> tuple[Descriptor, ...]:
    """The types with a JSON of their own, and `Empty`, which has none."""
    names = ("Any", "Duration", "Empty", "FieldMask", "ListValue", "Struct", "Timestamp", "Value")
    wrapped = ("Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes")
    found = (*names, *(f"{name}Value" for name in wrapped))
    return tuple(wide_pool().FindMessageTypeByName(f"google.protobuf.{name}") for name in found)

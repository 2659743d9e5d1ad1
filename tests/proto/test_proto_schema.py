"""What a schema says about its types, whatever it came from."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb
from tests.support.request_bodies import body_schema

from protowright.proto.schema import Schema, json_key


def test_fields_are_found_by_both_of_their_names() -> None:
    fields = body_schema().fields_by_key(".bodies.Three")
    assert fields["fInt32"] is fields["f_int32"] and fields["Other.name"] is fields["named"]
    assert "other_name" not in fields and body_schema().fields_by_key("not.Known") == {}


def test_a_key_that_is_the_json_name_of_one_field_and_the_own_name_of_another_means_the_former() -> None:
    message = pb.DescriptorProto(name="M")
    message.field.add(name="fooBar", json_name="other")
    message.field.add(name="x", json_name="fooBar")
    fields = Schema([pb.FileDescriptorProto(message_type=[message])], "").fields_by_key("M")
    assert {key: field.name for key, field in fields.items()} == {"fooBar": "x", "x": "x", "other": "fooBar"}


def test_descriptors_without_json_names_have_the_usual_ones() -> None:
    assert json_key(pb.FieldDescriptorProto(name="user_name_2b")) == "userName2b"


def test_extensions_are_found_wherever_they_are_declared() -> None:
    schema = body_schema()
    assert schema.extensions_of(".bodies.Two") == ["bodies.number", "bodies.more_kinds", "bodies.Two.nested_extension"]
    extension = schema.extension("bodies.Two.nested_extension")
    assert extension is not None and extension.number == 102 and schema.extension("bodies.Two") is None


def test_which_enums_are_closed() -> None:
    closed = {
        name: body_schema().is_closed_enum(name) for name in ("Kind", "bodies.Kind", ".bodies.Shut", "bodies.Open")
    }
    assert closed == {"Kind": False, "bodies.Kind": True, ".bodies.Shut": True, "bodies.Open": False}
    assert not body_schema().is_closed_enum("bodies.Color")
    shut = pb.FileDescriptorProto(syntax="editions", enum_type=[pb.EnumDescriptorProto(name="E")])
    shut.options.features.enum_type = pb.FeatureSet.CLOSED
    assert Schema([shut], "").is_closed_enum("E")


def test_required_fields_of_all_syntaxes() -> None:
    schema = body_schema()
    names = {name: [field.name for field in schema.required_fields(name)] for name in ("bodies.Two", "bodies.Later")}
    assert names == {"bodies.Two": ["id"], "bodies.Later": ["id"]} and not schema.required_fields("bodies.Three")


def test_messages_are_listed_without_map_entries() -> None:
    names = [name for name in body_schema().messages() if name.startswith("bodies.")]
    assert names == ["bodies.Three", "bodies.Two", "bodies.Two.Part", "bodies.Two.Other", "bodies.Later"]

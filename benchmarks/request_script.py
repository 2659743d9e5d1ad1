"""What somebody writes who has grpcio and no tool: `python request_script.py HOST:PORT SERVICE METHOD JSON`.

The schema comes from the server, by the client of grpcio-reflection. It is the floor for a request that is made by a
process of its own in Python.
"""

import sys

import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

address, service, name, body = sys.argv[1:]
with grpc.insecure_channel(address) as channel:
    pool = DescriptorPool(ProtoReflectionDescriptorDatabase(channel))
    method = pool.FindServiceByName(service).methods_by_name[name]
    request = json_format.Parse(body, message_factory.GetMessageClass(method.input_type)())
    call = channel.unary_unary(
        f"/{service}/{name}",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
    )
    print(json_format.MessageToJson(call(request), descriptor_pool=pool))

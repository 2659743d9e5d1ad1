"""From tree to `FileDescriptorProto`, as protoc makes it."""

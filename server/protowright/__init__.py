"""Protowright: write `.proto`, run `.grpc`, in any editor and in CI."""

__version__ = "0.1.0"

"""The request file that the tests of running work with."""

from __future__ import annotations

from pathlib import Path

REQUESTS = """proto < protos/chat/v1/chat.proto

### One
# @name get
GRPC {{shop}}/user.UserService/GetUser

{ "id": "42" }

### Some
# @name ticks
GRPC {{shop}}/chat.v1.Chat/Subscribe

{ "room": "clock", "limit": 2, "interval": "0s" }

### None
# @name missing
GRPC {{shop}}/user.UserService/GetUser
{ "id": "none" }

### No end
# @name endless
GRPC {{shop}}/chat.v1.Chat/Subscribe
{ "room": "clock", "interval": "0.02s" }

### As fast as it goes
# @name flood
GRPC {{shop}}/chat.v1.Chat/Subscribe
{ "room": "clock", "interval": "0s" }

### Fault
# @name broken
GRPC {{nowhere}}/user.UserService/GetUser

### Busy
# @name busy
GRPC {{shop}}/shop.v1.Orders/Place
{ "userId": "42", "items": [{ "sku": "tea", "quantity": 1 }], "card": { "token": "tok_busy" } }
"""


def document(file: Path, request: str) -> Path:
    """Where a response document belongs."""
    return file.with_name(f"{file.stem}.{request}.grpc-response")

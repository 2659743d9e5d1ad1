"""A real gRPC service to try requests on: a small shop, a chat, an address book.

`python -m samples.service` starts it; `running_service` starts it in this process, `running_process` in one of its own.
"""

from samples.service.addresses import Addresses
from samples.service.process import running_process
from samples.service.server import running_service

__all__ = ["Addresses", "running_process", "running_service"]

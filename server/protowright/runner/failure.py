"""A call that did not end well, as the runner knows it; the modules `explain*` find words for it."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.request.target import Target
from protowright.runner.address import Place, place_of
from protowright.runner.plan import TransportSecurity
from protowright.runner.proxy import Proxy, proxy_for


@dataclass(frozen=True, slots=True)
class Failure:
    """How a call ended.

    `code` is its status code, `details` the words that came with it: the server's, or grpc's own. `path` is the HTTP/2
    path of the method. `timeout` is what was asked for, and `duration` how long the call took, in seconds; `received`
    counts the messages that came before. `maximum_message_size` is what the request allows, in bytes, and `named_proxy` the
    URL of the proxy it names.
    """

    code: int
    details: str
    target: Target
    path: str
    security: TransportSecurity
    timeout: float | None
    duration: float
    received: int = 0
    maximum_message_size: int | None = None
    named_proxy: str | None = None

    @property
    def where(self) -> str:
        """The address as sentences show it."""
        return self.target.address

    @property
    def place(self) -> Place | None:
        """Where to connect to, None when only grpc can tell."""
        return place_of(self.target.address)

    @property
    def proxy(self) -> Proxy | None:
        """The proxy on the way there, None when the way is direct."""
        return proxy_for(self.place, named=self.named_proxy)


def quoted(text: str, maximum: int = 60) -> str:
    """A text of the server inside a sentence: on one line, without what a terminal would obey, and not too long."""
    line = "".join(character if character.isprintable() else " " for character in text)
    line = " ".join(line.split()).replace("`", "'")
    return f"`{line if len(line) <= maximum else line[: maximum - 1] + '…'}`"

"""The tree of a request file. Spans count code points from the start of the file."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.request.syntax.json_nodes import JsonValue
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the text and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """`# @name value`; the value is empty when there is none."""

    name: Word
    value: Word


@dataclass(frozen=True, slots=True)
class Variable:
    """`@name = value`, or `@name := value`, which is worked out anew at each use."""

    name: Word
    value: Word
    is_lazy: bool = False


class RequestKind(enum.Enum):
    """What a request line asks for."""

    CALL = "call"
    LIST = "list"
    DESCRIBE = "describe"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """`GRPC target/service/method`, split from the right. `service` and `method` are empty words where there is none.

    The target is as written: with scheme, host, port and path prefix, and with `{{variables}}`. It is empty in
    `GRPC /service/method`. Over a line with the target alone, service and method stand in the `@grpc` directive of the
    block, outside of `span`. `extra` is the first word behind a complete line.
    """

    span: Span
    kind: RequestKind
    target: Word
    service: Word
    method: Word
    extra: Word | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """`key: value` under the request line."""

    key: Word
    value: Word


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send: JSON in place, or the path of a file that holds it.

    `substitutes` tells whether variables inside that file are filled in (`<@ path`); `encoding` is how its text is to be
    read (`<@latin1 path`), UTF-8 when None. The span of a file is that of its path.
    """

    span: Span
    json: JsonValue | None = None
    file: Word | None = None
    substitutes: bool = False
    encoding: Word | None = None


@dataclass(frozen=True, slots=True)
class WaitForServer:
    """`=== wait-for-server`: send the next message when one more message has come."""

    span: Span


@dataclass(frozen=True, slots=True)
class SchemaLine:
    """`proto < path`, `proto: path` or `Protoset: path`.

    `options` are the lines `key: value` under it; `include_dirs` are the import roots that one of them names, as
    written: relative to the request file.
    """

    is_descriptor_set: bool
    path: Word
    include_dirs: tuple[Word, ...] = ()
    options: tuple[Metadata, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """`>> path`, or `>>! path`, which overwrites: where the response is saved. `text` and `span` are of all of it."""

    text: str
    span: Span
    path: Word
    overwrites: bool


@dataclass(slots=True)
class Block:
    """What stands between two `###` lines: one request, or a heading when `line` is None.

    `is_foreign` tells that the block holds a request of another protocol, such as HTTP. Its directives and variables are
    read, the rest is left alone. `scripts` are kept and never run. `links` are the paths of `<> path`, responses that
    another tool has saved; `commands` are grpcurl commands that were pasted.
    """

    span: Span
    title: Word
    directives: list[Directive] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    schema_lines: list[SchemaLine] = field(default_factory=list)
    line: RequestLine | None = None
    metadata: list[Metadata] = field(default_factory=list)
    body: list[Message | WaitForServer] = field(default_factory=list)
    body_span: Span | None = None
    assertions: list[Word] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    links: list[Word] = field(default_factory=list)
    scripts: list[Span] = field(default_factory=list)
    commands: list[Span] = field(default_factory=list)
    is_foreign: bool = False

    def directive(self, name: str) -> Directive | None:
        """The last directive of that name."""
        found = [directive for directive in self.directives if directive.name.text == name]
        return found[-1] if found else None

    @property
    def messages(self) -> list[Message]:
        """The messages to send, without the waits between them."""
        return [item for item in self.body if isinstance(item, Message)]


@dataclass(frozen=True, eq=False)
class RequestFile:
    """A parsed request file. Each is itself and no other one, so that what is found out of it can be kept beside it."""

    text: str
    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def requests(self) -> Iterator[Block]:
        """The blocks that have a request line."""
        return (block for block in self.blocks if block.line is not None)

    @property
    def variables(self) -> Iterator[Variable]:
        """All variables of the file, in the order of the text."""
        return (variable for block in self.blocks for variable in block.variables)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`."""
        return next((block for block in reversed(self.blocks) if block.span.start <= offset), None)

"""What the value of each directive is."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from protowright.request.values import either, parse_count, parse_duration, parse_flag, parse_size, split_list
from protowright.text.nearest import nearest

Value_co = TypeVar("Value_co", covariant=True)

COMPRESSIONS: Final = ("gzip", "deflate", "identity")
MAXIMUM_LOOPS: Final = 1_000_000

_LOOP = re.compile(r"(?:for\s+)?(\d+)", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_METHOD = re.compile(r"/?([^\s/]+)[/.]([^\s/.]+)")
_KEY = re.compile(r":?[^\s:]+")


class InvalidDirectiveValue(ValueError):
    """The value of a directive does not fit; the sentence says what it must be.

    `help` says more, if there is more to say; `nearest` is a value that was probably meant.
    """

    def __init__(self, message: str, help: str | None = None, nearest: str | None = None) -> None:
        super().__init__(message)
        self.help = help
        self.nearest = nearest


class ValueKind(enum.Enum):
    """What a value is, for those who complete or explain it."""

    FLAG = "flag"
    TEXT = "text"
    DURATION = "duration"
    SIZE = "size"
    PATH = "path"
    INTEGER = "integer"
    CHOICE = "choice"
    LIST = "list"
    METADATA = "metadata"
    METHOD = "method"
    REQUEST = "request"
    VARIABLE = "variable"


class Prompt(NamedTuple):
    """`# @prompt name text`: the variable to ask for, and what to ask; the text is empty when there is none."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Form(Generic[Value_co]):
    """The value of the directive `name`. `parse` takes the text, filled in, and raises InvalidDirectiveValue.

    `choices` are all values there are, when that can be said.
    """

    name: str
    kind: ValueKind
    parse: Callable[[str], Value_co]
    choices: tuple[str, ...] = ()


def _flag(name: str) -> Form[bool]:
    def parse(text: str) -> bool:
        value = parse_flag(text)
        if value is None:
            raise InvalidDirectiveValue(f"`@{name}` is on or off: write it alone, or with `true` or `false`")
        return value

    return Form(name, ValueKind.FLAG, parse, ("true", "false"))


def _duration(name: str, called: str, example: str, bare_unit: str, is_empty_fine: bool = False) -> Form[float]:
    def parse(text: str) -> float:
        value = parse_duration(text, bare_unit)
        if value is None or not (value or is_empty_fine):
            raise InvalidDirectiveValue(f"{called} is a number with a unit, such as {example}")
        return value

    return Form(name, ValueKind.DURATION, parse)


def _needed(name: str, kind: ValueKind, what: str) -> Form[str]:
    """A text that must be there."""

    def parse(text: str) -> str:
        if not text.strip():
            raise InvalidDirectiveValue(f"`@{name}` has no value: write {what} behind it")
        return text.strip()

    return Form(name, kind, parse)


def _text(name: str) -> Form[str]:
    return Form(name, ValueKind.TEXT, str.strip)


def _file(name: str) -> Form[str]:
    return _needed(name, ValueKind.PATH, "the path of a file")


def _size(text: str) -> int:
    value = parse_size(text)
    if value is None:
        raise InvalidDirectiveValue("a message size is a number of bytes, such as `4194304` or `4MB`, below 2 GB")
    return value


def _loops(text: str) -> int:
    found = _LOOP.fullmatch(text.strip())
    value = parse_count(found[1], MAXIMUM_LOOPS) if found else None
    if value is None:
        is_script = re.match(r"(?:for\b.*\bof|while)\b", text.strip()) is not None
        help = "`for ... of` and `while` are JavaScript, which is not run here" if is_script else None
        raise InvalidDirectiveValue(f"a loop is a number of times, from `1` to `{MAXIMUM_LOOPS}`", help)
    return value


def _compression(text: str) -> str:
    value = text.strip().lower()
    if value not in COMPRESSIONS:
        near = nearest(value, COMPRESSIONS)
        raise InvalidDirectiveValue(
            f"`{text.strip()}` is no compression: use {either(COMPRESSIONS)}", nearest=near[0] if near else None
        )
    return value


def _metadata(text: str) -> tuple[str, str]:
    """The key in lower case, and the value."""
    text = text.strip()
    found = _KEY.match(text)
    rest = text[found.end() :].lstrip() if found else ""
    if found is None or not rest.startswith(":"):
        raise InvalidDirectiveValue("metadata is written `key: value`")
    return found[0].lower(), rest[1:].strip()


def _method(text: str) -> tuple[str, str]:
    """The full name of the service, and the name of the method."""
    found = _METHOD.fullmatch(text.strip())
    if found is None:
        raise InvalidDirectiveValue("`@grpc` names a method: write `package.Service/Method` behind it")
    return found[1], found[2]


def _proxy(text: str) -> str:
    """A URL; grpc would go around a proxy that is written otherwise, without a word."""
    value = text.strip()
    scheme, separator, _ = value.rpartition("://")
    if not value or (separator and scheme.lower() != "http"):
        raise InvalidDirectiveValue("a proxy is an address that speaks plain HTTP, such as `http://proxy.example:3128`")
    return value if separator else f"http://{value}"


def _prompt(text: str) -> Prompt:
    name, _, rest = text.strip().partition(" ")
    if not _NAME.fullmatch(name):
        raise InvalidDirectiveValue("`@prompt` names a variable, and may say what to ask: `# @prompt name your text`")
    return Prompt(name, rest.strip())


NAME: Final = _text("name")
TITLE: Final = _text("title")
DESCRIPTION: Final = _text("description")
TAG: Final = Form("tag", ValueKind.LIST, split_list)
TIMEOUT: Final = _duration("timeout", "a timeout", "`5s` or `300ms`", bare_unit="s")
DISABLED: Final = _flag("disabled")
REF: Final = _needed("ref", ValueKind.REQUEST, "the name of a request")
FORCE_REF: Final = _needed("forceRef", ValueKind.REQUEST, "the name of a request")
IMPORT: Final = _file("import")
PROMPT: Final = Form("prompt", ValueKind.VARIABLE, _prompt)
NOTE: Final = _text("note")
NO_LOG: Final = _flag("no-log")
SLEEP: Final = _duration("sleep", "a pause", "`2s` or `500ms`", bare_unit="ms", is_empty_fine=True)
LOOP: Final = Form("loop", ValueKind.INTEGER, _loops)
KEEP_STREAMING: Final = _flag("keepStreaming")
METHOD: Final = Form("grpc", ValueKind.METHOD, _method)
REFLECTION: Final = _flag("grpc-reflection")
PLAINTEXT: Final = _flag("grpc-plaintext")
INSECURE: Final = _flag("grpc-insecure")
AUTHORITY: Final = _needed("grpc-authority", ValueKind.TEXT, "the name of a host")
PROTO: Final = _file("grpc-proto")
IMPORT_PATH: Final = _needed("grpc-import-path", ValueKind.PATH, "the path of a folder")
PROTOSET: Final = _file("grpc-protoset")
DESCRIPTOR: Final = _file("grpc-descriptor")
METADATA: Final = Form("grpc-metadata", ValueKind.METADATA, _metadata)
CA_FILE: Final = _file("grpc-cacert")
CERTIFICATE_FILE: Final = _file("grpc-cert")
KEY_FILE: Final = _file("grpc-key")
COMPRESSION: Final = Form("grpc-compression", ValueKind.CHOICE, _compression, COMPRESSIONS)
MESSAGE_SIZE: Final = Form("grpc-max-msg-sz", ValueKind.SIZE, _size)
KEEPALIVE_TIME: Final = _duration("grpc-keepalive-time", "a keepalive time", "`30s` or `2m`", bare_unit="s")
PASSPHRASE: Final = _needed("grpc-key-passphrase", ValueKind.TEXT, "a variable, such as `{{passphrase}}`,")
SERVER_NAME: Final = _needed("grpc-servername", ValueKind.TEXT, "the name of a host")
WAIT_FOR_READY: Final = _flag("grpc-wait-for-ready")
PROXY: Final = Form("grpc-proxy", ValueKind.TEXT, _proxy)

_ALL: tuple[Form[Any], ...] = (
    *(NAME, TITLE, DESCRIPTION, TAG, TIMEOUT, DISABLED, REF, FORCE_REF, IMPORT, PROMPT, NOTE, NO_LOG, SLEEP, LOOP),
    *(KEEP_STREAMING, METHOD, REFLECTION, PLAINTEXT, INSECURE, AUTHORITY, PROTO, IMPORT_PATH, PROTOSET, DESCRIPTOR),
    *(METADATA, CA_FILE, CERTIFICATE_FILE, KEY_FILE, COMPRESSION, MESSAGE_SIZE, KEEPALIVE_TIME, PROXY),
    *(PASSPHRASE, SERVER_NAME, WAIT_FOR_READY),
)

FORMS: Final[Mapping[str, Form[Any]]] = {form.name: form for form in _ALL}
"""What the value of each directive of `DIRECTIVES` is, by the name of the directive.

A bare number is in seconds for `@timeout` (JetBrains) and `@grpc-keepalive-time` (grpcurl), and in milliseconds for
`@sleep` (httpyac).
"""

"""Reading grpcurl commands.

The flags are those of grpcurl 1.9 (`grpcurl -help`), in the ways of Go's `flag` package: `-x value`, `-x=value`, and the
same with two dashes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from protowright.request.grpcurl_call import GrpcurlCall, NotGrpcurl
from protowright.request.shell import Command, UnreadableCommand, environment_variables, read_pipe
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.values import parse_flag
from protowright.text.nearest import did_you_mean

_PROGRAM = re.compile(r"(?:.*[/\\])?grpcurl(?:\.exe)?(?::[\w.-]+)?")
_SWITCHES: Final = (
    *("plaintext", "insecure", "unix", "use-reflection", "expand-headers", "v", "vv", "emit-defaults", "msg-template"),
    *("format-error", "allow-unknown-fields", "alts", "help", "version"),
)
_VALUES: Final = (
    *("H", "rpc-header", "reflect-header", "d", "cacert", "cert", "key", "authority", "servername", "import-path"),
    *("proto", "protoset", "max-time", "connect-timeout", "keepalive-time", "max-msg-sz", "format", "user-agent"),
    *("protoset-out", "proto-out-dir", "alts-handshaker-service", "alts-target-service-account"),
)
_WITHOUT_MEANING: Final = (
    *("v", "vv", "emit-defaults", "msg-template", "format-error", "allow-unknown-fields", "user-agent"),
    *("protoset-out", "proto-out-dir", "connect-timeout"),
)
"""Flags that a request has nothing for, and can do without."""

_COMMANDS = ("list", "describe")
_METHOD = re.compile(r"(\w[\w.]*)[/.](\w+)")


def parse_grpcurl(text: str) -> tuple[GrpcurlCall, list[str]]:
    """What a command says, and the flags in it that no request has anything for. Raises NotGrpcurl.

    Variables of the shell are variables of a request file in it: `$TOKEN` is `{{$processEnv TOKEN}}`.
    """
    try:
        pipe = read_pipe(text)
    except UnreadableCommand as error:
        raise NotGrpcurl(str(error)) from None
    for index, command in enumerate(pipe):
        start = next((place for place, word in enumerate(command.words) if _PROGRAM.fullmatch(word)), None)
        if start is not None:
            flags = _Flags(command.words[start + 1 :])
            return _call(flags, command, pipe[index - 1] if index else None), flags.left_out()
    raise NotGrpcurl("this is no grpcurl command: it has no word `grpcurl`")


class _Flags:
    """The flags of a command, and the words that are none."""

    def __init__(self, words: list[str]) -> None:
        self.positional: list[str] = []
        self._found: list[tuple[str, str]] = []
        rest = iter(words)
        for word in rest:
            if word == "--":
                self.positional += rest
            elif word.startswith("-") and len(word) > 1:
                self._take(word, rest)
            else:
                self.positional.append(word)

    def _take(self, word: str, rest: Iterator[str]) -> None:
        name, has_value, value = word.removeprefix("-").removeprefix("-").partition("=")
        if name in _SWITCHES:
            self._found.append((name, value if has_value else "true"))
        elif name not in _VALUES:
            near = did_you_mean(name, (*_SWITCHES, *_VALUES))
            raise NotGrpcurl(f"grpcurl has no flag `-{name}`{f': {near}' if near else ''}")
        else:
            taken = value if has_value else next(rest, None)
            if taken is None:
                raise NotGrpcurl(f"the flag `-{name}` has no value")
            self._found.append((name, taken))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a flag."""
        return tuple(value for known, value in self._found if known == name)

    def last(self, name: str) -> str | None:
        """The value of a flag that counts."""
        values = self.all(name)
        return values[-1] if values else None

    def is_on(self, name: str) -> bool | None:
        """Whether a switch is on; None when it does not stand there."""
        value = self.last(name)
        if value is None:
            return None
        found = parse_flag(value) if value else None
        if found is None:
            raise NotGrpcurl(f"`-{name}={value}` is neither true nor false")
        return found

    def number(self, name: str) -> float | None:
        """The value of a flag in seconds; None for zero, which is no limit."""
        text = self.last(name)
        try:
            value = float(text or 0)
        except ValueError:
            value = -1.0
        if value < 0 or not math.isfinite(value):
            raise NotGrpcurl(f"`-{name} {text}` is no number of seconds")
        return value or None

    def headers(self, name: str) -> tuple[tuple[str, str], ...]:
        """The metadata of a flag; keys in lower case."""
        expands = self.is_on("expand-headers")
        pairs = []
        for text in self.all(name):
            key, _, value = text.partition(":")
            value = environment_variables(value.strip()) if expands else value.strip()
            if not key.strip() or "\n" in text:
                raise NotGrpcurl(f"`{text}` is no metadata: it is written `key: value`")
            pairs.append((key.strip().lower(), value))
        return tuple(pairs)

    def left_out(self) -> list[str]:
        """The flags that no request has anything for."""
        return list(dict.fromkeys(name for name, _ in self._found if name in _WITHOUT_MEANING))


def _call(flags: _Flags, command: Command, before: Command | None) -> GrpcurlCall:
    _refuse(flags)
    address, verb, symbol = _positional(flags.positional)
    messages, data_file = _data(flags.last("d"), command, before) if not verb else ((), None)
    size = flags.last("max-msg-sz")
    if size is not None and not re.fullmatch(r"[1-9]\d{0,9}", size, re.ASCII):
        raise NotGrpcurl(f"`-max-msg-sz {size}` is no number of bytes")
    return GrpcurlCall(
        address,
        symbol,
        verb,
        plaintext=bool(flags.is_on("plaintext")),
        insecure=bool(flags.is_on("insecure")),
        unix=bool(flags.is_on("unix")),
        ca_file=flags.last("cacert"),
        certificate_file=flags.last("cert"),
        key_file=flags.last("key"),
        authority=flags.last("authority") or flags.last("servername"),
        headers=flags.headers("H"),
        call_headers=flags.headers("rpc-header"),
        reflection_headers=flags.headers("reflect-header"),
        protos=flags.all("proto"),
        import_paths=flags.all("import-path"),
        protosets=flags.all("protoset"),
        reflection=flags.is_on("use-reflection"),
        messages=messages,
        data_file=data_file,
        timeout=flags.number("max-time"),
        connect_timeout=flags.number("connect-timeout"),
        keepalive_time=flags.number("keepalive-time"),
        maximum_message_size=None if size is None else int(size),
    )


def _refuse(flags: _Flags) -> None:
    if flags.is_on("help") or flags.is_on("version"):
        raise NotGrpcurl("this command calls nothing: it asks grpcurl about itself")
    if flags.is_on("alts"):
        raise NotGrpcurl("calls over ALTS cannot be made here")
    if (flags.last("format") or "json") != "json":
        raise NotGrpcurl("bodies are JSON here: leave `-format` out, and write the message as JSON")


def _positional(words: list[str]) -> tuple[str, str, str]:
    """The address, the command, and the symbol."""
    address = "" if words and words[0] in _COMMANDS else next(iter(words), "")
    rest = words[1:] if address else words
    verb = rest[0] if rest and rest[0] in _COMMANDS else ""
    rest = rest[1:] if verb else rest
    if len(rest) > 1:
        raise NotGrpcurl(f"`{rest[1]}` is too much behind `{rest[0]}`")
    symbol = rest[0] if rest else ""
    if verb:
        return address, verb, symbol
    if not address or not symbol:
        raise NotGrpcurl("the command names no method: write `grpcurl host:port package.Service/Method`")
    found = _METHOD.fullmatch(symbol)
    if found is None:
        raise NotGrpcurl(f"`{symbol}` is no method: write `package.Service/Method`")
    return address, "", f"{found[1]}/{found[2]}"


def _data(written: str | None, command: Command, before: Command | None) -> tuple[tuple[str, ...], str | None]:
    """The messages, or the file that holds them."""
    if written is None or not written.startswith("@"):
        return _messages(written or ""), None
    if written != "@":
        return (), written[1:]
    if command.input_text is not None:
        return _messages(command.input_text), None
    if before is not None and before.words[0] in ("echo", "printf"):
        return _messages(" ".join(word for word in before.words[1:] if not word.startswith("-"))), None
    if before is not None and before.words[0] == "cat" and len(before.words) == 2:
        return (), before.words[1]
    if command.input_file is not None:
        return (), command.input_file
    raise NotGrpcurl("`-d @` reads the messages from elsewhere: put them behind `-d`, or the file behind `<`")


def _messages(text: str) -> tuple[str, ...]:
    parser = JsonParser(text, 0, len(text))
    values = parser.values()
    if parser.diagnostics:
        raise NotGrpcurl(f"the data is no JSON: {parser.diagnostics[0].message}")
    return tuple(value.span.of(text) for value in values)

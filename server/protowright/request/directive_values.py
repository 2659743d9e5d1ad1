"""What the directives of a block say, in types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import INVALID_DIRECTIVE_VALUE
from protowright.request import directive_forms as forms
from protowright.request.directive_forms import FORMS, Form, InvalidDirectiveValue, Prompt
from protowright.request.directives import is_global, known_directive
from protowright.request.syntax.nodes import Block, Directive, RequestFile, Word
from protowright.text.span import Span

Value = TypeVar("Value")
FillWord = Callable[[Word], str]
"""Gives the text of a word with its variables filled in; whoever has no value for one raises an error of his own."""


class UnfitDirective(ValueError):
    """A directive whose value, filled in, does not fit. `span` is where it stands; the sentence says what it must be."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


@dataclass(frozen=True, slots=True)
class DirectiveValues:
    """The values of all directives of a block; None or nothing where there is no directive.

    Durations are seconds, sizes bytes. Paths are as written: relative to the request file. `protosets` has what
    `@grpc-protoset` and `@grpc-descriptor` name. `reflection_metadata` is what `@grpc-metadata` adds to reflection;
    `metadata` is what it adds to the call as well, in a block with `@grpc` (in resterm's files it means that). Keys of
    metadata are in lower case. `note` is empty when there is nothing to read in the question. A flag of
    `bool | None` is None when nobody said anything.
    """

    name: str | None
    title: str | None
    description: str | None
    tags: tuple[str, ...]
    timeout: float | None
    disabled: bool
    refs: tuple[str, ...]
    forced_refs: tuple[str, ...]
    imports: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    note: str | None
    no_log: bool
    sleep: float
    loop: int | None
    keep_streaming: bool
    reflection: bool | None
    plaintext: bool | None
    insecure: bool
    authority: str | None
    protos: tuple[str, ...]
    import_paths: tuple[str, ...]
    protosets: tuple[str, ...]
    metadata: tuple[tuple[str, str], ...]
    reflection_metadata: tuple[tuple[str, str], ...]
    ca_file: str | None
    certificate_file: str | None
    key_file: str | None
    compression: str | None
    maximum_message_size: int | None
    keepalive_time: float | None
    proxy: str | None
    passphrase: str | None
    server_name: str | None
    wait_for_ready: bool


def directive_values(block: Block, file: RequestFile | None = None, fill: FillWord | None = None) -> DirectiveValues:
    """The values for `block`. The last directive of a name counts, but for those that may stand several times.

    With `file`, what it says for all its requests counts behind the block's own: `grpc-` directives in headings (blocks
    without a request), and `grpc-global-` ones in blocks above.

    Without `fill` this never raises: values that do not fit or have variables in them are left out. With `fill`, raises
    UnfitDirective for the first value that does not fit, and whatever `fill` raises.
    """
    reader = _Reader(block.directives, [] if file is None else list(_of_file(file, block)), fill)
    metadata = reader.all(forms.METADATA)
    return DirectiveValues(
        name=reader.last(forms.NAME) or None,
        title=reader.last(forms.TITLE) or None,
        description=reader.last(forms.DESCRIPTION) or None,
        tags=tuple(dict.fromkeys(tag for tags in reader.all(forms.TAG) for tag in tags)),
        timeout=reader.last(forms.TIMEOUT),
        disabled=reader.is_on(forms.DISABLED),
        refs=reader.all(forms.REF),
        forced_refs=reader.all(forms.FORCE_REF),
        imports=reader.all(forms.IMPORT),
        prompts=reader.all(forms.PROMPT),
        note=reader.last(forms.NOTE),
        no_log=reader.is_on(forms.NO_LOG),
        sleep=reader.last(forms.SLEEP) or 0.0,
        loop=reader.last(forms.LOOP),
        keep_streaming=reader.is_on(forms.KEEP_STREAMING),
        reflection=reader.last(forms.REFLECTION),
        plaintext=reader.last(forms.PLAINTEXT),
        insecure=reader.is_on(forms.INSECURE),
        authority=reader.last(forms.AUTHORITY),
        protos=reader.all(forms.PROTO),
        import_paths=reader.all(forms.IMPORT_PATH),
        protosets=reader.all(forms.PROTOSET, forms.DESCRIPTOR),
        metadata=metadata if block.directive("grpc") is not None else (),
        reflection_metadata=metadata,
        ca_file=reader.last(forms.CA_FILE),
        certificate_file=reader.last(forms.CERTIFICATE_FILE),
        key_file=reader.last(forms.KEY_FILE),
        compression=reader.last(forms.COMPRESSION),
        maximum_message_size=reader.last(forms.MESSAGE_SIZE),
        keepalive_time=reader.last(forms.KEEPALIVE_TIME),
        proxy=reader.last(forms.PROXY),
        passphrase=reader.last(forms.PASSPHRASE),
        server_name=reader.last(forms.SERVER_NAME),
        wait_for_ready=reader.is_on(forms.WAIT_FOR_READY),
    )


def has_directive(block: Block, form: Form[Any]) -> bool:
    """Whether the block has a directive of that form; to ask so costs far less than to read the values of all forms."""
    return any(known_directive(directive.name.text) == form.name for directive in block.directives)


def directive_faults(block: Block) -> Iterator[Diagnostic]:
    """The values that do not fit. One with variables in it is judged when they are filled in, by `directive_values`."""
    for directive in block.directives:
        name = known_directive(directive.name.text)
        if name is not None and "{{" not in directive.value.text:
            try:
                FORMS[name].parse(directive.value.text)
            except InvalidDirectiveValue as error:
                yield _fault(directive, error)


def _fault(directive: Directive, error: InvalidDirectiveValue) -> Diagnostic:
    span = directive.value.span if directive.value.text else directive.name.span
    near = [] if error.nearest is None else [error.nearest]
    fixes = guesses(directive.value.span, near)
    return Diagnostic(INVALID_DIRECTIVE_VALUE, str(error), span, help=error.help, fixes=fixes)


def _of_file(file: RequestFile, block: Block) -> Iterator[Directive]:
    """What the file says for all its requests, the nearest to `block` last."""
    for other in file.blocks:
        for directive in other.directives if other is not block and not other.is_foreign else ():
            is_heading = other.line is None and directive.name.text.lower().startswith("grpc-")
            if is_heading or (is_global(directive.name.text) and other.span < block.span):
                yield directive


class _Reader:
    """Reads the values of directives: a block's own ones win over those of the file, and later ones over earlier ones."""

    def __init__(self, own: list[Directive], of_file: list[Directive], fill: FillWord | None) -> None:
        self._own = own
        self._of_file = of_file
        self._fill = fill

    def all(self, *wanted: Form[Value]) -> tuple[Value, ...]:
        """The values of every directive of these forms, the block's own ones first."""
        return tuple(self._values([*self._own, *self._of_file], *wanted))

    def last(self, wanted: Form[Value]) -> Value | None:
        """The value that wins."""
        values = list(self._values([*self._of_file, *self._own], wanted))
        return values[-1] if values else None

    def is_on(self, wanted: Form[bool]) -> bool:
        """Whether a switch is on."""
        return self.last(wanted) is True

    def _values(self, directives: list[Directive], *wanted: Form[Value]) -> Iterator[Value]:
        by_name = {form.name: form for form in wanted}
        for directive in directives:
            form = by_name.get(known_directive(directive.name.text) or "")
            if form is not None and (self._fill is not None or "{{" not in directive.value.text):
                yield from self._value(directive, form)

    def _value(self, directive: Directive, form: Form[Value]) -> Iterator[Value]:
        """The one value, or none when it does not fit and nobody fills variables in."""
        text = directive.value.text if self._fill is None else self._fill(directive.value)
        try:
            value = form.parse(text)
        except InvalidDirectiveValue as error:
            if self._fill is None:
                return
            help = f"; {error.help}" if error.help else ""
            raise UnfitDirective(f"{error}{help}", directive.value.span) from None
        yield value

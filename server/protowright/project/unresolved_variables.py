"""Variables of requests that have no value, and references to requests that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.request_codes import UNCLOSED_VARIABLE, UNRESOLVED_VARIABLE
from protowright.project.known_variables import prompted
from protowright.project.request_calls import RequestNames
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.request.texts import all_texts
from protowright.request.variables import UnresolvedReference, UnresolvedVariable, Variables, expressions, unclosed
from protowright.text.edit import Edit
from protowright.text.nearest import did_you_mean
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.request.references import Reference


def unresolved_variables(
    snapshot: Snapshot, path: str, file: RequestFile, blocks: Iterable[Block]
) -> Iterator[Diagnostic]:
    """The variables in blocks of the file at `path` that no environment gives a value, and references to no request."""
    environment = snapshot.all_environments(path)
    values = {**environment.variables, **dict.fromkeys(prompted(file), "")}
    names, tokens = RequestNames(snapshot, path, file), frozenset(environment.tokens)
    check, imported = _reference_check(names), frozenset(names.names)
    variables = Variables(file, values, environment.dotenv, check, tokens=tokens, imported=imported)
    for word in (word for block in blocks for word in all_texts(file, block)):
        for expression, span in expressions(word.text, word.span.start):
            fault = _variable_fault(variables, expression)
            if fault is not None:
                known = variables.names()
                help = did_you_mean(expression, known) or _where_to_write(expression, environment.faults)
                is_own = not isinstance(fault, UnresolvedReference) and not expression.startswith("$")
                is_own = is_own and expression not in known  # of a circle, all have a value
                yield Diagnostic(UNRESOLVED_VARIABLE, str(fault), span, help=help if is_own else None)


def unclosed_variables(file: RequestFile, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """The variables in blocks of the file that are opened and not closed."""
    for word in (word for block in blocks for word in all_texts(file, block) if "{{" in word.text):
        for span in unclosed(word.text, word.span.start):
            missing = "}" if file.text[span.end : span.end + 1] == "}" else "}}"
            fixes = (Fix(f"Insert `{missing}`", (Edit(Span(span.end, span.end), missing),)),)
            message = f"the braces of `{span.of(file.text)}` are not closed: it is sent as it stands here"
            yield Diagnostic(UNCLOSED_VARIABLE, message, span, fixes=fixes)


def _where_to_write(variable: str, faults: Sequence[str]) -> str:
    """What to do about a variable without a value. `faults` are those of the environment files: it may be in one of them."""
    return "; ".join(faults) or f"write `@{variable} = value` above, or put it into an environment file"


def _reference_check(names: RequestNames) -> Callable[[Reference], str]:
    """Takes the place of responses, which are known when requests run: says whether there is such a request.

    Silent while a file that is imported is missing.
    """

    def check(reference: Reference) -> str:
        from protowright.request.references import NothingThere

        wanted = reference.request
        if wanted in names.names or not names.has_all_files:
            return ""
        if wanted in names.foreign:
            raise NothingThere(f"the request `{wanted}` is not one of gRPC, and is not run here")
        near = did_you_mean(wanted, names.names)
        raise NothingThere(f"no request of this file is named `{wanted}`{f'; {near}' if near else ''}")

    return check


def _variable_fault(variables: Variables, expression: str) -> UnresolvedVariable | None:
    """Why the variable has no value. What comes from the process is known only when a request runs."""
    if expression.startswith(("$processEnv", "$env")):
        return None
    try:
        variables.fill("{{" + expression + "}}")
    except UnresolvedVariable as error:
        return error
    return None

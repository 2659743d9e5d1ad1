"""The first lines of a file: syntax or edition, package."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features import EDITIONS, UNSTABLE
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.reporting import fault, remove, replace
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import Broken, Package, Syntax
from protowright.text.nearest import nearest
from protowright.text.span import Span

MAXIMUM_PACKAGE_LENGTH = 511


def header(link: LinkedFile) -> Iterator[Diagnostic]:
    """The syntax or edition, where it stands, and the package."""
    declarations = list(link.symbols.tree.declarations)
    if not declarations or not isinstance(declarations[0], (Syntax, Broken)):
        yield _missing_syntax(link)
    for node in declarations:
        if isinstance(node, Syntax):
            yield from _syntax(link, node, is_first=node is declarations[0])
    packages = [node for node in declarations if isinstance(node, Package)]
    for node in packages[1:]:
        message = "the file has a package already"
        yield fault(link, codes.DUPLICATE_PACKAGE, message, node.name or node, fixes=(remove(link, "Remove it", node),))
    if packages and packages[0].name is not None and len(packages[0].name.text) > MAXIMUM_PACKAGE_LENGTH:
        message = f"a package name has at most {MAXIMUM_PACKAGE_LENGTH} characters"
        yield fault(link, codes.PACKAGE_NAME_TOO_LONG, message, packages[0].name)


def _missing_syntax(link: LinkedFile) -> Diagnostic:
    help = 'without `syntax` or `edition` a file is proto2; write `syntax = "proto2";` as its first line'
    return fault(link, codes.MISSING_SYNTAX, "the file does not say its syntax or edition", Span(0, 0), help)


def _syntax(link: LinkedFile, node: Syntax, is_first: bool) -> Iterator[Diagnostic]:
    if not is_first:
        message = f"`{node.keyword}` must be the first statement of the file, and there is one only"
        yield fault(link, codes.SYNTAX_NOT_FIRST, message, node)
        return
    if node.value is None:
        return
    value = string_value(node.value).decode("utf-8", "replace")
    known = EDITIONS[:2] if node.keyword == "syntax" else EDITIONS[2:]
    if value in known or (value == UNSTABLE and link.name.startswith("google/protobuf/")):
        return
    code = codes.UNKNOWN_SYNTAX if node.keyword == "syntax" else codes.UNKNOWN_EDITION
    near = nearest(value, known) or [known[-1]]
    fixes = (replace(link, f'Change to "{near[0]}"', node.value, f'"{near[0]}"'),)
    message = f"the {node.keyword} `{value}` is unknown"
    yield fault(link, code, message, node.value, f"it is one of {', '.join(known)}", fixes)

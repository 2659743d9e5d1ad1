"""Files that imports name and nobody has written yet."""

from __future__ import annotations

import os
from collections.abc import Iterator

from protowright.diagnostics.proto_codes import UNRESOLVED_IMPORT
from protowright.ide.actions.action import Action, Change, Kind
from protowright.ide.actions.faults import faults_at
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.text.line_index import line_end
from protowright.text.span import Span


def create_import(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write the file that the import at the place leads to, in the syntax of this one and the package of its folder."""
    link = snapshot.linked(path)
    fault = next((each for each in faults_at(snapshot, path, span) if each.code is UNRESOLVED_IMPORT), None)
    if link is None or fault is None:
        return
    places = {link.symbols.tree.span(each.fact.node.path or each.fact.node): each.fact.path for each in link.imports}
    name = places.get(fault.span, "")
    roots = snapshot.import_roots(path)
    if roots and name.endswith(".proto"):
        change = Change({}, {os.path.normpath(os.path.join(roots[0], name)): _text(link, name)})
        yield Action(f'Create "{name}"', Kind.QUICK_FIX, lambda: change, creates_file=True, diagnostic=fault)


def _text(link: LinkedFile, name: str) -> str:
    """The head of the new file; its package is that of the importing file when they lie in one folder."""
    symbols = link.symbols
    text, end = symbols.tree.text, line_end(symbols.tree.text)
    head = [] if symbols.syntax_node is None else [symbols.tree.span(symbols.syntax_node).of(text)]
    folder = os.path.dirname(name)
    own = symbols.package if folder == os.path.dirname(link.name) else folder.replace("/", ".")
    if own and all(part.isidentifier() for part in own.split(".")):
        head.append(f"package {own};")
    return (end * 2).join(head) + end

"""Every action there is, in the order they are offered in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from protowright.ide.actions.action import Action, Kind
from protowright.ide.actions.add_import import add_import
from protowright.ide.actions.add_option_import import add_option_import
from protowright.ide.actions.create_import import create_import
from protowright.ide.actions.edition import to_edition
from protowright.ide.actions.extract_message import extract_message
from protowright.ide.actions.extract_oneof import extract_oneof
from protowright.ide.actions.fix_all import fix_all, fix_same_code
from protowright.ide.actions.fixes import fixes
from protowright.ide.actions.inline_message import inline_message
from protowright.ide.actions.maps import to_entries, to_map
from protowright.ide.actions.missing_messages import create_messages
from protowright.ide.actions.move_declaration import move_declaration
from protowright.ide.actions.new_requests import write_request
from protowright.ide.actions.organize_imports import organize_imports
from protowright.ide.actions.renumber import renumber
from protowright.ide.actions.requests.create_file import create_body_file
from protowright.ide.actions.requests.fill_body import fill_body
from protowright.ide.actions.requests.move_request import move_request
from protowright.ide.actions.requests.secrets import move_secret
from protowright.ide.actions.requests.write_scheme import write_scheme
from protowright.ide.actions.reserve import delete_and_reserve
from protowright.ide.actions.sort_numbers import sort_block, sort_file
from protowright.ide.languages import is_proto, is_request
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span

Source = Callable[[Snapshot, str, Span], Iterator[Action]]
Entry = tuple[Kind, Source]

FOR_BOTH: tuple[Entry, ...] = (
    (Kind.QUICK_FIX, fixes),
    (Kind.QUICK_FIX, fix_same_code),
    (Kind.FIX_ALL, fix_all),
)

FOR_PROTO: tuple[Entry, ...] = (
    (Kind.QUICK_FIX, add_import),
    (Kind.QUICK_FIX, add_option_import),
    (Kind.QUICK_FIX, create_import),
    (Kind.QUICK_FIX, create_messages),
    (Kind.EXTRACT, extract_message),
    (Kind.EXTRACT, extract_oneof),
    (Kind.INLINE, inline_message),
    (Kind.MOVE, move_declaration),
    (Kind.REWRITE, write_request),
    (Kind.REWRITE, delete_and_reserve),
    (Kind.REWRITE, sort_block),
    (Kind.REWRITE, renumber),
    (Kind.REWRITE, to_map),
    (Kind.REWRITE, to_entries),
    (Kind.REWRITE, to_edition),
    (Kind.ORGANIZE_IMPORTS, organize_imports),
    (Kind.SORT_NUMBERS, sort_file),
)

FOR_REQUESTS: tuple[Entry, ...] = (
    (Kind.QUICK_FIX, create_body_file),
    (Kind.REWRITE, fill_body),
    (Kind.REWRITE, write_scheme),
    (Kind.REWRITE, move_secret),
    (Kind.MOVE, move_request),
)


def actions(snapshot: Snapshot, path: str, span: Span, only: Collection[str] | None = None) -> list[Action]:
    """What can be done at `span` of the file at the absolute `path`; a cursor is an empty span.

    `only` are the names of the kinds that are asked for, each with all kinds below it; None asks for all.
    """
    own = FOR_PROTO if is_proto(path) else FOR_REQUESTS if is_request(path) else ()
    if not own or snapshot.document(path) is None:
        return []
    wanted = [source for kind, source in (*FOR_BOTH, *own) if only is None or any(map(kind.is_below, only))]
    return [action for source in wanted for action in source(snapshot, path, span)]

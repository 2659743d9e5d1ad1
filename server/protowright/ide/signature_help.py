"""What may be written in the brackets around the cursor: fields of a literal or body, options, the sides of an rpc."""

from __future__ import annotations

from protowright.ide.body_signature import body_signature
from protowright.ide.completion.context import Context, Place
from protowright.ide.completion.option_names import type_text
from protowright.ide.completion.option_path import field_before, message_before
from protowright.ide.completion.places import entry_being_written
from protowright.ide.completion.reading import context_at
from protowright.ide.hovering.comment_markdown import comment_markdown
from protowright.ide.languages import is_proto, is_request
from protowright.ide.signatures import Signature, signature_of_parts
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol
from protowright.proto.syntax.comments import doc_comment


def signature_help(snapshot: Snapshot, path: str, offset: int) -> Signature | None:
    """The signature of what is being written at `offset` of the file at `path`, which is of either language."""
    if is_request(path):
        return body_signature(snapshot, path, offset)
    link = snapshot.linked(path) if is_proto(path) else None
    if link is None:
        return None
    context = context_at(link.symbols.tree, link.symbols.package, offset)
    place = context.place
    if place in (Place.LITERAL_FIELD, Place.LITERAL_VALUE):
        return _of_literal(link, context)
    if place is Place.OPTION_NAME and context.option:
        return _of_message(message_before(link, context), link, context.typed)
    if place is Place.OPTION_VALUE:
        return _of_option(link, context)
    if place is Place.RPC_TYPE:
        return signature_of_parts(
            "rpc", ["(request)", "returns (response)"], " ", 1 if "returns" in context.words else 0
        )
    if place is Place.MAP_KEY or (place is Place.FIELD_TYPE and "map" in context.words):
        return signature_of_parts(
            "map<", ["key: an integer type, bool or string", "value: any type but a map"], ", ", _map(context), ">"
        )
    return None


def _map(context: Context) -> int:
    return 0 if context.place is Place.MAP_KEY else 1


def _of_literal(link: LinkedFile, context: Context) -> Signature | None:
    entry = entry_being_written(context) if context.place is Place.LITERAL_VALUE else None
    return _of_message(message_before(link, context), link, context.typed if entry is None else entry.text)


def _of_message(message: MessageSymbol | None, link: LinkedFile, written: str) -> Signature | None:
    """The fields of a message; the one whose name is written, or begun, is the active one."""
    if message is None or not message.fields:
        return None
    texts = [f"{field.name.text}: {type_text(link, field)}" for field in message.fields]
    names = [field.name.text for field in message.fields]
    begun = [index for index, name in enumerate(names) if name.startswith(written)] or [0]
    active = names.index(written) if written in names else begun[0]
    notes = [comment_markdown(doc_comment(field.declaration)) for field in message.fields]
    about = comment_markdown(doc_comment(message.declaration))
    return signature_of_parts(f"{message.full_name} {{ ", texts, ", ", active, " }", about, notes)


def _of_option(link: LinkedFile, context: Context) -> Signature | None:
    field: FieldSymbol | None = field_before(link, context)
    if field is None:
        return None
    text = f"{field.name.text} = {type_text(link, field)}"
    return signature_of_parts("", [text], "", 0, about=comment_markdown(doc_comment(field.declaration)))

"""Secrets out of request files, which are shared, into the private environment, which is not."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.actions.action import Action, Change, Kind, refused
from protowright.ide.actions.requests.blocks import Place, place_at
from protowright.ide.extents import indentation, lines_of
from protowright.project.environments import nearest_file
from protowright.project.snapshot import Snapshot
from protowright.request.environment import PRIVATE_FILE, SHARED, InvalidEnvironment, parse_environments
from protowright.request.syntax.json_nodes import JsonObject
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import Word
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

_SECRET = re.compile(
    r"authorization|cookie|pass(?:word|wd|phrase)?|secret|token|credentials?|(?:api|access|private)[-_]?key", re.I
)
_WITH_SCHEME = re.compile(r"(?:Bearer|Basic|Token|ApiKey)[ \t]+", re.I)
_NO_NAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class _Secret:
    """A secret, and the variable it becomes; `own` is the variable of the file that is the secret already."""

    word: Word
    name: str
    own: Span | None = None


def move_secret(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Move the secret of the header or variable at the place to the private environment file."""
    place = place_at(snapshot, path, span)
    secret = None if place is None else next(_secrets(place), None)
    if place is None or secret is None:
        return
    folder = os.path.dirname(path)
    home = nearest_file(path, PRIVATE_FILE, lambda file: None if (d := snapshot.document(file)) is None else d.text)
    title = f"Move the secret to `{os.path.relpath(home[0], folder) if home else PRIVATE_FILE}`"
    yield Action(title, Kind.REWRITE, lambda: _moved(snapshot, place, secret, home), creates_file=home is None)


def _secrets(place: Place) -> Iterator[_Secret]:
    for header in place.block.metadata:
        if place.touches(Span(header.key.span.start, header.value.span.end)) and _SECRET.search(header.key.text):
            yield from _literal(_without_scheme(header.value), header.key.text)
    for variable in place.block.variables:
        whole = Span(variable.name.span.start, variable.value.span.end)
        if place.touches(whole) and _SECRET.search(variable.name.text) and _is_only(place, variable.name.text):
            for found in _literal(variable.value, variable.name.text):
                yield _Secret(found.word, variable.name.text, whole)


def _is_only(place: Place, name: str) -> bool:
    return sum(each.name.text == name for each in place.file.variables) == 1


def _literal(word: Word, name: str) -> Iterator[_Secret]:
    """The secret, unless the word is empty or a variable."""
    if word.text and "{{" not in word.text:
        yield _Secret(word, _NO_NAME.sub("_", name).strip("_").lower() or "secret")


def _without_scheme(word: Word) -> Word:
    """What stands behind `Bearer` and such."""
    scheme = _WITH_SCHEME.match(word.text)
    start = 0 if scheme is None else scheme.end()
    return Word(word.text[start:], Span(word.span.start + start, word.span.end))


def _moved(snapshot: Snapshot, place: Place, secret: _Secret, home: tuple[str, str] | None) -> Change:
    text, name = secret.word.text, secret.name
    if secret.own is None:
        own = {variable.name.text for variable in place.file.variables}
        name = next(each for each in _names(name) if each not in own and not _others(snapshot, place.path, each, text))
        edit = Edit(secret.word.span, f"{{{{{name}}}}}")
    else:
        start = place.text.rfind("\n", 0, secret.own.start) + 1
        edit = Edit(lines_of(place.text, Span(start, secret.own.end)), "")
        others = _others(snapshot, place.path, name, text)
        if others:
            return refused(f"{others[0]} has another `{name}`")
    if name in snapshot.environment(place.path).variables:
        return Change({place.path: (edit,)})
    return _into_private_file(place, edit, name, text, home)


def _others(snapshot: Snapshot, path: str, name: str, value: str) -> list[str]:
    """Where a variable has another value: it would hide the one that all environments share, or be hidden by it."""
    shared = snapshot.environment(path)
    found = ["`.env`"] if name not in shared.variables and shared.dotenv.get(name, value) != value else []
    for each in (None, *shared.names):
        if snapshot.environment(path, each).variables.get(name, value) != value:
            found.append(f"the environment `{each or SHARED}`")
    return found


def _into_private_file(place: Place, edit: Edit, name: str, value: str, home: tuple[str, str] | None) -> Change:
    """The edit of the request file, and the one that adds the variable to the private file, which may have to be created."""
    if home is None:
        content = json.dumps({SHARED: {name: value}}, indent=2, ensure_ascii=False) + "\n"
        return Change({place.path: (edit,)}, {os.path.join(os.path.dirname(place.path), PRIVATE_FILE): content})
    try:
        added = _added(home[1], name, value)
    except InvalidEnvironment as error:
        return refused(f"`{os.path.relpath(home[0], os.path.dirname(place.path))}` cannot be read: {error}")
    return Change({place.path: (edit,), home[0]: (added,)})


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _added(text: str, name: str, value: str) -> Edit:
    """The edit that adds a variable to what all environments of a file share. Raises InvalidEnvironment."""
    parse_environments(text)
    whole = next(iter(JsonParser(text, 0, len(text)).values()), None)
    if not isinstance(whole, JsonObject):
        return Edit(Span(0, len(text)), json.dumps({SHARED: {name: value}}, indent=2, ensure_ascii=False) + "\n")
    shared = next((each.value for each in reversed(whole.members) if each.key.value == SHARED), None)
    if isinstance(shared, JsonObject):
        return _member(text, shared, name, value)
    return _member(text, whole, SHARED, {name: value})


def _member(text: str, target: JsonObject, name: str, value: object) -> Edit:
    """The edit that adds a member at the start of an object, in the indentation of those that are there."""
    at, end = target.span.start + 1, line_end(text)
    inner = target.members[0].key.span.start if target.members else at
    is_on_lines = "\n" in text[at:inner]
    indent = indentation(text, inner) if is_on_lines else indentation(text, at) + "  "
    written = json.dumps(value, indent=2, ensure_ascii=False).replace("\n", end + indent)
    behind = "," if target.members else end + indent[:-2]
    gap = "" if is_on_lines or not target.members else end + indent
    return Edit(Span(at, at), f"{end}{indent}{json.dumps(name)}: {written}{behind}{gap}")

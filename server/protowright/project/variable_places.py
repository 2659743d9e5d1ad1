"""Where the variables of environment files are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.project.environments import ENVIRONMENT_FILES, Read, nearest_file
from protowright.request.environment import SHARED
from protowright.request.syntax.json_nodes import JsonMember, JsonObject
from protowright.request.syntax.json_parser import JsonParser
from protowright.text.span import Span

_LINE = r"^[ \t]*(?:export[ \t]+)?(['\"]?)({name})\1[ \t]*="


def variable_places(path: str, name: str, read: Read) -> list[tuple[str, Span]]:
    """Each definition of the variable `name` in the environment files around the request file at the absolute `path`.

    A definition is the absolute path of the file and the span of the name in it, without quotes. Those that win come
    first: what all environments share, the private file before the public one, and `.env` when no other file has it.
    """
    found: list[tuple[bool, str, Span]] = []
    for file_name in reversed(ENVIRONMENT_FILES):
        file = nearest_file(path, file_name, read)
        found += [] if file is None else [(own, file[0], span) for own, span in _in_environments(file[1], name)]
    places = [(file, span) for _, file, span in sorted(found, key=lambda place: place[0])]
    return places or _in_dotenv(path, name, read)


def _in_environments(text: str, name: str) -> Iterator[tuple[bool, Span]]:
    """The keys of that name, each with whether its environment is not the shared one."""
    for value in JsonParser(text, 0, len(text)).values()[:1]:
        for environment in _members(value):
            for member in _members(environment.value):
                if member.key.value == name:
                    start, end = member.key.span
                    yield environment.key.value != SHARED, Span(start + 1, max(start + 1, end - 1))


def _members(value: object) -> tuple[JsonMember, ...]:
    return value.members if isinstance(value, JsonObject) else ()


def _in_dotenv(path: str, name: str, read: Read) -> list[tuple[str, Span]]:
    file = nearest_file(path, ".env", read)
    if file is None:
        return []
    lines = re.finditer(_LINE.format(name=re.escape(name)), file[1], re.MULTILINE)
    return [(file[0], Span(*match.span(2))) for match in lines][-1:]

"""The lines of a `.gitignore` (gitignore(5)): each is read as git reads it, and matched by `pathspec`."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec.pattern import RegexPattern

_LITERAL_FOLDERS = re.compile(r"(?:[^/*?\[\]\\]*/)*")
_LITERAL_START = re.compile(r"[^/*?\[\]\\]*")
_LITERAL_END = re.compile(r"[^/*?\[\]\\]*\Z")
_CHARACTERS = re.compile(r"\\(.)|(\*)|(?:\[[!^]?\]?[^]]*\]|\?)|(.)", re.DOTALL)
"""One character of a name as patterns have it: escaped, any number of them, any one of some, or itself."""
_KEPT_NAMES = 20_000


class Line:
    """One line that says something. `ignores`: false for a line with `!`. `only_folders`: the line ends in `/`.
    `is_about_names`: it has no other `/`, so it is about entries in any folder below. `head`: the path of each match begins
    with it; it is nothing, or ends in `/`. `depth`: how many folders each match lies in, None: any number.
    """

    def __init__(self, text: str) -> None:
        self.ignores = not text.startswith("!")
        pattern = text if self.ignores else text[1:]
        self.only_folders = pattern.endswith("/")
        pattern = _plain(pattern[:-1] if self.only_folders else pattern)
        rest = pattern.removeprefix("**/")
        self._pattern = pattern if "/" in rest else rest  # without any `/` it is about every folder as well
        self.is_about_names = "/" not in self._pattern
        folders, slash, self._name = self._pattern.rpartition("/")
        self.head = _LITERAL_FOLDERS.findall(folders + slash)[0].removeprefix("/")
        self.depth = None if "**" in self._pattern else (folders + slash).removeprefix("/").count("/")
        self._start = _LITERAL_START.findall(self._name)[0]
        self._end = _LITERAL_END.findall(self._name)[0]

    @property
    def is_empty(self) -> bool:
        """Whether nothing can match: what is left without its `/` is nothing, or a path that ends in one."""
        return not self._pattern or self._pattern.endswith("/")

    def can_be(self, name: str, is_folder: bool) -> bool:
        """Whether an entry of that name may match; much cheaper than to match, and most are told by their ends alone."""
        return name.endswith(self._end) and name.startswith(self._start) and (is_folder or not self.only_folders)

    def can_end_in(self, suffix: str) -> bool:
        """Whether the line can be about a file whose name ends in `suffix`."""
        last = _CHARACTERS.findall(self._name)[::-1]
        for (escaped, any_number, itself), wanted in zip(last, reversed(suffix), strict=False):
            if any_number:
                break
            if (escaped or itself or wanted) != wanted:
                return False
        return not self.only_folders

    def matches(self, path: str) -> bool:
        """Whether the line is about the entry itself at `path`, which has `/` between its parts and none around them.

        pathspec's patterns match what lies below a folder as well: they say so by their only group.
        """
        if self._matcher is None or (self.depth is not None and self.depth != path.count("/")):
            return False
        found = self._matcher.match_file(_bytes_as_text(path))
        return found is not None and found.match.lastindex is None

    @cached_property
    def _matcher(self) -> RegexPattern | None:
        """None when no path can match. It is made when it is needed, which most are not."""
        from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # who has no such line need not wait for it

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # `[[]` is fine here, and must not be remarked on
            try:
                return GitIgnoreSpecPattern(_bytes_as_text(_for_pathspec(self._pattern)))
            except (ValueError, re.error):  # git does not mind such lines either: they match nothing
                return None


def _plain(pattern: str) -> str:
    """The same pattern without an escape that says nothing (`\\/`), and without three stars in a row."""
    if "\\/" in pattern:
        pattern = re.sub(r"\\(.)", lambda escaped: "/" if escaped[1] == "/" else escaped[0], pattern)
    return re.sub(r"\*{3,}", "**", pattern)


def _bytes_as_text(text: str) -> str:
    """A character for each byte: git's `?` and `[...]` stand for bytes."""
    return text if text.isascii() else os.fsencode(text).decode("latin-1")


def _for_pathspec(pattern: str) -> str:
    """A pattern of git without `!` and the last `/`, spelled so that pathspec reads it as git does."""
    if pattern.startswith(("#", "!")):
        pattern = "\\" + pattern
    if pattern.endswith("/**"):
        return pattern + "/*"  # what is below, and not the folder itself
    if pattern[-1].isspace():  # pathspec would drop it
        head = pattern[:-1]
        return f"{head[:-1] if _ends_in_escape(head) else head}[{pattern[-1]}]"
    return pattern


def _ends_in_escape(text: str) -> bool:
    """Whether the character behind `text` is escaped."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _read(text: str) -> Iterator[Line]:
    for whole in text.split("\n"):
        if whole.startswith("#"):
            continue
        line = whole.removesuffix("\r")
        bare = line.rstrip(" ")
        found = Line(bare + " " if bare != line and _ends_in_escape(bare) else bare)
        if not found.is_empty:
            yield found


class Lines:
    """Some lines, the strongest first, in force below the absolute `folder`."""

    def __init__(self, folder: str, lines: Iterable[Line]) -> None:
        self._folder = folder
        self._lines = tuple(lines)
        self._start = len(folder.rstrip(os.sep)) + 1
        ranked = list(enumerate(self._lines))
        self._about_names = [(rank, line) for rank, line in ranked if line.is_about_names]
        self._about_paths = [(rank, line) for rank, line in ranked if not line.is_about_names]
        self._by_name = lru_cache(_KEPT_NAMES)(self._first_about)  # the same names come again in other folders
        self._heads: dict[int | None, tuple[str, ...]] = {}
        for _, line in self._about_paths:
            self._heads[line.depth] = (*self._heads.get(line.depth, ()), line.head)
        self.for_files = lru_cache(self._for_files)

    def __bool__(self) -> bool:
        return bool(self._lines)

    def are_about_paths_in(self, folder: str) -> bool:
        """Whether a line that is about paths may be about an entry of the absolute `folder`."""
        path = self._relative(folder + os.sep)
        return path.startswith((*self._heads.get(path.count("/"), ()), *self._heads.get(None, ())))

    @property
    def are_about_paths(self) -> bool:
        """Whether a line is about paths, and not names."""
        return bool(self._about_paths)

    def verdict(self, path: str, name: str, is_folder: bool) -> bool | None:
        """Whether the entry at the absolute `path`, below `folder`, is ignored by its `name` or path; None: no line says."""
        strongest, verdict = self._by_name(name, is_folder)
        for rank, line in self._about_paths:
            if rank > strongest:
                break
            if line.can_be(name, is_folder) and line.matches(self._relative(path)):
                return line.ignores
        return verdict

    def verdict_on_name(self, name: str, is_folder: bool) -> bool | None:
        """The same as far as lines say it that are about names."""
        return self._by_name(name, is_folder)[1]

    def _first_about(self, name: str, is_folder: bool) -> tuple[int, bool | None]:
        """The rank and the verdict of the strongest line about the name."""
        for rank, line in self._about_names:
            if line.can_be(name, is_folder) and line.matches(name):
                return rank, line.ignores
        return len(self._lines), None

    def _relative(self, path: str) -> str:
        return path[self._start :].replace(os.sep, "/")

    def _for_files(self, suffix: str) -> Lines:
        """The lines that can be about files whose names end in `suffix`."""
        return Lines(self._folder, (line for line in self._lines if line.can_end_in(suffix)))


@lru_cache(maxsize=1024)
def read_lines(folder: str, text: str) -> Lines:
    """The lines of the `text` of a `.gitignore` in the absolute `folder`; kept, as every walk asks for them again."""
    return Lines(folder, reversed(list(_read(text))))

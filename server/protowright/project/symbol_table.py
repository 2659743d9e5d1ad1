"""The messages, enums, services and methods of many files, arranged for finding them by parts of their names."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from protowright.project.joined_lines import JoinedLines
from protowright.project.source_scan import ScannedName
from protowright.text.gradually import Pause, no_pause, sorted_gradually

_WORD_START = re.compile(r"(?:^|_)[^_]|[A-Z]")
_Find = Callable[[str], Iterator[int]]


class FoundName(NamedTuple):
    """A name and the absolute path of its file."""

    name: ScannedName
    path: str

    @property
    def full(self) -> str:
        """The name with what it is declared in."""
        return f"{self.name.container}.{self.name.name}" if self.name.container else self.name.name


class RankedName(NamedTuple):
    """A hit; the better one is the smaller: by how it matches, then the shorter name, then the order of names."""

    match: int
    is_other_case: bool
    length: int
    name: str
    container: str
    path: str
    found: FoundName


class Lines:
    """Texts of names, the shorter ones first. `pause` is called while they are arranged."""

    def __init__(
        self, names: Iterable[FoundName], text_of: Callable[[FoundName], str], pause: Pause = no_pause
    ) -> None:
        pairs = [(text_of(name), name) for name in names]
        pairs = list(sorted_gradually(pairs, _order, pause))
        self.names = [name for _, name in pairs]
        self.texts = [text for text, _ in pairs]
        self._folded = JoinedLines(text.lower() for text in self.texts)

    @cached_property
    def initials(self) -> JoinedLines:
        """The first letters of the words of each text."""
        return JoinedLines("".join(match[0][-1] for match in _WORD_START.finditer(text)).lower() for text in self.texts)

    def best(self, query: str, most: int, hidden: Collection[str] = ()) -> list[RankedName]:
        """The best hits: names that are the query, begin with it, have its initials, have it in them, have its letters.

        Those of files whose paths are `hidden` are none.
        A worse way to match is tried only while there are fewer than `most` hits; letters with anything between them, which
        take the longest and mean the least, while there are few; for a query with a dot, which is precise, while there is none.
        """
        if not query:
            shown = (index for index in range(len(self.names)) if self.names[index].path not in hidden)
            return [self._ranked(index, 0, "") for index in islice(shown, most)]
        hits: dict[int, RankedName] = {}
        few = 1 if "." in query else most // 4
        for match, find in enumerate(self._ways()):
            if len(hits) >= (few if find == self._with_letters else most):
                break
            self._take(
                hits,
                match,
                (index for index in find(query.lower()) if self.names[index].path not in hidden),
                query,
                most,
            )
        return sorted(hits.values())[:most]

    def _take(self, hits: dict[int, RankedName], match: int, found: Iterable[int], query: str, most: int) -> None:
        """Add the hits of one way to match. They come in the order of their lengths, so that those behind `most` good ones
        are worse; letters in their order alone are never in the case of the query."""
        good, others, is_last = len(hits), 0, match == len(self._ways()) - 1
        for index in found:
            if index in hits:
                continue
            is_good = is_last or query in self.texts[index]
            good, others = good + is_good, others + (not is_good)
            if is_good or others <= most:
                hits[index] = self._ranked(index, match, query)
            if good >= most:
                return

    def _ranked(self, index: int, match: int, query: str) -> RankedName:
        name, text = self.names[index], self.texts[index]
        rank = match, query not in text, len(text), name.name.name, name.name.container, name.path
        return RankedName(*rank, name)

    def _ways(self) -> tuple[_Find, ...]:
        return self._whole, self._beginning, self._with_initials, self._containing, self._with_letters

    def _whole(self, folded: str) -> Iterator[int]:
        yield from self._folded.holding(f"\n{folded}\n", behind=1)
        yield from self._folded.holding(f".{folded}\n")

    def _beginning(self, folded: str) -> Iterator[int]:
        return self._folded.beginning(folded)

    def _with_initials(self, folded: str) -> Iterator[int]:
        return self.initials.beginning(folded)

    def _containing(self, folded: str) -> Iterator[int]:
        return self._folded.holding(folded)

    def _with_letters(self, folded: str) -> Iterator[int]:
        letters = "".join(f"[^\n{re.escape(letter)}]*{re.escape(letter)}" for letter in folded)
        for match in re.finditer(f"(?<=\n){letters}", self._folded.joined):
            yield self._folded.index_at(match.start())


def _order(pair: tuple[str, FoundName]) -> tuple[int, str, str, str]:
    text, name = pair
    return len(text), text, name.name.container, name.path


class SymbolTable:
    """The names of some files. `pause` is called while they are arranged."""

    def __init__(self, names: Iterable[FoundName] = (), pause: Pause = no_pause) -> None:
        self._names = list(names)
        self._pause = pause

    def prepare(self) -> None:
        """Do now what the first searches would wait for."""
        for lines in (self._simple, self._full):
            self._pause()
            _ = lines.initials

    @cached_property
    def _simple(self) -> Lines:
        return Lines(self._names, lambda name: name.name.name, self._pause)

    @cached_property
    def _full(self) -> Lines:
        return Lines(self._names, lambda name: name.full, self._pause)

    def best(self, query: str, most: int, hidden: Collection[str] = ()) -> list[RankedName]:
        """The best hits, in their order, but for those of `hidden` files; a query with a dot is about full names."""
        return (self._full if "." in query else self._simple).best(query, most, hidden)


NamesOf = Callable[[str], tuple[ScannedName, ...]]


class SymbolStore:
    """The names on disk in a session: the table is made again only when a file changed."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[ScannedName, ...]] = {}
        self._checked: tuple[str, ...] | None = None
        self._table = SymbolTable()
        self._waiting = 0
        self._is_at_work = threading.Lock()

    def table(self, paths: tuple[str, ...], names_of: NamesOf, pause: Pause = no_pause) -> SymbolTable:
        """The names of the files at the absolute `paths`, asked for once for each such tuple. `pause` is called all along,
        but not while somebody else waits for the table."""
        self._waiting += 1
        with self._is_at_work:
            self._waiting -= 1
            self._check(paths, names_of, lambda: None if self._waiting else pause())
            return self._table

    def _check(self, paths: tuple[str, ...], names_of: NamesOf, pause: Pause) -> None:
        if self._checked is paths:
            return  # another thread did it while this one waited
        is_new = self._checked is None or set(self._checked) != set(paths)
        for path in paths:
            names = names_of(path)
            if self._files.get(path) is not names:
                self._files[path] = names
                is_new = True
        if is_new:
            table = SymbolTable((FoundName(name, path) for path in paths for name in self._files[path]), pause)
            table.prepare()
            self._table = table
        self._checked = paths

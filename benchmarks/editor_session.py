"""What one person does in an editor, the same for every server: opens a file, types, looks around, asks for names."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.editor_workspaces import Place
from benchmarks.language_client import LanguageClient, Message
from benchmarks.measuring import Failed

_TYPED = "  // A further one.\n  string display_title_two = 4242 [deprecated = true];\n  repeated string more = 4243;\n"
_TYPE = re.compile(r"^(\s+(?:repeated |optional )?)((?:\w+\.)*[A-Z]\w*) \w+ = \d+", re.MULTILINE)
_MESSAGE = re.compile(r"^message \w+ \{\n", re.MULTILINE)
_QUERIES = ("service", "Op", "config", "list", "req")
MAXIMUM_ITEMS = 200


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, int(0.95 * len(seconds)))] * 1000


class EditorSession:
    """A file of a workspace, open in a server. Each measurement gives the seconds of every answer."""

    def __init__(self, client: LanguageClient, place: Place, file: str) -> None:
        path = Path(place.folder, file)
        self.text = path.read_text(encoding="utf-8")
        self._client = client
        self._uri = path.as_uri()
        self._version = 1
        self._document = {"uri": self._uri}

    @property
    def _is_incremental(self) -> bool:
        kind = self._client.capabilities.get("textDocumentSync")
        return (kind.get("change") if isinstance(kind, dict) else kind) == 2

    def open(self) -> float:
        """Open the file; gives the seconds until its first diagnostics."""
        item = {**self._document, "languageId": "proto", "version": 1, "text": self.text}
        started = time.perf_counter()
        self._client.notify("textDocument/didOpen", {"textDocument": item})
        return self._client.diagnostics(self._uri, 1, started) - started

    def insert(self, offset: int, new: str, length: int = 0) -> float:
        """Replace `length` characters by `new`, as an editor sends it; gives when that was."""
        before = self.text
        self.text = before[:offset] + new + before[offset + length :]
        self._version += 1
        change: Message = {"text": self.text}
        if self._is_incremental:
            span = {"start": position(before, offset), "end": position(before, offset + length)}
            change = {"range": span, "text": new}
        document = {**self._document, "version": self._version}
        started = time.perf_counter()
        self._client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        return started

    def checked(self, since: float) -> float:
        """The seconds from then to the diagnostics of the text as it is."""
        return self._client.diagnostics(self._uri, self._version, since) - since

    def keystrokes(self, count: int) -> list[float]:
        """Type a field into the first message, and wait for the diagnostics of each key."""
        offset, kept = self._first_body(), self.text
        found = []
        for index, key in enumerate((_TYPED * (count // len(_TYPED) + 1))[:count]):
            found.append(self.checked(self.insert(offset + index, key)))
            time.sleep(0.02)
        self.checked(self.insert(0, kept, len(self.text)))
        return found

    def completions(self, count: int) -> tuple[list[float], int]:
        """Type the beginnings of types, and ask at once; gives the seconds, and the most items of a list."""
        offset, found, most = self._first_body(), list[float](), 0
        for word in (self._types()[index % len(self._types())] for index in range(count)):
            typed = f"  {word.rpartition('.')[2][: 1 + len(found) % 3]}"
            since = self.insert(offset, typed + "\n")
            params = {"textDocument": self._document, "position": position(self.text, offset + len(typed))}
            _, result = self._client.request("textDocument/completion", params)
            found.append(time.perf_counter() - since)
            items = result["items"] if isinstance(result, dict) else result or []
            most = max(most, len(items))
            self.insert(offset, "", len(typed) + 1)
            time.sleep(0.02)
        if most == 0:
            raise Failed("no completion has an item")
        return found, most

    def ask(self, method: str, count: int, **more: object) -> list[float]:
        """Ask something about the document that needs no place."""
        params = {"textDocument": self._document, **more}
        return [self._client.request(method, params)[0] for _ in range(count)]

    def at_some_type(self, method: str) -> Any:
        """What the server says of the first type of a field that it has something to say of. Raises Failed."""
        for match in _TYPE.finditer(self.text):
            result = self._at(method, match.end(2) - 1)[1]
            if result:
                return result
        raise Failed(f"{method} has no answer anywhere")

    def at_types(self, method: str, count: int, **more: object) -> list[float]:
        """Ask something at the types of fields, one after the other."""
        places = [match.end(2) - 1 for match in _TYPE.finditer(self.text)]
        chosen = [places[index * max(1, len(places) // count) % len(places)] for index in range(count)]
        answers = [self._at(method, offset, **more) for offset in chosen]
        if not any(result for _, result in answers):
            raise Failed(f"{method} has no answer anywhere")
        return [seconds for seconds, _ in answers]

    def _at(self, method: str, offset: int, **more: object) -> tuple[float, Any]:
        params = {"textDocument": self._document, "position": position(self.text, offset), **more}
        return self._client.request(method, params)

    def workspace_symbols(self, count: int) -> list[float]:
        """Ask for symbols of the whole workspace."""
        answers = [
            self._client.request("workspace/symbol", {"query": _QUERIES[index % len(_QUERIES)]})
            for index in range(count)
        ]
        return [seconds for seconds, _ in answers]

    def uses(self, declaration: str) -> tuple[float, int]:
        """The seconds that references to a declaration take, and in how many files they are."""
        seconds, found = self._at(
            "textDocument/references", self._name(declaration), context={"includeDeclaration": True}
        )
        return seconds, len({each["uri"] for each in found or []})

    def rename(self, declaration: str) -> tuple[float, int]:
        """The seconds that renaming a declaration takes, and how many files change."""
        seconds, found = self._at("textDocument/rename", self._name(declaration), newName="RenamedByAnybody")
        return seconds, len(found.get("documentChanges") or found.get("changes") or [])

    def formatting(self, count: int) -> list[float]:
        """Ask for the file in form."""
        params = {"textDocument": self._document, "options": {"tabSize": 2, "insertSpaces": True}}
        return [self._client.request("textDocument/formatting", params)[0] for _ in range(count)]

    def hovers(self, seconds: float) -> Iterator[float]:
        """Ask for the same hover all the time, for so long."""
        offset, end = self._first_type(), time.perf_counter() + seconds
        while time.perf_counter() < end:
            yield self._at("textDocument/hover", offset)[0]
            time.sleep(0.01)

    def many_edits(self, count: int) -> float:
        """Type letters and take them away; gives the median seconds of those whose diagnostics are waited for."""
        offset, found = self._first_body(), list[float]()
        for index in range(count // 2):
            self.insert(offset, "x")
            since = self.insert(offset, "", 1)
            if index % 25 == 0:
                found.append(self.checked(since))
        return statistics.median(found)

    def _first_body(self) -> int:
        found = _MESSAGE.search(self.text)
        assert found is not None, self._uri
        return found.end()

    def _first_type(self) -> int:
        found = _TYPE.search(self.text)
        assert found is not None, self._uri
        return found.end(2) - 1

    def _types(self) -> list[str]:
        return [match[2] for match in _TYPE.finditer(self.text)]

    def _name(self, declaration: str) -> int:
        return self.text.index(f"{declaration} ") + len(declaration) - 1


def position(text: str, offset: int) -> Message:
    """A position in a text of which everything before it is ASCII in its line."""
    start = text.rfind("\n", 0, offset) + 1
    return {"line": text.count("\n", 0, offset), "character": offset - start}

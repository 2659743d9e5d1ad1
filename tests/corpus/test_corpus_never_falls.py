"""The whole check never raises, never hangs, and takes time in step with the text."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.corpus.corpora import ALL, Corpus, bundled
from tests.corpus.mutations import mutate
from tests.corpus.whole_check import Session, whole_check
from tests.support.protos import random_edit
from tests.support.timing import growth

from protowright.ide.diagnostics import proto_diagnostics
from protowright.project.host import Host
from protowright.proto.syntax.lexer import Tokens

FILES = 50
LONGEST = 6_000
"""Prefixes and deletions of longer files, in bytes, are left to chance: there are too many."""
SECONDS = float(os.environ.get("CORPUS_SECONDS", "3600"))
"""How long the test of prefixes and that of deletions may take, each: enough for all. With less they check a sample."""
FUZZ_MINUTES = float(os.environ.get("FUZZ_MINUTES", "10"))
SLOWEST = 3.0
"""No check of a real file, however it is changed, takes longer than so many seconds."""


# Changes of real files


def some_files(count: int, corpora: tuple[str, ...] = tuple(ALL)) -> list[tuple[Session, str]]:
    """Files of every corpus in turn, none of them long, the same on every machine."""
    source = random.Random(17)
    sessions = [Session.of(ALL[name]()) for name in corpora]
    return [(session, source.choice(_short_files(session.corpus))) for session in (sessions * count)[:count]]


def _short_files(corpus: Corpus) -> list[str]:
    return [name for name in corpus.names if Path(corpus.path(name)).stat().st_size <= LONGEST]


def prefixes(text: str) -> list[str]:
    """Every prefix."""
    return [text[:end] for end in range(len(text) + 1)]


def deletions(text: str) -> list[str]:
    """The text without one token, for every token."""
    tokens = Tokens(text)
    return [text[: tokens.start(index)] + text[tokens.end(index) :] for index in range(len(tokens.texts))]


def check_changes(files: list[tuple[Session, str]], changes: Callable[[str], list[str]], seconds: float) -> str:
    """Check all changes of each file; an even sample of them, when there is no time for all. Gives what was done."""
    done = total = 0
    for session, name in files:
        texts = changes(session.corpus.text(name))
        random.Random(len(texts)).shuffle(texts)
        total += len(texts)
        share = seconds / len(files)
        ends = time.perf_counter() + share
        for text in texts:
            session.check(name, text)
            done += 1
            if time.perf_counter() > ends:
                break
    return f"{done} of {total} checked, the slowest took {check_slowest([session for session, _ in files]):.2f} s"


def check_slowest(sessions: list[Session]) -> float:
    """The longest check of all, in seconds of the processor. Raises AssertionError with the text when it is too long."""
    slowest, text = max(session.slowest for session in sessions)
    assert slowest < SLOWEST, f"{slowest:.1f} s for\n{text!r}"
    return slowest


@pytest.mark.corpus
@pytest.mark.timeout(SECONDS + 300)
@pytest.mark.parametrize("changes", [prefixes, deletions])
def test_changes_of_fifty_real_files(changes: Callable[[str], list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    said = check_changes(some_files(FILES), changes, SECONDS)
    with capsys.disabled():
        print(f"\n{changes.__name__} of {FILES} real files: {said}")


@pytest.mark.parametrize("changes", [prefixes, deletions])
def test_changes_of_some_real_files(changes: Callable[[str], list[str]]) -> None:
    check_changes(some_files(8, ("bundled",)), changes, 2.5)


def fuzz(seconds: float, seed: int, corpora: tuple[str, ...]) -> str:
    """Check files that become stranger with every step, as long as it is said. Gives what was done."""
    source = random.Random(seed)
    sessions = [Session.of(ALL[name]()) for name in corpora]
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        session = source.choice(sessions)
        name = source.choice(session.corpus.names)
        _fuzz_file(source, session, name, ends)
    count = sum(session.count for session in sessions)
    return f"{count} texts checked, the slowest took {check_slowest(sessions):.2f} s"


def _fuzz_file(source: random.Random, session: Session, name: str, ends: float) -> None:
    text = session.corpus.text(name)
    for _ in range(20):
        is_rough = source.random() < 0.5 or len(Tokens(text).texts) < 3  # too little is left to be changed by tokens
        text = random_edit(source, text) if is_rough else mutate(source, text).text
        session.check(name, text)
        if time.perf_counter() > ends:
            return


@pytest.mark.corpus
@pytest.mark.timeout(FUZZ_MINUTES * 60 + 120)
def test_fuzzing(capsys: pytest.CaptureFixture[str]) -> None:
    said = fuzz(FUZZ_MINUTES * 60, int(os.environ.get("FUZZ_SEED", "1")), tuple(ALL))
    with capsys.disabled():
        print(f"\n{FUZZ_MINUTES:g} minutes of fuzzing: {said}")


def test_a_little_fuzzing() -> None:
    fuzz(4, 3, ("bundled", "rule-cases"))


# Sizes


HEADER = 'syntax = "proto3";\n'
PROTO2 = 'syntax = "proto2";\n'
REPEATED: dict[str, Callable[[int], str]] = {
    "messages": lambda count: HEADER + "".join(f"message M{i} {{\n  string a = 1;\n}}\n" for i in range(count)),
    "fields": lambda count: HEADER + _message(f"  M f{i} = {i + 20_000};\n" for i in range(count)),
    "same numbers": lambda count: HEADER + _message(f"  string f{i} = 1;\n" for i in range(count)),
    "same names": lambda count: HEADER + _message(f"  string f = {i + 20_000};\n" for i in range(count)),
    "unknown types": lambda count: HEADER + _message(f"  a.b.T{i} f{i} = {i + 20_000};\n" for i in range(count)),
    "values": lambda count: HEADER + "enum E {\n" + "".join(f"  V{i} = {i};\n" for i in range(count)) + "}\n",
    "services": lambda count: (
        HEADER + "message M {}\n" + "".join(f"service S{i} {{ rpc A(M) returns (M); }}\n" for i in range(count))
    ),
    "reserved ranges": lambda count: HEADER + _message(f"  reserved {2 * i + 1};\n" for i in range(count)),
    "reserved names": lambda count: HEADER + _message(f'  reserved "r{i}";\n' for i in range(count)),
    "extension ranges": lambda count: PROTO2 + _message(f"  extensions {2 * i + 1};\n" for i in range(count)),
    "extensions": lambda count: (
        PROTO2
        + "message M { extensions 1 to max; }\n"
        + "".join(f"extend M {{ optional M e{i} = {i + 20_000}; }}\n" for i in range(count))
    ),
    "oneofs": lambda count: (
        HEADER + _message(f"  oneof o{i} {{ string f{i} = {i + 20_000}; }}\n" for i in range(count))
    ),
    "maps": lambda count: HEADER + _message(f"  map<string, M> f{i} = {i + 20_000};\n" for i in range(count)),
    "options": lambda count: HEADER + 'option java_package = "a";\n' * count,
    "unknown options": lambda count: HEADER + "".join(f"option (o{i}).a = 1;\n" for i in range(count)),
    "missing imports": lambda count: HEADER + "".join(f'import "a/b{i}.proto";\n' for i in range(count)),
    "broken statements": lambda count: HEADER + _message("  string = ;\n" for _ in range(count)),
}


def _message(statements: Iterator[str]) -> str:
    return "message M {\n" + "".join(statements) + "}\n"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("make", REPEATED.values(), ids=REPEATED)
def test_time_grows_as_the_text_does(make: Callable[[int], str]) -> None:
    assert growth(lambda count: partial(whole_check, make(count)), 300, attempts=3) < 3


BIG: dict[str, Callable[[], str]] = {
    "100,000 lines": lambda: REPEATED["messages"](33_333),
    "10,000 levels of messages": lambda: HEADER + "message A {\n" * 10_000 + "}\n" * 10_000,
    "10,000 levels of groups": lambda: PROTO2 + "message A {" + "optional group G = 1 {" * 10_000 + "}" * 10_001,
    "10,000 levels of message literals": lambda: HEADER + "option (a) = " + "{ b " * 10_000 + "}" * 10_000 + ";",
    "10,000 open levels": lambda: HEADER + "message A {\n" * 10_000,
    "a name of 10,000 parts": lambda: HEADER + "message A { " + "a." * 10_000 + "b c = 1; }",
    "an option name of 10,000 parts": lambda: HEADER + "option (a)" + ".b" * 10_000 + " = 1;",
    "a string of 1 MB": lambda: HEADER + 'option java_package = "' + "x" * 1_000_000 + '";\n',
    "a name of 1 MB": lambda: HEADER + "message M" + "x" * 1_000_000 + " {}\n",
    "a number of 1 MB": lambda: HEADER + "message M { int32 a = " + "1" * 1_000_000 + "; }\n",
    "a comment of 1 MB": lambda: HEADER + "/*" + "* " * 500_000 + "*/ message M {}\n",
    "a chain of 10,000 strings": lambda: HEADER + "option java_package = " + '"a" ' * 10_000 + ";\n",
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("make", BIG.values(), ids=BIG)
def test_big_texts(make: Callable[[], str]) -> None:
    text = make()
    started = time.process_time()
    whole_check(text)
    assert time.process_time() - started < 20


@pytest.mark.corpus
@pytest.mark.timeout(600)
def test_a_message_of_a_million_fields(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = []
    for count in (100_000, 1_000_000):
        text = REPEATED["fields"](count)
        started = time.process_time()
        whole_check(text)
        seconds.append(time.process_time() - started)
    with capsys.disabled():
        print(f"\nmessages of 100,000 and of 1,000,000 fields: {seconds[0]:.1f} s and {seconds[1]:.1f} s")
    assert seconds[1] < 20 * seconds[0]


# Odd bytes


ODD: dict[str, bytes] = {
    "empty": b"",
    "nul bytes": b'syntax = "proto3";\0message A\0{\0}\0',
    "invalid utf-8": b'syntax = "proto3";\nmessage \xff\xfe A { string \x80 = 1; } // \xc3(\noption java_package = "\xff";\n',
    "a surrogate in utf-8": b'syntax = "proto3";\noption java_package = "\xed\xa0\x80";\n',
    "a byte order mark": b'\xef\xbb\xbfsyntax = "proto3";\nmessage A {}\n',
    "two byte order marks": b'\xef\xbb\xbf\xef\xbb\xbfsyntax = "proto3";\nmessage A {}\n',
    "utf-16": 'syntax = "proto3";\nmessage A {}\n'.encode("utf-16"),
    "only carriage returns": b'syntax = "proto3";\rmessage A {\r  string a = 1;\r}\r// end\r',
    "line separators": 'syntax = "proto3";\u2028message A {\u2029}\x85\f\v'.encode(),
    "binary": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_odd_bytes_on_disk(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.proto"
    path.write_bytes(content)
    importer = tmp_path / "importer.proto"
    importer.write_text('syntax = "proto3";\nimport "odd.proto";\nmessage M { A a = 1; }\n', encoding="utf-8")
    snapshot = Host([str(tmp_path)]).snapshot()
    for each in (path, importer):
        proto_diagnostics(snapshot, str(each))


def test_lone_surrogates_in_the_editor() -> None:
    whole_check(
        'syntax = "proto3";\ud800 message A { string \udfff = 1; } // \ud83d\noption java_package = "\udc80\ud800";\n'
    )


def test_bundled_files_are_what_the_fast_tests_stand_on() -> None:
    corpus: Corpus = bundled()
    assert len(corpus.names) > 50

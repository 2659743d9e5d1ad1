"""What is told of a text without parsing it is what the parser would say."""

from __future__ import annotations

import random

from tests.support.protos import random_edit, real_texts

from protowright.project.source_scan import scan_imports, scan_names
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import SymbolKind
from protowright.proto.syntax.parser import parse

KINDS = (SymbolKind.MESSAGE, SymbolKind.ENUM, SymbolKind.SERVICE, SymbolKind.RPC)


def parsed(text: str) -> list[tuple[str, str, int]]:
    symbols = FileSymbols(parse(text))
    declared = (symbol for symbol in symbols.declared() if symbol.kind in KINDS)
    return sorted((one.full_name, one.kind.value, symbols.tree.span(one.name).start) for one in declared)


def test_names_of_real_files() -> None:
    for text in real_texts():
        found = [(f"{one.container}.{one.name}".lstrip("."), one.kind, one.start) for one in scan_names(text)]
        assert sorted(found) == parsed(text)


def test_imports_of_real_files() -> None:
    for text in real_texts():
        facts = FileSymbols(parse(text)).imports
        assert {(fact.path, fact.is_public) for fact in facts} <= set(scan_imports(text))


def test_words_in_comments_and_strings_are_no_names() -> None:
    text = """
    // message A {
    /* enum B { * } */
    option x = "message C {";
    option y = '\\' service D {';
    message E { string message = 1; oneof enum { int32 a = 2; } message F {} }
    enum G { rpc = 0; }
    """
    names = [(one.name, one.container) for one in scan_names(text)]
    assert names == [("E", ""), ("F", "E"), ("G", "")]


def test_any_text_is_scanned() -> None:
    source = random.Random(1)
    text = real_texts()[0]
    for _ in range(300):
        text = random_edit(source, text)
        for one in scan_names(text):
            assert text[one.start :].startswith(one.name)
        scan_imports(text)


def test_modifiers_of_imports() -> None:
    text = 'import public "a.proto";import weak \'b.proto\'; import option"c.proto";\nimport "d";'
    found = scan_imports(text)
    assert [tuple(one) for one in found] == [("a.proto", True), ("b.proto", False), ("c.proto", False), ("d", False)]

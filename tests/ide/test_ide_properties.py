"""Every feature answers for any text at any place, and a fault of ours never reaches the editor as an exception."""

from __future__ import annotations

import logging
import random
from itertools import pairwise

import pytest
from tests.support.fixtures import check_diagnostic_style, path_of
from tests.support.protos import ROOT, random_edit, real_texts

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide import diagnostics as diagnostics_module
from protowright.ide.call_hierarchy import incoming_calls, outgoing_calls, prepare_calls
from protowright.ide.code_lens import code_lenses
from protowright.ide.completion import completion
from protowright.ide.definition import definition, type_definition
from protowright.ide.diagnostics import diagnostics
from protowright.ide.document_links import document_links
from protowright.ide.document_symbols import document_symbols
from protowright.ide.folding import folds
from protowright.ide.hover import hover
from protowright.ide.inlay_hints import inlay_hints
from protowright.ide.languages import is_response
from protowright.ide.reference_lenses import count_lenses, references_by_name
from protowright.ide.references import highlights, references
from protowright.ide.selection import selections
from protowright.ide.semantic_tokens import semantic_tokens
from protowright.ide.signature_help import signature_help
from protowright.ide.token_legend import TYPES
from protowright.ide.type_hierarchy import prepare_types, subtypes, supertypes
from protowright.ide.workspace_symbols import workspace_symbols
from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.text.line_index import LineIndex
from protowright.text.span import Span

REQUESTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples" / "requests").glob("*.grpc"))]


def check_features(host: Host, path: str, text: str, offset: int) -> None:
    snapshot = host.snapshot()
    found = diagnostics(snapshot, path)
    assert all(item.code.name != "internal-error" for item in found)
    for item in found:
        check_diagnostic_style(item, text)
    shown = hover(snapshot, path, offset)
    assert shown is None or shown.span.contains(offset)
    for completed in completion(snapshot, path, offset).items:
        assert completed.span.start <= offset <= completed.span.end
    document_symbols(snapshot, path)
    code_lenses(snapshot, path)
    check_navigation(snapshot, path, text, offset)
    check_understanding(snapshot, path, text, offset)


def check_navigation(snapshot: Snapshot, path: str, text: str, offset: int) -> None:
    for link in (*definition(snapshot, path, offset), *type_definition(snapshot, path, offset)):
        assert link.span.contains(offset)
        document = snapshot.document(link.place.path)
        assert document is not None
        whole, span = link.place.whole, link.place.span
        assert 0 <= whole.start <= span.start <= span.end <= whole.end <= len(document.text)
    highlighted = [each.span for each in highlights(snapshot, path, offset)]
    assert highlighted == sorted(highlighted) and all(0 <= span.start <= span.end <= len(text) for span in highlighted)
    everywhere = [each.span for each in references(snapshot, path, offset) if each.path == path]
    if not is_response(path):  # what a response says is no use of a name
        assert set(highlighted) <= set(everywhere)
    assert all(0 <= link.span.start <= link.span.end <= len(text) for link in document_links(snapshot, path))
    count = len(LineIndex(text).starts)
    assert all(0 <= fold.start < fold.end < count for fold in folds(snapshot, path))
    steps = selections(snapshot, path, offset)
    assert steps[0].contains(offset) and steps[-1] == (0, len(text))
    for inner, outer in pairwise(steps):
        assert outer.start <= inner.start <= inner.end <= outer.end and inner != outer
    tokens = semantic_tokens(snapshot, path)
    for token, following in pairwise(tokens):
        assert token.span.end <= following.span.start
    for token in tokens:
        assert token.type in TYPES and token.span.start < token.span.end <= len(text)
        assert "\n" not in token.span.of(text)
    some = semantic_tokens(snapshot, path, Span(offset, offset))
    assert all(token.span.contains(offset) for token in some)
    for symbol in workspace_symbols(snapshot, text[offset : offset + 2]):
        document = snapshot.document(symbol.path)
        assert document is not None and 0 <= symbol.span.start <= symbol.span.end <= len(document.text)


def check_understanding(snapshot: Snapshot, path: str, text: str, offset: int) -> None:
    hints = inlay_hints(snapshot, path, Span(0, len(text)))
    assert all(0 <= hint.offset <= len(text) and hint.label for hint in hints)
    signature = signature_help(snapshot, path, offset)
    if signature is not None:
        assert 0 <= signature.active < len(signature.parameters)
        assert all(part.span.of(signature.label) for part in signature.parameters)
    for item in prepare_calls(snapshot, path, offset):
        for call in (*incoming_calls(snapshot, item), *outgoing_calls(snapshot, item)):
            assert call.spans and all(span.start < span.end for span in call.spans)
    for item in prepare_types(snapshot, path, offset):
        supertypes(snapshot, item), subtypes(snapshot, item)
    lenses = count_lenses(snapshot, path)
    assert {lens.full_name for lens in lenses} == set(references_by_name(snapshot, path, lambda: False))


@pytest.mark.parametrize("seed", range(16))
def test_proto_files_while_somebody_types(seed: int) -> None:
    source = random.Random(seed)
    text, path, host = real_texts()[-1 - seed % len(real_texts())], path_of("a.proto"), Host()
    for version in range(12):
        text = random_edit(source, text)
        host.open(path, text, version)
        check_features(host, path, text, source.randrange(len(text) + 1))


@pytest.mark.parametrize("seed", range(16))
def test_request_files_while_somebody_types(seed: int) -> None:
    source = random.Random(seed)
    text, path, host = REQUESTS[seed % len(REQUESTS)], path_of("a.grpc"), Host([str(ROOT / "samples" / "protos")])
    for version in range(12):
        text = random_edit(source, text)
        host.open(path, text, version)
        check_features(host, path, text, source.randrange(len(text) + 1))


@pytest.mark.parametrize("seed", range(8))
def test_response_documents_while_somebody_types(seed: int) -> None:
    source = random.Random(seed)
    protos = ROOT / "samples" / "protos"
    host, path = Host([str(protos)], [str(protos)]), path_of("a.b.grpc-response")
    text = (
        "GRPC 0 - OK\n# user.UserService/GetUser at grpc://h:1 · 1 ms\n\n"
        + '{ "id": "1", "name": "a" }\n\n### trailers\na: b\n'
    )
    for version in range(12):
        text = random_edit(source, text)
        host.open(path, text, version)
        check_features(host, path, text, source.randrange(len(text) + 1))


def test_a_fault_of_ours_is_one_diagnostic_and_a_logged_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: object) -> list[Diagnostic]:
        raise ZeroDivisionError("secret content of the file")

    monkeypatch.setattr(diagnostics_module, "proto_diagnostics", fail)
    host = Host()
    host.open(path_of("a.proto"), "message A {}")
    with caplog.at_level(logging.ERROR):
        (found,) = diagnostics(host.snapshot(), path_of("a.proto"))
    assert found.code.name == "internal-error" and "secret" not in found.message
    assert "ZeroDivisionError" in caplog.text and "Traceback" in caplog.text


@pytest.mark.parametrize("name", ["a.proto", "a.grpc", "a.http", "a.txt", "a.grpc-response", "a"])
def test_a_file_that_is_not_there_has_nothing(name: str) -> None:
    snapshot, path = Host().snapshot(), path_of(name)
    assert diagnostics(snapshot, path) == [] and hover(snapshot, path, 0) is None
    assert completion(snapshot, path, 0).items == () and document_symbols(snapshot, path) == []
    assert code_lenses(snapshot, path) == [] and definition(snapshot, path, 0) == []

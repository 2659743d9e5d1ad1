"""The values of directives: what they mean, and what is said of those that do not fit."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from protowright.request.directive_forms import FORMS, Prompt, ValueKind
from protowright.request.directive_values import DirectiveValues, UnfitDirective, directive_faults, directive_values
from protowright.request.directives import DIRECTIVES, known_directive
from protowright.request.syntax.nodes import Block, Word
from protowright.request.syntax.parser import parse_request_file


def block_of(*directives: str) -> Block:
    lines = "".join(f"# @{directive}\n" for directive in directives)
    (block,) = parse_request_file(lines + "GRPC h:1/a.B/C\n").requests
    return block


def values(*directives: str) -> DirectiveValues:
    """The values of a block without faults."""
    block = block_of(*directives)
    assert [fault.message for fault in directive_faults(block)] == []
    return directive_values(block)


def test_every_directive_has_a_form_and_a_value() -> None:
    assert set(FORMS) == set(DIRECTIVES)
    assert {form.kind for form in FORMS.values()} == set(ValueKind)


def test_nothing_is_said_without_directives() -> None:
    empty = values()
    for field in fields(DirectiveValues):
        assert getattr(empty, field.name) in (None, (), False, 0.0)


VALUES: list[tuple[str, str, Any]] = [
    ("name place", "name", "place"),
    ("title Place an order", "title", "Place an order"),
    ("description what it is for", "description", "what it is for"),
    ("tag a, b", "tags", ("a", "b")),
    ("tag a b,c,,a", "tags", ("a", "b", "c")),
    ("timeout 5s", "timeout", 5.0),
    ("timeout 300ms", "timeout", 0.3),
    ("timeout 100 ms", "timeout", 0.1),
    ("timeout 1.5m", "timeout", 90.0),
    ("timeout 1m30s", "timeout", 90.0),
    ("timeout 2h", "timeout", 7200.0),
    ("timeout 600", "timeout", 600.0),
    ("disabled", "disabled", True),
    ("disabled true", "disabled", True),
    ("disabled false", "disabled", False),
    ("ref login", "refs", ("login",)),
    ("forceRef login", "forced_refs", ("login",)),
    ("import ./other.http", "imports", ("./other.http",)),
    ("prompt room which room?", "prompts", (Prompt("room", "which room?"),)),
    ("prompt room", "prompts", (Prompt("room", ""),)),
    ("note", "note", ""),
    ("note really?", "note", "really?"),
    ("no-log", "no_log", True),
    ("sleep 500", "sleep", 0.5),
    ("sleep 2s", "sleep", 2.0),
    ("sleep 0", "sleep", 0.0),
    ("loop 3", "loop", 3),
    ("loop for 3", "loop", 3),
    ("keepStreaming", "keep_streaming", True),
    ("grpc-reflection", "reflection", True),
    ("grpc-reflection false", "reflection", False),
    ("grpc-plaintext", "plaintext", True),
    ("grpc-plaintext TRUE", "plaintext", True),
    ("grpc-plaintext false", "plaintext", False),
    ("grpc-insecure", "insecure", True),
    ("grpc-authority example.com", "authority", "example.com"),
    ("grpc-proto a b.proto", "protos", ("a b.proto",)),
    ("grpc-import-path ../protos", "import_paths", ("../protos",)),
    ("grpc-protoset a.binpb", "protosets", ("a.binpb",)),
    ("grpc-descriptor a.binpb", "protosets", ("a.binpb",)),
    ("grpc-metadata X-A: one: two", "reflection_metadata", (("x-a", "one: two"),)),
    ("grpc-metadata x-a:", "reflection_metadata", (("x-a", ""),)),
    ("grpc-cacert ca.pem", "ca_file", "ca.pem"),
    ("grpc-cert c.pem", "certificate_file", "c.pem"),
    ("grpc-key k.pem", "key_file", "k.pem"),
    ("grpc-compression GZIP", "compression", "gzip"),
    ("grpc-compression identity", "compression", "identity"),
    ("grpc-max-msg-sz 4MB", "maximum_message_size", 4 * 1024 * 1024),
    ("grpc-max-msg-sz 4194304", "maximum_message_size", 4194304),
    ("grpc-max-msg-sz 1.5 KiB", "maximum_message_size", 1536),
    ("grpc-max-msg-sz 1g", "maximum_message_size", 1024**3),
    ("grpc-keepalive-time 2m", "keepalive_time", 120.0),
    ("grpc-keepalive-time 30", "keepalive_time", 30.0),
    ("grpc-proxy http://proxy:3128", "proxy", "http://proxy:3128"),
    ("grpc-proxy proxy:3128", "proxy", "http://proxy:3128"),
    ("grpc-proxy me:secret@[::1]:3128", "proxy", "http://me:secret@[::1]:3128"),
    ("Timeout 5s", "timeout", 5.0),
    ("forceref login", "forced_refs", ("login",)),
]


@pytest.mark.parametrize(("directive", "attribute", "value"), VALUES, ids=[case[0] for case in VALUES])
def test_value(directive: str, attribute: str, value: Any) -> None:
    found = getattr(values(directive), attribute)
    assert found == pytest.approx(value) if isinstance(value, float) else found == value
    assert type(found) is type(value)


FAULTS = {
    "timeout soon": "a timeout is a number with a unit, such as `5s` or `300ms`",
    "timeout": "a timeout is a number with a unit, such as `5s` or `300ms`",
    "timeout 5 apples": "a timeout is a number with a unit, such as `5s` or `300ms`",
    "timeout 0s": "a timeout is a number with a unit, such as `5s` or `300ms`",
    "timeout -1s": "a timeout is a number with a unit, such as `5s` or `300ms`",
    "timeout " + "9" * 400: "a timeout is a number with a unit, such as `5s` or `300ms`",
    "timeout 9999999999s": "a timeout is a number with a unit, such as `5s` or `300ms`",
    "sleep a while": "a pause is a number with a unit, such as `2s` or `500ms`",
    "grpc-keepalive-time often": "a keepalive time is a number with a unit, such as `30s` or `2m`",
    "grpc-max-msg-sz big": "a message size is a number of bytes, such as `4194304` or `4MB`, below 2 GB",
    "grpc-max-msg-sz 2GB": "a message size is a number of bytes, such as `4194304` or `4MB`, below 2 GB",
    "grpc-max-msg-sz 0": "a message size is a number of bytes, such as `4194304` or `4MB`, below 2 GB",
    "grpc-plaintext perhaps": "`@grpc-plaintext` is on or off: write it alone, or with `true` or `false`",
    "disabled !token": "`@disabled` is on or off: write it alone, or with `true` or `false`",
    "loop": "a loop is a number of times, from `1` to `1000000`",
    "loop 0": "a loop is a number of times, from `1` to `1000000`",
    "loop 1000001": "a loop is a number of times, from `1` to `1000000`",
    "loop for item of items": "a loop is a number of times, from `1` to `1000000`",
    "ref": "`@ref` has no value: write the name of a request behind it",
    "import": "`@import` has no value: write the path of a file behind it",
    "prompt": "`@prompt` names a variable, and may say what to ask: `# @prompt name your text`",
    "prompt 1?": "`@prompt` names a variable, and may say what to ask: `# @prompt name your text`",
    "grpc Rooms": "`@grpc` names a method: write `package.Service/Method` behind it",
    "grpc-metadata x-a=1": "metadata is written `key: value`",
    "grpc-compression gzipp": "`gzipp` is no compression: use `gzip`, `deflate` or `identity`",
    "grpc-proxy": "a proxy is an address that speaks plain HTTP, such as `http://proxy.example:3128`",
    "grpc-proxy https://proxy:3128": "a proxy is an address that speaks plain HTTP, such as `http://proxy.example:3128`",
    "grpc-cacert": "`@grpc-cacert` has no value: write the path of a file behind it",
}


@pytest.mark.parametrize("directive", FAULTS)
def test_fault(directive: str) -> None:
    block = block_of("name a", directive)
    (fault,) = directive_faults(block)
    assert fault.message == FAULTS[directive]
    written = block.directives[1]
    assert fault.span == (written.value.span if written.value.text else written.name.span)
    assert directive_values(block) == directive_values(block_of("name a"))


def test_the_nearest_choice_is_a_fix() -> None:
    (fault,) = directive_faults(block_of("grpc-compression gzipp"))
    assert [(fix.title, fix.edits[0].new_text) for fix in fault.fixes] == [("Change to `gzip`", "gzip")]
    (far,) = directive_faults(block_of("grpc-compression brotli"))
    assert far.fixes == ()


def test_loops_of_scripts_say_why_they_are_not_run() -> None:
    (fault,) = directive_faults(block_of("loop while x < 3"))
    assert fault.help == "`for ... of` and `while` are JavaScript, which is not run here"


def test_every_metadata_and_every_path_counts_and_the_last_of_the_others() -> None:
    found = values(
        "timeout 1s", "grpc-metadata a: 1", "timeout 2s", "grpc-metadata a: 1", "grpc-proto b", "grpc-proto a"
    )
    assert found.timeout == 2.0 and found.protos == ("b", "a")
    assert found.reflection_metadata == (("a", "1"), ("a", "1")) and found.metadata == ()


def test_metadata_beside_a_method_directive_is_for_the_call_too() -> None:
    found = values("grpc a.B/C", "grpc-metadata a: 1")
    assert found.metadata == found.reflection_metadata == (("a", "1"),)


# Variables


def test_what_has_variables_is_judged_when_they_are_filled_in() -> None:
    block = block_of("timeout {{limit}}", "grpc-proto {{folder}}/a.proto")
    assert list(directive_faults(block)) == []
    assert directive_values(block).timeout is None and directive_values(block).protos == ()

    def fill(word: Word) -> str:
        return word.text.replace("{{limit}}", "3s").replace("{{folder}}", "protos")

    filled = directive_values(block, fill=fill)
    assert filled.timeout == 3.0 and filled.protos == ("protos/a.proto",)


def test_a_filled_value_that_does_not_fit_is_said_with_its_place() -> None:
    block = block_of("loop {{times}}")
    with pytest.raises(UnfitDirective, match=r"a loop is a number of times.*; `for ... of`") as caught:
        directive_values(block, fill=lambda word: "for a of b")
    assert caught.value.span == block.directives[0].value.span


def test_faults_of_the_one_who_fills_pass_through() -> None:
    def fill(word: Word) -> str:
        raise LookupError(word.text)

    with pytest.raises(LookupError, match="5s"):
        directive_values(block_of("timeout 5s"), fill=fill)


# What a file says for all its requests

FILE = """\
# @grpc-import-path ../protos
# @grpc-plaintext
# @timeout 9s
### one
# @grpc-import-path own
# @grpc-plaintext false
# @grpc-global-cacert ca.pem
GRPC h:1/a.B/C
### two
# @timeout 1s
GRPC h:1/a.B/C
###
# @grpc-global-cacert later.pem
GET https://example.com
"""


def test_directives_of_headings_and_global_ones_count_behind_the_own() -> None:
    file = parse_request_file(FILE)
    one, two = (directive_values(block, file) for block in file.requests)
    assert one.import_paths == ("own", "../protos") and two.import_paths == ("../protos",)
    assert (one.plaintext, two.plaintext) == (False, True)
    assert (one.ca_file, two.ca_file) == ("ca.pem", "ca.pem")
    assert (one.timeout, two.timeout) == (None, 1.0)


def test_known_directives() -> None:
    assert known_directive("TIMEOUT") == "timeout" and known_directive("keepstreaming") == "keepStreaming"
    assert known_directive("grpc-global-plaintext") == "grpc-plaintext"
    assert known_directive("global-plaintext") is None and known_directive("timout") is None

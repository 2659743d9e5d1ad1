"""Calls as grpcurl commands, both ways."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protowright.request.directive_values import directive_values
from protowright.request.grpcurl import GrpcurlCall, NotGrpcurl, from_grpcurl, grpcurl_address, to_grpcurl
from protowright.request.grpcurl_command import parse_grpcurl
from protowright.request.syntax.parser import parse_request_file
from protowright.request.target import parse_target
from protowright.request.to_json import to_plain


def check(command: str, request: str) -> None:
    """A command stands for the request, which has no fault."""
    found = from_grpcurl(textwrap.dedent(command))
    assert found == textwrap.dedent(request).lstrip("\n")
    assert [item.message for item in parse_request_file(found).diagnostics] == []


# From a command to a request


def test_a_plain_call() -> None:
    check(
        """
        grpcurl -plaintext -d '{"sku": "tea"}' localhost:50051 shop.v1.Catalog/Get
        """,
        """
        GRPC grpc://localhost:50051/shop.v1.Catalog/Get

        {"sku": "tea"}
        """,
    )


def test_a_call_over_several_lines_with_every_flag() -> None:
    check(
        """
        $ ./bin/grpcurl \\
            --max-time=1.5 -connect-timeout 3 -keepalive-time 30 -max-msg-sz 1048576 \\
            -insecure -cacert 'my ca.pem' -cert c.pem -key k.pem -servername shop.internal \\
            -H 'Authorization: Bearer abc' -H "x-empty:" -rpc-header 'x-call: 1' -reflect-header 'x-reflect: 2' \\
            -import-path protos -import-path ../more -proto a.proto -protoset b.binpb -use-reflection \\
            -v -emit-defaults \\
            -d '{"a": "it'\\''s"}
                {"b": 2}' \\
            shop.example.com:443 shop.v1.Catalog.Get | jq .
        """,
        """
        # `-connect-timeout` of the grpcurl command has nothing that stands for it here
        # `-v` of the grpcurl command has nothing that stands for it here
        # `-emit-defaults` of the grpcurl command has nothing that stands for it here
        # @timeout 1.5s
        # @grpc-insecure
        # @grpc-cacert my ca.pem
        # @grpc-cert c.pem
        # @grpc-key k.pem
        # @grpc-authority shop.internal
        # @grpc-reflection
        # @grpc-import-path protos
        # @grpc-import-path ../more
        # @grpc-proto a.proto
        # @grpc-protoset b.binpb
        # @grpc-metadata x-reflect: 2
        # @grpc-keepalive-time 30s
        # @grpc-max-msg-sz 1048576
        GRPC grpcs://shop.example.com:443/shop.v1.Catalog/Get
        authorization: Bearer abc
        x-empty:
        x-call: 1

        {"a": "it's"}
        ===
        {"b": 2}
        """,
    )


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("grpcurl -plaintext localhost:1 list", "GRPC grpc://localhost:1 list"),
        ("grpcurl -plaintext localhost:1 list shop.v1.Orders", "GRPC grpc://localhost:1 list shop.v1.Orders"),
        ("grpcurl localhost:1 describe", "GRPC grpcs://localhost:1 describe"),
        ("grpcurl localhost:1 describe shop.v1.Order -d x", "GRPC grpcs://localhost:1 describe shop.v1.Order"),
        ("grpcurl -plaintext -unix /tmp/a.sock a.B/C", "GRPC unix:/tmp/a.sock/a.B/C"),
        ("grpcurl -plaintext -unix @name a.B/C", "GRPC unix-abstract:name/a.B/C"),
        ("grpcurl [::1]:50051 a.B/C", "GRPC grpcs://[::1]:50051/a.B/C"),
        ("grpcurl -insecure=false -plaintext=1 h:1 a.B/C", "GRPC grpc://h:1/a.B/C"),
        ("grpcurl h:1 -plaintext a.B/C", "GRPC grpc://h:1/a.B/C"),
        ("docker run --rm fullstorydev/grpcurl:latest -plaintext h:1 a.B/C", "GRPC grpc://h:1/a.B/C"),
        ("TOKEN=x grpcurl.exe h:1 a.B/C > out.json", "GRPC grpcs://h:1/a.B/C"),
        ("grpcurl h:1 a.B/C 2>&1", "GRPC grpcs://h:1/a.B/C"),
        ("grpcurl h:1 a.B/C # a comment\n# and another\n", "GRPC grpcs://h:1/a.B/C"),
        ("grpcurl -max-time 0 h:1 a.B/C", "GRPC grpcs://h:1/a.B/C"),
        ("grpcurl -protoset a.binpb list", "# @grpc-protoset a.binpb\nGRPC list"),
        ("grpcurl -plaintext dns:///h:1 a.B/C", "# @grpc-plaintext\nGRPC dns:///h:1/a.B/C"),
        ("grpcurl -use-reflection=false h:1 a.B/C", "# @grpc-reflection false\nGRPC grpcs://h:1/a.B/C"),
    ],
)
def test_line(command: str, line: str) -> None:
    check(command, line + "\n")


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("-d '{}'", "{}"),
        ("""-d "{\\"a\\": \\"\\$5 \\\\\\\\ \\"}" """, '{"a": "$5 \\\\ "}'),
        ("-d=\"{}\"'{}'", "{}\n===\n{}"),
        ('-d $\'{"a":\\n"\\u00e9\\\'\\x41"}\'', '{"a":\n"é\'A"}'),
        ("-d @body.json", "< body.json"),
        ("-d @ < 'my body.json'", "< my body.json"),
        ("-d @ <<< '{\"a\": 1}'", '{"a": 1}'),
        ('-d @ <<EOM\n{\n  "a": "\\"$ID"\n}\n{}\nEOM\n', '{\n  "a": "\\"{{$processEnv ID}}"\n}\n===\n{}'),
        ('-d @ <<-\'EOM\'\n\t{"a": "$ID"}\n\tEOM', '{"a": "$ID"}'),
        ('-d "{\\"id\\": \\"${ID}-$N\\"}"', '{"id": "{{$processEnv ID}}-{{$processEnv N}}"}'),
        ('-d \'{"id": "${ID}"}\'', '{"id": "${ID}"}'),
    ],
)
def test_data(written: str, body: str) -> None:
    data = written if "<<" not in written else written.partition("<<")[0]
    rest = written[len(data) :]
    assert from_grpcurl(f"grpcurl -plaintext {data} h:1 a.B/C {rest}") == f"GRPC grpc://h:1/a.B/C\n\n{body}\n"


@pytest.mark.parametrize(
    ("pipe", "body"),
    [("echo '{\"a\": 1}' '{}' |", '{"a": 1}\n===\n{}'), ("echo -n '{}' |\n", "{}"), ("cat a.json |", "< a.json")],
)
def test_data_through_a_pipe(pipe: str, body: str) -> None:
    assert from_grpcurl(f"{pipe} grpcurl -plaintext -d @ h:1 a.B/C") == f"GRPC grpc://h:1/a.B/C\n\n{body}\n"


def test_variables_of_the_shell_in_metadata() -> None:
    token = "authorization: Bearer {{$processEnv TOKEN}}"
    for written in (
        '"authorization: Bearer $TOKEN"',
        "authorization:' Bearer '${TOKEN}",
        "'authorization: Bearer $TOKEN'",
    ):
        expands = "-expand-headers " if written.endswith("TOKEN'") else ""
        assert token in from_grpcurl(f"grpcurl {expands}-H {written} h:1 a.B/C").splitlines()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("", "this is no grpcurl command: it has no word `grpcurl`"),
        ("curl -X POST https://example.com", "this is no grpcurl command: it has no word `grpcurl`"),
        ("grpcurl", "the command names no method: write `grpcurl host:port package.Service/Method`"),
        ("grpcurl h:1", "the command names no method: write `grpcurl host:port package.Service/Method`"),
        ("grpcurl h:1 Service", "`Service` is no method: write `package.Service/Method`"),
        ("grpcurl h:1 a.B/C more", "`more` is too much behind `a.B/C`"),
        ("grpcurl -plaintxt h:1 a.B/C", "grpcurl has no flag `-plaintxt`: did you mean `plaintext`?"),
        ("grpcurl h:1 a.B/C -d", "the flag `-d` has no value"),
        ("grpcurl -plaintext=perhaps h:1 a.B/C", "`-plaintext=perhaps` is neither true nor false"),
        ("grpcurl -max-time soon h:1 a.B/C", "`-max-time soon` is no number of seconds"),
        ("grpcurl -max-time nan h:1 a.B/C", "`-max-time nan` is no number of seconds"),
        ("grpcurl -max-msg-sz 4MB h:1 a.B/C", "`-max-msg-sz 4MB` is no number of bytes"),
        ("grpcurl -H ': x' h:1 a.B/C", "`: x` is no metadata: it is written `key: value`"),
        ("grpcurl -d '{' h:1 a.B/C", "the data is no JSON: the `{` has no `}`"),
        (
            "grpcurl -d @ h:1 a.B/C",
            "`-d @` reads the messages from elsewhere: put them behind `-d`, or the file behind `<`",
        ),
        ("grpcurl -format text h:1 a.B/C", "bodies are JSON here: leave `-format` out, and write the message as JSON"),
        ("grpcurl -alts h:1 a.B/C", "calls over ALTS cannot be made here"),
        ("grpcurl -help", "this command calls nothing: it asks grpcurl about itself"),
        ("grpcurl -d '{} h:1 a.B/C", "a quote ' is not closed"),
        ('grpcurl -d "{} h:1 a.B/C', 'a quote " is not closed'),
        (
            'grpcurl -d "$(date)" h:1 a.B/C',
            "what a shell runs inside of quotes cannot be told: put its output in its place",
        ),
        (
            "grpcurl -d `date` h:1 a.B/C",
            "what a shell runs inside of a command cannot be told: put its output in its place",
        ),
        ("grpcurl -d @ h:1 a.B/C <(date)", "what a shell makes of `<(date)` cannot be told"),
        ("grpcurl h:1\n  a.B/C", "the command ends before `a.B/C`: end a line that goes on with `\\`"),
    ],
)
def test_what_is_no_call_is_said(command: str, sentence: str) -> None:
    with pytest.raises(NotGrpcurl) as caught:
        from_grpcurl(command)
    assert str(caught.value) == sentence


# From a call to a command


def test_a_short_command_stands_on_one_line() -> None:
    call = GrpcurlCall("localhost:1", "a.B/C", plaintext=True, messages=('{"a": "it\'s"}',), timeout=0.5)
    assert to_grpcurl(call) == ("""grpcurl -plaintext -max-time 0.5 -d '{"a": "it'"'"'s"}' localhost:1 a.B/C""")


def test_a_long_command_has_a_flag_on_each_line() -> None:
    call = GrpcurlCall(
        "shop.example.com:443",
        "shop.v1.Orders/Place",
        ca_file="my ca.pem",
        headers=(("authorization", "Bearer ***"), ("x-a", "1")),
        protos=("shop/v1/orders.proto",),
        messages=("{}", '{\n  "a": 1\n}'),
    )
    assert to_grpcurl(call) == textwrap.dedent(
        """\
        grpcurl \\
          -cacert 'my ca.pem' \\
          -proto shop/v1/orders.proto \\
          -H 'authorization: Bearer ***' \\
          -H 'x-a: 1' \\
          -d '{}
        {
          "a": 1
        }' \\
          shop.example.com:443 shop.v1.Orders/Place"""
    )


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("localhost:1", ("localhost:1", True, False)),
        ("grpcs://example.com", ("example.com:443", False, False)),
        ("unix:/tmp/a.sock", ("/tmp/a.sock", True, True)),
        ("unix:///tmp/a.sock", ("/tmp/a.sock", True, True)),
        ("unix-abstract:name", ("@name", True, True)),
        ("dns:///h:1", ("dns:///h:1", False, False)),
    ],
)
def test_addresses_of_targets(target: str, address: tuple[str, bool, bool]) -> None:
    assert grpcurl_address(parse_target(target)) == address


def test_a_target_below_a_path_has_no_command() -> None:
    with pytest.raises(NotGrpcurl, match="below a path, such as `/api`"):
        grpcurl_address(parse_target("https://example.com/api"))


# Both ways

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="{}")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12)
PATHS = TEXTS.filter(lambda text: text[0] not in "-@'\"")
KEYS = st.from_regex(r"x-[a-z0-9._-]{0,8}", fullmatch=True)
PAIRS = st.lists(st.tuples(KEYS, TEXTS | st.just("")), max_size=3).map(tuple)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
MESSAGES = st.lists(st.dictionaries(TEXTS, JSON, max_size=3).map(lambda value: json.dumps(value, indent=2)), max_size=3)
SECONDS = st.none() | st.floats(0.001, 100_000)
CALLS = st.builds(
    GrpcurlCall,
    address=st.sampled_from(("localhost:50051", "shop.example.com:443", "[::1]:50051")),
    symbol=st.builds("{}.{}/{}".format, NAMES, NAMES, NAMES),
    plaintext=st.booleans(),
    insecure=st.booleans(),
    ca_file=st.none() | PATHS,
    certificate_file=st.none() | PATHS,
    key_file=st.none() | PATHS,
    authority=st.none() | NAMES,
    headers=PAIRS,
    call_headers=PAIRS,
    reflection_headers=PAIRS,
    protos=st.lists(PATHS, max_size=2).map(tuple),
    import_paths=st.lists(PATHS, max_size=2).map(tuple),
    protosets=st.lists(PATHS, max_size=2).map(tuple),
    reflection=st.none() | st.booleans(),
    messages=MESSAGES.map(tuple),
    timeout=SECONDS,
    connect_timeout=SECONDS,
    keepalive_time=SECONDS,
    maximum_message_size=st.none() | st.integers(1, 2**31 - 1),
)


@given(CALLS)
def test_a_command_says_what_its_call_said(call: GrpcurlCall) -> None:
    assert parse_grpcurl(to_grpcurl(call))[0] == call


@given(CALLS)
def test_the_request_of_a_command_means_the_call(call: GrpcurlCall) -> None:
    file = parse_request_file(from_grpcurl(to_grpcurl(call)))
    assert [item.message for item in file.diagnostics] == []
    (block,) = file.requests
    assert block.line is not None
    assert f"{block.line.service.text}/{block.line.method.text}" == call.symbol
    target = parse_target(block.line.target.text)
    assert (target.address, target.tls) == (call.address, not call.plaintext)
    assert [(item.key.text, item.value.text) for item in block.metadata] == [*call.headers, *call.call_headers]
    sent = [to_plain(message.json) for message in block.messages if message.json is not None]
    assert sent == [json.loads(message) for message in call.messages]
    values = directive_values(block)
    assert (values.ca_file, values.certificate_file, values.key_file) == (
        call.ca_file,
        call.certificate_file,
        call.key_file,
    )
    assert (values.insecure, values.authority, values.reflection) == (call.insecure, call.authority, call.reflection)
    assert (values.protos, values.import_paths, values.protosets) == (call.protos, call.import_paths, call.protosets)
    assert values.reflection_metadata == call.reflection_headers and values.metadata == ()
    assert (values.timeout, values.keepalive_time) == (call.timeout, call.keepalive_time)
    assert values.maximum_message_size == call.maximum_message_size


@given(st.text(alphabet="grpcul -d'\"\\$`({})|;&<>@\n\t=:ab./#", max_size=40))
def test_any_text_is_read_or_said_to_be_no_command(text: str) -> None:
    for command in (text, f"grpcurl {text}"):
        try:
            from_grpcurl(command)
        except NotGrpcurl as error:
            assert str(error)

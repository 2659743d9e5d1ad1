"""The table of the request file format, row by row: what is written, and what is read."""

from __future__ import annotations

import textwrap

import pytest

from protowright.request.syntax.nodes import Block, Message, RequestFile, RequestKind, RequestLine, WaitForServer
from protowright.request.syntax.parser import parse_request_file
from protowright.request.syntax.request_line import is_request_line


def parse(text: str) -> RequestFile:
    """A file without faults."""
    file = parse_request_file(textwrap.dedent(text).lstrip("\n"))
    assert [item.message for item in file.diagnostics] == []
    return file


def only(text: str) -> Block:
    (block,) = parse(text).requests
    return block


def line_of(text: str) -> RequestLine:
    file = parse(text)
    (block,) = file.requests
    assert block.line is not None
    for word in (block.line.target, block.line.service, block.line.method):
        assert word.span.of(file.text) == word.text
    return block.line


# Blocks


def test_separators_start_blocks_with_titles() -> None:
    file = parse(
        """
        @host = localhost:1
        ### Place an order
        GRPC {{host}}/a.B/C
        ######   Only a heading
        # nothing here
        ###
        GRPC {{host}}/a.B/D
        """
    )
    assert [block.title.text for block in file.blocks] == ["", "Place an order", "Only a heading", ""]
    assert [block.line is not None for block in file.blocks] == [False, True, False, True]
    assert [file.text[block.span.start :][:4] for block in file.blocks[1:]] == ["### ", "####", "###\n"]


def test_two_numbers_signs_are_a_comment() -> None:
    assert len(parse("## a\nGRPC h/a.B/C\n").blocks) == 1


def test_a_block_is_found_by_any_offset_in_it() -> None:
    file = parse("GRPC h/a.B/C\n\n### two\nGRPC h/a.B/D\n")
    second = file.text.index("###")
    assert file.block_at(0) is file.blocks[0] and file.block_at(second - 1) is file.blocks[0]
    assert file.block_at(second) is file.blocks[1] and file.block_at(len(file.text)) is file.blocks[1]


# Request lines

CALL, LIST, DESCRIBE = RequestKind.CALL, RequestKind.LIST, RequestKind.DESCRIBE
LINES = {
    "GRPC localhost:50051/shop.v1.Orders/Place": (CALL, "localhost:50051", "shop.v1.Orders", "Place"),
    "GRPC grpc://localhost:50051/shop.v1.Orders/Place": (CALL, "grpc://localhost:50051", "shop.v1.Orders", "Place"),
    "GRPC https://host/a/prefix/shop.v1.Orders/Place": (CALL, "https://host/a/prefix", "shop.v1.Orders", "Place"),
    "GRPC {{host}}/shop.v1.Orders/Place": (CALL, "{{host}}", "shop.v1.Orders", "Place"),
    "GRPC {{ host }}/shop.v1.Orders/Place": (CALL, "{{ host }}", "shop.v1.Orders", "Place"),
    "GRPC {{host}}:{{port}}/{{service}}/Get": (CALL, "{{host}}:{{port}}", "{{service}}", "Get"),
    "GRPC {{host}}/shop.{{version}}.Orders/{{method}}": (CALL, "{{host}}", "shop.{{version}}.Orders", "{{method}}"),
    "GRPC {{host}}/prefix/shop.v1.Orders.Get": (CALL, "{{host}}/prefix", "shop.v1.Orders", "Get"),
    "GRPC localhost:1 shop.v1.Orders/Place": (CALL, "localhost:1", "shop.v1.Orders", "Place"),
    "GRPC localhost:1   shop.v1.Orders.Place": (CALL, "localhost:1", "shop.v1.Orders", "Place"),
    "GRPC localhost:1/shop.v1.Orders.Place": (CALL, "localhost:1", "shop.v1.Orders", "Place"),
    "GRPC localhost:1/Greeter/Hello": (CALL, "localhost:1", "Greeter", "Hello"),
    "GRPC [::1]:50051/a.B/C": (CALL, "[::1]:50051", "a.B", "C"),
    "GRPC unix:/tmp/a.sock/shop.v1.Orders/Place": (CALL, "unix:/tmp/a.sock", "shop.v1.Orders", "Place"),
    "GRPC unix:/tmp/a.sock shop.v1.Orders/Place": (CALL, "unix:/tmp/a.sock", "shop.v1.Orders", "Place"),
    "GRPC unix-abstract:name/a.B/C": (CALL, "unix-abstract:name", "a.B", "C"),
    "GRPC dns:///example.com:443/a.B/C": (CALL, "dns:///example.com:443", "a.B", "C"),
    "grpc localhost:1/a.B/C": (CALL, "localhost:1", "a.B", "C"),
    "grpc://localhost:1/a.B/C": (CALL, "grpc://localhost:1", "a.B", "C"),
    "grpcs://example.com/a.B/C": (CALL, "grpcs://example.com", "a.B", "C"),
    "localhost:50051/shop.v1.Orders/Place": (CALL, "localhost:50051", "shop.v1.Orders", "Place"),
    "GRPC localhost:1": (CALL, "localhost:1", "", ""),
    "GRPC grpc://localhost:1": (CALL, "grpc://localhost:1", "", ""),
    "GRPC": (CALL, "", "", ""),
    "GRPC localhost:1/": (LIST, "localhost:1", "", ""),
    "GRPC localhost:1 list": (LIST, "localhost:1", "", ""),
    "GRPC localhost:1/shop.v1.Orders/": (DESCRIBE, "localhost:1", "shop.v1.Orders", ""),
    "GRPC localhost:1 describe shop.v1.Order": (DESCRIBE, "localhost:1", "shop.v1.Order", ""),
}


@pytest.mark.parametrize("text", LINES)
def test_request_line(text: str) -> None:
    line = line_of(text)
    assert (line.kind, line.target.text, line.service.text, line.method.text) == LINES[text]


@pytest.mark.parametrize("text", LINES)
def test_request_line_with_white_space_around_it(text: str) -> None:
    line = line_of(f"\n  {text} \t\n\n{{}}\n")
    assert (line.kind, line.target.text, line.service.text, line.method.text) == LINES[text]


@pytest.mark.parametrize("text", ["", "GRPCX a", "hello", "a: b", "{", "grpc", "POST https://a/b", "a/b c/d"])
def test_no_request_line(text: str) -> None:
    assert is_request_line(text) is (text == "grpc")


# Metadata


def test_metadata_keeps_its_order_and_repetitions() -> None:
    block = only(
        """
        GRPC h/a.B/C
        authorization: Bearer {{login.response.body.$.token}}
        x-a:1
        X-A:  two words\t
        # a comment in between
        x-trace-bin: AAEC
        x-empty:

        {}
        """
    )
    assert [(item.key.text, item.value.text) for item in block.metadata] == [
        ("authorization", "Bearer {{login.response.body.$.token}}"),
        ("x-a", "1"),
        ("X-A", "two words"),
        ("x-trace-bin", "AAEC"),
        ("x-empty", ""),
    ]


def test_a_line_that_is_no_metadata_is_one_fault() -> None:
    file = parse_request_file("GRPC h/a.B/C\nwhat is this\nx: 1\n")
    assert [item.span.of(file.text) for item in file.diagnostics] == ["what is this"]
    assert [item.key.text for item in file.blocks[0].metadata] == ["x"]


# Bodies


def bodies(text: str) -> list[str]:
    """Each message as it is written, `<path` for files, `wait` for waits."""
    file = parse(text)
    (block,) = file.requests
    shown = []
    for item in block.body:
        if isinstance(item, WaitForServer):
            shown.append("wait")
        elif item.file is not None:
            shown.append(f"<{'@' if item.substitutes else ''}{item.file.text}")
        else:
            shown.append(item.span.of(file.text))
    return shown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("\n\n", []),
        ('\n{"a": 1}', ['{"a": 1}']),
        ('{"a": 1}', ['{"a": 1}']),
        ("[1]", ["[1]"]),
        ('\n{\n  "a": {\n\n  "b": 2 } }\n', ['{\n  "a": {\n\n  "b": 2 } }']),
        ('\n{"a": 1}\n{"a": 2} {"a": 3}\n', ['{"a": 1}', '{"a": 2}', '{"a": 3}']),
        ('\n{"a": 1}\n===\n{"a": 2}\n', ['{"a": 1}', '{"a": 2}']),
        ('\n{"a": 1}\n=== wait-for-server\n{"a": 2}\n', ['{"a": 1}', "wait", '{"a": 2}']),
        ("\n{}\n=== wait-for-server\n=== wait-for-server\n{}\n", ["{}", "wait", "wait", "{}"]),
        ("\n< ./body.json\n", ["<./body.json"]),
        ("\n<@ ./body.json\n", ["<@./body.json"]),
        ("< ./body.json\n", ["<./body.json"]),
        ("\n< a.json\n===\n< b.json\n", ["<a.json", "<b.json"]),
        ("\n{} // trailing\n# and more\n", ["{}"]),
        ("\n{{body}}\n", ["{{body}}"]),
    ],
)
def test_body(body: str, expected: list[str]) -> None:
    assert bodies(f"GRPC h/a.B/C\n{body}") == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = '# @name a\nGRPC h/a.B/C\nx: 1\n\n{"a": 1 // b\n}\n\n?? status == OK\n### two\nGRPC h/a.B/D\n'.replace(
        "\n", end
    )
    file = parse(text) if end != "\r" else parse_request_file(text)
    assert not file.diagnostics
    first, second = file.requests
    assert first.metadata[0].value.text == "1" and len(first.messages) == 1 and second.title.text == "two"
    assert first.assertions[0].text == "status == OK"


def test_body_span_covers_all_messages() -> None:
    text = 'GRPC h/a.B/C\n\n{"a": 1}\n===\n{"a": 2}\n\n?? status == OK\n'
    span = only(text).body_span
    assert span is not None and span.of(text).strip() == '{"a": 1}\n===\n{"a": 2}'


# Directives, variables, schema lines


def test_directives() -> None:
    block = only(
        """
        # @name place
        // @timeout 5s
        #@disabled
        # @tag   a, b
        # @note=really?
        # an @ in a comment
        # me@example.com
        GRPC h/a.B/C
        # @grpc-cacert ca.pem
        """
    )
    assert [(item.name.text, item.value.text) for item in block.directives] == [
        ("name", "place"),
        ("timeout", "5s"),
        ("disabled", ""),
        ("tag", "a, b"),
        ("note", "really?"),
        ("grpc-cacert", "ca.pem"),
    ]
    found = block.directive("name")
    assert found is not None and found.value.text == "place" and block.directive("nothing") is None


def test_the_last_directive_of_a_name_counts() -> None:
    block = only("# @timeout 1s\n# @timeout 2s\nGRPC h/a.B/C\n")
    found = block.directive("timeout")
    assert found is not None and found.value.text == "2s"


def test_file_variables() -> None:
    file = parse("@host = grpc://localhost:50051\n@a.b-c=x = y\n@empty =\n###\n@late = {{host}}\nGRPC h/a.B/C\n")
    assert [(item.name.text, item.value.text) for item in file.variables] == [
        ("host", "grpc://localhost:50051"),
        ("a.b-c", "x = y"),
        ("empty", ""),
        ("late", "{{host}}"),
    ]


def test_schema_lines() -> None:
    block = only(
        """
        proto < ./protos/shop.proto
        proto: "with quotes.proto"
        Protoset: shop.binpb
        GRPC h/a.B/C
        """
    )
    assert [(item.is_descriptor_set, item.path.text) for item in block.schema_lines] == [
        (False, "./protos/shop.proto"),
        (False, "with quotes.proto"),
        (True, "shop.binpb"),
    ]


# What follows the body


def test_assertions_and_saved_responses() -> None:
    block = only(
        """
        GRPC h/a.B/C

        {"a": 1}

        ?? status == OK
        ?? body $.total.units > 0
        ?? duration < 300ms
        >> ./place.json
        >>! ./always.json
        <> ./before.json
        """
    )
    assert [item.text for item in block.assertions] == ["status == OK", "body $.total.units > 0", "duration < 300ms"]
    assert [item.text for item in block.redirects] == [">> ./place.json", ">>! ./always.json"]
    assert len(block.messages) == 1


def test_assertions_without_a_body() -> None:
    block = only("GRPC h/a.B/C\nx: 1\n?? status == OK\n")
    assert [item.text for item in block.assertions] == ["status == OK"] and not block.messages


def test_scripts_are_kept_as_text_and_not_read() -> None:
    text = textwrap.dedent(
        """\
        < {%
          GRPC not/a.Request/Line
        %}
        GRPC h/a.B/C

        {"a": 1}

        > {% client.test() %}
        > ./check.js
        {{@response
          exports.a = 1
        }}
        """
    )
    block = only(text)
    assert [span.of(text).split("\n")[0] for span in block.scripts] == ["< {%", "> {% client.test() %}", "{{@response"]
    assert len(block.messages) == 1 and block.line is not None and block.line.service.text == "a.B"


# Other tools' blocks


@pytest.mark.parametrize("verb", ["GET", "POST", "DELETE", "WEBSOCKET", "GRAPHQL"])
def test_blocks_of_other_protocols_are_left_alone(verb: str) -> None:
    file = parse(f"# @name a\n{verb} https://example.com/x\nanything = goes\n\n<xml/>\n\n###\nGRPC h/a.B/C\n")
    assert [block.line is not None for block in file.blocks] == [False, True]


@pytest.mark.parametrize("text", ["this is nothing", "GRPCS a/b.C/D", "@ = x", "Protoset = x"])
def test_a_line_nobody_knows_is_one_fault(text: str) -> None:
    file = parse_request_file(f"{text}\nGRPC h/a.B/C\n")
    assert [item.span.of(file.text) for item in file.diagnostics] == [text]
    assert len(list(file.requests)) == 1


def test_an_empty_file_has_no_request() -> None:
    assert list(parse("").requests) == [] and isinstance(parse("").blocks[0], Block)
    assert not [item for item in parse("\n\n# a\n").blocks[0].body if isinstance(item, Message)]


def test_a_comment_behind_a_value() -> None:
    file = parse_request_file(
        "@host = localhost:1   # where it runs\n@title = Issue # 5 // no\nproto < ./a.proto\t// schema\n"
    )
    assert [variable.value.text for variable in file.variables] == ["localhost:1", "Issue # 5 // no"]
    assert file.blocks[0].schema_lines[0].path.text == "./a.proto"

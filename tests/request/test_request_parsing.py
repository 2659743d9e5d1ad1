"""The table of the request file format, row by row: what is written, and what is read."""

from __future__ import annotations

import textwrap

import pytest

from protowright.request.syntax.json_nodes import JsonString, strings
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
    "GRPC localhost:1/a.B/C HTTP/2": (CALL, "localhost:1", "a.B", "C"),
    "GRPC localhost:1/a.B/C # why": (CALL, "localhost:1", "a.B", "C"),
    "GRPC localhost:1 /a.B/C // why": (CALL, "localhost:1", "a.B", "C"),
    "GRPC /shop.v1.Orders/Place": (CALL, "", "shop.v1.Orders", "Place"),
    "GRPC /shop.v1.Orders.Place": (CALL, "", "shop.v1.Orders", "Place"),
    "localhost:50051 shop.v1.Orders/Place": (CALL, "localhost:50051", "shop.v1.Orders", "Place"),
    "{{host}} shop.v1.Orders/Place": (CALL, "{{host}}", "shop.v1.Orders", "Place"),
    "{{ host }}/shop.v1.Orders/Place": (CALL, "{{ host }}", "shop.v1.Orders", "Place"),
    "[::1]:50051 a.B/C": (CALL, "[::1]:50051", "a.B", "C"),
    "https://example.com/shop.v1.Orders/Place": (CALL, "https://example.com", "shop.v1.Orders", "Place"),
    "grpc://localhost:1 list": (LIST, "grpc://localhost:1", "", ""),
    "GRPC localhost:1/": (LIST, "localhost:1", "", ""),
    "GRPC localhost:1 list": (LIST, "localhost:1", "", ""),
    "GRPC localhost:1/shop.v1.Orders/": (DESCRIBE, "localhost:1", "shop.v1.Orders", ""),
    "GRPC localhost:1 describe shop.v1.Order": (DESCRIBE, "localhost:1", "shop.v1.Order", ""),
    "GRPC localhost:1 describe": (DESCRIBE, "localhost:1", "", ""),
    "GRPC localhost:1 list shop.v1.Orders": (LIST, "localhost:1", "shop.v1.Orders", ""),
    "GRPC localhost:1 shop.v1.Orders/": (DESCRIBE, "localhost:1", "shop.v1.Orders", ""),
    "GRPC list": (LIST, "", "", ""),
    "GRPC describe shop.v1.Order": (DESCRIBE, "", "shop.v1.Order", ""),
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


def test_what_is_too_much_on_a_request_line_is_one_fault() -> None:
    file = parse_request_file("GRPC h a.B/C and more\nx: 1\n")
    assert [item.span.of(file.text) for item in file.diagnostics] == ["and"]
    (block,) = file.requests
    assert block.line is not None and block.line.method.text == "C" and len(block.metadata) == 1


@pytest.mark.parametrize("directive", ["# @grpc shop.v1.Orders/Place", "// @grpc /shop.v1.Orders.Place"])
@pytest.mark.parametrize("form", ["{0}\nGRPC localhost:1\n", "GRPC localhost:1\n{0}\n"])
def test_a_directive_names_the_method_over_a_bare_host(directive: str, form: str) -> None:
    line = line_of(form.format(directive))
    assert (line.target.text, line.service.text, line.method.text) == ("localhost:1", "shop.v1.Orders", "Place")


def test_the_request_line_wins_over_the_directive() -> None:
    assert line_of("# @grpc a.B/C\nGRPC h/a.B/D\n").method.text == "D"


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
          {{indented}}-key : {{value}}
        x-path:/a/b
        :authority: example.com

        {}
        """
    )
    assert [(item.key.text, item.value.text) for item in block.metadata] == [
        ("authorization", "Bearer {{login.response.body.$.token}}"),
        ("x-a", "1"),
        ("X-A", "two words"),
        ("x-trace-bin", "AAEC"),
        ("x-empty", ""),
        ("{{indented}}-key", "{{value}}"),
        ("x-path", "/a/b"),
        (":authority", "example.com"),
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
            encoding = item.encoding.text if item.encoding else ""
            shown.append(f"<{'@' if item.substitutes else ''}{encoding and encoding + ' '}{item.file.text}")
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
        ("\n<./body.json\n", ["<./body.json"]),
        ("\n<@latin1 ./body.json\n", ["<@latin1 ./body.json"]),
        ("\n< 'a b.json'  # why\n", ["<a b.json"]),
        ("\n< {{folder}}/a.json\n<@ b.json\n", ["<{{folder}}/a.json", "<@b.json"]),
        ("\n[{}]\n===\n< a.json\n{}\n", ["[{}]", "<a.json", "{}"]),
        ("\n{{body}}\n=== wait-for-server\n{}\n", ["{{body}}", "wait", "{}"]),
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


def test_an_unknown_encoding_is_a_fault() -> None:
    file = parse_request_file("GRPC h/a.B/C\n\n<@lattin1 a.json\n")
    assert [(item.message, item.span.of(file.text)) for item in file.diagnostics] == [
        ("the encoding `lattin1` is unknown", "lattin1")
    ]


def test_quotes_in_a_variable_of_a_string_need_no_backslash() -> None:
    block = only('GRPC h/a.B/C\n\n{"at": "on {{$datetime "YYYY \'x\'" 1 d}}\\n", "b": "{{$datetime \\"YYYY\\"}}"}\n')
    value = block.messages[0].json
    assert value is not None
    assert [node.value for node in strings(value) if isinstance(node, JsonString)][2:] == [
        '{{$datetime "YYYY"}}',
        "on {{$datetime \"YYYY 'x'\" 1 d}}\n",
    ]


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


def test_lazy_variables() -> None:
    file = parse("@id := {{$uuid}}\n@now={{$timestamp}}\n")
    assert [(item.name.text, item.value.text, item.is_lazy) for item in file.variables] == [
        ("id", "{{$uuid}}", True),
        ("now", "{{$timestamp}}", False),
    ]


def test_imports_of_other_files() -> None:
    block = only("# @import ./a.http\nimport ./b.http\nGRPC h/a.B/C\n")
    assert [(item.name.text, item.value.text) for item in block.directives] == [
        ("import", "./a.http"),
        ("import", "./b.http"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        'keepCase: true\nincludeDirs: ["protos", "../more"]\n',
        "includeDirs: protos, '../more'\n",
        "includeDirs: protos\nincludedirs: ../more  # and this\n",
        'includeDirs: [\n  "protos", // here\n  "../more",\n]\n',
    ],
)
def test_include_folders_of_a_schema_line(options: str) -> None:
    file = parse(f"proto < ./a.proto\n{options}GRPC h/a.B/C\n")
    (line,) = file.blocks[0].schema_lines
    assert [word.text for word in line.include_dirs] == ["protos", "../more"]
    assert [word.span.of(file.text) for word in line.include_dirs] == ["protos", "../more"]
    assert file.blocks[0].line is not None


def test_a_list_without_its_bracket_is_one_fault() -> None:
    file = parse_request_file('proto < ./a.proto\nincludeDirs: ["a",\n\nGRPC h/a.B/C\n')
    assert len(file.diagnostics) == 1 and len(list(file.requests)) == 1
    assert [word.text for word in file.blocks[0].schema_lines[0].include_dirs] == ["a"]


def test_schema_lines_under_the_request_line() -> None:
    block = only("h:1/a.B/C\nProtoset: a.binpb\nproto: b.proto\nproto < c.proto\nproto: v2\n\n{}\n")
    assert [item.path.text for item in block.schema_lines] == ["a.binpb", "b.proto", "c.proto"]
    assert [item.value.text for item in block.metadata] == ["v2"]


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
        <> './be fore.json'
        """
    )
    assert [item.text for item in block.assertions] == ["status == OK", "body $.total.units > 0", "duration < 300ms"]
    assert [item.text for item in block.redirects] == [">> ./place.json", ">>! ./always.json"]
    assert [(item.path.text, item.overwrites) for item in block.redirects] == [
        ("./place.json", False),
        ("./always.json", True),
    ]
    assert [item.text for item in block.links] == ["./be fore.json"]
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
    assert [span.of(text).split("\n")[0] for span in block.scripts] == [
        "< {%",
        "> {% client.test() %}",
        "> ./check.js",
        "{{@response",
    ]
    assert len(block.messages) == 1 and block.line is not None and block.line.service.text == "a.B"


@pytest.mark.parametrize(
    "script",
    [
        "{{\n  exports.a = {b: {c: 1}}\n}}\n",
        "{{+\n x()\n}}\n",
        "{{@request\n x }}\n}}\n",
        "< ./before.js\n",
        "run #other\n",
    ],
)
def test_scripts_before_a_request(script: str) -> None:
    text = f"{script}GRPC h/a.B/C\n\n{{}}\n"
    block = only(text)
    assert [span.of(text) for span in block.scripts] == [script.rstrip("\n")]
    assert block.line is not None and len(block.messages) == 1


# Other tools' blocks


@pytest.mark.parametrize("verb", ["GET", "POST", "DELETE", "WEBSOCKET", "GRAPHQL"])
def test_blocks_of_other_protocols_are_left_alone(verb: str) -> None:
    file = parse(f"# @name a\n{verb} https://example.com/x\nanything = goes\n\n<xml/>\n\n###\nGRPC h/a.B/C\n")
    assert [block.line is not None for block in file.blocks] == [False, True]
    assert [block.is_foreign for block in file.blocks] == [True, False]


@pytest.mark.parametrize(
    "line",
    [
        *("https://example.com/api/users", "http://localhost:8080", "wss://example.com/a", "localhost:8080/api/users"),
        *("{{host}}/api/users HTTP/1.1", "get https://example.com", "PURGE https://example.com/x", "curl -X POST a"),
        *("  GET https://example.com/shop.v1.Orders/Place", "https://example.com/files.v1/Report"),
        *("https://example.Com/Report", "https://api/users"),
    ],
)
def test_every_kind_of_http_request_is_left_alone(line: str) -> None:
    file = parse(f"what is this\n# @no-redirect\n{line}\nand this\n\n{{ what\n###\nGRPC h/a.B/C\n")
    assert [block.is_foreign for block in file.blocks] == [True, False]
    assert [item.name.text for item in file.blocks[0].directives] == ["no-redirect"]


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

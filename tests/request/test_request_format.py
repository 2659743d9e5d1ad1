"""The form of request files, one picture for each rule: the text, and the text in form below `----`."""

from __future__ import annotations

import textwrap

import pytest

from protowright.proto.format.settings import FormatSettings
from protowright.request.format.edits import format_request_range_edits, format_request_typed_edits
from protowright.request.format.formatter import format_request_text
from protowright.request.syntax.parser import parse_request_file
from protowright.text.edit import apply_edits
from protowright.text.span import Span


def check_form(picture: str, settings: FormatSettings | None = None) -> None:
    """The first part in form is the second one; a picture without a second part is in form."""
    text, _, form = textwrap.dedent(picture).lstrip("\n").partition("----\n")
    assert format_request_text(text, settings) == (form or text)


def test_lines_of_every_kind() -> None:
    check_form("""
        @host=grpc://localhost:50051   # where it runs
        @night   :=   {{$timestamp}}
        proto<./protos/shop.proto
        includeDirs:["protos"]
        import   ./others.http
        ###Place an order
        #@name   place
        //  @timeout 5s
        # @tag=  smoke,  slow
          # a comment,  as it is
          GRPC   {{host}}/shop.v1.Orders/Place    HTTP/2  # with  care
        Authorization:Bearer   {{token}}
        x-empty :
        x-trace-bin:\tAAEC

        {}
        ??status   ==  OK
        ??  body   $.order['a  b']    ==   a  b
        ?? messages  count  >  1
        >>!   ./place.json
        <>./earlier.json
        ----
        @host = grpc://localhost:50051   # where it runs
        @night := {{$timestamp}}
        proto < ./protos/shop.proto
        includeDirs: ["protos"]
        import ./others.http

        ### Place an order
        # @name place
        // @timeout 5s
        # @tag=smoke,  slow
        # a comment,  as it is
        GRPC {{host}}/shop.v1.Orders/Place HTTP/2  # with  care
        Authorization: Bearer   {{token}}
        x-empty:
        x-trace-bin: AAEC

        {}
        ?? status == OK
        ?? body $.order['a  b'] == a  b
        ?? messages count > 1
        >>! ./place.json
        <> ./earlier.json
    """)


def test_empty_lines() -> None:
    check_form("""


        # above


        @a = 1
        GRPC h/a.B/C


        {

          "a": 1,


          "b": 2

        }


        ?? status == OK
        ###
        ###



        GRPC h/a.B/D


        ----
        # above

        @a = 1
        GRPC h/a.B/C

        {
          "a": 1,

          "b": 2
        }

        ?? status == OK

        ###

        ###

        GRPC h/a.B/D
    """)


def test_json_on_one_line_and_on_several() -> None:
    check_form("""
        GRPC h/a.B/C

        {"a":1,"b":[1,2,{}],"c":{{value}},"d":"{{x}} y"}
        {"a":[{"b":1},
        {"b":2}],"c":{ }}
        ----
        GRPC h/a.B/C

        { "a": 1, "b": [1, 2, {}], "c": {{value}}, "d": "{{x}} y" }
        {
          "a": [
            { "b": 1 },
            { "b": 2 }
          ],
          "c": {}
        }
    """)


def test_json_that_does_not_fit_takes_lines() -> None:
    check_form(
        """
        GRPC h/a.B/C

        {"short":[1,2],"long":["abcdefgh","ijklmnop"],}
        ----
        GRPC h/a.B/C

        {
            "short": [1, 2],
            "long": [
                "abcdefgh",
                "ijklmnop"
            ],
        }
        """,
        FormatSettings(4, line_width=30),
    )


def test_comments_in_json_stay_where_they_are() -> None:
    check_form("""
        GRPC h/a.B/C

        // before
        {   // behind the bracket
             # on its own
          "a":1,// behind the comma
          "b":/* inside */2 /* behind */,


          /* of several
               lines */
          "c": [ // the list
             ]
          // at the end
        } # behind
        // below
        ----
        GRPC h/a.B/C

        // before
        { // behind the bracket
          # on its own
          "a": 1, // behind the comma
          "b": /* inside */ 2 /* behind */,

          /* of several
             lines */
          "c": [ // the list
          ]
          // at the end
        } # behind
        // below
    """)


def test_streams() -> None:
    check_form("""
        GRPC h/a.B/C

        {"a":1}
        ===
        {"a":2}
        ====wait-for-server
        <@latin1   ./a.json
        ===
        <./b.json
        ----
        GRPC h/a.B/C

        { "a": 1 }
        ===
        { "a": 2 }
        ==== wait-for-server
        <@latin1 ./a.json
        ===
        < ./b.json
    """)


def test_what_is_broken_stays_and_the_rest_is_formatted() -> None:
    check_form("""
        GRPC   h/a.B/C
        this is   no metadata
        a:1

        {"a"   1,
            "b":2}
        ===
        {"c":3}
        ###
        what   is this
           and this
        ###
        GRPC   h/a.B/C   and   more
        ----
        GRPC h/a.B/C
        this is   no metadata
        a: 1

        {"a"   1,
            "b":2}
        ===
        { "c": 3 }

        ###
        what   is this
           and this

        ###
        GRPC   h/a.B/C   and   more
    """)


def test_what_belongs_to_other_tools_stays() -> None:
    check_form("""
        ###  Sign in
        # @name   signIn
        POST   https://host/api
        Content-Type:application/json


        {"user":1}


        > {%   client.log(1)   %}


        ### Ours
        <   {%
              a  =  1
        %}
        GRPC   h/a.B/C

        {"a":1}
        {{@response
             b  =  2
        }}
        > {%   c   %}
        >   ./check.js
        ----
        ###  Sign in
        # @name   signIn
        POST   https://host/api
        Content-Type:application/json


        {"user":1}


        > {%   client.log(1)   %}


        ### Ours
        <   {%
              a  =  1
        %}
        GRPC h/a.B/C

        { "a": 1 }
        {{@response
             b  =  2
        }}
        > {%   c   %}
        >   ./check.js
    """)


@pytest.mark.parametrize(
    "text",
    [
        "  ### no title\nGRPC h/a.B/C\n",
        "GRPC h/a.B/C\n  <a: 1\n  ===b: 2\n",
        'GRPC h/a.B/C\n\n  ### no title\n{"a":1}\n',
        "GRPC h/a.B/C\n\n[1, {{@a}},\n2]\n",
        'GRPC h/a.B/C\n\n{"a":1} /* open\n',
        'GRPC h/a.B/C\n\n{"a":"b\rc"}\n',
    ],
)
def test_what_would_mean_something_else_at_the_margin_stays(text: str) -> None:
    assert format_request_text(text) == text


def test_line_ends_are_those_of_the_first_line() -> None:
    assert format_request_text("GRPC  h/a.B/C\r\n\n\n{\n}") == "GRPC h/a.B/C\r\n\r\n{}\r\n"
    assert format_request_text("") == format_request_text(" \n\n") == ""


def test_off_leaves_every_text() -> None:
    check_form("GRPC   h/a.B/C\n\n\n{}", FormatSettings(is_on=False))


TEXT = 'GRPC  h/a.B/C\na:1\nb:2\n\n\n{"a":1,\n"b":{"c":2}}\n===\n{"d":3}\n'


def check_range(part: str, *, becomes: str) -> None:
    """The first `part` of the text, chosen for formatting, becomes something else, and nothing else does."""
    start = TEXT.index(part)
    edits = format_request_range_edits(parse_request_file(TEXT), Span(start, start + len(part)), FormatSettings())
    assert apply_edits(TEXT, edits) == TEXT.replace(part, becomes, 1)


def test_a_range_is_formatted() -> None:
    check_range("b:2", becomes="b: 2")
    check_range("a:1\nb:2", becomes="a: 1\nb: 2")
    check_range('{"d":3}', becomes='{ "d": 3 }')
    check_range('{"a":1,\n"b":{"c":2}}', becomes='{\n  "a": 1,\n  "b": { "c": 2 }\n}')


def check_typed(text: str, form: str) -> None:
    """What was typed last stands before `$0`."""
    offset = text.index("$0")
    text = text.replace("$0", "")
    edits = format_request_typed_edits(parse_request_file(text), offset, text[offset - 1], FormatSettings())
    assert apply_edits(text, edits) == form


def test_typing_formats_what_it_ends() -> None:
    check_typed('GRPC  h/a.B/C\n\n{"a":1}$0\n', 'GRPC  h/a.B/C\n\n{ "a": 1 }\n')
    check_typed("GRPC h/a.B/C\n\n[1,2]$0", "GRPC h/a.B/C\n\n[1, 2]")
    check_typed("GRPC  h/a.B/C\na:1\n$0", "GRPC  h/a.B/C\na: 1\n")
    for text in ('GRPC  {{h}$0\n\n{"a":1}\n', 'GRPC h/a.B/C\n\n{"a":{}$0, "b":1}\n', 'GRPC h/a.B/C\n\n{"a":1}\n$0'):
        check_typed(text, text.replace("$0", ""))


def test_braces_that_a_string_leaves_open() -> None:
    check_form("""
        GRPC h:1/p.S/U

        {"self":{"userId":"{{"}}
        {"a":
        {"b": {"c":"{{x"}}
        }
        ----
        GRPC h:1/p.S/U

        { "self": { "userId": "{{" } }
        {
          "a": { "b": { "c": "{{x" } }
        }
        """)

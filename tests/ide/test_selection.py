"""What a selection grows to."""

from __future__ import annotations

from tests.support.navigation import check_selections


def test_a_type_in_a_message() -> None:
    check_selections(
        "package p;\nmessage A {\n  message B { a.In$0ner c = 1 [deprecated = true]; }\n}\n",
        "Inner",
        "a.Inner",
        "a.Inner c = 1 [deprecated = true];",
        " a.Inner c = 1 [deprecated = true]; ",
        "{ a.Inner c = 1 [deprecated = true]; }",
        "message B { a.Inner c = 1 [deprecated = true]; }",
        "\n  message B { a.Inner c = 1 [deprecated = true]; }\n",
        "{\n  message B { a.Inner c = 1 [deprecated = true]; }\n}",
        "message A {\n  message B { a.Inner c = 1 [deprecated = true]; }\n}",
    )


def test_strings_and_literals() -> None:
    check_selections(
        'option (a) = { b: "x$0 y" };\n',
        "x",
        "x y",
        '"x y"',
        'b: "x y"',
        ' b: "x y" ',
        '{ b: "x y" }',
        '(a) = { b: "x y" }',
        'option (a) = { b: "x y" };',
    )


def test_comments() -> None:
    check_selections("/* on$0e\n two */ message A {}\n", "one", "/* one", "/* one\n two */")


def test_a_body() -> None:
    check_selections(
        '//- a.grpc\n### T\nGRPC x/a.B/C\n\n{ "a": { "b": "c$0 d" } }\n\n###\n',
        "c",
        "c d",
        '"c d"',
        '"b": "c d"',
        ' "b": "c d" ',
        '{ "b": "c d" }',
        '"a": { "b": "c d" }',
        ' "a": { "b": "c d" } ',
        '{ "a": { "b": "c d" } }',
        '\n{ "a": { "b": "c d" } }\n',
        '### T\nGRPC x/a.B/C\n\n{ "a": { "b": "c d" } }\n',
    )


def test_a_request_line_and_metadata() -> None:
    check_selections("//- a.grpc\nGRPC {{ho$0st}}/a.B/C\n", "host", "{{host}}", "GRPC {{host}}/a.B/C")
    check_selections("//- a.grpc\nGRPC x/a.Or$0ders/C\n", "Orders", "a.Orders", "GRPC x/a.Orders/C")
    check_selections("//- a.grpc\nGRPC x/a.B/C\nkey: a $0b\n", "b", "a b", "key: a b")


def test_an_empty_place() -> None:
    check_selections("\n$0\n")
    check_selections("$0")

"""Request files that there are, and pieces to make others of."""

from __future__ import annotations

from tests.support.protos import ROOT

SAMPLES = [
    *sorted((ROOT / "samples" / "requests").glob("*.grpc")),
    *sorted((ROOT / "tests" / "request" / "dialects").glob("*.*")),
]
FRAGMENTS = (
    *(
        "GRPC ",
        "localhost:1",
        "/a.B/C",
        "grpc://h",
        "unix:/x ",
        "### title",
        "#",
        "# @name a",
        "// @timeout 5s",
        "@a = 1",
    ),
    *(
        "{{a}}",
        "{{",
        "}}",
        "{",
        "}",
        "[",
        "]",
        '"',
        ":",
        ",",
        "a: b",
        "proto < a",
        "===",
        "=== wait-for-server",
        "< a.json",
        "<@latin1 a.json",
        "includeDirs: [",
        "Protoset: a",
        "@a := 1",
        "# @grpc a.B/C",
        "import a",
        "run a",
    ),
    *(
        "<@ a",
        "< {%",
        "%}",
        "> {% x %}",
        "{{@",
        "{{\n",
        "\n}}\n",
        "?? status == OK",
        ">> a",
        ">>! b",
        "<> c",
        "POST http://a",
        "list",
        "/",
    ),
    *("\n", "\n", "\n\n", "\r\n", "\r", " ", "\t", "\0", "\ud800", "\u2028", "é", "\U0001f600"),
)

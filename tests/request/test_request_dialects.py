"""Files as people write them for other tools, and what is read from them."""

from __future__ import annotations

import textwrap

import pytest
from tests.support.protos import ROOT

from protowright.request.syntax.nodes import Block, RequestFile, WaitForServer
from protowright.request.syntax.parser import parse_request_file

FOLDER = ROOT / "tests" / "request" / "dialects"


def dialect(name: str) -> RequestFile:
    """A file of the folder, which has no fault."""
    file = parse_request_file((FOLDER / name).read_text("utf-8"))
    assert [item.message for item in file.diagnostics] == []
    return file


def meaning(file: RequestFile) -> str:
    """What is read: one paragraph for each block, one line for each of its parts."""
    return "\n\n".join("\n".join(_lines(file, block)) for block in file.blocks)


def _lines(file: RequestFile, block: Block) -> list[str]:
    line = block.line
    shown = [f"title {block.title.text}"] if block.title.text else []
    shown += [f"@{item.name.text} {item.value.text}".rstrip() for item in block.directives]
    shown += [f"{item.name.text} {':=' if item.is_lazy else '='} {item.value.text}" for item in block.variables]
    for item in block.schema_lines:
        roots = "".join(f" in {word.text}" for word in item.include_dirs)
        shown.append(f"{'set' if item.is_descriptor_set else 'proto'} {item.path.text}{roots}")
    if block.is_foreign:
        shown.append("another protocol")
    if line is not None:
        shown.append(f"{line.kind.value} [{line.target.text}] [{line.service.text}] [{line.method.text}]")
    shown += [f"{item.key.text}: {item.value.text}" for item in block.metadata]
    shown += [_step(file, item) for item in block.body]
    shown += [f"?? {item.text}" for item in block.assertions]
    shown += [f"{'replace' if item.overwrites else 'save'} {item.path.text}" for item in block.redirects]
    shown += [f"link {item.text}" for item in block.links]
    return [*shown, *(f"script {span.of(file.text).split()[0]}" for span in block.scripts)]


def _step(file: RequestFile, item: object) -> str:
    if isinstance(item, WaitForServer):
        return "wait"
    assert hasattr(item, "file") and hasattr(item, "span")
    if item.file is None:
        return "send " + " ".join(item.span.of(file.text).split())
    return f"send {'filled ' if item.substitutes else ''}{item.encoding.text + ' ' if item.encoding else ''}{item.file.text}"


EXPECTED = {
    "jetbrains.http": """
        title Sign in over HTTP first
        @name signIn
        @no-redirect
        another protocol

        title Look at a room
        @no-log
        @timeout 600
        call [hotel.example.com:8443] [hotel.v1.Rooms] [Look]
        Authorization: Bearer {{token}}
        Content-Type: application/json
        send { "room": {{room}}, "night": "{{$datetime iso8601}}" }
        save look.json
        link 2026-01-02T030405.0.json
        script <
        script >

        title What is there
        list [localhost:9090] [] []

        title A web page, without a verb
        another protocol

        title Talk to the desk
        call [localhost:9090] [hotel.v1.Desk] [Talk]
        send { "text": "a room, please" }
        wait
        send { "text": "thank you" }
        script >
        """,
    "httpyac.http": """
        host = localhost:7070
        night := {{$timestamp}}
        proto ./protos/hotel.proto in protos in ../shared
        script {{+

        @name book
        @title Book a room
        @tag smoke, slow
        call [{{host}}] [hotel.v1.Rooms] [Book]
        authorization: Bearer {{token}}
        send { "guest": "Otter", "night": {{night}} }
        ?? status == OK
        ?? body $.order exists
        ?? duration < 500
        script {{@response

        another protocol

        @ref book
        @keepStreaming
        call [] [hotel.v1.Desk] [Talk]
        send { "order": "{{book.order}}" }
        send filled latin1 ./protos/note.json
        wait
        send ./bye.json
        replace talk.json
        script {{@streaming
        """,
    "kulala.http": """
        @grpc-global-import-path ../protos
        @grpc-plaintext
        address = localhost:50051
        list [{{address}}] [] []

        @grpc-import-path ../protos
        @grpc-proto hotel/v1/rooms.proto
        call [{{address}}] [hotel.v1.Rooms] [Look]
        Content-Type: application/json
        send {"room": 12}

        title The method, grpcurl's other way
        @grpc-protoset rooms.binpb
        call [{{address}}] [hotel.v1.Rooms] [Look]
        send {"room": {{LOOK.response.body.$.next}}}

        describe [{{address}}] [hotel.v1.Rooms.Look] []

        @grpc-protoset rooms.binpb
        list [] [hotel.v1.Rooms] []
        """,
    "resterm.http": """
        title Look at a room
        @name look
        @timeout 1m30s
        @grpc hotel.v1.Rooms/Look
        @grpc-descriptor ./rooms.binpb
        @grpc-reflection false
        @grpc-plaintext true
        @grpc-authority rooms.internal
        @grpc-metadata x-trace-id: {{$uuid}}
        @grpc-metadata x-caller: otter
        call [localhost:8082] [hotel.v1.Rooms] [Look]
        send { "room": 12 }

        title Upload what is in the room
        @grpc hotel.v1.Rooms/Furnish
        call [{{host}}] [hotel.v1.Rooms] [Furnish]
        send [ { "thing": "bed" }, { "thing": "lamp" } ]

        title An HTTP request in between
        @assert response.statusCode == 200
        another protocol
        """,
    "mandalo.grpc": """
        set ./rooms.binpb
        call [localhost:50051] [hotel.v1.Rooms] [Look]
        x-api-key: {{key}}
        send { "room": 12 }

        proto ./protos/desk.proto
        call [https://hotel.example.com] [hotel.v1.Desk] [Ask]
        authorization: Bearer {{token}}
        send { "text": "is breakfast ready?" }
        """,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_of_another_tool_keeps_its_meaning(name: str) -> None:
    file = dialect(name)
    assert meaning(file) == textwrap.dedent(EXPECTED[name]).strip()
    for block in file.requests:
        assert block.line is not None
        for word in (block.line.target, block.line.service, block.line.method):
            assert word.span.of(file.text) == word.text


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(EXPECTED)

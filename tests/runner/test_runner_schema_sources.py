"""What is remembered of a reflected schema, and for how long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2
from tests.runner.reflecting import echo, file_of, files, reflecting
from tests.runner.support import Ran, plan_of, run_plan, serving

from protowright.project.schema_store import SchemaStore, user_schema_store
from protowright.runner.schema_sources import SchemaSources
from protowright.runner.transport import Channels


class Server:
    """Counts the questions; its schema can be exchanged while it runs."""

    def __init__(self, file: descriptor_pb2.FileDescriptorProto) -> None:
        self.file = file
        self.asked = 0

    def answer(self, request: Any) -> Any:
        """The answer to one question of reflection."""
        self.asked += 1
        return files(self.file)(request)


def run(folder: Path, address: str, body: str, channels: Channels, schemas: SchemaSources) -> Ran:
    """Run one request, whose schema is the server's."""
    plan = plan_of(folder, f"GRPC grpc://{address}/echo.Echo/One\n{body}\n", proto=None)
    return run_plan(plan, channels, schemas=schemas)


def with_field(name: str) -> descriptor_pb2.FileDescriptorProto:
    """The file of the service, whose message has that field instead."""
    file = file_of("a.proto", "Echo")
    file.message_type[0].field[0].name = file.message_type[0].field[0].json_name = name
    return file


def test_one_server_is_asked_once(tmp_path: Path) -> None:
    server, channels, schemas = Server(file_of("a.proto", "Echo")), Channels(), SchemaSources()
    with serving(echo, handlers=reflecting(server.answer, "v1")) as address:
        for _ in range(3):
            assert run(tmp_path, address, '{"text": "a"}', channels, schemas).finished.code == 0
        channels.close()
    assert server.asked == 1


def test_a_body_that_does_not_fit_asks_again(tmp_path: Path) -> None:
    server, channels, schemas = Server(with_field("old")), Channels(), SchemaSources()
    with serving(echo, handlers=reflecting(server.answer, "v1")) as address:
        assert run(tmp_path, address, '{"old": "a"}', channels, schemas).finished.code == 0
        server.file = with_field("new")
        assert run(tmp_path, address, '{"new": "a"}', channels, schemas).messages == ['{ "new": "a" }']
        assert "old" in run(tmp_path, address, '{"old": "a"}', channels, schemas).refused
        channels.close()


def test_a_server_that_was_started_anew_is_asked_again(tmp_path: Path) -> None:
    server, channels, schemas = Server(with_field("old")), Channels(), SchemaSources()
    with serving(echo, handlers=reflecting(server.answer, "v1")) as address:
        assert run(tmp_path, address, "{}", channels, schemas).finished.code == 0
    with serving(echo, handlers=reflecting(server.answer, "v1"), address=address):
        ran = run(tmp_path, address, "{}", channels, schemas)
        if ran.refused:  # the lost connection may wait a moment before it dials again
            ran = run(tmp_path, address, "{}", channels, schemas)
        assert ran.finished.code == 0
        channels.close()
    assert server.asked == 2


def test_what_was_reflected_is_kept_for_the_editor(tmp_path: Path) -> None:
    store = SchemaStore(str(tmp_path / "store"))
    channels, schemas = Channels(), SchemaSources(store.keep)
    with serving(echo, handlers=reflecting(files(file_of("a.proto", "Echo")), "v1")) as address:
        run(tmp_path, address, "{}", channels, schemas)
        channels.close()
    kept = store.schema(f"grpc://{address}")
    assert kept is not None and kept.services() == ["echo.Echo"]
    assert store.schema("grpc://elsewhere:1") is None
    store.forget(f"grpc://{address}")
    assert store.schema(f"grpc://{address}") is None


def test_files_of_several_reflections_are_kept_together(tmp_path: Path) -> None:
    store = SchemaStore(str(tmp_path / "store"))
    store.keep("grpc://a:1", [file_of("a.proto", "Echo")])
    other = file_of("b.proto", "Other")
    other.package = "other"
    store.keep("grpc://a:1", [other])
    kept = store.schema("grpc://a:1")
    assert kept is not None and kept.services() == ["echo.Echo", "other.Other"]


def test_a_body_is_not_refused_by_what_a_server_told_earlier(tmp_path: Path) -> None:
    user_schema_store().keep("grpc://127.0.0.1:9", [with_field("old")])
    plan = plan_of(tmp_path, 'GRPC grpc://127.0.0.1:9/echo.Echo/One\n{"new": "a"}\n', proto=None)
    assert plan.steps == ('{"new": "a"}',)
    assert plan.schema is None


def test_a_store_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = SchemaStore(str(tmp_path / "file" / "store"))
    store.keep("grpc://a:1", [file_of("a.proto", "Echo")])
    assert store.schema("grpc://a:1") is None

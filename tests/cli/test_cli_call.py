"""`call`, `list` and `describe`: one target, no file."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from samples.service import Addresses, running_service
from samples.service.access import DEMO_TOKEN
from tests.cli.support import COMMAND, LIMIT, ROOT, environment, protowright

PROTOS = ROOT / "samples" / "protos"
GET = "user.UserService/GetUser"


def test_a_call_prints_the_message_alone(tmp_path: Path, service: Addresses) -> None:
    said = protowright("call", service.address, GET, "-d", '{"id": "42"}', cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["name"] == "Otter"


def test_a_stream_is_one_document_after_the_other(tmp_path: Path, service: Addresses) -> None:
    data = '{"room": "clock", "limit": 3, "interval": "0s"}'
    said = protowright("call", service.address, "chat.v1.Chat/Subscribe", "-d", data, cwd=tmp_path)
    assert said.out.count('"text": "tick ') == 3


def test_data_comes_from_standard_input_and_from_files(tmp_path: Path, service: Addresses) -> None:
    messages = '{"info": {"name": "a"}}\n{"chunk": "YQ=="}\n{"chunk": "Yg=="}'
    (tmp_path / "data.json").write_text(messages)
    command = [*COMMAND, "call", service.address, "chat.v1.Chat/Upload", "-d"]
    options = {"cwd": tmp_path, "env": environment(), "capture_output": True, "timeout": LIMIT}
    for data, given in (("@", messages.encode()), ("@data.json", b"")):
        done = subprocess.run([*command, data], input=given, **options)  # type: ignore[call-overload]
        assert json.loads(done.stdout)["chunks"] == 2, done.stderr


def test_a_failed_call_tells_on_standard_error(tmp_path: Path, service: Addresses) -> None:
    said = protowright("call", service.address, GET, "-d", '{"id": "none"}', cwd=tmp_path)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Error: NOT_FOUND: there is no user 'none'\n")
    assert '"reason": "NO_SUCH_USER"' in said.err


def test_verbose_prints_the_document(tmp_path: Path, service: Addresses) -> None:
    said = protowright("call", service.address, GET, "-d", '{"id": "42"}', "-v", cwd=tmp_path)
    assert said.out.startswith("GRPC 0 - OK\n# user.UserService/GetUser at ") and "### trailers\nx-cost: 2" in said.out


def test_metadata_and_tls(tmp_path: Path, service: Addresses) -> None:
    tls = ("--cacert", service.certificates / "ca.pem", "-H", f"authorization: Bearer {DEMO_TOKEN}")
    target = f"grpcs://{service.tls_address}"
    said = protowright("call", target, "shop.v1.Users/Get", "-d", '{"userId": "42"}', *tls, cwd=tmp_path)
    assert (said.code, json.loads(said.out)["userId"]) == (0, "42")
    said = protowright("call", target, "shop.v1.Users/Get", "-d", '{"userId": "42"}', "--insecure", cwd=tmp_path)
    assert said.code == 1 and said.err.startswith("Error: UNAUTHENTICATED")
    assert DEMO_TOKEN not in said.err


@pytest.mark.parametrize(
    "arguments, code, sentence",
    [
        (("127.0.0.1:1", GET, "-d", "{"), 2, "has no `}`"),
        (("127.0.0.1:1", GET, "-H", "nocolon"), 2, "`nocolon` is no metadata: write 'key: value'"),
        (("127.0.0.1:1", GET, "-d", "@none.json"), 2, "none.json cannot be read"),
        (("127.0.0.1:1", GET), 1, "nobody listens at 127.0.0.1:1"),
        (("127.0.0.1:1", "GetUser"), 2, ""),
        (("127.0.0.1:99999", GET), 2, "`99999` is no port"),
        (("127.0.0.1:1", GET, "--cacert", "none.pem"), 2, "`--cacert` names a file that does not exist"),
        (("grpcs://127.0.0.1:1", GET, "--cert", "here.pem"), 1, "`--cert` needs `--key` beside it"),
        (("127.0.0.1:1", GET, "--max-time", "soon"), 2, "'--max-time': `soon` is no time"),
        (("127.0.0.1:1", GET, "--max-time", "0"), 2, "write more than 0 and at most 1000000000 seconds"),
    ],
)
def test_wrong_usage_is_a_sentence(tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    (tmp_path / "here.pem").touch()
    said = protowright("call", *arguments, cwd=tmp_path)
    assert (said.code, said.out) == (code, "")
    assert sentence in said.sentence


def test_a_body_that_does_not_fit_is_refused_with_the_nearest_name(tmp_path: Path, service: Addresses) -> None:
    said = protowright("call", service.address, GET, "-d", '{"idd": "42"}', cwd=tmp_path)
    assert said.code == 1
    assert "`user.GetUserRequest` has no field `idd`; did you mean `id`?" in said.sentence


def test_services_and_methods_are_listed(tmp_path: Path, service: Addresses) -> None:
    said = protowright("list", service.address, cwd=tmp_path)
    assert said.code == 0 and {"shop.v1.Orders", "chat.v1.Chat"} <= set(said.out.split())
    said = protowright("list", service.address, "chat.v1.Chat", cwd=tmp_path)
    assert said.out.split() == [f"chat.v1.Chat/{name}" for name in ("Send", "Subscribe", "Upload", "Converse")]


def test_symbols_are_described(tmp_path: Path, service: Addresses) -> None:
    said = protowright("describe", service.address, GET, cwd=tmp_path)
    assert re.match(r"service UserService \{\n  rpc GetUser ?\(GetUserRequest\)", said.out)
    assert "message GetUserRequest {\n  string id = 1;" in said.out
    said = protowright("describe", service.address, "shop.v1.Order", cwd=tmp_path)
    assert said.out.startswith("message Order {\n")


def test_a_definition_is_saved_and_compiles(tmp_path: Path, service: Addresses) -> None:
    said = protowright("describe", service.address, "shop.v1.Orders", "-o", "protos", cwd=tmp_path)
    assert said.code == 0 and "protos/shop/v1/orders.proto\n" in said.out
    assert protowright("check", "protos", cwd=tmp_path).code == 0
    said = protowright("list", "x", "shop.v1.Orders", "--proto", "protos/shop/v1/orders.proto", cwd=tmp_path)
    assert "shop.v1.Orders/Place" in said.out.split()


def test_a_definition_overwrites_nothing_unless_it_is_forced_to(tmp_path: Path, service: Addresses) -> None:
    save = ("describe", service.address, "shop.v1.Orders", "-o", ".")
    assert protowright(*save, cwd=tmp_path).code == 0
    saved = {path: path.read_bytes() for path in tmp_path.rglob("*.proto")}
    assert protowright(*save, cwd=tmp_path).code == 0, "the same text again"
    own, *others = sorted(saved)
    own.write_text("// Mine.\n")
    for other in others:
        other.unlink()
    said = protowright(*save, cwd=tmp_path)
    assert (said.code, said.out, own.read_text()) == (1, "", "// Mine.\n")
    assert f"{own.relative_to(tmp_path)} exists and says something else" in said.sentence and "--force" in said.sentence
    assert list(tmp_path.rglob("*.proto")) == [own]
    assert protowright(*save, "--force", cwd=tmp_path).code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.proto")} == saved


def test_files_are_asked_in_the_place_of_the_server(tmp_path: Path) -> None:
    proto = PROTOS / "user" / "user.proto"
    assert protowright("list", "nowhere:1", "--proto", proto, cwd=tmp_path).out == "user.UserService\n"
    assert protowright("build", proto, "-o", "set.binpb", "--include-imports", cwd=tmp_path).code == 0
    said = protowright("describe", "nowhere:1", "user.User", "--protoset", "set.binpb", cwd=tmp_path)
    assert said.out.startswith("message User {\n")
    said = protowright("describe", "nowhere:1", "user.Usr", "--protoset", "set.binpb", cwd=tmp_path)
    assert said.code == 1 and said.sentence.startswith("Error: there is no `user.Usr`")


@pytest.mark.parametrize(
    "command",
    [("list", "x"), ("describe", "x"), ("list", "x", "a.B"), ("describe", "x", "a.B"), ("call", "x", "a.B/C")],
)
def test_a_fault_in_a_file_that_is_named_ends_the_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "broken.proto").write_text('syntax = "proto3";\n  garbage {{\n')
    said = protowright(*command, "--proto", "broken.proto", cwd=tmp_path)
    assert (said.code, said.out) == (1, "")
    assert said.sentence.startswith("Error: broken.proto:2:3: ")


def test_files_that_are_asked_need_no_target(tmp_path: Path) -> None:
    proto = PROTOS / "user" / "user.proto"
    assert protowright("list", "--proto", proto, cwd=tmp_path).out == "user.UserService\n"
    methods = protowright("list", "--proto", proto, "user.UserService", cwd=tmp_path).out
    assert "user.UserService/GetUser\n" in methods
    assert protowright("list", "nowhere:1", "user.UserService", "--proto", proto, cwd=tmp_path).out == methods
    assert protowright("describe", "--proto", proto, "user.User", cwd=tmp_path).out.startswith("message User {\n")
    for command in ("list", "describe"):
        said = protowright(command, cwd=tmp_path)
        assert said.code == 2
        assert said.sentence == "Error: name a target, such as `localhost:50051`, or files by `--proto` or `--protoset`"


def test_files_without_a_service_have_no_answer(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text('syntax = "proto3";\nmessage A {}\n')
    assert protowright("build", "a.proto", "-o", "a.binpb", cwd=tmp_path).code == 0
    for command in ("list", "describe"):
        for source in (("--proto", "a.proto"), ("--protoset", "a.binpb")):
            said = protowright(command, *source, cwd=tmp_path)
            assert (said.code, said.out) == (1, "")
            assert said.sentence == f"Error: there is no service in {source[1]}: name a file that declares one"
    assert protowright("describe", "x", "A", "--proto", "a.proto", cwd=tmp_path).code == 0


def test_files_are_looked_for_in_the_import_paths(tmp_path: Path) -> None:
    (tmp_path / "own" / "lib").mkdir(parents=True)
    (tmp_path / "own" / "lib" / "a.proto").write_text('syntax = "proto3";\nmessage A {}\n')
    (tmp_path / "b.proto").write_text('syntax = "proto3";\nimport "lib/a.proto";\nmessage B {\n  A a = 1;\n}\n')
    said = protowright("describe", "x", "B", "--proto", "b.proto", "-I", "own", cwd=tmp_path)
    assert (said.code, said.out) == (0, "message B {\n  A a = 1;\n}\n")
    assert protowright("describe", "x", "A", "--proto", "lib/a.proto", "-I", "own", cwd=tmp_path).code == 0


def test_a_symbol_that_is_not_there(tmp_path: Path, service: Addresses) -> None:
    for command in ("list", "describe"):
        said = protowright(command, service.address, "shop.v1.Ordrs", cwd=tmp_path)
        assert (said.code, said.out) == (1, "")
        assert "did you mean `shop.v1.Orders`" in said.sentence


def test_a_server_without_reflection(tmp_path: Path) -> None:
    with running_service(reflection="off") as service:
        said = protowright("list", service.address, cwd=tmp_path)
    assert said.code == 1 and "it does not serve reflection" in said.sentence

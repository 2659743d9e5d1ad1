"""`protowright run`: which requests run, in which order, and how it tells of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from samples.service import Addresses
from tests.cli.support import Said, protowright

FILE = """
### Sign in
# @name login
# @tag smoke
GRPC {{shop}}/shop.v1.Users/SignIn

{ "email": "otter@shop.example", "password": "river" }

### Who am I?
# @name me
# @tag smoke, users
GRPC {{shop}}/shop.v1.Users/Get
authorization: Bearer {{login.response.body.$.token}}

{ "userId": "{{login.response.body.$.userId}}" }

?? status == OK
?? body $.email == otter@shop.example

### Nobody
# @name nobody
# @tag users
GRPC {{shop}}/user.UserService/GetUser

{ "id": "none" }

?? status == NOT_FOUND

### Off
# @name off
# @disabled
GRPC {{shop}}/user.UserService/GetUser

{ "id": "42" }
"""


@pytest.fixture
def folder(tmp_path: Path, service: Addresses) -> Path:
    """A folder with a request file, and the service's address in an environment file."""
    (tmp_path / "a.grpc").write_text(FILE)
    (tmp_path / "http-client.env.json").write_text(json.dumps({"$shared": {"shop": f"grpc://{service.address}"}}))
    return tmp_path


def lines(said: Said) -> list[str]:
    """`mark name` of each request that was run."""
    return [" ".join(line.split()[:2]) for line in said.out.splitlines() if re.match(r"[✓✗] \S+ ", line)]


def results(said: Said) -> list[dict[str, Any]]:
    """What `--json` printed of each request."""
    found: list[dict[str, Any]] = json.loads(said.out)["requests"]
    return found


def test_a_request_runs_after_the_one_it_refers_to(folder: Path) -> None:
    said = protowright("run", "a.grpc", "--name", "me", "-q", cwd=folder)
    assert (said.code, lines(said)) == (0, ["✓ login", "✓ me"])


def test_a_request_runs_once_for_all_that_refer_to_it(folder: Path) -> None:
    said = protowright("run", "a.grpc", "--name", "me", "--name", "me", "-q", cwd=folder)
    assert lines(said) == ["✓ login", "✓ me", "✓ me"]


def test_a_failure_of_the_first_keeps_the_second_from_running(folder: Path) -> None:
    (folder / "a.grpc").write_text(FILE.replace('"river"', '"lake"'))
    said = protowright("run", "a.grpc", "--name", "me", "-q", cwd=folder)
    assert (said.code, lines(said)) == (1, ["✗ login"])


def test_an_assertion_about_the_status_decides(folder: Path) -> None:
    said = protowright("run", "a.grpc", "--name", "nobody", "-q", cwd=folder)
    assert (said.code, lines(said)) == (0, ["✓ nobody"])


def test_an_assertion_that_does_not_hold_is_shown_with_its_place(folder: Path) -> None:
    (folder / "a.grpc").write_text(FILE.replace("== otter@shop.example", "== badger@shop.example"))
    said = protowright("run", "a.grpc", "--name", "me", "-q", cwd=folder)
    assert said.code == 1
    assert '✗ body $.email == badger@shop.example: it is "otter@shop.example" (a.grpc:18)' in said.out


@pytest.mark.parametrize(
    "arguments, names",
    [
        ((), ["login", "me", "nobody"]),
        (("--tag", "users"), ["login", "me", "nobody"]),
        (("--tag", "smoke"), ["login", "me"]),
        (("--name", "off"), ["off"]),
        (("--repeat", "2", "--name", "nobody"), ["nobody", "nobody"]),
    ],
)
def test_requests_are_chosen(folder: Path, arguments: tuple[str, ...], names: list[str]) -> None:
    said = protowright("run", "a.grpc", "-q", *arguments, cwd=folder)
    assert [line.split()[1] for line in lines(said)] == names


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("--name", "mee"), "a.grpc has no request `mee`; did you mean `me`?"),
        (("--tag", "none"), "no request has the tag `none`"),
        (("--var", "x"), "`--var x` has no `=`: write `--var name=value`"),
        (("--timeout", "soon"), "`--timeout soon` is no duration: write a number with a unit, such as 5s or 300ms"),
    ],
)
def test_wrong_usage_is_one_sentence(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    said = protowright("run", "a.grpc", *arguments, cwd=folder)
    assert (said.code, said.out, said.sentence) == (2, "", f"Error: {sentence}")


def test_folders_are_run_file_by_file(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "b.http").write_text(
        'GET http://localhost\n\n### gRPC\nGRPC {{shop}}/user.UserService/GetUser\n\n{"id": "42"}\n'
    )
    for jobs in ("1", "3"):
        said = protowright("run", ".", "-q", "--jobs", jobs, cwd=folder)
        found = sorted(line.split("  ")[0] for line in said.out.splitlines() if line.startswith("✓"))
        assert (said.code, found) == (
            0,
            [*(f"✓ a.grpc {name}" for name in ("login", "me", "nobody")), "✓ more/b.http GetUser"],
        )
        assert re.search(r"^4 requests: 4 passed; \d messages, in ", said.out, re.MULTILINE)


def test_bail_stops_at_the_first_failure(folder: Path) -> None:
    (folder / "a.grpc").write_text(FILE.replace('"river"', '"lake"'))
    assert lines(protowright("run", "a.grpc", "-q", "--bail", cwd=folder)) == ["✗ login"]
    assert lines(protowright("run", "a.grpc", "-q", cwd=folder)) == ["✗ login", "✗ me", "✓ nobody"]


def test_variables_of_the_command_line_win(folder: Path) -> None:
    said = protowright("run", "a.grpc", "--name", "nobody", "-q", "--var", "shop=grpc://127.0.0.1:1", cwd=folder)
    assert said.code == 1 and "nobody listens at 127.0.0.1:1" in said.out


def test_json_has_everything(folder: Path) -> None:
    said = protowright("run", "a.grpc", "--name", "me", "--json", cwd=folder)
    assert (said.code, said.err) == (0, "")
    login, me = results(said)
    assert (login["name"], login["state"], me["state"]) == ("login", "passed", "passed")
    assert me["file"] == "a.grpc" and me["line"] == 12 and me["method"] == "shop.v1.Users/Get"
    assert me["status"] == {"code": 0, "name": "OK", "message": ""}
    assert me["messages"][0]["email"] == "otter@shop.example"
    assert [each["passed"] for each in me["assertions"]] == [True, True]
    assert me["sent"] == {"metadata": [["authorization", "Bearer ***"]], "messages": [{"userId": "42"}]}


def test_json_tells_why_a_request_was_not_sent(folder: Path) -> None:
    (folder / "a.grpc").write_text("GRPC {{nowhere}}/a.B/C\n")
    said = protowright("run", "a.grpc", "--json", cwd=folder)
    (found,) = results(said)
    assert said.code == 1 and found["state"] == "notSent"
    assert found["reason"].startswith("a.grpc:1: the variable `nowhere` has no value")


def test_junit_has_a_case_for_each_request(folder: Path) -> None:
    (folder / "a.grpc").write_text(
        FILE.replace("== NOT_FOUND", "== OK").replace("{{shop}}/shop.v1.Users/Get", "{{x}}/a.B/C")
    )
    said = protowright("run", "a.grpc", "-q", "--junit", "out.xml", cwd=folder)
    assert said.code == 1
    root = ElementTree.parse(folder / "out.xml").getroot()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert list(cases) == ["login", "me", "nobody"]
    failure, error = cases["nobody"].find("failure"), cases["me"].find("error")
    assert failure is not None and str(failure.get("message")).startswith("status == OK: it is NOT_FOUND")
    assert error is not None and "`x` has no value" in str(error.get("message"))
    assert list(cases["login"]) and cases["login"].find("failure") is None


def test_a_dry_run_says_what_would_be_sent(folder: Path) -> None:
    said = protowright("run", "a.grpc", "--name", "me", "--dry-run", "--var", "shop=grpc://127.0.0.1:1", cwd=folder)
    assert said.code == 0
    assert "would call grpc://127.0.0.1:1/shop.v1.Users/Get" in said.out
    assert '> {"userId": "<login.response.body.$.userId>"}' in said.out


def test_secrets_are_not_printed(folder: Path) -> None:
    (folder / "http-client.private.env.json").write_text('{"$shared": {"api_token": "hush-hush-1"}}')
    (folder / "a.grpc").write_text(
        'GRPC {{shop}}/user.UserService/GetUser\nauthorization: Bearer {{api_token}}\n\n{"id": "hush-hush-1"}\n'
    )
    for flags in (("-v",), ("--json",), ("--dry-run",), ("--junit", "out.xml")):
        said = protowright("run", "a.grpc", *flags, cwd=folder)
        assert "hush" not in said.out + said.err, flags
    assert "hush" not in (folder / "out.xml").read_text()


def test_the_timeout_of_the_command_line_is_for_requests_without_one(folder: Path) -> None:
    (folder / "a.grpc").write_text('GRPC {{shop}}/chat.v1.Chat/Subscribe\n\n{"room": "attic"}\n')
    said = protowright("run", "a.grpc", "-q", "--timeout", "300ms", cwd=folder)
    assert "DEADLINE_EXCEEDED" in said.out


def test_redirects_save_the_response(folder: Path) -> None:
    (folder / "a.grpc").write_text(
        'GRPC {{shop}}/user.UserService/GetUser\n\n{"id": "42"}\n\n>> ./out/user.json\n>>! ./same.json\n'
    )
    for _ in range(2):
        assert protowright("run", "a.grpc", "-q", cwd=folder).code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["user-1.json", "user.json"]
    assert json.loads((folder / "same.json").read_text())["name"] == "Otter"


def test_several_messages_are_saved_as_an_array(folder: Path) -> None:
    body = '{"room": "clock", "limit": 2, "interval": "0s"}'
    (folder / "a.grpc").write_text(f"GRPC {{{{shop}}}}/chat.v1.Chat/Subscribe\n\n{body}\n\n>>! ticks.json\n")
    assert protowright("run", "a.grpc", "-q", cwd=folder).code == 0
    assert [tick["text"] for tick in json.loads((folder / "ticks.json").read_text())] == ["tick 1", "tick 2"]


def test_a_loop_runs_the_request_again_and_stops_at_a_failure(folder: Path) -> None:
    request = 'GRPC {{shop}}/chat.v1.Chat/Send\n\n{"room": "loop", "author": "a", "text": "b"}\n'
    (folder / "a.grpc").write_text(
        f"# @name send\n# @loop 3\n{request}\n###\n# @name again\n# @loop 5\n{request}\n?? body $.id == loop/4\n"
    )
    said = protowright("run", "a.grpc", "--json", cwd=folder)
    first, second = results(said)
    assert (first["messages"][0]["id"], second["messages"][0]["id"]) == ("loop/3", "loop/5")
    assert (first["state"], second["state"]) == ("passed", "failed")


def test_a_circle_of_references_is_named(folder: Path) -> None:
    (folder / "a.grpc").write_text(
        "# @name a\n# @ref b\nGRPC {{shop}}/a.B/C\n###\n# @name b\n# @ref a\nGRPC {{shop}}/a.B/C\n"
    )
    said = protowright("run", "a.grpc", "--name", "a", "-q", cwd=folder)
    assert said.code == 1 and "`a` needs `b`, `b` needs `a`" in said.out


def test_requests_of_an_imported_file_can_be_referred_to(folder: Path) -> None:
    (folder / "b.grpc").write_text(
        '# @import ./a.grpc\n\nGRPC {{shop}}/user.UserService/GetUser\n\n{ "id": "{{login.response.body.$.userId}}" }\n'
    )
    said = protowright("run", "b.grpc", "-q", cwd=folder)
    assert (said.code, lines(said)) == (0, ["✓ login", "✓ GetUser"])


REFLECTED = """
### Upload
GRPC {{shop}}/chat.v1.Chat/Converse

{ "author": "otter", "text": "{{$uuid}}" }
=== wait-for-server
[
  { "author": "otter" },
  {
    "author": "heron", "text": "a",
    "rom": "attic"
  }
]
"""


def test_what_does_not_fit_a_reflected_schema_is_told_with_its_line(folder: Path) -> None:
    (folder / "a.grpc").write_text(REFLECTED)
    (result,) = results(protowright("run", "a.grpc", "--json", cwd=folder))
    assert result["state"] == "notSent"
    assert result["line"] == REFLECTED[: REFLECTED.index('"rom"')].count("\n") + 1
    assert result["reason"].startswith(f"a.grpc:{result['line']}: the body does not fit `chat.v1.ConverseRequest`: ")


def test_a_setting_of_the_project_adds_arrival_times(folder: Path) -> None:
    (folder / "protowright.toml").write_text("[responses]\narrivalTimes = true\n")
    assert protowright("run", "a.grpc", "--name", "login", "--save", cwd=folder).code == 0
    document = (folder / "a.login.grpc-response").read_text()
    assert re.search(r"\n\n// [\d.]+ (µs|ms|s)\n\{\n", document)

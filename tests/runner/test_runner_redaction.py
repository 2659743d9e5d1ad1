"""Secrets must not reach anybody who listens to a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from tests.runner.support import Ran, decoded, encoded, plan_of, run_plan, run_text, serving

from protowright.runner.events import Event
from protowright.runner.execution import Execution, Resources
from protowright.runner.plan import NotSent
from protowright.runner.response_document import ResponseDocument
from protowright.runner.saving import DocumentWriter

SECRETS = ['s3cr3t-"quoted"\\and', "plain-secret", "zoë-geheim"]


def echoing(request: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
    """All that came in, sent back everywhere."""
    pairs = tuple((key, value) for key, value in context.invocation_metadata() if key.startswith(("x-", "auth")))
    context.send_initial_metadata(pairs)
    yield request
    context.set_trailing_metadata(pairs)
    context.abort(grpc.StatusCode.ABORTED, f"refused {decoded(request)} {dict(pairs).get('authorization', '')!s}")


def everything(ran: Ran, caught: str = "") -> str:
    """All the texts of a run."""
    document = ResponseDocument()
    for event in ran.events:
        document.add(event)
    return f"{ran.events!r} {ran.refused} {document.text()} {caught}"


@pytest.mark.parametrize("secret", SECRETS)
def test_a_private_variable_with_a_telling_name_is_never_shown(tmp_path: Path, secret: str) -> None:
    (tmp_path / "http-client.private.env.json").write_text(json.dumps({"$shared": {"api_token": secret}}))
    with serving(many=echoing) as address:
        ran = run_text(tmp_path, f'GRPC grpc://{address}/echo.Echo/Many\n\n{{"text": "my {{{{api_token}}}}"}}\n')
    assert ran.messages == ['{ "text": "my ***" }']
    assert ran.finished.message.startswith("refused my ***")
    assert secret not in everything(ran) and json.dumps(secret)[1:-1] not in everything(ran)


def test_credentials_in_metadata_are_never_shown(tmp_path: Path) -> None:
    lines = "authorization: Bearer abcd-1234\nx-api-key: key-5678\nx-harmless: as-it-is\n"
    with serving(many=echoing) as address:
        ran = run_text(tmp_path, f'GRPC grpc://{address}/echo.Echo/Many\n{lines}\n{{"text": "x"}}\n')
    assert ran.headers == {"authorization": "Bearer ***", "x-api-key": "***", "x-harmless": "as-it-is"}
    assert "abcd-1234" not in everything(ran) and "key-5678" not in everything(ran)


def test_a_refusal_does_not_show_secrets_either(tmp_path: Path) -> None:
    (tmp_path / "http-client.private.env.json").write_text(json.dumps({"$shared": {"password": "hunter-22"}}))
    proto = 'syntax = "proto3"; package echo;\nservice Echo { rpc One(N) returns (N); }\nmessage N { int32 n = 1; }'
    with pytest.raises(NotSent) as caught:
        plan_of(tmp_path, 'GRPC grpc://127.0.0.1:1/echo.Echo/One\n\n{"{{password}}": 1}\n', proto=proto)
    assert "***" in str(caught.value) and "hunter-22" not in str(caught.value)


def test_public_variables_and_short_ones_are_shown(tmp_path: Path) -> None:
    (tmp_path / "http-client.env.json").write_text(json.dumps({"$shared": {"token_name": "visible"}}))
    (tmp_path / "http-client.private.env.json").write_text(json.dumps({"$shared": {"user": "otter", "auth": "ab"}}))
    body = '{"text": "{{token_name}} {{user}} {{auth}}"}'
    with serving(many=echoing) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/echo.Echo/Many\n\n{body}\n")
    assert ran.messages == ['{ "text": "visible otter ab" }']


def test_the_document_on_disk_holds_no_secret(tmp_path: Path) -> None:
    lines = "authorization: Bearer abcd-1234\n"
    with serving(many=echoing) as address:
        plan = plan_of(tmp_path, f'GRPC grpc://{address}/echo.Echo/Many\n{lines}\n{{"text": "abcd-1234"}}\n')
        writer = DocumentWriter(plan.response_path, lambda _: None)
        run_plan(plan, watch=lambda _, event: writer.add(event))
    text = Path(plan.response_path).read_text()
    assert "abcd-1234" not in text and "authorization: Bearer ***" in text


def test_the_secret_itself_is_sent(tmp_path: Path) -> None:
    seen: list[str] = []

    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        seen.append(decoded(request))
        return encoded("")

    (tmp_path / "http-client.private.env.json").write_text(json.dumps({"$shared": {"token": "plain-secret"}}))
    with serving(one=one) as address:
        run_text(tmp_path, f'GRPC grpc://{address}/echo.Echo/One\n\n{{"text": "{{{{token}}}}"}}\n')
    assert seen == ["plain-secret"]


def test_another_request_gets_what_a_response_has(tmp_path: Path) -> None:
    (tmp_path / "http-client.private.env.json").write_text(json.dumps({"$shared": {"token": "abcd-1234"}}))
    shown: list[Event] = []
    with serving(many=echoing) as address:
        text = f'GRPC grpc://{address}/echo.Echo/Many\n\n{{"text": "{{{{token}}}}"}}\n\n?? body $.text == x\n'
        resources = Resources()
        result = Execution(plan_of(tmp_path, text), resources).run([shown.append])
        resources.close()
    assert "abcd-1234" in result.outcome.messages[0]
    assert "abcd-1234" not in repr((shown, result.shown, result.assertions))
    assert [each.said for each in result.assertions] == ['it is "***"']

"""How requests went, for programs: JSON and JUnit XML."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import click

from protowright.cli.files import shown
from protowright.cli.output import write
from protowright.cli.run_results import RunResult, State
from protowright.project.files import write_bytes_atomically
from protowright.runner.plan import Plan
from protowright.text.redaction import text_redactor


def write_json(results: list[RunResult]) -> None:
    """Print all results as one JSON document."""
    found = {
        "requests": [_as_json(result) for result in results],
        "passed": sum(result.is_good for result in results),
        "failed": sum(not result.is_good for result in results),
    }
    write([("", json.dumps(found, indent=2, ensure_ascii=False) + "\n")])


def _as_json(result: RunResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "file": shown(result.path),
        "line": result.line,
        "name": result.name,
        "state": result.state.value,
    }
    if result.reason:
        data["reason"] = result.reason
    if result.plan is not None:
        data |= _plan_as_json(result.plan)
    if result.started is not None:
        data |= {"schema": result.started.schema, "time": result.started.time}
    if result.outcome is not None:
        data |= _outcome_as_json(result)
    return data


def _plan_as_json(plan: Plan) -> dict[str, Any]:
    redact = text_redactor(plan.secrets)
    sent = [json.loads(redact(step)) for step in plan.steps if step is not None]
    return {
        "target": str(plan.target),
        "method": plan.discovery or f"{plan.service}/{plan.method}",
        "sent": {
            "metadata": [[key, redact(value)] for key, value in plan.metadata],
            "messages": [] if plan.discovery else sent,
        },
    }


def _outcome_as_json(result: RunResult) -> dict[str, Any]:
    outcome = result.outcome
    assert outcome is not None
    return {
        "status": {"code": outcome.code, "name": outcome.status, "message": outcome.message},
        "duration": round(outcome.duration, 6),
        "headers": [list(pair) for pair in outcome.headers],
        "messages": [_json_or_text(message) for message in outcome.messages],
        "trailers": [list(pair) for pair in outcome.trailers],
        "details": [_json_or_text(detail) for detail in outcome.details],
        "assertions": [
            {"line": each.line, "text": each.text, "passed": each.passed, "said": each.said}
            for each in result.assertions
        ],
    }


def _json_or_text(text: str) -> Any:
    """The answer to `describe` is no JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def write_junit(results: list[RunResult], path: str) -> None:
    """Write the results as JUnit XML: a suite for each file, a case for each request, its failure the reason."""
    root = ElementTree.Element("testsuites", _counts(results))
    for file in dict.fromkeys(result.path for result in results):
        own = [result for result in results if result.path == file]
        suite = ElementTree.SubElement(root, "testsuite", {"name": shown(file), **_counts(own)})
        for result in own:
            _add_case(suite, result)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    try:
        write_bytes_atomically(path, content)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None


def _counts(results: list[RunResult]) -> dict[str, str]:
    return {
        "tests": str(len(results)),
        "failures": str(sum(result.state is State.FAILED for result in results)),
        "errors": str(sum(result.state is State.NOT_SENT for result in results)),
        "time": f"{sum(result.outcome.duration for result in results if result.outcome is not None):.6f}",
    }


def _add_case(suite: ElementTree.Element, result: RunResult) -> None:
    duration = 0.0 if result.outcome is None else result.outcome.duration
    case = ElementTree.SubElement(
        suite,
        "testcase",
        {
            "name": _xml(result.name),
            "classname": shown(result.path),
            "time": f"{duration:.6f}",
            "line": str(result.line),
        },
    )
    if not result.is_good:
        kind = "failure" if result.state is State.FAILED else "error"
        status = "not sent" if result.outcome is None else result.outcome.status
        ElementTree.SubElement(case, kind, {"message": _xml(result.reason or status), "type": status})
    if result.document:
        ElementTree.SubElement(case, "system-out").text = _xml(result.document)


def _xml(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return "".join(character if character in "\t\n\r" or character >= " " else "�" for character in text).translate(
        dict.fromkeys((*range(55296, 57344), 65534, 65535), "�")
    )

"""Every registered code is documented, and its examples show exactly the fault it stands for."""

from __future__ import annotations

import re

import pytest
from tests.support.fixtures import check_diagnostics, strip_markers

from protowright.diagnostics import proto_codes, request_codes
from protowright.diagnostics.codes import REGISTRY, Code, Registry
from protowright.diagnostics.diagnostic import Severity

ORDERS = """\
//- shop/v1/orders.proto
syntax = "proto3";
package shop.v1;
service Orders {
  rpc Get(GetRequest) returns (GetRequest);
}
message GetRequest {
  string order_id = 1;
}
"""
JSON_STRINGS_PATH = "google/protobuf/json_enumvalue_options.proto"
JSON_STRINGS = f"""\
//- {JSON_STRINGS_PATH}
edition = "2024";
package pb.enumvalue;
import "google/protobuf/descriptor.proto";
message JsonString {{
  string string = 1;
}}
extend google.protobuf.EnumValueOptions {{
  JsonString json = 998;
}}
"""
"""What stands for the file of that name, which only the newest protoc brings."""

SUFFIXES = {"proto": ".proto", "grpc-request": ".grpc"}
CODES = list(REGISTRY)
WITH_EXAMPLES = [code for code in CODES if code.language != "any"]


def by_name(code: Code) -> str:
    return code.name


def workspace(code: Code, example: str) -> str:
    """The example as a fixture: its own files, and those that it takes from elsewhere."""
    others = ORDERS if code.language == "grpc-request" else JSON_STRINGS if JSON_STRINGS_PATH in example else ""
    name = "" if example.startswith("//- ") else f"//- example{SUFFIXES[code.language]}\n"
    return f"{others}{name}{example}"


def test_both_languages_have_codes() -> None:
    assert {code.language for code in WITH_EXAMPLES} == set(SUFFIXES)
    for module in (proto_codes, request_codes):
        constants = [value for value in vars(module).values() if isinstance(value, Code)]
        assert constants and all(REGISTRY.get(code.name) is code for code in constants)


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=by_name)
def test_bad_example_has_exactly_the_marked_faults(code: Code) -> None:
    _, expected = strip_markers(code.bad)
    assert expected and {(severity, name) for _, severity, name in expected} == {(code.severity.value, code.name)}
    check_diagnostics(workspace(code, code.bad))


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=by_name)
def test_good_example_has_none(code: Code) -> None:
    assert strip_markers(code.good) == (code.good, [])
    assert code.good.strip() and code.good != strip_markers(code.bad)[0]
    check_diagnostics(workspace(code, code.good))


@pytest.mark.parametrize("code", CODES, ids=by_name)
def test_code_is_named_and_explained_in_the_house_style(code: Code) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code.name)
    assert code.summary and not code.summary[0].isupper() and not code.summary.endswith(".")
    assert code.explanation[0].isupper() or code.explanation[0] == "`"
    assert code.explanation.endswith(".")


def test_a_name_is_taken_once() -> None:
    registry = Registry()
    code = Code("twice", Severity.ERROR, "proto", "", "", "", "")
    assert registry.add(code) is code and registry.get("twice") is code and registry.get("once") is None
    with pytest.raises(ValueError, match="registered twice"):
        registry.add(code)

"""Random bodies, and random changes of them: an error where protobuf refuses the body, and none where it takes it."""

from __future__ import annotations

import pytest
from tests.support.random_bodies import compare
from tests.support.request_bodies import body_schema, verdicts


def test_protobuf_and_we_agree_about_random_bodies() -> None:
    figures = compare(1200, seed=1)
    assert figures.faults == [], figures
    assert 300 < figures.taken < 800 and figures.hints > 150, figures


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"fBytes": "!!!!"}', "bodies.Three"),
        ('{"fBytes": "QQ==QQ=="}', "bodies.Three"),
        ('{"any": {"@type": "x/google.protobuf.Duration", "value": "1s", "more": 1}}', "bodies.Three"),
        ('{"color": 1.5}', "bodies.Three"),
        ('{"color": true}', "bodies.Three"),
        ('{"color": 4294967297}', "bodies.Three"),
        ('{"fDouble": true}', "bodies.Three"),
        ('{"fDouble": "1e400"}', "bodies.Three"),
        ('{"fFloat": 1' + "0" * 39 + "}", "bodies.Three"),
        ('{"value": 1e400}', "bodies.Three"),
        ('{"right": []}', "bodies.Three"),
        ('{"right": ""}', "bodies.Three"),
        ('{"fInt32": 1, "f_int32": 2}', "bodies.Three"),
        ('{"id": "", "[bodies.number.anything]": 1}', "bodies.Two"),
    ],
)
def test_a_difference_is_an_error_that_protobuf_does_not_see(body: str, message: str) -> None:
    """Each kind that the docstring of `request/body/check.py` lists; one that protobuf mends can be taken off the list."""
    said = verdicts(body, message, body_schema())
    assert said.refused is None and len(said.errors) == 1


def test_null_for_an_array_of_values_is_left_out() -> None:
    said = verdicts('{"values": null, "nulls": null}', "bodies.Three", body_schema())
    assert said.refused is not None and said.refused_converted is None and not said.found

"""The name of each request: what it is called by in references, and its response file."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from tests.support.timing import growth

from protowright.request.names import find_request, request_names
from protowright.request.syntax.parser import parse_request_file


def names(*wanted: str | None) -> list[str]:
    """The names of requests for the method `Get`, each with that `@name` or with none."""
    blocks = [f"{'' if name is None else f'# @name {name}'}\nGRPC h/a.B/Get\n" for name in wanted]
    return [name for _, name in request_names(parse_request_file("\n###\n".join(blocks)))]


def test_a_request_has_its_own_name_or_that_of_its_method() -> None:
    assert names("place", None) == ["place", "Get"]


def test_a_number_makes_a_name_unique() -> None:
    assert names(None, None, None) == ["Get", "Get-2", "Get-3"]
    assert names("a", "a", "a") == ["a", "a-2", "a-3"]


def test_letter_case_makes_no_name_of_its_own() -> None:
    """Two response files that differ in case only are one file on many disks."""
    assert names("Place", "place") == ["Place", "place-2"]


def test_a_name_that_somebody_wrote_is_not_taken_by_a_made_one() -> None:
    assert names(None, "get") == ["Get-2", "get"]
    assert names(None, None, "Get-2") == ["Get", "Get-3", "Get-2"]


def test_a_name_is_fit_for_a_file_name() -> None:
    assert names("a/b: c?", "..", "über.1", "../../etc") == ["a-b-c", "request", "über.1", "etc"]


def test_requests_without_a_method_are_named_too() -> None:
    text = "GRPC h/\n###\nGRPC h describe a.Tea\n###\nGRPC h\n###\nGRPC h/{{service}}/{{method}}\n"
    assert [name for _, name in request_names(parse_request_file(text))] == ["list", "Tea", "call", "method"]


def test_a_heading_has_no_name_and_a_request_is_found_by_its_own() -> None:
    file = parse_request_file("### only a heading\n###\n# @name a\nGRPC h/a.B/Get\n")
    assert find_request(file, "a") is file.blocks[-1] and find_request(file, "A") is None


@given(
    st.lists(
        st.sampled_from([None, "a", "A", "a-2", "A-2", "get", "Get-2", "a-2-2", "-", ".", "a b", "a-b"]), max_size=8
    )
)
def test_no_two_requests_share_a_name(wanted: list[str | None]) -> None:
    found = names(*wanted) if wanted else []
    assert len({name.lower() for name in found}) == len(found) == len(wanted)
    assert all(name and "/" not in name and name not in (".", "..") for name in found)


def test_many_requests_for_one_method_are_named_in_step_with_their_count() -> None:
    def work(count: int) -> Callable[[], object]:
        file = parse_request_file("GRPC h/a.B/Get\n###\n" * count)
        return lambda: request_names(file)

    assert growth(work, 500) < 3

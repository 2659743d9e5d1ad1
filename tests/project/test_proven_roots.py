"""Paths that new imports take: those that go on from the imports there are, wherever packages and folders disagree."""

from __future__ import annotations

from tests.support.actions import check_action, errors
from tests.support.fixtures import complete, parse_fixture, path_of

FILES = """\
//- api/types.proto
syntax = "proto3"; package svc; message T {}
//- api/other.proto
syntax = "proto3"; package svc; message Other {}
"""
PROVEN = FILES + '//- api/svc.proto\nsyntax = "proto3";\npackage svc;\nimport "api/types.proto";\n'


def name(text: str, target: str) -> str | None:
    """The path by which the last file of a fixture would import another one."""
    fixture = parse_fixture(text)
    return fixture.snapshot().name_for_import(fixture.main, path_of(target), "svc")


def test_a_new_import_goes_on_from_the_root_of_the_others() -> None:
    assert name(PROVEN, "api/other.proto") == "api/other.proto"
    assert name(PROVEN.replace('"api/types', '"types'), "api/other.proto") == "other.proto"


def test_a_file_without_imports_does_as_those_beside_it() -> None:
    text = PROVEN + '//- api/new.proto\nsyntax = "proto3";\npackage svc;\nimport "google/protobuf/any.proto";\n'
    assert name(text, "api/other.proto") == "api/other.proto"
    assert name(FILES + '//- api/new.proto\nsyntax = "proto3";\npackage svc;\n', "api/other.proto") == "other.proto"


def test_the_root_of_most_imports_is_taken() -> None:
    more = '//- api/more.proto\nsyntax = "proto3"; package svc; message More {}\n'
    mixed = more + PROVEN + 'import "other.proto";\n'
    assert name(mixed + 'import "api/more.proto";\n', "api/types.proto") == "api/types.proto"
    assert name(mixed + 'import "more.proto";\n', "api/types.proto") == "types.proto"


def test_a_fix_imports_by_the_proven_root() -> None:
    text = PROVEN + "message U { T t = 1; Oth$0er o = 2; }\n"
    expected = """
        syntax = "proto3";
        package svc;
        import "api/other.proto";
        import "api/types.proto";
        message U { T t = 1; Other o = 2; }
        """
    check_action(text, 'Import "api/other.proto"', expected)


def test_paths_below_the_proven_root_come_first() -> None:
    text = PROVEN + 'import "$0";\nmessage U { T t = 1; }\n'
    assert [item.label for item in complete(text)[1].items][:1] == ["api/"]
    text = PROVEN.replace('"api/types', '"types') + 'import "$0";\nmessage U { T t = 1; }\n'
    assert [item.label for item in complete(text)[1].items][:1] == ["other.proto"]


def test_one_file_by_two_paths_is_imported_twice() -> None:
    fixture = parse_fixture(PROVEN + 'import "types.proto";\nmessage U { T t = 1; }\n')
    (found,) = errors(fixture.snapshot(), fixture.main)
    assert "`types.proto` is the file that is imported as `api/types.proto` already" in found

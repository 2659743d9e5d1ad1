"""Moving files and folders: imports and paths go with them."""

from __future__ import annotations

from tests.support.fixtures import parse_fixture, path_of
from tests.support.renaming import shown

from protowright.ide.rename import rename_files
from protowright.text.edit import apply_edits


def check_move(text: str, old: str, new: str, expected: str) -> None:
    """Moving `old` to `new` changes the files of `expected`, under the paths they have before, and no others.

    Moving back changes them to what they were.
    """
    fixture = parse_fixture(text)
    after = _moved(text, fixture.files, old, new)
    wanted = {path: content.strip() for path, content in parse_fixture(expected).files.items() if content.strip()}
    changed = {path: content.strip() for path, content in after.items() if content != fixture.files[path]}
    assert {shown(path): content for path, content in changed.items()} == {
        shown(path): content for path, content in wanted.items()
    }
    there = {_renamed(path, old, new): content for path, content in after.items()}
    back = _moved(text, there, new, old)
    assert {_renamed(path, new, old): content for path, content in back.items()} == fixture.files


def _moved(text: str, files: dict[str, str], old: str, new: str) -> dict[str, str]:
    fixture = parse_fixture(text)
    fixture.files = files
    changes = rename_files(fixture.snapshot(), [(path_of(old), path_of(new))])
    return {path: apply_edits(content, changes.get(path, [])) for path, content in files.items()}


def _renamed(path: str, old: str, new: str) -> str:
    before, after = path_of(old), path_of(new)
    return after + path[len(before) :] if path == before or path.startswith(before + "/") else path


FILES = """
    //- protos/shop/v1/money.proto
    syntax = "proto3";
    package shop.v1;
    import "shop/v1/unit.proto";
    message Money { Unit unit = 1; }
    //- protos/shop/v1/unit.proto
    syntax = "proto3";
    package shop.v1;
    message Unit {}
    //- protos/other/price.proto
    syntax = "proto3";
    import 'shop/v1/money.proto';
    // shop/v1/money.proto
    message Price { shop.v1.Money money = 1; }
    //- requests/a.grpc
    proto < ../protos/shop/v1/money.proto
    # @grpc-proto ./../protos/shop/v1/unit.proto
    # @import ./b.grpc
    GRPC localhost:1/S/Call

    < ./body.json
    //- requests/b.grpc
    # @name one
    GRPC localhost:1/S/Call
    //- requests/body.json
    {}
"""


def test_a_file_gets_another_name() -> None:
    check_move(
        FILES,
        "protos/shop/v1/money.proto",
        "protos/shop/v1/cash.proto",
        """
        //- protos/other/price.proto
        syntax = "proto3";
        import 'shop/v1/cash.proto';
        // shop/v1/money.proto
        message Price { shop.v1.Money money = 1; }
        //- requests/a.grpc
        proto < ../protos/shop/v1/cash.proto
        # @grpc-proto ./../protos/shop/v1/unit.proto
        # @import ./b.grpc
        GRPC localhost:1/S/Call

        < ./body.json
        """,
    )


def test_a_folder_of_a_package_gets_another_name() -> None:
    check_move(
        FILES,
        "protos/shop",
        "protos/store",
        """
        //- protos/shop/v1/money.proto
        syntax = "proto3";
        package shop.v1;
        import "store/v1/unit.proto";
        message Money { Unit unit = 1; }
        //- protos/other/price.proto
        syntax = "proto3";
        import 'store/v1/money.proto';
        // shop/v1/money.proto
        message Price { shop.v1.Money money = 1; }
        //- requests/a.grpc
        proto < ../protos/store/v1/money.proto
        # @grpc-proto ./../protos/store/v1/unit.proto
        # @import ./b.grpc
        GRPC localhost:1/S/Call

        < ./body.json
        """,
    )


def test_a_root_gets_another_name() -> None:
    check_move(
        FILES,
        "protos",
        "schemas/all",
        """
        //- requests/a.grpc
        proto < ../schemas/all/shop/v1/money.proto
        # @grpc-proto ./../schemas/all/shop/v1/unit.proto
        # @import ./b.grpc
        GRPC localhost:1/S/Call

        < ./body.json
        """,
    )


def test_a_request_file_moves() -> None:
    check_move(
        FILES,
        "requests/a.grpc",
        "a.grpc",
        """
        //- requests/a.grpc
        proto < protos/shop/v1/money.proto
        # @grpc-proto ./protos/shop/v1/unit.proto
        # @import ./requests/b.grpc
        GRPC localhost:1/S/Call

        < ./requests/body.json
        """,
    )


def test_a_body_and_an_imported_file_move() -> None:
    check_move(
        FILES,
        "requests/body.json",
        "requests/bodies/one.json",
        """
        //- requests/a.grpc
        proto < ../protos/shop/v1/money.proto
        # @grpc-proto ./../protos/shop/v1/unit.proto
        # @import ./b.grpc
        GRPC localhost:1/S/Call

        < ./bodies/one.json
        """,
    )

"""What a text names that can be opened."""

from __future__ import annotations

from tests.support.fixtures import parse_fixture, path_of
from tests.support.navigation import check_links

from protowright.ide.document_links import document_links


def test_imports_lead_to_files_that_are_there() -> None:
    check_links(
        """
        //- sub/b.proto
        message B {}
        //- a.proto
        import "sub/b.proto";
                ^^^^^^^^^^^ sub/b.proto
        import "nope.proto";
        """
    )


def test_urls_in_comments() -> None:
    check_links(
        """
        // See https://example.com/a_(b)?c=1#d, or (http://example.com).
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ https://example.com/a_(b)?c=1#d
                                                    ^^^^^^^^^^^^^^^^^^ http://example.com
        /* ftp://example.com https://example.com/x*/
                             ^^^^^^^^^^^^^^^^^^^^^ https://example.com/x
        message A { string a = 1 [json_name = "https://example.com"]; }
        """
    )


def test_request_files() -> None:
    check_links(
        """
        //- sub/a.grpc
        # Docs: <https://example.com/docs>.
                 ^^^^^^^^^^^^^^^^^^^^^^^^ https://example.com/docs
        proto < ../b.proto
                ^^^^^^^^^^ b.proto

        ###
        # @grpc-cacert certs/ca.pem
                       ^^^^^^^^^^^^ sub/certs/ca.pem
        # @grpc-import-path ../protos
        GRPC localhost:1/a.B/C

        < ./body.json
          ^^^^^^^^^^^ sub/body.json

        >> {{folder}}/out.json
        <> saved.json
           ^^^^^^^^^^ sub/saved.json
        """
    )


def test_other_files_have_none() -> None:
    fixture = parse_fixture("//- a.txt\n// https://example.com\n")
    assert document_links(fixture.snapshot(), path_of("a.txt")) == []
    assert document_links(fixture.snapshot(), path_of("none.proto")) == []

"""What can be folded away."""

from __future__ import annotations

from tests.support.navigation import check_folds


def test_proto_files() -> None:
    check_folds(
        """
        // A file
        // of tea.
        syntax = "proto3";
        import "a.proto";

        import "b.proto";
        /*
         * Tea.
         */
        message Tea {
          option (rule) = {
            a: [
              1
            ]
          };
          oneof o {
            int32 a = 1; // behind
            // alone
            // and more
          }
          enum E { A = 0; }
        }
        service S {
          rpc R(Tea) returns (Tea) {
            option deprecated = true;
          }
        }
        """,
        "comment: // A file … // of tea.",
        'imports: import "a.proto"; … import "b.proto";',
        "comment: /* … */",
        "block: message Tea { … enum E { A = 0; }",
        "block: option (rule) = { … ]",
        "block: a: [ … 1",
        "block: oneof o { … // and more",
        "comment: int32 a = 1; // behind … // and more",
        "block: service S { … }",
        "block: rpc R(Tea) returns (Tea) { … option deprecated = true;",
    )


def test_request_files() -> None:
    check_folds(
        """
        //- a.grpc
        # One
        # file

        ### First
        # @name first
        # @timeout 1s
        GRPC x/a.B/C

        {
          "a": {
            "b": [
              1
            ]
          }
        }

        > {%
          run();
        %}

        ###
        GRPC x/a.B/D


        """,
        "comment: # One … # file",
        "region: ### First … %}",
        "comment: # @name first … # @timeout 1s",
        "block: { … }",
        'block: "a": { … ]',
        'block: "b": [ … 1',
        "block: > {% … %}",
        "region: ### … GRPC x/a.B/D",
    )


def test_what_is_on_one_line_or_never_ends_is_not_folded() -> None:
    check_folds("message A { int32 a = 1; }\n// one\n")
    check_folds("message A {\n  int32 a = 1;\n")
    check_folds('//- a.grpc\nGRPC x/a.B/C\n\n{\n  "a": 1,\n')
    check_folds("//- a.txt\n// a\n// b\n")

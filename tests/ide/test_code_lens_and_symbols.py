"""Run lenses above requests, and outlines of both languages."""

from __future__ import annotations

from tests.support.fixtures import check_code_lenses, check_symbols


def test_a_lens_for_each_request() -> None:
    check_code_lenses(
        """
        //- a.grpc
        @host = localhost:1
        ### Place
        # @name place
          GRPC {{host}}/a.B/C
          ^^^^^^^^^^^^^^^^^^^ place

        {}
        ### Only a heading
        ###
        GRPC {{host}}/a.B/C
        ^^^^^^^^^^^^^^^^^^^ C
        ###
        GRPC {{host}}/a.B/C
        ^^^^^^^^^^^^^^^^^^^ C-2
        ###
        GRPC {{host}}/
        ^^^^^^^^^^^^^^ list
        """
    )


def test_only_grpc_blocks_of_http_files_have_one() -> None:
    check_code_lenses(
        """
        //- a.http
        POST https://example.com
        ###
        GRPC h/a.B/C
        ^^^^^^^^^^^^ C
        """
    )


def test_proto_files_have_none() -> None:
    check_code_lenses("//- a.proto\n// GRPC h/a.B/C\nservice S {}\n")


def test_outline_of_a_proto_file() -> None:
    check_symbols(
        """
        syntax = "proto3";
        package shop.v1;
        import "a.proto";
        message Tea {
          optional string name = 1;
          map<string, a.Cup> cups = 2;
          oneof kind { bool green = 3; }
          message Leaf { repeated Tea up = 1; }
          reserved 9;
        }
        enum Size { NONE = 0; }
        extend Tea { optional group Extra = 100 { optional int32 a = 1; } }
        service Kettle {
          option deprecated = true;
          rpc Boil(Tea) returns (stream Tea) { option deprecated = true; }
        }
        """,
        """
        package shop.v1
        message Tea
          field name: optional string
          field cups: map<string, a.Cup>
          oneof kind
            field green: bool
          message Leaf
            field up: repeated Tea
        enum Size
          enum value NONE
        extend extend Tea
          field Extra: optional group
            field a: optional int32
        service Kettle
          rpc Boil: (Tea) returns (stream Tea)
        """,
    )


def test_outline_while_typing() -> None:
    check_symbols(
        """
        message Tea {
          string
          Cup cup = 1;
          message
        }
        message
        service Kettle {
          rpc
          rpc Boil(
        """,
        """
        message Tea
          field cup: Cup
        service Kettle
          rpc Boil: () returns ()
        """,
    )


def test_outline_of_a_request_file() -> None:
    check_symbols(
        """
        //- a.grpc
        ### Place an order
        # @name place
        GRPC h/shop.v1.Orders/Place
        ###
        GRPC h/shop.v1.Orders/Get
        ### Nothing to run
        """,
        """
        request place: Place an order
        request Get: shop.v1.Orders/Get
        """,
    )

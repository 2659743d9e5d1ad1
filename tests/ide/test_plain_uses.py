"""What a text tells of the uses of a type without being parsed is what its tree tells; in doubt it tells nothing."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture

from protowright.ide.names import mentions, mentions_at
from protowright.ide.plain_uses import PlainUses

MONEY = """
//- money.proto
syntax = "proto3";
package shop.v1;
message Mo$0ney { message Part {} }
"""
TOLD = [
    'package a; import "money.proto"; message A { shop.v1.Money a = 1; .shop.v1.Money b = 2; }',
    'package a; import "money.proto"; message A { shop.v1.Money.Part a = 1; map<string,shop.v1.Money> b = 2; }',
    'package a; import "money.proto"; // Money\n// shop.v1.Money\nmessage A { shop.v1.Money a = 1; } // Money',
    'package a; import "money.proto"; option java_package = "/*/Money"; message A { shop.v1.Money a = 1; }',
    'import "money.proto"; service S { rpc F(shop.v1.Money) returns (stream shop.v1.Money); }',
    'package shop.v2; import "money.proto"; message Moneys { repeated shop.v1.Money a = 1; }',
]
UNTOLD = [
    'package shop.v2; import "money.proto"; message A { v1.Money a = 1; }',
    'package shop.v1; import "money.proto"; message A { Money a = 1; }',
    'package a; import "money.proto"; message shop { } message A { shop.v1.Money a = 1; }',
    'package a.shop.v1; import "money.proto"; message A { shop.v1.Money a = 1; }',
    'package a; import "other.proto"; message A { shop.v1.Money a = 1; }',
    'package a; import "money.proto"; /* shop.v1.Money */ message A { shop.v1.Money a = 1; }',
    'package a; import "money.proto"; message Money { } message A { shop.v1.Money a = 1; }',
    'package a; import "money.proto"; message A { b.shop.v1.Money a = 1; shop . v1 . Money b = 2; }',
]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_plain(text: str) -> None:
    fixture = parse_fixture(f"{MONEY}//- user.proto\n{text}\n")
    snapshot = fixture.snapshot()
    (target,) = mentions_at(snapshot, fixture.main, fixture.cursor)
    user = list(fixture.files)[-1]
    found = mentions(snapshot, user, lambda span: True)
    assert PlainUses(snapshot, target).spans(user) == sorted(each.span for each in found if each.key == target.key)


@pytest.mark.parametrize("text", UNTOLD)
def test_what_is_not(text: str) -> None:
    fixture = parse_fixture(f"{MONEY}//- user.proto\n{text}\n")
    snapshot = fixture.snapshot()
    (target,) = mentions_at(snapshot, fixture.main, fixture.cursor)
    assert PlainUses(snapshot, target).spans(list(fixture.files)[-1]) is None

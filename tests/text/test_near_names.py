"""What somebody probably meant to type."""

from __future__ import annotations

from protowright.text.nearest import did_you_mean, nearest


def test_the_most_alike_come_first_and_case_hardly_matters() -> None:
    assert nearest("orderid", ["orderId", "userId", "order_ids"], 2) == ["orderId", "order_ids"]


def test_nothing_is_offered_when_nothing_is_near() -> None:
    assert nearest("zzz", ["orderId", "userId"]) == []
    assert did_you_mean("zzz", ["orderId"]) is None


def test_the_sentence_names_them() -> None:
    assert did_you_mean("Gett", ["Get", "Place"]) == "did you mean `Get`?"
    assert did_you_mean("name", ["names", "named"]) == "did you mean `names` or `named`?"

"""Amounts as a resident reads them."""

import pytest

from desktop.domain.text.money import grouped, in_yuan


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "0 元"),
        (5, "0.05 元"),
        (50, "0.50 元"),
        (6_800_000, "68,000 元"),
        (100_000_001, "1,000,000.01 元"),
        (-150, "-1.50 元"),
    ],
)
def test_an_amount_has_groups_of_three_and_decimals_only_where_there_are_fen(fen: int, said: str) -> None:
    assert in_yuan(fen) == said
    assert grouped(fen) == said.removesuffix(" 元")

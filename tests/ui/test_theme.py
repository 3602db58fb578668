"""The look: every pair of colours that carries words can be read, and no token is left unfilled."""

import pytest

from desktop.ui.theme import DARK, LARGE_PX, LIGHT, NORMAL_PX, contrast, theme

TEXT = [
    "ink/surface",
    "ink/canvas",
    "ink2/surface",
    "ink2/canvas",
    "ink2/sel",
    "ink3/surface",
    "ink3/canvas",
    "ink3/sunken",
    "ink3/sel",
    "link/surface",
    "link/priT",
    "link/sel",
    "white/pri",
    "white/seal",
    "sealTx/surface",
    "sealTx/sealT",
    "ok/surface",
    "ok/okT",
    "ok/sel",
    "warn/surface",
    "warn/warnT",
    "err/surface",
    "err/errT",
    "railTx/rail",
    "white/railH",
]
EDGES = ("field/surface", "field/canvas")


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT)
def test_words_can_be_read(table: dict[str, str], pair: str) -> None:
    ink, ground = pair.split("/")
    assert contrast(table[ink], table[ground]) >= 4.5


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", EDGES)
def test_edges_can_be_seen(table: dict[str, str], pair: str) -> None:
    edge, ground = pair.split("/")
    assert contrast(table[edge], table[ground]) >= 3


def test_the_mark_of_the_present_page_can_be_seen_on_the_rail() -> None:
    assert contrast(LIGHT["railMark"], LIGHT["rail"]) >= 3
    assert contrast(DARK["railMark"], DARK["rail"]) >= 3


@pytest.mark.parametrize(
    ("pair", "light", "dark"),
    [
        ("ink/surface", 15.84, 13.65),
        ("ink3/sel", 4.62, 4.86),
        ("white/pri", 8.34, 5.23),
        ("warn/warnT", 6.56, 7.74),
        ("err/errT", 7.10, 7.15),
        ("field/canvas", 3.33, 4.54),
    ],
)
def test_the_ratios_are_those_of_the_design(pair: str, light: float, dark: float) -> None:
    ink, ground = pair.split("/")
    assert [round(contrast(table[ink], table[ground]), 2) for table in (LIGHT, DARK)] == [light, dark]


def test_contrast_is_the_one_of_the_guidelines() -> None:
    assert round(contrast("#1A2427", "#FFFFFF"), 2) == 15.84
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_both_tables_name_the_same_tokens() -> None:
    assert set(LIGHT) == set(DARK)
    assert set(NORMAL_PX) == set(LARGE_PX)


@pytest.mark.parametrize("large", [False, True])
def test_every_token_of_the_style_sheet_is_filled_in(large: bool) -> None:
    theme().set_large(large)
    assert "@" not in theme().style_sheet()
    assert min((LARGE_PX if large else NORMAL_PX).values()) >= 12
    theme().set_large(False)

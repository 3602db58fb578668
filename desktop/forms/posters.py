"""公开钥匙: a poster from which anybody can take the key that checks the office's papers."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from desktop.domain.papers import SealBox
from desktop.forms.documents import Label, MarkField
from desktop.forms.paper import FANG, HEI, SONG, TITLE, Sheet, chinese_date
from desktop.forms.paper.geometry import A4_WIDTH, LEFT, RIGHT
from desktop.forms.papers import Kind, set_paper

TITLE_TEXT = "核对本单位文书用的公开钥匙"
STEPS = (
    "本单位出具的正式文书，纸脚都有编号、核验码和二维码。二维码里写着这张纸的要点，并有本单位的数字签名。",
    "一、先把纸上的内容和二维码里的要点逐项对照。",
    "二、再用上面这把公开钥匙核对签名。钥匙是公开的，只能用来核对，不能用来签名。",
    "三、这份文书以后有没有作废，请凭核验码向本单位查。",
)
MIDDLE = A4_WIDTH / 2
TITLE_BASE, TITLE_SIZE = 48.0, 26.0
OFFICE_BASE, OFFICE_SIZE = 60.0, 16.0
CODE_TOP, CODE_SIZE = 72.0, 80.0
NAME_BASE, NAME_SIZE = 163.0, 12.0
PRINT_BASE, PRINT_SIZE, PRINT_PITCH = 174.0, 18.0, 9.0
STEPS_TOP, STEPS_SIZE = 218.0, 13.0
FOOT_BASE, FOOT_SIZE = 281.0, 10.0
MARK_X, MARK_BASE, MARK_SIZE = 10.5, 13.0, 9.0
# 64 characters in four lines of four groups can be read aloud over the telephone.
GROUP, GROUPS_IN_LINE, GROUP_STEP = 4, 4, 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoster:
    """The office's public key for papers: the line to be scanned, and its fingerprint to be read aloud."""

    office: Annotated[str, Label("单位")]
    key: Annotated[str, Label("公开钥匙")]
    fingerprint: Annotated[str, Label("指纹")]
    issued_on: Annotated[date | None, Label("印制日期")]
    mark: MarkField = ""


EXAMPLE = {
    "office": "榕荫社区居民委员会",
    "key": "youju/430ee7863fcf3c3a/papers+5fce9598+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
    "fingerprint": "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
    "issued_on": "2026-09-08",
}


def draw_poster(sheet: Sheet, poster: KeyPoster) -> tuple[SealBox, ...]:
    """Draw the poster on the current page; it bears no seal."""
    sheet.text(MIDDLE, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    sheet.text(MIDDLE, OFFICE_BASE, poster.office, FANG, OFFICE_SIZE, align="centre")
    sheet.code(MIDDLE - CODE_SIZE / 2, CODE_TOP, CODE_SIZE, poster.key)
    sheet.text(
        MIDDLE, NAME_BASE, "扫码得到公开钥匙。它的指纹（SHA-256）应当是：", HEI, NAME_SIZE, align="centre"
    )
    groups = [poster.fingerprint[at : at + GROUP] for at in range(0, len(poster.fingerprint), GROUP)]
    for number, start in enumerate(range(0, len(groups), GROUPS_IN_LINE)):
        base = PRINT_BASE + number * PRINT_PITCH
        for place, group in enumerate(groups[start : start + GROUPS_IN_LINE]):
            x = MIDDLE + (place - (GROUPS_IN_LINE - 1) / 2) * GROUP_STEP
            sheet.text(x, base, group, SONG, PRINT_SIZE, align="centre")
    lines = sheet.lines_in("\n".join(STEPS), FANG, STEPS_SIZE, RIGHT - LEFT)
    sheet.column(LEFT, STEPS_TOP, lines, FANG, STEPS_SIZE)
    made = f"{chinese_date(poster.issued_on)} 印制。换了钥匙，请换下这张。"
    sheet.text(MIDDLE, FOOT_BASE, made, HEI, FOOT_SIZE, align="centre")
    if poster.mark:
        sheet.grey(0.35)
        sheet.text(MARK_X, MARK_BASE, poster.mark, HEI, MARK_SIZE)
        sheet.grey(0)
    return ()


key_poster = partial(set_paper, "key_poster", TITLE_TEXT, draw_poster)
"""Set the poster. Raises `Refused` naming each field that is blank or cannot be printed."""

KINDS = (Kind("key_poster", TITLE_TEXT, KeyPoster, key_poster, draw_poster, EXAMPLE),)

"""公告 and 便函: a text of headings, paragraphs and lists under a head, signed with a seal."""

from collections.abc import Sequence

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Problem, Refused
from desktop.forms.documents import shown_number
from desktop.forms.letters.documents import Announcement, OfficeLetter, TextBlock
from desktop.forms.paper import (
    Header,
    Heading,
    LetterHead,
    NameRows,
    Official,
    Paragraph,
    Sheet,
    draw_official,
)
from desktop.forms.paper.blocks import Block
from desktop.forms.papers import set_paper
from desktop.i18n import _

ANNOUNCEMENT_TITLE, LETTER_TITLE = "公告", "便函"


def _problem(place: int, block: TextBlock) -> Problem | None:
    if block.kind != "rows":
        if block.text.strip():
            return None
        message = _("第 {place} 段是空的。请写上或删去这一段。").format(place=place)
        return Problem("paper.blank", message, f"blocks[{place - 1}].text")
    lengths = {len(row) for row in block.rows}
    if len(lengths) == 1 and lengths != {0}:
        return None
    message = _("第 {place} 段的名单不对。名单是空的，或各行的栏数不同。请补齐。").format(place=place)
    return Problem("paper.rows", message, f"blocks[{place - 1}].rows")


def set_blocks(blocks: Sequence[TextBlock]) -> tuple[Block, ...]:
    """The parts of a text as the page takes them. Raises `Refused` naming each empty or uneven one."""
    found = [_problem(place, block) for place, block in enumerate(blocks, 1)]
    problems = [problem for problem in found if problem]
    if problems:
        raise Refused(problems)
    return tuple(_MADE[block.kind](block) for block in blocks)


def _heading(block: TextBlock) -> Block:
    return Heading(block.level, block.text)


def _paragraph(block: TextBlock) -> Block:
    return Paragraph(block.text)


def _rows(block: TextBlock) -> Block:
    return NameRows(block.rows)


_MADE = {"heading": _heading, "paragraph": _paragraph, "rows": _rows}


def _draw(
    sheet: Sheet, document: Announcement | OfficeLetter, header: Header | LetterHead, addressee: str
) -> tuple[SealBox, ...]:
    return draw_official(
        sheet,
        Official(
            title=document.title,
            blocks=set_blocks(document.blocks),
            issuer=document.issuer,
            day=document.issued_on,
            header=header,
            addressee=addressee,
            diameter=float(document.seal_diameter_mm),
            attachments=document.attachments,
            note=document.note,
            number=header.number,
            check_code=document.check_code,
            qr=document.qr,
            mark=document.mark,
        ),
    )


def draw_announcement(sheet: Sheet, document: Announcement) -> tuple[SealBox, ...]:
    """Draw the announcement from the current page on."""
    number = shown_number(document.number, document.mark)
    mark = document.issuer_mark or document.issuer
    return _draw(sheet, document, Header(mark, number, document.header_style), document.addressee)


def draw_office_letter(sheet: Sheet, document: OfficeLetter) -> tuple[SealBox, ...]:
    """Draw the letter from the current page on."""
    number = shown_number(document.number, document.mark)
    head = LetterHead(document.issuer_mark, number, document.header_style)
    return _draw(sheet, document, head, document.addressee)


def announcement(document: Announcement) -> Paper:
    """Set 公告. Raises `Refused` naming each field blank or not printable."""
    return set_paper("announcement", ANNOUNCEMENT_TITLE, draw_announcement, document)


def office_letter(document: OfficeLetter) -> Paper:
    """Set 便函. Raises `Refused` naming each field blank or not printable."""
    return set_paper("office_letter", LETTER_TITLE, draw_office_letter, document)

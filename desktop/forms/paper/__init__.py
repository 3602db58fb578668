"""Pages, fonts, lines, tables and seal places of everything that is printed."""

from desktop.forms.paper.blocks import Heading, NameRows, Paragraph, TableBlock
from desktop.forms.paper.endings import SignatureStamp, seam_boxes
from desktop.forms.paper.fonts import BOLD, FANG, HEI, KAI, SONG, TITLE, Lettering, check_text
from desktop.forms.paper.heads import Header, LetterHead
from desktop.forms.paper.letter import Letter, draw_letter
from desktop.forms.paper.lines import break_lines
from desktop.forms.paper.official import Annex, Official, draw_official
from desktop.forms.paper.sheet import Sheet
from desktop.forms.paper.signature import chinese_date
from desktop.forms.paper.tables import Cell, Column, Table
from desktop.forms.paper.titles import break_title

__all__ = [
    "BOLD",
    "FANG",
    "HEI",
    "KAI",
    "SONG",
    "TITLE",
    "Annex",
    "Cell",
    "Column",
    "Header",
    "Heading",
    "Letter",
    "LetterHead",
    "Lettering",
    "NameRows",
    "Official",
    "Paragraph",
    "Sheet",
    "SignatureStamp",
    "Table",
    "TableBlock",
    "break_lines",
    "break_title",
    "check_text",
    "chinese_date",
    "draw_letter",
    "draw_official",
    "seam_boxes",
]

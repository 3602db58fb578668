"""Pages, fonts, lines, tables and seal places of everything that is printed."""

from desktop.forms.paper.fonts import BOLD, FANG, HEI, KAI, SONG, TITLE, Lettering, check_text
from desktop.forms.paper.letter import Letter, draw_letter
from desktop.forms.paper.lines import break_lines, break_title
from desktop.forms.paper.sheet import Sheet
from desktop.forms.paper.signature import chinese_date
from desktop.forms.paper.tables import Cell, Column, Table

__all__ = [
    "BOLD",
    "FANG",
    "HEI",
    "KAI",
    "SONG",
    "TITLE",
    "Cell",
    "Column",
    "Letter",
    "Lettering",
    "Sheet",
    "Table",
    "break_lines",
    "break_title",
    "check_text",
    "chinese_date",
    "draw_letter",
]

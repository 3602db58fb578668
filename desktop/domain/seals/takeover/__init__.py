"""接收旧登记簿: an old register in Excel or CSV is read line by line, and taken over as what it is.

An entry taken over says what the old book says, carries the mark 旧账, and never claims an approval given here.
*Source:* domain handbook §A.2 and §A.3; chinese-text handbook §2, §4 and §9.
"""

from desktop.domain.seals.takeover.columns import find_header as find_header
from desktop.domain.seals.takeover.columns import recognise as recognise
from desktop.domain.seals.takeover.reading import NEEDED as NEEDED
from desktop.domain.seals.takeover.reading import YEARS as YEARS
from desktop.domain.seals.takeover.reading import check_columns as check_columns
from desktop.domain.seals.takeover.reading import guess_seal as guess_seal
from desktop.domain.seals.takeover.reading import guess_year as guess_year
from desktop.domain.seals.takeover.reading import read_book as read_book
from desktop.domain.seals.takeover.records import COLUMN_WORDS as COLUMN_WORDS
from desktop.domain.seals.takeover.records import MARK_WORDS as MARK_WORDS
from desktop.domain.seals.takeover.records import TAKEN_OVER as TAKEN_OVER
from desktop.domain.seals.takeover.records import Cell as Cell
from desktop.domain.seals.takeover.records import Column as Column
from desktop.domain.seals.takeover.records import Header as Header
from desktop.domain.seals.takeover.records import Mark as Mark
from desktop.domain.seals.takeover.records import OldEntry as OldEntry
from desktop.domain.seals.takeover.records import OldFile as OldFile
from desktop.domain.seals.takeover.records import Preview as Preview
from desktop.domain.seals.takeover.records import Reading as Reading
from desktop.domain.seals.takeover.records import RefusedLine as RefusedLine
from desktop.domain.seals.takeover.records import Row as Row
from desktop.domain.seals.takeover.records import Sheet as Sheet
from desktop.domain.seals.takeover.records import TakenOver as TakenOver
from desktop.domain.seals.takeover.records import TakenUse as TakenUse
from desktop.domain.seals.takeover.values import written as written
from desktop.domain.seals.takeover.words import marks_words as marks_words
from desktop.domain.seals.takeover.words import read_rows_words as read_rows_words
from desktop.domain.seals.takeover.words import summary_words as summary_words

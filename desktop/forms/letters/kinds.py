"""The kinds of letters and notices."""

from functools import partial

from desktop.forms.letters import documents, examples, introduction, notices, replies
from desktop.forms.papers import ACROSS, Kind
from desktop.forms.wordings import draw_first, set_worded

_INTRODUCTION = introduction.WORDED["introduction"]

KINDS: tuple[Kind, ...] = (
    Kind(
        "introduction",
        "介绍信",
        documents.Introduction,
        partial(set_worded, "introduction", _INTRODUCTION),
        draw_first(_INTRODUCTION),
        examples.INTRODUCTION,
        ACROSS,
    ),
    Kind(
        "correction_notice",
        replies.CORRECTION_TITLE,
        documents.CorrectionNotice,
        replies.correction_notice,
        replies.draw_correction,
        examples.CORRECTION,
    ),
    Kind(
        "refusal_notice",
        replies.REFUSAL_TITLE,
        documents.RefusalNotice,
        replies.refusal_notice,
        replies.draw_refusal,
        examples.REFUSAL,
    ),
    Kind(
        "announcement",
        notices.ANNOUNCEMENT_TITLE,
        documents.Announcement,
        notices.announcement,
        notices.draw_announcement,
        examples.ANNOUNCEMENT,
        more=(examples.PLAIN_ANNOUNCEMENT, examples.PREPRINTED_ANNOUNCEMENT),
    ),
    Kind(
        "office_letter",
        notices.LETTER_TITLE,
        documents.OfficeLetter,
        notices.office_letter,
        notices.draw_office_letter,
        examples.OFFICE_LETTER,
    ),
)

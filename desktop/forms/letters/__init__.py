"""Letters and notices: 介绍信, 便函, 公告, and what an applicant is told in writing."""

from desktop.forms.letters.documents import (
    Announcement,
    CorrectionNotice,
    Introduction,
    MissingMaterial,
    OfficeLetter,
    RefusalNotice,
    TextBlock,
)

__all__ = [
    "Announcement",
    "CorrectionNotice",
    "Introduction",
    "MissingMaterial",
    "OfficeLetter",
    "RefusalNotice",
    "TextBlock",
]

"""What an entry stands beside: the chain of corrections it belongs to, and counts that do not agree."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.seals.figures import check_counts
from desktop.i18n import _
from desktop.ui.page import label
from desktop.ui.theme import theme


class ChainLine(QLabel):
    """A chain in one line, oldest first: 49 ← 更正 53 ← 更正 60. Each entry but the shown one can be entered.

    `linkActivated` carries the key of the entry that is wanted.
    """

    def __init__(self, use: rules.SealUse) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(_(" ← 更正 ").join(_part(link, use) for link in use.chain))
        self.setAccessibleName(_("更正链：{chain}").format(chain=chain_words(use)))


def chain_words(use: rules.SealUse) -> str:
    """The chain in plain words, for lists and for whoever hears it."""
    return _(" ← 更正 ").join(
        f"{_number(link, use)}（{rules.STATE_WORDS[link.state]}）" for link in use.chain
    )


def _number(link: rules.Link, use: rules.SealUse) -> str:
    return str(link.running) if link.year == use.year else f"〔{link.year}〕{link.running}"


def _part(link: rules.Link, use: rules.SealUse) -> str:
    number, colour = escape(_number(link, use)), theme().hex("link")
    state = f"<span style='color:{theme().hex('ink2')}'>（{rules.STATE_WORDS[link.state]}）</span>"
    if link.state is rules.State.VOID:
        number = f"<s>{number}</s>"
    if link.use == use.seq:
        return f"<b>{number}</b>{state}"
    return f"<a href='{link.use}' style='color:{colour}'>{number}</a>{state}"


def beside(use: rules.SealUse) -> tuple[QWidget, ChainLine | None] | None:
    """The part of the detail with chain and marks; None for an entry that has neither."""
    marks = check_counts(use)
    if not use.chain and not marks:
        return None
    part = QWidget()
    stack = QVBoxLayout(part)
    stack.setContentsMargins(16, 12, 16, 12)
    stack.setSpacing(6)
    chain = None
    if use.chain:
        stack.addWidget(label(_("更正链"), "strong"))
        chain = ChainLine(use)
        stack.addWidget(chain)
    for mark in marks:
        words = _("不符：{counts}，{meaning}") if mark.certain else _("留意：{counts}，{meaning}")
        role = "error" if mark.certain else "warn"
        stack.addWidget(label(words.format(counts=mark.counts, meaning=mark.meaning), role, wrap=True))
    return part, chain

"""What is typed in an application is kept as a draft, so that even a power cut takes half a minute of it at most."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.domain import seals as rules
from desktop.domain.text.dates import screen_moment
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.services.seals.drafts import UNFINISHED, left_open, settle_draft
from desktop.ui.desk import Desk
from desktop.ui.icons import pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.messages import MessageBar

ICON = 16
PLAIN = ("seal", "copies", "corrects", "late", "own_paper", UNFINISHED)
"""What a form holds before anything was typed in it."""


class _Slot:
    """The draft of one form. The desk does its work in order, so that its key is known when the next save begins."""

    def __init__(self, key: int | None = None) -> None:
        self.key = key


class DraftKeeper(QObject):
    """Keeps what one form holds in one draft, however fast it is saved, left and submitted.

    `kept` tells when it was saved.
    """

    kept = Signal(datetime)

    def __init__(self, owner: QWidget, desk: Desk, form: Callable[[], Mapping[str, object]]) -> None:
        super().__init__(owner)
        self._owner, self._desk, self._form = owner, desk, form
        self._slot = _Slot()
        self._open = False

    @property
    def draft(self) -> int | None:
        """The key of the draft, None before the first save was done."""
        return self._slot.key

    def begin(self, draft: int | None = None, *, was_open: bool = False) -> None:
        """Another form: an empty one, or one that goes on with a draft."""
        self._slot, self._open = _Slot(draft), was_open

    def save(self) -> None:
        """Keeps the form that goes on being filled in: should the program die now, the draft says so."""
        self._save(unfinished=True)

    def leave(self, *, dirty: bool) -> None:
        """Keeps the form that is left, when anything changed or the draft still stands as open."""
        if dirty or self._open:
            self._save(unfinished=False)

    def take(self) -> Callable[[], int | None]:
        """Hands the draft over to what submits the form; it is asked for when that is done."""
        slot = self._slot
        return lambda: slot.key

    def _save(self, *, unfinished: bool) -> None:
        slot = self._slot
        form = {**self._form(), UNFINISHED: unfinished}
        if slot.key is None and not self._open and not any(v for k, v in form.items() if k not in PLAIN):
            return
        self._open = unfinished

        def save(office: Office) -> datetime:
            slot.key = seals.save_draft(office, form, draft=slot.key)
            return office.now()

        self._desk.run(self._owner, save, lambda when: self._tell(slot, when))

    def _tell(self, slot: _Slot, when: datetime) -> None:
        if slot is self._slot:
            self.kept.emit(when)


class SavedLine(QWidget):
    """The state of the draft in the foot of the form: 草稿已存 09:07, or why it cannot be submitted."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.image = QLabel()
        self.words = label("", "caption")
        row.addWidget(self.image)
        row.addWidget(self.words, 1)
        self.setAccessibleName("")
        theme().changed.connect(self.restyle)
        self.setText("")

    def text(self) -> str:
        """What it says."""
        return self.words.text()

    def setText(self, words: str) -> None:
        """Says why something cannot be done, or nothing."""
        self._say(words, kept=False)

    def show_kept(self, when: datetime) -> None:
        """Says when the draft was kept."""
        self._say(_("草稿已存 {time}").format(time=f"{when:%H:%M}"), kept=True)

    def _say(self, words: str, *, kept: bool) -> None:
        self.words.setText(words)
        self.image.setVisible(kept)
        self.setAccessibleName(words)
        self.restyle()

    def restyle(self) -> None:
        """Takes the present look; in large type the words stand above the buttons and may take two lines."""
        self.setFont(theme().font("caption"))
        self.words.setWordWrap(theme().large)
        self.image.setPixmap(pixmap("save", "ink2", theme().scaled(ICON)))


def draft_words(draft: rules.Draft) -> str:
    """What a draft is about: the document and the name, as far as they were typed."""
    own = str(draft.form.get("own_paper") or "")
    if own:
        return f"{seals.paper_title(own)}　{draft.form.get('document') or draft.form.get('applicant_name') or ''}".strip()
    name = str(draft.form.get("applicant_name") or _("还没有填姓名"))
    document = str(draft.form.get("document") or draft.form.get("asked") or _("还没有选事项"))
    return f"{document}　{name}"


class LeftOpen(MessageBar):
    """Says on the workbench that the program ended while something was typed, and offers it. `wanted` is the draft."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("warn", "", "")
        self._desk = desk
        self._since = desk.office.now()
        self.draft: rules.Draft | None = None
        self.hide()

    def show_drafts(self, drafts: Sequence[rules.Draft]) -> None:
        """Looks for a draft that was left open before the person came this time; the newest one comes first."""
        self.draft = next((draft for draft in drafts if left_open(draft, self._since)), None)
        self.setVisible(self.draft is not None)
        if self.draft is None:
            return
        self.set_words(
            "warn",
            _("上次没有存完"),
            _("程序没有正常关闭。{words}，{when} 以前填的都在。").format(
                words=draft_words(self.draft), when=screen_moment(self.draft.saved_at)
            ),
        )
        self.set_actions([(_("接着写"), "primary", self._go_on), (_("先放着"), "secondary", self._settle)])

    def _go_on(self) -> None:
        self.wanted.emit(self.draft)

    def _settle(self) -> None:
        draft = self.draft
        if draft is not None:
            self._desk.run(self, lambda office: settle_draft(office, draft), lambda _key: self.hide())

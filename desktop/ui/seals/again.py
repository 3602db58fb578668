"""What an application offers from earlier ones: the last matters on top, and residents who were here before."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.seals.known import KnownResident
from desktop.i18n import _
from desktop.services.seals import again
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.offers import Offers
from desktop.ui.widgets.typeahead import Item

if TYPE_CHECKING:
    from desktop.ui.seals.form import RequestForm

FEWEST_LETTERS = 2
"""One letter of pinyin fits too many; one character does not."""
GAP = "　"


class Again(QObject):
    """Offers earlier things in a form, and fills them in when they are chosen."""

    def __init__(self, page: "RequestForm") -> None:
        super().__init__(page)
        self._page = page
        name = page.edits["applicant_name"]
        assert isinstance(name, LineField)  # a name is one line
        self.residents = Offers(name, self._find, _("以前来过的居民。上下键选，Enter 填入，Esc 不填"))
        self.residents.chosen.connect(self._choose)

    def reload(self) -> None:
        """Asks for the matters of late."""
        seal = self._page.seal
        self._page.desk.run(
            self._page, lambda office: again.recent_matters(office, seal), self._page.picker.set_recent
        )

    def _find(self, typed: str, bring: Callable[[Sequence[Item]], None]) -> None:
        if typed.isascii() and len(typed) < FEWEST_LETTERS:
            bring([])
            return
        self._page.desk.run(
            self._page,
            lambda office: again.known_residents(office, typed),
            lambda found: bring([_item(known) for known in found]),
        )

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._page.desk.run(self._page, lambda office: again.take_resident(office, key), self._fill)

    def _fill(self, known: KnownResident) -> None:
        values = {
            "applicant_name": known.name,
            "applicant_id_number": known.id_number,
            "applicant_phone": known.phone,
            "applicant_address": known.address,
        }
        for name, value in values.items():
            self._page.edits[name].set_text(value)
            self._page.edited.emit(name)
            self._page.field_left.emit(name)
        open_yet = (name for name in ("applicant_id_number", "recipient") if not values.get(name))
        self._page.edits[next(open_yet)].setFocus()


def _item(known: KnownResident) -> Item:
    return Item(
        known.use, "", GAP.join(part for part in (known.name, known.id_number, known.address) if part)
    )

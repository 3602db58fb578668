"""The context menus of the workbench: an entry that waits, and a draft."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desktop.domain import seals as rules
from desktop.i18n import _
from desktop.services import seals
from desktop.ui.page import Page
from desktop.ui.seals.acts import Acts
from desktop.ui.seals.keeping import draft_words
from desktop.ui.widgets.menus import Act, open_menu


def entry_menu(page: Page, row: QWidget, use: int, place: QPoint) -> None:
    """What can be done with an entry, beginning with opening it."""
    row.setFocus()

    def show(entry: rules.SealUse) -> None:
        opened = Act(_("打开"), lambda: page.wanted.emit("register", use))
        acts = Acts(page, page.desk, page.wanted.emit, entry).menu()
        open_menu(row, place, [opened, *acts], entry.number)

    page.desk.run(row, lambda office: seals.get_use(office, use), show)


def draft_menu(page: Page, row: QWidget, draft: rules.Draft, place: QPoint) -> None:
    """What can be done with a draft."""
    row.setFocus()
    acts = [
        Act(_("接着写"), lambda: page.wanted.emit("application", draft)),
        Act(_("删除草稿"), lambda: delete_draft(page, draft)),
    ]
    open_menu(row, place, acts, draft_words(draft))


def delete_draft(page: Page, draft: rules.Draft) -> None:
    """Gives a draft up at once; 撤销 in the toast brings it back as it was."""

    def restore() -> None:
        page.desk.run(page, lambda office: seals.save_draft(office, draft.form))

    def done(_none: None) -> None:
        page.wanted.emit("toast", (_("草稿已删"), draft_words(draft), _("撤销"), restore))

    page.desk.run(page, lambda office: seals.drop_draft(office, draft.id), done)

"""Context menus: by the right button, the Menu key or Shift+F10; what cannot be done says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a menu: its words, what it does, and why it cannot be done now. `apart` draws a line above it."""

    words: str
    do: Callable[[], object]
    reason: str = ""
    apart: bool = False


def fill_menu(menu: QMenu, acts: Sequence[Act]) -> None:
    """Puts the lines into a menu; the reason of what is blocked stands at its right end."""
    menu.setToolTipsVisible(True)
    for act in acts:
        if act.apart:
            menu.addSeparator()
        line = menu.addAction(f"{act.words}\t{act.reason}" if act.reason else act.words, act.do)
        line.setEnabled(not act.reason)
        line.setToolTip(act.reason)


def open_menu(owner: QWidget, place: QPoint, acts: Sequence[Act], words: str) -> QMenu | None:
    """Opens a menu at a place of the screen, named by `words` for who hears it; None while another one is open."""
    if QApplication.activePopupWidget() is not None:
        return None
    menu = QMenu(owner)
    menu.setAccessibleName(words)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill_menu(menu, acts)
    menu.popup(place)
    # By keyboard one goes on from the first line that can be done.
    first = next((line for line in menu.actions() if line.isEnabled() and not line.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)
    return menu


class MenuAsker(QObject):
    """Tells when a widget's menu is asked for. `asked` carries the place on the screen and whether by keyboard."""

    asked = Signal(QPoint, bool)

    def __init__(self, widget: QWidget, under: QWidget, place: Callable[[], QPoint]) -> None:
        super().__init__(widget)
        self._place = place
        for each in {widget, under}:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The Menu key and Shift+F10 mean the same on every system."""
        if isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            self.asked.emit(self._place() if by_key else event.globalPos(), by_key)
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _asks(event):
            self.asked.emit(self._place(), True)
            return True
        return super().eventFilter(watched, event)


def _asks(event: QKeyEvent) -> bool:
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift)

"""设置 › 本单位 › 打印机: a test sheet, what was measured on it, and so how far the printer is off."""

import re

from PySide6.QtCore import Qt

from desktop import settings
from desktop.domain.printing import Offset, check_offset, offset_from
from desktop.i18n import _
from desktop.services import printing as services
from desktop.ui import printers
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.printing import preview
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField, Field, LineField

MEASURED = re.compile(r"(\d{1,3})(?:[.。](\d))?")


class PrintersCard(Card):
    """The printers of this computer; each is measured once, and again when its paper tray was moved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("打印机"))
        self.desk = desk
        self.body.addWidget(
            label(
                _(
                    "只对这台电脑。打印一张测试页，用直尺量十字中心到纸边的距离，填在这里；"
                    "程序以后把打印的内容移到应当在的地方，大小不变。"
                ),
                "caption",
                wrap=True,
            )
        )
        row = line(spacing=12)
        self.printer = ComboField([("", _("没有找到打印机"))])
        self.printer.chosen.connect(lambda _name: self._show_offset())
        row.addWidget(Field(_("打印机"), self.printer), 2)
        left, top = services.due_place()
        self.left, self.top = LineField(_("如 50.4")), LineField(_("如 59.8"))
        self.fields = {
            "right": Field(_("十字到左边（毫米，应为 {due:g}）").format(due=left), self.left),
            "down": Field(_("十字到上边（毫米，应为 {due:g}）").format(due=top), self.top),
        }
        for field in self.fields.values():
            row.addWidget(field, 1)
        self.body.addLayout(row)
        foot = line()
        self.now = label("", "caption")
        foot.addWidget(self.now, 1, Qt.AlignmentFlag.AlignVCenter)
        test = Button(_("打印测试页"), icon="print")
        test.clicked.connect(self.print_test)
        self.keep_button = Button(_("记下偏移"), "primary")
        self.keep_button.clicked.connect(self.keep)
        foot.addWidget(test)
        foot.addWidget(self.keep_button)
        self.body.addLayout(foot)

    def reload(self) -> None:
        """Asks which printers there are."""
        names = printers.names()
        chosen = self.printer.key()
        self.printer.set_items([(name, name) for name in names] or [("", _("没有找到打印机"))])
        if chosen in names:
            self.printer.set_key(chosen)
        if names:
            self.keep_button.unblock()
        else:
            self.keep_button.block(_("没有找到打印机。请接好打印机。"))
        self._show_offset()

    def _show_offset(self) -> None:
        offset = printers.offset_of(str(self.printer.key()))
        self.now.setText(
            _("现在：内容右移 {right} 毫米，下移 {down} 毫米").format(
                right=offset.right / 10, down=offset.down / 10
            )
            if offset != Offset()
            else _("现在：不移动")
        )

    def print_test(self) -> None:
        """Shows the test sheet; it goes to the printer where it stands, so that what is measured is the printer."""
        name = str(self.printer.key()) or _("打印机")
        preview(self, self.desk, services.test_page(name, self.desk.office.today()), moved=False)

    def keep(self) -> None:
        """Remembers how far the printer is off, from what was measured."""
        found = {}
        for key, box in (("right", self.left), ("down", self.top)):
            self.fields[key].clear_error()
            tenths = read_tenths(box.text())
            if tenths is None:
                self.fields[key].set_error(_("量到的距离读不懂。要写毫米，最多一位小数。请改成 50.4 这样。"))
                box.setFocus()
                return
            found[key] = tenths
        left, top = services.due_place()
        offset = offset_from(found["right"], found["down"], round(left * 10), round(top * 10))
        problems = check_offset(offset)
        for problem in problems:
            self.fields[problem.field].set_error(problem.message)
        if problems:
            return
        settings.remember_offset(str(self.printer.key()), offset.right, offset.down)
        self._show_offset()


def read_tenths(text: str) -> int | None:
    """Millimetres with one decimal, as tenths; None when it is something else."""
    found = MEASURED.fullmatch(text.strip())
    return int(found[1]) * 10 + int(found[2] or 0) if found else None

"""导出 Excel: where to, how far it is, and where it went."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.i18n import _
from desktop.services.exports import TITLES, Exported, ListKind, export_list
from desktop.services.office import Office
from desktop.ui.page import Page

Export = Callable[[Office, Path, Callable[[int, int], None]], Exported]


def ask_export(page: Page, kind: ListKind, export: Export | None = None) -> None:
    """Asks for the place and writes the list there; `export` narrows it, else all of it is written."""
    day = page.desk.office.today()
    name, _kind = QFileDialog.getSaveFileName(
        page,
        _("导出 Excel"),
        f"{TITLES[kind]}{day:%Y%m%d}.xlsx",
        _("Excel 工作簿 (*.xlsx)"),
    )
    if not name:
        return
    path = Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")

    def done(written: Exported) -> None:
        words = _("已导出 {count} 条").format(count=f"{written.rows:,}")
        show = (_("打开所在文件夹"), lambda: open_folder(written.path))
        page.wanted.emit("toast", (words, str(written.path), *show))

    def work(office: Office, report: Callable[[int, int], None]) -> Exported:
        if export is None:
            return export_list(office, kind, path, progress=report)
        return export(office, path, report)

    page.desk.run_long(page, _("正在导出{title}").format(title=TITLES[kind]), work, done)


def open_folder(path: Path) -> None:
    """Shows the folder of a file in the computer's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

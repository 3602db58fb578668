"""Draws every page of a sample office, off-screen, to PNG, and every printed form beside them.

`python -m tests.screens DIR [USES]`. Pages are named PAGE-SIZE-THEME.png.
"""

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Not the scanner's folder of this computer: a sample office has no business there.
os.environ["YOUJU_CONFIG"] = tempfile.mkdtemp()

import pypdfium2
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.seals import State, UseFilter
from desktop.domain.seals.figures import GroupBy
from desktop.services import demo, people, seals
from desktop.services.demo import make
from desktop.services.office import Office, read_settings
from desktop.settings import Settings
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.papers.page import PapersPage
from desktop.ui.seals import steps
from desktop.ui.seals.takeover import TakeOverPage
from desktop.ui.start.sign_in import SignIn
from desktop.ui.start.wizard import Wizard
from desktop.ui.theme import theme
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window

SIZES = ((1440, 900), (1366, 768))
LOOKS = (("light", False, False), ("dark", True, False), ("large", False, True))
TODAY = date(2026, 9, 8)
DPI = 100


def settle() -> None:
    """Lets everything that waits to be painted be painted."""
    for _round in range(6):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def drop(*widgets: QWidget) -> None:
    """Takes windows down in order, before the interpreter does so without any."""
    for widget in widgets:
        widget.close()
        widget.deleteLater()
    settle()
    gc.collect()


def draw(widget: QWidget, path: Path) -> None:
    """One picture."""
    settle()
    widget.grab().save(str(path))


def open_office(folder: Path, name: str) -> Office:
    """Somebody of the sample office, at half past nine of its last day."""
    clock = make.MovingClock(datetime(TODAY.year, TODAY.month, TODAY.day, 9, 46, tzinfo=make.ZONE))
    return people.sign_in(folder, name, demo.PASSWORD, clock=clock)


def show_register(window: Window) -> None:
    """The register with an archived entry chosen."""
    office = window.desk.office
    filed = seals.list_uses(office, UseFilter(seal=1, states=(State.FILED,)), limit=4)
    window.go("register", filed[-1].use)


def show_application(window: Window) -> None:
    """The form, filled in but for one material."""
    window.go("application")
    page = window.application
    draft = seals.list_drafts(window.desk.office)
    if draft:
        page.show_target(draft[0])
    page._choose("10")
    page.edits["applicant_name"].set_text("郑国栋")
    page.edits["applicant_id_number"].set_text("350299195104120419")
    page.edits["recipient"].set_text("滨江市社会保险中心")
    page.edits["applicant_address"].set_text("榕荫路 86 号 402 室")
    page.edits["applicant_phone"].set_text("13900002086")
    page.edits["finding"].set_text("9月7日 15:30 上门见到本人，身体健康，身份证与本人相符，居住情况属实。")
    page.visited.set_raw("9月7日")
    page.materials.set_ticked(page.materials.names()[:-1])
    page._ask_preview()
    page._update_state()


def show_blocked(window: Window) -> None:
    """The form with a matter that is not authorised."""
    window.go("application")
    page = window.application
    page.clear()
    page._dirty = False
    page.picker.line.set_text("购房收入证明")
    page._choose("E17")


def show_papers(window: Window) -> None:
    """An announcement being written."""
    window.go("papers", "announcement")
    page = window.current()
    assert isinstance(page, PapersPage)
    texts = {
        "title": "关于组织开展秋季楼道清理的公告",
        "blocks": "为消除消防隐患，社区决定对三个片区的楼道集中清理。现将有关事项公告如下：\n一、清理时间和联系人\n"
        "榕荫路片区\t9月12日\t黄建平\n梧桐里片区\t9月13日\t林秀琴\n二、清理范围\n"
        "楼道、门厅和疏散通道内堆放的杂物。请各户在清理前一天自行搬走仍要使用的物品。\n特此公告。",
        "header_style": "red",
    }
    page.form.fill("announcement", texts)
    page._ask_preview()


def show_figures(window: Window) -> None:
    """The year by matter."""
    window.go("figures")
    window.figures.by.set_key(GroupBy.MATTER)
    window.figures.reload()


def show_takeover(window: Window) -> None:
    """An old register before it is taken over."""
    window.go("takeover")
    page = window.places["takeover"].page
    assert isinstance(page, TakeOverPage)
    page.open_file(Path(__file__).parent / "fixtures" / "register_2025.xlsx")


def show_search(window: Window) -> None:
    """What a name finds."""
    window.go("search", "王")


def show_matter(window: Window) -> None:
    """The catalogue with a matter that resembles a listed one."""
    window.go("settings", "seals")
    page = window.settings_page
    page.matters.table.select_where(lambda matter: matter.code == "09")
    settle()
    page.matters.reveal.emit(page.matters)


def show_matter_form(window: Window) -> None:
    """The same matter being changed."""
    show_matter(window)
    window.settings_page.matters.change()


def show_wording(window: Window) -> None:
    """The wording of a certificate that the office has changed."""
    window.go("settings", "templates")
    panel = window.settings_page.templates
    panel.paper.set_key("certificate_conduct")
    panel.reload()


PAGES: tuple[tuple[str, str, Callable[[Window], None]], ...] = (
    ("home", "陈志明", lambda window: window.go("home")),
    ("home-handler", "黄建平", lambda window: window.go("home")),
    ("register", "陈志明", show_register),
    ("life", "陈志明", lambda window: window.go("life", 4)),
    ("application", "黄建平", show_application),
    ("application-blocked", "黄建平", show_blocked),
    ("papers", "黄建平", show_papers),
    ("figures", "陈志明", show_figures),
    ("takeover", "陈志明", show_takeover),
    ("search", "沈静", show_search),
    ("settings-people", "周启文", lambda window: window.go("settings", "people")),
    ("settings-seals", "周启文", lambda window: window.go("settings", "seals")),
    ("settings-matter", "陈志明", show_matter),
    ("settings-matter-form", "陈志明", show_matter_form),
    ("settings-wording", "陈志明", show_wording),
    ("settings-office", "周启文", lambda window: window.go("settings", "office")),
    ("settings-backup", "周启文", lambda window: window.go("settings", "backup")),
)


def draw_window(folder: Path, target: Path, name: str, who: str, show: Callable[[Window], None]) -> None:
    """One page in every size and look."""
    office = open_office(folder, who)
    desk = Desk(office, inline=True)
    window = Window(desk, read_settings(office), Settings())
    for width, height in SIZES:
        window.resize(width, height)
        window.show()
        for look, dark, large in LOOKS:
            window.dark.setChecked(dark)
            window.large.setChecked(large)
            window.verify()
            window._changed("seals")
            window._changed("office")
            show(window)
            draw(window, target / f"{name}-{width}x{height}-{look}.png")
    window.dark.setChecked(False)
    window.large.setChecked(False)
    drop(window)
    desk.close()


def draw_dialogs(folder: Path, target: Path) -> None:
    """The questions, the preview, the door, and the first start."""
    office = open_office(folder, "陈志明")
    desk = Desk(office, inline=True)
    window = Window(desk, read_settings(office), Settings())
    window.resize(1440, 900)
    window.show()
    window.go("register")
    waiting = seals.list_uses(office, UseFilter(seal=1, states=(State.TO_APPROVE,)))
    if waiting:
        use = seals.get_use(office, waiting[0].use)
        steps.approve(window, desk, use)
        settle()
        for ask in window.findChildren(Ask):
            draw(ask, target / "approve-1440x900-light.png")
            ask.reject()
    paper = seals.register_month(office, 1, TODAY.year, TODAY.month)
    preview = printing.Preview(window, desk, paper)
    preview.show()
    draw(preview, target / "print-1440x900-light.png")
    drop(preview, window)
    desk.close()
    door = SignIn(folder, office.clock)
    door.show()
    draw(door, target / "sign-in-light.png")
    drop(door)
    wizard = Wizard(folder.with_name("办公室"))
    wizard.show()
    for place in range(3):
        wizard._turn(place)
        draw(wizard, target / f"first-start-{place + 1}-light.png")
    drop(wizard)


def draw_papers(folder: Path, target: Path) -> None:
    """Every printed form, page by page."""
    for pdf in sorted((folder / "print").glob("*.pdf")):
        document = pypdfium2.PdfDocument(pdf)
        for page in range(len(document)):
            picture = document[page].render(scale=DPI / 72).to_pil()
            picture.save(target / f"paper-{pdf.stem}-{page + 1}.png")


def main(target: Path, uses: int) -> None:
    """Draws everything."""
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["youju"])
    assert isinstance(app, QApplication)
    theme().apply(app, review=True)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        folder = Path(scratch) / "样本办公室"
        demo.make_sample(folder, uses=uses, today=TODAY)
        for name, who, show in PAGES:
            draw_window(folder, target, name, who, show)
        draw_dialogs(folder, target)
        draw_papers(folder, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300)

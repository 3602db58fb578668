"""新建用印申请: four steps from top to bottom, with the paper as it will print beside them."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.problems import Problem
from desktop.domain.seals.fillings import asks_statement
from desktop.domain.seals.rules import out_of_dates, out_of_scope
from desktop.i18n import _
from desktop.services import matters, seals
from desktop.services.matters import MatterKeys
from desktop.services.office import Office, read_settings
from desktop.services.seals.drafts import UNFINISHED
from desktop.ui.desk import Desk
from desktop.ui.page import Head, column, label, line
from desktop.ui.seals import undoing
from desktop.ui.seals.again import Again
from desktop.ui.seals.form import TEXTS, RequestForm
from desktop.ui.seals.keeping import DraftKeeper
from desktop.ui.seals.left import check_left
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.typeahead import Item

SAVE_EVERY_MS = 30_000
PREVIEW_AFTER_MS = 250


class ApplicationPage(RequestForm):
    """The form for one use of a seal. What is typed is never lost: leaving keeps it as a draft."""

    name = "application"
    under = "register"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.elsewhere = ""
        self._asked = ""
        self._dirty = False
        self._looked = False
        outer = column()
        self.setLayout(outer)
        outer.addWidget(self._make_head())
        row = line(margins=(24, 0, 24, 16), spacing=16)
        outer.addLayout(row, 1)
        row.addWidget(self._make_form(), 11)
        row.addWidget(self._make_preview(), 9)
        self.setFocusProxy(self.picker)
        self.again = Again(self)
        self.keeper = DraftKeeper(self, desk, self.form)
        self.keeper.kept.connect(self.saved.show_kept)
        self.picker.chosen.connect(self._choose)
        self.picker.typed.connect(self._typed)
        self.picker.line.left.connect(self._count_stopped)
        self.edited.connect(self._edited)
        self.field_left.connect(partial(check_left, self))
        self.cancel_button.clicked.connect(self.back)
        self.save_button.clicked.connect(self.save_now)
        self.submit_button.clicked.connect(self.submit)
        self._saver = QTimer(self)
        self._saver.setInterval(SAVE_EVERY_MS)
        self._saver.timeout.connect(self.keep)
        self._saver.start()
        self._painter = QTimer(self)
        self._painter.setSingleShot(True)
        self._painter.setInterval(PREVIEW_AFTER_MS)
        self._painter.timeout.connect(self._ask_preview)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, action in (
            ("Ctrl+S", self.save_now),
            ("Ctrl+Return", self.submit),
            ("Ctrl+Enter", self.submit),
            ("Esc", self.back),
        ):
            QShortcut(QKeySequence(key), self, action, context=context)

    def _make_head(self) -> Head:
        head = Head(_("新建用印申请"))
        self.head = head
        back = Button(_("用印登记簿"), "text", icon="back")
        back.clicked.connect(self.back)
        head.lead.insertWidget(0, back)
        head.tools.addWidget(label(_("全程可用键盘：Tab 下一格，Shift+Tab 上一格"), "caption"))
        return head

    # Loading and keeping

    def reload(self) -> None:
        """Reads the matters and, on the first showing, a draft left behind."""
        seal = self.seal

        def read(office: Office) -> tuple[list[MatterKeys], str]:
            listed = matters.counting_on(seals.list_matters(office, seal), office.today())
            return [matters.with_keys(matter) for matter in listed], read_settings(office).elsewhere

        self.desk.run(self, read, self._know)

    def _know(self, read: tuple[list[MatterKeys], str]) -> None:
        found, self.elsewhere = read
        self.known = found
        count = self._count()
        self.picker.set_hint(_("全部 {count} 项").format(count=count))
        self.authorised_title.setText(_("授权的 {count} 项").format(count=count))
        allowed = [item.matter for item in found if matters.is_authorised(item.matter, self._day())]
        while (entry := self.authorised_grid.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.deleteLater()
        half = (len(allowed) + 1) // 2
        for place, matter in enumerate(allowed):
            choice = Button(f"{matter.tag}　{matter.short_name}", "text")
            choice.setToolTip(matter.name)
            choice.clicked.connect(lambda _on=False, code=matter.code: self._choose(code))
            left = Qt.AlignmentFlag.AlignLeft
            self.authorised_grid.addWidget(choice, place % half, place // half, left)
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self._fill(pending)
        elif self.matter is None:
            self.picker.setFocus()

    _pending: Mapping[str, object] | None = None

    def show_target(self, target: object) -> None:
        """Begins anew, goes on with a draft, or begins the correction of an entry."""
        if isinstance(target, rules.Draft):
            self.clear()
            self.keeper.begin(target.id, was_open=bool(target.form.get(UNFINISHED)))
            self._pending = target.form
            self.saved.show_kept(target.saved_at)
        elif isinstance(target, rules.UseRequest):
            self.clear()
            form = asdict(target)
            form["visited_on"] = target.visited_on.isoformat() if target.visited_on else ""
            form["materials"] = []
            self._pending = form
            self._dirty = True
        if self.known and self._pending is not None:
            pending, self._pending = self._pending, None
            self._fill(pending)

    def clear(self) -> None:
        """An empty form."""
        self.keeper.begin()
        self.again.reload()
        self.corrects = self.matter = None
        self._blocked = self._asked = self._counted = ""
        self._looked = False
        self.picker.set_choice(None)
        for edit in self.edits.values():
            edit.set_text("")
        self.copies.set_raw("1")
        self.visited.set_raw("")
        self.late.setChecked(False)
        self.used_at.set_text("")
        self.materials.set_items([])
        for field in self.fields.values():
            field.clear_error()
        self.bar.hide()
        self._show_scope(open_list=False)
        self._show_paper(None)
        self.saved.setText("")
        self._dirty = False
        self._update_state()

    def _fill(self, kept: Mapping[str, object]) -> None:
        # What counts is the day of the use, so that comes before the matter.
        self.late.setChecked(bool(kept.get("late")))
        self.used_at.set_text(str(kept.get("used_at") or ""))
        self._counted = str(kept.get("counted") or "")
        if any(item.matter.code == kept.get("matter") for item in self.known):
            self._choose(str(kept["matter"]))
        elif asked := str(kept.get("asked") or ""):
            self.picker.set_choice(Item(None, "", asked))
            self._typed(asked)
        for name in TEXTS:
            self.edits[name].set_text(str(kept.get(name) or ""))
        self.copies.set_raw(str(kept.get("copies") or ""))
        visited = str(kept.get("visited_on") or "")
        self.visited.set_raw(visited)
        corrects = kept.get("corrects")
        self.corrects = corrects if isinstance(corrects, int) else None
        self._show_agent()
        self._set_materials()
        ticked = kept.get("materials")
        self.materials.set_ticked([str(name) for name in ticked] if isinstance(ticked, list) else [])
        self._dirty = bool(self.corrects)
        self._update_state()
        self._painter.start()

    def keep(self) -> None:
        """Keeps the draft when something changed since."""
        if self._dirty:
            self.save_now()

    def save_now(self) -> None:
        """Keeps the draft now."""
        self._dirty = False
        self.keeper.save()

    def leave(self) -> bool:
        """What was typed is kept as a draft before the page is left."""
        self._count_stopped()
        dirty, self._dirty = self._dirty, False
        self.keeper.leave(dirty=dirty)
        return True

    @property
    def draft(self) -> int | None:
        """The key of the draft that holds this form, None before it was first kept."""
        return self.keeper.draft

    def back(self) -> None:
        """Back to the register; nothing typed is lost."""
        if self.picker.popup_open():
            self.picker.close_popup()
            return
        self.wanted.emit("register", None)

    # The matter

    def _typed(self, text: str) -> None:
        self._dirty = True
        self._asked = text.strip()
        self.matter = None
        self.bar.hide()
        if text.strip() and not matters.find_matters(self.known, text):
            self._block(text.strip(), self._out_of_scope(text.strip(), self.elsewhere))
        else:
            self._blocked = ""
            self._show_scope(open_list=False)
        self._update_state()

    def _choose(self, code: object) -> None:
        matter = next(item.matter for item in self.known if item.matter.code == code)
        typed, self._asked = self._asked, ""
        tag = f"{matter.group} {matter.code}"
        self.picker.set_choice(Item(matter.code, tag, matter.name))
        if not matters.is_authorised(matter, self._day()):
            self.matter = None
            if matters.is_authorised(matter):
                self._block(matter.name, out_of_dates(matter, self._day(), elsewhere=self.elsewhere))
            else:
                asked = typed if any("\u4e00" <= c <= "\u9fff" for c in typed) else matter.name
                self._block(asked, self._out_of_scope(asked, matter.elsewhere))
            self._count_stopped()
            return
        self.matter = matter
        self._blocked = ""
        self._dirty = True
        self.bar.set_words(
            "ok",
            _("在授权范围内"),
            _("{group}，第 {place} 项。{ground}").format(
                group=matter.group, place=matter.code.lstrip("0"), ground=matter.note or matter.ground
            ),
        )
        self.bar.show()
        self._show_scope(open_list=False)
        if not self.edits["document"].text():
            self.edits["document"].set_text(matter.document)
        self.fields["statement"].setVisible(asks_statement(matter))
        self._set_materials()
        self._update_state()
        self._painter.start()
        self.edits["applicant_name"].setFocus()

    def _out_of_scope(self, asked: str, elsewhere: str) -> Problem:
        return out_of_scope(asked, count=self._count(), elsewhere=elsewhere)

    def _block(self, asked: str, problem: Problem) -> None:
        self._blocked = asked
        heading, _stop, rest = problem.message.partition("。")
        self.bar.set_words("err", heading, rest)
        self.bar.set_actions([(_("换一个事项"), "primary", self._another)])
        self.bar.show()
        self._show_scope(open_list=True)
        self._show_paper(None)
        self._update_state()

    def _count_stopped(self) -> None:
        """The refusal stands, since the matter was chosen or left: it is counted, once for each request."""
        asked, seal = self._blocked, self.seal
        if asked and asked != self._counted:
            self._counted, self._dirty = asked, True
            self.desk.run(self, lambda office: seals.stop_request(office, seal, asked))

    def _another(self) -> None:
        """The clerk tells the resident where to go and takes another matter."""
        self._count_stopped()
        self._blocked = ""
        self.picker.set_choice(None)
        self.bar.hide()
        self._show_scope(open_list=False)
        self._update_state()
        self.picker.setFocus()

    # The rest of the form

    def _edited(self, name: str) -> None:
        self._dirty = True
        self.fields[name].clear_error() if name in self.fields else None
        if name == "agent_name":
            self._show_agent()
            self._set_materials()
        self._update_state()
        self._painter.start()

    def _update_state(self) -> None:
        due = len(self.materials.names())
        lacking = due - len(self.materials.ticked())
        self.lacking.setText(
            _("还差 {count} 份，补齐后才能提交").format(count=lacking) if lacking and self.matter else ""
        )
        if self._blocked:
            self.submit_button.block(_("事项不在授权范围内，不能提交"))
            self.saved.setText(_("事项不在授权范围内，不能提交"))
        elif self.matter is None:
            self.submit_button.block(_("请先选事项"))
        elif lacking:
            self.submit_button.block(_("还差 {count} 份材料，补齐后才能提交").format(count=lacking))
        else:
            self.submit_button.unblock()

    def _ask_preview(self) -> None:
        if self.matter is None or not self.matter.form or self.late.isChecked():
            self._show_paper(None)
            return
        request, first = self.request(), not self._looked
        self._looked = True

        def read(office: Office) -> Paper | None:
            if first:
                seals.note_preview(office)
            return seals.preview(office, request)

        self.desk.run(self, read, self._show_paper, lambda _problems: None)

    def _show_paper(self, paper: Paper | None) -> None:
        self.paper.setVisible(paper is not None)
        self.nothing.setVisible(paper is None)
        self.paper.show_paper(paper)

    def submit(self) -> None:
        """Submits the request; what objects is shown at its field, and the first one gets the focus."""
        if not self.submit_button.isEnabled():
            return
        if unread := self.unread():
            self.show_problems(tuple(unread))
            return
        request, draft = self.request(), self.keeper.take()
        self.submit_button.block(_("正在提交"))

        def done(use: rules.SealUse) -> None:
            self.clear()
            self.wanted.emit("register", use.seq)
            self.submitted(use)

        self.desk.run(
            self, lambda office: seals.submit_use(office, request, draft=draft()), done, self.show_problems
        )

    def submitted(self, use: rules.SealUse) -> None:
        """Tells the window that an entry got its number."""
        self.wanted.emit(
            "toast",
            (
                _("{number} 已提交").format(number=use.number),
                rules.STATE_WORDS[use.state],
                _("撤回"),
                partial(undoing.withdraw, self.window(), self.desk, use, self.wanted.emit),
            ),
        )

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Puts each objection at its field; nothing typed is lost."""
        if self.matter is not None and any(problem.rule == "seals.out_of_scope" for problem in problems):
            matter, self.matter = self.matter, None
            self._block(matter.name, next(p for p in problems if p.rule == "seals.out_of_scope"))
            self._count_stopped()
            return
        self._update_state()
        self.show_errors(problems)

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work on the form."""
        return [
            ("Tab", _("下一格")),
            ("Space", _("勾选材料")),
            ("F4", _("选事项")),
            ("Ctrl+S", _("存草稿")),
            ("Ctrl+Enter", _("提交")),
            ("Esc", _("返回")),
        ]

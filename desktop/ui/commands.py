"""What the palette offers: every command and page of the window, the matters, entries, seals, people and help."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain import seals as rules
from desktop.domain.people import Account, Role
from desktop.domain.problems import Missing
from desktop.domain.text.dates import ago
from desktop.domain.text.names import pinyin_keys, search_key
from desktop.i18n import _
from desktop.paths import RESOURCES
from desktop.services import matters, people, seals
from desktop.services.office import Office
from desktop.ui.palette import HELP, Choice

if TYPE_CHECKING:
    from desktop.ui.window import Window

DO, ENTRIES, SEALS, PEOPLE = _("操作"), _("台账记录"), _("印章"), _("人员")
MOST_ENTRIES, MOST_MATTERS, MOST_SEALS, MOST_PEOPLE = 6, 3, 4, 3

Found = tuple[list[rules.Matter], list[rules.UseLine], list[rules.Seal], list[Account]]


def commands(window: "Window") -> list[Choice]:
    """All that can be done from anywhere, for the signed-in person; pages first."""
    found = []
    if window.clerk.has(Role.HANDLER):
        found.append(
            Choice(DO, _("新建用印申请"), partial(window.go, "application"), picture="new", cap="Ctrl+N")
        )
    for name, place in window.places.items():
        if place.item is not None:
            words = _("打开{page}").format(page=place.item.words)
            found.append(
                Choice(DO, words, partial(window.go, name), picture=place.item.picture, cap=place.item.key)
            )
    if window.clerk.has(Role.HANDLER):
        for kind in seals.own_kinds():
            words = _("写{paper}").format(paper=kind.title)
            found.append(Choice(DO, words, partial(window.go, "papers", kind.name), picture="paper"))
        found.append(Choice(DO, _("从名单排草稿"), partial(window.go, "papers", "drafts"), picture="people"))
    found += [
        Choice(DO, _("打开统计与封账"), partial(window.go, "figures"), picture="book"),
        Choice(DO, _("导入旧登记簿"), partial(window.go, "takeover"), picture="archive"),
        Choice(DO, _("立即校验台账"), window.verify, picture="verified"),
        Choice(DO, _("立即备份"), window.back_up, picture="backup"),
        Choice(DO, _("大字"), window.large.toggle, picture="large", cap="Ctrl+Alt+0"),
        Choice(DO, _("深色"), window.dark.toggle, picture="dark", cap="Ctrl+Alt+D", aliases=(_("夜间"),)),
        Choice(DO, _("锁屏"), window.lock, picture="lock", cap="Ctrl+L"),
        Choice(DO, _("修改密码"), partial(window.user_action.emit, "password"), picture="key"),
        Choice(DO, _("退出登录"), window.sign_out, picture="person"),
    ]
    for page, titles in help_titles().items():
        found += [
            Choice(HELP, title, partial(window.show_help, page), _("帮助"), picture="help")
            for title in titles
        ]
    return found


def help_titles() -> dict[str, list[str]]:
    """The headings of each help page that is shipped."""
    return {
        path.stem: re.findall(r"^##? (.+)$", path.read_text("utf-8"), re.MULTILINE)
        for path in sorted((RESOURCES / "help").glob("*.md"))
    }


def look_up(office: Office, text: str) -> Found:
    """The matters, entries, seals and people that fit what was typed. Takes what a paper's code says as well."""
    key = search_key(text)
    every = seals.list_seals(office)
    allowed = [
        matter
        for seal in every
        for matter in seals.list_matters(office, seal.number)
        if matters.is_authorised(matter, office.today())
    ]
    fitting = matters.find_matters([matters.with_keys(matter) for matter in allowed], text)
    lines = seals.list_uses(office, rules.UseFilter(text=text), limit=MOST_ENTRIES)
    if not lines:
        try:
            number = seals.find_use(office, text).number
            lines = seals.list_uses(office, rules.UseFilter(text=number), limit=1)
        except Missing:
            pass
    meant = [seal for seal in every if _fits(key, seal.name) or _fits(key, seal.book_code)]
    known = [person for person in people.list_people(office) if _fits(key, person.name)]
    return fitting[:MOST_MATTERS], lines, meant[:MOST_SEALS], known[:MOST_PEOPLE]


def _fits(typed: str, words: str) -> bool:
    """Whether what was typed is part of a name, in characters or in pinyin."""
    return typed in search_key(words) or any(typed in pinyin for pinyin in pinyin_keys(words))


def find(window: "Window", text: str, bring: Callable[[list[Choice]], None]) -> None:
    """Looks up what was typed away from the screen and brings it as choices."""
    window.desk.run(window, lambda office: look_up(office, text), lambda found: bring(choices(window, found)))


def choices(window: "Window", found: Found) -> list[Choice]:
    """What was found, as lines of the palette."""
    fitting, lines, meant, known = found
    made = []
    if window.clerk.has(Role.HANDLER):
        for matter in fitting:
            request = rules.UseRequest(matter.seal, matter.code)
            words = _("新建用印申请：{matter}").format(matter=matter.short_name)
            go = partial(window.go, "application", request)
            made.append(Choice(DO, words, go, matter.tag, picture="seal"))
    now = window.desk.office.now()
    for line in lines:
        caption = " · ".join((line.matter_name, ago(line.at, now), rules.STATE_WORDS[line.state]))
        go = partial(window.go, "register", line.use)
        made.append(Choice(ENTRIES, f"{line.running}　{line.applicant}", go, caption, picture="book"))
    for seal in meant:
        go = partial(window.go, "life", seal.number)
        made.append(Choice(SEALS, seal.name, go, seal.book_code, picture="seal"))
    for person in known:
        go = partial(window.go, "search", person.name)
        made.append(
            Choice(PEOPLE, person.name, go, f"{person.title} · {person.role_words}", picture="person")
        )
    return made

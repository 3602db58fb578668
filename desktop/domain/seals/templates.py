"""The wording of the papers this program sets: paragraphs of the office's own, with locked fields in them.

A locked field stands in braces, {id_number}, and is filled in from the entry. None may be taken out, since the
paper would be a blank in disguise, and none invented. *Source:* 制度 五 (no blank certificates); domain handbook
§A.7 (what a certificate states), §D.3 (fact text from a locked template).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.problems import Problem
from desktop.domain.seals.rules import NO_BLANK, has_control
from desktop.i18n import _

FIELD = re.compile(r"\{([a-z_]*)\}")
SHOWN = re.compile(r"【([^【】]*)】")
ONLY_FOR = "仅用于"
"""Without these words a certificate could be used for anything. *Source:* domain handbook §A.7."""
LONGEST_TITLE = 20
LONGEST_PARAGRAPH = 300
MOST_PARAGRAPHS = 8
LONGEST_REASON = 100

LOCKED = {
    "certificate_pension": (
        "name",
        "sex",
        "birth",
        "id_number",
        "community",
        "address",
        "handler",
        "visited_on",
    ),
    "certificate_conduct": (
        "name",
        "sex",
        "birth",
        "id_number",
        "community",
        "address",
        "handler",
        "visited_on",
        "statement",
        "purpose",
    ),
    "certificate_facts": (
        "name",
        "sex",
        "birth",
        "id_number",
        "community",
        "address",
        "handler",
        "visited_on",
        "facts",
        "purpose",
    ),
    "introduction": (
        "community",
        "name",
        "id_number",
        "persons",
        "purpose",
    ),
}
"""The locked fields of each paper that has a wording of its own."""
LETTERS = ("introduction",)
"""Papers that certify nothing: a letter names its one business, which is locked, instead of 仅用于."""
LOCKED_WORDS = {
    "name": _("居民姓名"),
    "sex": _("性别"),
    "birth": _("出生日期"),
    "id_number": _("公民身份号码"),
    "community": _("社区"),
    "address": _("住址"),
    "handler": _("承办人"),
    "visited_on": _("核实日期"),
    "statement": _("现实表现"),
    "facts": _("证明内容"),
    "purpose": _("用途"),
    "persons": _("人数"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """One version of the wording of a paper. Version 1 came with the program and has no day and no author."""

    form: str
    version: int
    title: str
    paragraphs: tuple[str, ...]
    valid_from: date | None = None
    reason: str = ""
    by_name: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it may be used on that day; the newest that may is."""
        return self.valid_from is None or self.valid_from <= day


def newest_in_force(versions: Sequence[Template], day: date) -> Template:
    """The wording of a day: of all versions whose day has come, the newest. The first has no day."""
    return max((one for one in versions if one.in_force(day)), key=lambda one: one.version)


def to_shown(paragraph: str) -> str:
    """A paragraph as the office reads it: 【居民姓名】 in the place of {name}."""
    return FIELD.sub(lambda found: f"【{LOCKED_WORDS.get(found[1], found[1])}】", paragraph)


def from_shown(paragraph: str) -> str:
    """The reverse. What is no field's name stays in braces as it was written, for the check to name it."""
    names = {word: name for name, word in LOCKED_WORDS.items()}
    return SHOWN.sub(lambda found: "{" + names.get(found[1].strip(), found[1].strip()) + "}", paragraph)


def check_template(form: str, title: str, paragraphs: Sequence[str]) -> list[Problem]:
    """A wording that may be printed: all locked fields, no others, nothing blank, and what it is only for."""
    problems = _title_problems(title)
    if not 1 <= len(paragraphs) <= MOST_PARAGRAPHS:
        message = _("正文有 {have} 段，应是 1 到 {most} 段。请合并或补上。")
        problems.append(_body("paragraphs", message.format(have=len(paragraphs), most=MOST_PARAGRAPHS)))
    for place, paragraph in enumerate(paragraphs, 1):
        problems += _paragraph_problems(place, paragraph)
    text = "\n".join(paragraphs)
    there = FIELD.findall(text)
    missing = [name for name in LOCKED[form] if name not in there]
    if missing:
        message = _("正文里少了{fields}。锁定的栏目不能去掉，否则就成了空白证明。请插回去。")
        problems.append(_body("field_missing", message.format(fields=_listed(missing)), NO_BLANK))
    # Whatever is left in braces of either kind when the known fields are taken out was invented.
    rest = FIELD.sub(lambda found: "" if found[1] in LOCKED[form] else found[0], text)
    for word in dict.fromkeys(re.findall(r"[{【]([^{}【】]*)[}】]", rest)):
        shown = LOCKED_WORDS.get(word, word)
        message = _("没有“{word}”这一栏。程序填不上它。请删去，或换成下面列出的栏目。")
        problems.append(_body("field_unknown", message.format(word=shown)))
    if re.search(r"[{}【】]", re.sub(r"[{【][^{}【】]*[}】]", "", rest)):
        problems.append(
            _body("braces", _("正文里有单独的括号 { } 或 【 】。它们只用来标栏目。请删去，或换成（）。"))
        )
    if form not in LETTERS and ONLY_FOR not in text:
        message = _("正文没有写明“仅用于”什么。证明会被拿去别处用。请补上这一句。")
        problems.append(_body("purpose", message))
    return problems


def _title_problems(title: str) -> list[Problem]:
    if not title.strip():
        return [Problem("seals.template_title", _("没有写标题。请写上，如“证明”。"), "title")]
    if len(title) > LONGEST_TITLE or has_control(title) or re.search(r"[{}【】]", title):
        message = _("标题不对。最多 {most} 个字，不带栏目和换行。请改短。").format(most=LONGEST_TITLE)
        return [Problem("seals.template_title", message, "title")]
    return []


def _paragraph_problems(place: int, paragraph: str) -> list[Problem]:
    if not paragraph.strip():
        return [_body("blank", _("第 {place} 段是空的。请写上或删去这一段。").format(place=place))]
    problems = []
    if len(paragraph) > LONGEST_PARAGRAPH:
        message = _("第 {place} 段太长。有 {have} 个字，最多 {most} 个。请分段或写短。")
        words = {"place": place, "have": len(paragraph), "most": LONGEST_PARAGRAPH}
        problems.append(_body("too_long", message.format(**words)))
    if has_control(paragraph):
        message = _("第 {place} 段里有看不见的控制字符。多半是从别处粘贴带来的。请删去重新输入。")
        problems.append(_body("control_character", message.format(place=place)))
    return problems


def _body(rule: str, message: str, clause: str = "") -> Problem:
    return Problem(f"seals.template_{rule}", message, "paragraphs", clause)


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"【{LOCKED_WORDS[name]}】" for name in names)


def check_template_change(
    template: Template, versions: Sequence[Template], valid_from: date | None, reason: str, *, today: date
) -> list[Problem]:
    """A new version says from which day and why, and never reaches back: what was signed keeps its words."""
    problems = check_template(template.form, template.title, template.paragraphs)
    newest = max(versions, key=lambda one: one.version)
    if (template.title, template.paragraphs) == (newest.title, newest.paragraphs):
        problems.append(
            _body("unchanged", _("和现在的第 {n} 版一字不差。没有要存的。").format(n=newest.version))
        )
    if valid_from is None or valid_from < today:
        message = _("起用日期没填好，或在今天以前。已批准的证明不能换字。请写今天或以后的日期。")
        problems.append(Problem("seals.template_day", message, "valid_from"))
    if not reason.strip():
        message = _("没有写为什么改。以后查起来要知道。请补上。")
        problems.append(Problem("seals.template_reason", message, "reason"))
    elif len(reason) > LONGEST_REASON or has_control(reason):
        message = _("修改原因太长或有看不见的字符。最多 {most} 个字。请重新输入。")
        problems.append(Problem("seals.template_reason", message.format(most=LONGEST_REASON), "reason"))
    return problems

"""The gates of the register: what must be true before an entry takes its next step."""

import unicodedata
from datetime import date

from desktop.domain.problems import Problem
from desktop.domain.seals.fillings import ABOUT_PERSON, FORM_FIELDS, OWN_PAPERS
from desktop.domain.seals.records import (
    Matter,
    MatterStatus,
    Seal,
    SealUse,
    State,
    StepKind,
    UseRequest,
)
from desktop.domain.text.dates import print_date
from desktop.domain.text.identity import check_id_number
from desktop.domain.text.names import clean_name
from desktop.i18n import _

MOST_COPIES = 999
MOST_PAGES = 200
LONGEST_LINE = 100
LONGEST_TEXT = 1000
SCOPE = "制度 三：印章使用范围"
ORDER_OF_WORK = "制度 五：承办人签字，负责人审核把关，记录在案"
NO_BLANK = "制度 五：不允许在空白证明、介绍信等凭证或信笺上加盖公章"
APPEND_ONLY = "登记只增不改：更正另登一条，写明更正哪一号"
KEEPER_APART = "国办发〔2001〕52号：审批人与保管人分开"
AGENT_MATERIAL = "授权委托书"
"""What an agent must show besides the matter's own materials."""
SEAL_LARGEST_MM = 45
SEAL_SMALLEST_MM = 20
SIZE = "国发〔1999〕25号 十三、十四：直径不得大于4.5厘米"

AFTER_STEP = {
    StepKind.FINDING_SIGNED: State.TO_APPROVE,
    StepKind.APPROVED: State.TO_SEAL,
    StepKind.RETURNED: State.RETURNED,
    StepKind.REFUSED: State.REFUSED,
    StepKind.SEALED: State.TO_KEEP,
    StepKind.FILED: State.FILED,
    StepKind.VOIDED: State.VOID,
}
MAY_FOLLOW = {
    StepKind.FINDING_SIGNED: (State.TO_VERIFY,),
    StepKind.APPROVED: (State.TO_APPROVE,),
    StepKind.RETURNED: (State.TO_VERIFY, State.TO_APPROVE),
    StepKind.REFUSED: (State.TO_VERIFY, State.TO_APPROVE),
    StepKind.SEALED: (State.TO_SEAL,),
    StepKind.FILED: (State.TO_KEEP,),
    StepKind.VOIDED: (State.TO_SEAL, State.TO_KEEP, State.FILED),
}
"""From which states a step is possible. *Source:* domain handbook §A.4."""

FIELD_WORDS = {
    "applicant_name": _("居民姓名"),
    "applicant_id_number": _("公民身份号码"),
    "applicant_phone": _("联系电话"),
    "applicant_address": _("住址"),
    "recipient": _("送交单位"),
    "purpose": _("用途"),
    "document": _("用印文件"),
    "statement": _("证明内容"),
    "finding": _("核实意见"),
    "visited_on": _("核实日期"),
    "agent_name": _("代办人"),
    "agent_id_number": _("代办人公民身份号码"),
    "agent_relation": _("与居民的关系"),
    "agent_phone": _("代办人电话"),
}


def materials_due(matter: Matter, request: UseRequest) -> tuple[str, ...]:
    """The materials that must be seen: the matter's own, and the agent's mandate; none for the office's own paper."""
    if request.own_paper is not None:
        return ()
    names = tuple(material.name for material in matter.materials)
    return (*names, AGENT_MATERIAL) if request.agent_name.strip() else names


def out_of_scope(asked: str, *, count: int, elsewhere: str = "") -> Problem:
    """The words for a matter that is not among those the seal is authorised for. *Source:* 制度 三."""
    where = elsewhere or _("街道办事处")
    return Problem(
        "seals.out_of_scope",
        _("这件事不能用这枚章。“{asked}”不在授权的 {count} 项里。请居民到{where}办理，或换一个事项。").format(
            asked=asked, count=count, where=where
        ),
        "matter",
        SCOPE,
    )


def out_of_dates(matter: Matter, day: date, *, elsewhere: str = "") -> Problem:
    """The words for an authorised matter outside the days for which it is authorised. *Source:* 制度 三."""
    if matter.valid_to is not None and matter.valid_to < day:
        when = _("只授权到 {day}").format(day=print_date(matter.valid_to))
    else:
        when = _("从 {day} 起才授权").format(day=print_date(matter.valid_from or day))
    where = matter.elsewhere or elsewhere or _("街道办事处")
    return Problem(
        "seals.out_of_scope",
        _("这件事不能用这枚章。“{matter}”{when}。请居民到{where}办理，或换一个事项。").format(
            matter=matter.name, when=when, where=where
        ),
        "matter",
        SCOPE,
    )


def check_matter(
    matter: Matter | None, seal: Seal, asked: str, *, count: int, day: date, elsewhere: str = ""
) -> list[Problem]:
    """Only matters authorised on the day get the seal. *Source:* 制度 三.

    `elsewhere` is where the office sends residents with a matter of which nothing else is known.
    """
    if matter is None:
        return [out_of_scope(asked, count=count, elsewhere=elsewhere)]
    if matter.status is not MatterStatus.ALLOWED or matter.seal != seal.number:
        return [out_of_scope(matter.name, count=count, elsewhere=matter.elsewhere or elsewhere)]
    return [] if matter.in_force(day) else [out_of_dates(matter, day, elsewhere=elsewhere)]


CORRECTABLE_STATES = (State.TO_KEEP, State.FILED, State.VOID, State.RETURNED, State.REFUSED)
"""What can be put right by a new entry: whatever was sealed or decided. Before that it is returned instead."""


def check_correction(corrected: SealUse, seal: int, corrected_by: str = "") -> list[Problem]:
    """An entry is put right by one new entry of the same book, and only once it was sealed or decided.

    `corrected_by` is the number of the entry that puts it right already. *Source:* domain handbook §A.3: entries
    are append-only, a correction is a new entry that points to the old one.
    """
    if corrected.seal.number != seal:
        return [
            _wrong_correction(
                _("{number} 是另一枚印章的登记。更正要记在同一本里。请换那枚印章来更正。").format(
                    number=corrected.number
                )
            )
        ]
    if corrected_by:
        return [
            _wrong_correction(
                _("{number} 已经由 {newer} 更正过。同一条不能更正两次。请更正 {newer}。").format(
                    number=corrected.number, newer=corrected_by
                )
            )
        ]
    if corrected.state not in CORRECTABLE_STATES:
        return [
            _wrong_correction(
                _("{number} 还没有办完，不用另登一条来更正。请让批准人退回，或者等办完再更正。").format(
                    number=corrected.number
                )
            )
        ]
    return []


def _wrong_correction(message: str) -> Problem:
    return Problem("seals.correction", message, "corrects", APPEND_ONLY)


def number_problem(rule: str, field: str, word: str, value: int | None, most: int) -> list[Problem]:
    """A count that is no whole number between 1 and `most`."""
    if value is not None and 1 <= value <= most:
        return []
    return [
        Problem(
            rule,
            _("{word}不对。应是 1 到 {most} 之间的整数。请改正。").format(word=word, most=most),
            field,
        )
    ]


def has_control(text: str, *, lines: bool = False) -> bool:
    """Whether a text holds characters that nobody sees and no paper can carry; `lines` allows line breaks."""
    return any(unicodedata.category(c) in ("Cc", "Cs") and not (lines and c == "\n") for c in text)


def _too_long(request: UseRequest) -> list[Problem]:
    limits = dict.fromkeys(FIELD_WORDS, LONGEST_LINE) | {"finding": LONGEST_TEXT, "statement": LONGEST_TEXT}
    problems = []
    for field, most in limits.items():
        value = getattr(request, field)
        if not isinstance(value, str):
            continue
        if len(value) > most:
            problems.append(
                Problem(
                    "seals.too_long",
                    _("{word}太长。有 {have} 个字，最多 {most} 个。请写短一些。").format(
                        word=FIELD_WORDS[field], have=len(value), most=most
                    ),
                    field,
                )
            )
        if has_control(value, lines=most == LONGEST_TEXT):
            problems.append(
                Problem(
                    "seals.control_character",
                    _("{word}里有看不见的控制字符。多半是从别处粘贴带来的。请删去重新输入。").format(
                        word=FIELD_WORDS[field]
                    ),
                    field,
                )
            )
    return problems


def _missing(field: str) -> Problem:
    return Problem(
        "seals.field_missing",
        _("没有填{word}。这一栏不能空着。请补上。").format(word=FIELD_WORDS[field]),
        field,
    )


def _agent_problems(request: UseRequest, *, today: date) -> list[Problem]:
    if not request.agent_name.strip():
        return []
    problems = [*clean_problems(request.agent_name, "agent_name")]
    if request.agent_name.strip() == request.applicant_name.strip():
        problems.append(
            Problem(
                "seals.agent_is_applicant",
                _("代办人就是居民本人。本人来办不用填代办人。请清空或改正。"),
                "agent_name",
            )
        )
    if not request.agent_relation.strip():
        problems.append(_missing("agent_relation"))
    problems += check_id_number(request.agent_id_number, today, field="agent_id_number")
    return problems


def clean_problems(name: str, field: str) -> list[Problem]:
    """What is wrong with a person's name as typed, at the field it was typed in."""
    return [
        Problem(problem.rule, problem.message, field, problem.clause) for problem in clean_name(name).problems
    ]


def _own_problems(request: UseRequest, kind: str, *, today: date) -> list[Problem]:
    """A paper of the office's own (公告, 便函, 介绍信) under a matter of the seal.

    The office itself applies, or the person of whom the paper speaks. Nobody is visited and no material is seen:
    the handler answers for the text, so their words on it are needed at once. *Source:* 制度 三、五.
    """
    if kind not in OWN_PAPERS:
        message = _("没有这种要盖章的文书。请在“文书”里选一种：{kinds}。")
        message = message.format(kinds="、".join(OWN_PAPERS.values()))
        return [Problem("seals.own_kind", message, "own_paper", SCOPE)]
    number = request.applicant_id_number
    about = kind in ABOUT_PERSON
    problems = check_id_number(number, today, field="applicant_id_number") if about else []
    if request.agent_name or (number and not about) or request.materials or request.late:
        message = _("本单位的文书没有代办人和居民材料，也不补录。请去掉这些，或改为居民的用印申请。")
        problems.append(Problem("seals.own_paper", message, "own_paper", ORDER_OF_WORK))
    return problems


def check_request(
    request: UseRequest,
    matter: Matter | None,
    seal: Seal,
    *,
    authorised: int,
    today: date,
    elsewhere: str = "",
) -> list[Problem]:
    """A request that may get a number: in scope, complete, and every material seen. *Source:* 制度 三、四、五.

    `authorised` is how many matters the seal is authorised for, and `elsewhere` where the office sends residents
    with any other; both are named in the words of a refusal. What counts is the day of the use.
    """
    day = today if request.used_at is None else request.used_at.date()
    problems = check_matter(matter, seal, request.matter, count=authorised, day=day, elsewhere=elsewhere)
    if matter is None or problems:
        return problems
    if seal.in_use_from and today < seal.in_use_from:
        problems.append(
            Problem(
                "seals.not_in_use_yet",
                _("{name}还没有启用。启用日期是 {day}。请到启用后再办。").format(
                    name=seal.name, day=seal.in_use_from.isoformat()
                ),
                "matter",
            )
        )
    problems += (
        [_missing("applicant_name")]
        if not request.applicant_name.strip()
        else clean_problems(request.applicant_name, "applicant_name")
    )
    needed: tuple[str, ...] = ("applicant_address", "recipient", "document")
    if request.own_paper is None:
        problems += check_id_number(request.applicant_id_number, today, field="applicant_id_number")
    else:
        needed = ("recipient", "document", "finding")
        problems += _own_problems(request, request.own_paper.kind, today=today)
    problems += [_missing(field) for field in needed if not getattr(request, field).strip()]
    problems += number_problem("seals.copies", "copies", _("份数"), request.copies, MOST_COPIES)
    problems += number_problem("seals.pages", "pages", _("页数"), request.pages, MOST_PAGES)
    problems += _agent_problems(request, today=today)
    problems += _too_long(request)
    lacking = [name for name in materials_due(matter, request) if name not in request.materials]
    if lacking:
        problems.append(
            Problem(
                "seals.materials_missing",
                _("还差 {count} 份材料：{names}。请收齐再提交。").format(
                    count=len(lacking), names="、".join(lacking)
                ),
                "materials",
                "制度 四（一）",
            )
        )
    if request.visited_on and request.visited_on > today:
        problems.append(
            Problem(
                "seals.visited_in_future",
                _("核实日期在今天以后。还没有核实的事不能写成已核实。请改正日期。"),
                "visited_on",
            )
        )
    return problems


def check_finding(request: UseRequest, matter: Matter, *, today: date) -> list[Problem]:
    """A finding that can be signed: written, dated, and with all that the paper needs. *Source:* 制度 四（一）.

    A paper of the office's own is read, and nobody is visited for it.
    """
    problems = []
    if not request.finding.strip():
        problems.append(_missing("finding"))
    if request.visited_on is None:
        problems += [_missing("visited_on")] if request.own_paper is None else []
    elif request.visited_on > today:
        problems.append(
            Problem(
                "seals.visited_in_future",
                _("核实日期在今天以后。还没有核实的事不能写成已核实。请改正日期。"),
                "visited_on",
            )
        )
    return problems + _too_long(request) + check_paper(request, matter)


def check_paper(request: UseRequest, matter: Matter) -> list[Problem]:
    """No blank sealing: every mandatory field of the paper is filled. *Source:* 制度 五.

    A paper of the office's own is whole before it gets its number, and is not filled from the entry.
    """
    problems: list[Problem] = []
    for field in FORM_FIELDS.get(matter.form, ()) if request.own_paper is None else ():
        value = getattr(request, field)
        if value is None or (isinstance(value, str) and not value.strip()):
            problems.append(
                Problem(
                    "seals.blank_paper",
                    _("“{word}”是空的。空白的证明不能盖章。请退回补上。").format(word=FIELD_WORDS[field]),
                    field,
                    NO_BLANK,
                )
            )
    return problems


def check_seal(seal: Seal) -> list[Problem]:
    """A seal as the State Council allows it. *Source:* 国发〔1999〕25号 十三、十四、十五."""
    problems = []
    if not seal.name.strip():
        problems.append(Problem("seals.seal_name", _("没有填印章全称。请照印面填写。"), "seal_name"))
    if not seal.book_code.strip():
        problems.append(
            Problem("seals.book_code", _("没有填代字。编号要用它开头，如“梧社印”。请填写。"), "book_code")
        )
    if not seal.issuer.strip():
        problems.append(Problem("seals.issuer", _("没有填落款单位。请照印面上的单位填写。"), "issuer"))
    if not SEAL_SMALLEST_MM <= seal.diameter_mm <= SEAL_LARGEST_MM:
        problems.append(
            Problem(
                "seals.diameter",
                _("印章直径不对。应在 {least} 到 {most} 毫米之间。请量一下实物。").format(
                    least=SEAL_SMALLEST_MM, most=SEAL_LARGEST_MM
                ),
                "diameter_mm",
                SIZE,
            )
        )
    return problems

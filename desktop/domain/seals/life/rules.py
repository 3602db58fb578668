"""What must be true before a seal takes its next step."""

from collections.abc import Mapping, Sequence

from desktop.domain.people import SEPARATION, Account, Role, check_role
from desktop.domain.problems import Problem
from desktop.domain.seals.life.records import (
    LED,
    LIFE_WORDS,
    MAY_BEFALL,
    SEAL_STATE_WORDS,
    Approval,
    LifeKind,
    LifeRequest,
    LifeStep,
    Purpose,
    last_step,
    state_of,
)
from desktop.domain.seals.records import Seal
from desktop.domain.seals.rules import (
    KEEPER_APART,
    LONGEST_LINE,
    LONGEST_TEXT,
    check_seal,
    has_control,
)
from desktop.i18n import _

STAR, EMBLEM = "圆形，中央五角星", "圆形，中央国徽"
SHAPES = (STAR, EMBLEM)
OFFICIAL, SPECIAL, EMBOSSED = "公章", "专用章", "钢印"
KINDS = (OFFICIAL, SPECIAL, EMBOSSED)
EMBOSSED_SMALLEST_MM, EMBOSSED_LARGEST_MM = 35, 42
MOST_OUTSIDE = 9999
ROUND = "国发〔1999〕25号 一、十三、十四：圆形，中央刊五角星"
STATUTORY_NAME = "国发〔1999〕25号 十五：印章所刊名称为法定名称"
EMBOSSED_SIZE = "国发〔1999〕25号 二十一：钢印直径3.5至4.2厘米"
SPECIAL_NAME = "国发〔1999〕25号 二十二：专用章在名称、式样上与正式印章有所区别，经本单位领导批准"
MAKER = "国发〔1999〕25号 二十三：到公安机关指定的刻章单位刻制"
RETIRED = "国发〔1999〕25号 二十四：停用的印章缴回制发机关封存或销毁"
NO_USE_WITHOUT = "国发〔1999〕25号 二十五：用印须经本单位领导批准"
CARRIED = "制度 八：携带外出须经街道主要领导批准"
LEADER_CLAUSES = {
    LifeKind.MADE: SPECIAL_NAME,
    LifeKind.TAKEN_OUT: CARRIED,
    LifeKind.STOPPED: RETIRED,
    LifeKind.DESTROYED: RETIRED,
}
TWO_PERSONS = 2

FACTS: dict[LifeKind, tuple[tuple[str, str, bool], ...]] = {
    LifeKind.MADE: (("maker", _("刻制单位"), True), ("filing", _("公安备案号"), True)),
    LifeKind.ACTIVATED: (("recipients", _("发往单位"), True),),
    LifeKind.HANDED_OVER: (("along", _("一并移交"), False),),
    LifeKind.TAKEN_OUT: (("place", _("去处"), True),),
    LifeKind.LOST: (("reported", _("报告和报案"), True), ("notice", _("公告方式"), False)),
    LifeKind.STOPPED: (("notice", _("公告方式"), True),),
    LifeKind.SURRENDERED: (("to", _("缴往单位"), True),),
    LifeKind.SEALED_AWAY: (("place", _("封存地点"), True),),
    LifeKind.DESTROYED: (("method", _("销毁方式"), True), ("place", _("销毁地点"), True)),
}
"""What a step says besides its day: name, word, and whether it must be there. *Source:* domain handbook §A.5."""

PERSONS: dict[LifeKind, tuple[tuple[str, str, int], ...]] = {
    LifeKind.HANDED_OVER: (("witness", _("监交人"), 1),),
    LifeKind.TAKEN_OUT: (("carriers", _("携带人"), TWO_PERSONS),),
    LifeKind.BROUGHT_BACK: (("carriers", _("归还人"), 1),),
    LifeKind.LOST: (("finder", _("发现人"), 1),),
    LifeKind.SURRENDERED: (("hander", _("缴送人"), 1), ("receiver", _("接收人"), 1)),
    LifeKind.SEALED_AWAY: (("doers", _("封存人"), 1),),
    LifeKind.DESTROYED: (("doers", _("销毁人"), TWO_PERSONS),),
}
"""Who must be named for a step, and how many of them at least. *Source:* domain handbook §A.5."""

REASONS = {
    LifeKind.MADE: _("刻制事由"),
    LifeKind.TAKEN_OUT: _("事由"),
    LifeKind.LOST: _("遗失经过"),
    LifeKind.STOPPED: _("停用原因"),
}
"""Steps that say why."""


def check_new_seal(seal: Seal, others: Sequence[Seal], people: Mapping[int, Account]) -> list[Problem]:
    """A seal that may be made: size, shape and name by the State Council's rules, a book and persons of its own.

    *Source:* 国发〔1999〕25号 十三 to 十五, 二十一, 二十二.
    """
    problems = check_seal(seal)
    if seal.kind not in KINDS:
        problems.append(Problem("seals.kind", _("没有选印章种类。请选一种。"), "kind"))
    if seal.kind == EMBOSSED and not EMBOSSED_SMALLEST_MM <= seal.diameter_mm <= EMBOSSED_LARGEST_MM:
        problems.append(
            Problem(
                "seals.embossed_diameter",
                _("钢印直径不对。应在 {least} 到 {most} 毫米之间。请量一下实物。").format(
                    least=EMBOSSED_SMALLEST_MM, most=EMBOSSED_LARGEST_MM
                ),
                "diameter_mm",
                EMBOSSED_SIZE,
            )
        )
    if seal.shape != STAR:
        problems.append(
            Problem(
                "seals.shape",
                _("印章式样不对。街道和社区的印章是圆形，中央刊五角星；国徽只用于区以上政府。请改正。"),
                "shape",
                ROUND,
            )
        )
    problems += _name_problems(seal, others)
    if any(other.book_code == seal.book_code.strip() for other in others):
        problems.append(
            Problem(
                "seals.same_book",
                _("代字“{code}”已有另一枚印章在用。编号会重复。请另起一个代字。").format(
                    code=seal.book_code.strip()
                ),
                "book_code",
            )
        )
    for name, number, role, word in (
        ("keeper", seal.keeper, Role.KEEPER, _("印章管理人")),
        ("approver", seal.approver, Role.APPROVER, _("批准人")),
    ):
        if number not in people or not people[number].has(role):
            problems.append(
                Problem(f"seals.new_{name}", _("没有指定好{word}。请选一位。").format(word=word), name)
            )
    for name, value in (
        ("seal_name", seal.name),
        ("book_code", seal.book_code),
        ("issuer", seal.issuer),
        ("material", seal.material),
    ):
        problems += _line_problems(name, value)
    return problems


def _name_problems(seal: Seal, others: Sequence[Seal]) -> list[Problem]:
    name, problems = seal.name.strip(), []
    if name and seal.issuer.strip() not in name:
        problems.append(
            Problem(
                "seals.name_statutory",
                _("印章名称里没有“{issuer}”。印章要刊单位的法定名称。请照批文填写。").format(
                    issuer=seal.issuer.strip()
                ),
                "seal_name",
                STATUTORY_NAME,
            )
        )
    special = name.endswith(SPECIAL)
    if name and special != (seal.kind == SPECIAL):
        problems.append(
            Problem(
                "seals.name_special",
                _("名称和种类不一致。专用章的名称以“专用章”结尾，公章和钢印不带这三个字。请改正。"),
                "seal_name",
                SPECIAL_NAME,
            )
        )
    if special and any(other.name == name for other in others):
        problems.append(
            Problem(
                "seals.name_taken",
                _("已经有一枚“{name}”。专用章的名称要与其他印章有区别，如加（2）。请改正。").format(
                    name=name
                ),
                "seal_name",
                SPECIAL_NAME,
            )
        )
    return problems


def check_doer(kind: LifeKind, clerk: Account, seal: Seal, *, receiver: int | None = None) -> list[Problem]:
    """Who enters a step: the seal's keeper, who takes it over, or 街道主要领导. *Source:* domain handbook §J."""
    if clerk.has(Role.STREET_LEADER):
        return []
    problems = check_role(clerk, Role.KEEPER, Role.STREET_LEADER)
    mine = kind is LifeKind.MADE or clerk.number in (seal.keeper, receiver)
    if not problems and not mine:
        problems.append(
            Problem(
                "seals.other_keeper",
                _("{name}不由您管理。请由它的印章管理人办理。").format(name=seal.name),
            )
        )
    return problems


def check_follows(life: Sequence[LifeStep], kind: LifeKind) -> list[Problem]:
    """Whether the seal is in a state from which this step is possible. *Source:* domain handbook §A.5."""
    state = state_of(life)
    if state not in MAY_BEFALL[kind]:
        return [
            Problem(
                "seals.life_state",
                _("这枚章现在是“{now}”。{step}只能对“{wanted}”的印章做。请看它的经过。").format(
                    now=SEAL_STATE_WORDS[state],
                    step=LIFE_WORDS[kind],
                    wanted="、".join(SEAL_STATE_WORDS[each] for each in MAY_BEFALL[kind]),
                ),
            )
        ]
    if kind is LifeKind.ACTIVATED and last_step(life, LifeKind.SPECIMEN) is None:
        return [
            Problem(
                "seals.no_specimen",
                _("还没有留存印模。启用以前要先把清晰的印模扫描存下。请先办印模留存。"),
                "",
                NO_USE_WITHOUT,
            )
        ]
    return []


def check_approval(
    kind: LifeKind, approval: Approval, leader: Account | None, papers: Sequence[Purpose]
) -> list[Problem]:
    """A step that needs 街道主要领导 has an account of that role, or a signed slip with its scan.

    *Source:* 国发〔1999〕25号 二十二、二十四; 制度 八; domain handbook §J.
    """
    if kind not in LED:
        return []
    clause = LEADER_CLAUSES[kind]
    if leader is not None:
        if leader.has(Role.STREET_LEADER):
            return []
        return [
            Problem(
                "seals.not_leader",
                _("{name}不是街道主要领导，不能批准{step}。请另选一人。").format(
                    name=leader.name, step=LIFE_WORDS[kind]
                ),
                "leader",
                clause,
            )
        ]
    problems = []
    if not approval.leader.strip():
        problems.append(
            Problem(
                "seals.leader_missing",
                _("没有写由谁批准。{step}要街道主要领导批准。请填签批人姓名。").format(step=LIFE_WORDS[kind]),
                "leader",
                clause,
            )
        )
    problems += _line_problems("leader", approval.leader)
    if Purpose.SLIP not in papers:
        problems.append(
            Problem(
                "seals.slip_missing",
                _("没有附签批单。领导没有账户时，要附签了字的单子的扫描件。请先选扫描件。"),
                "slip",
                clause,
            )
        )
    return problems


def check_details(request: LifeRequest) -> list[Problem]:
    """A step says what it must, names its persons, and comes with its specimen. *Source:* domain handbook §A.5."""
    kind, problems = request.kind, []
    for name, word, needed in FACTS.get(kind, ()):
        value = request.facts.get(name, "")
        problems += [_missing(name, word, kind)] if needed and not value.strip() else []
        problems += _line_problems(name, value)
    for name, word, least in PERSONS.get(kind, ()):
        problems += _person_problems(name, word, least, request)
    if kind in REASONS and not request.reason.strip():
        problems.append(_missing("reason", REASONS[kind], kind))
    if len(request.reason) > LONGEST_TEXT or has_control(request.reason, lines=True):
        problems.append(_unfit("reason"))
    if kind is LifeKind.BROUGHT_BACK and not 0 <= _count(request.impressions) <= MOST_OUTSIDE:
        problems.append(
            Problem(
                "seals.impressions_outside",
                _("没有填在外用印数。没有用过就填 0。请填写。"),
                "impressions",
                CARRIED,
            )
        )
    if kind is LifeKind.SPECIMEN and all(
        purpose is not Purpose.SPECIMEN for purpose, _scan in request.papers
    ):
        problems.append(
            Problem(
                "seals.specimen_missing",
                _("没有选印模扫描件。请在白纸上盖三枚清晰的印模，600 dpi 扫描后选进来。"),
                "specimen",
            )
        )
    return problems


def _count(impressions: int | None) -> int:
    return -1 if impressions is None else impressions


def _person_problems(name: str, word: str, least: int, request: LifeRequest) -> list[Problem]:
    given = [person.strip() for person in request.persons.get(name, ()) if person.strip()]
    if not given:
        return [_missing(name, word, request.kind)]
    if len(set(given)) < least:
        return [
            Problem(
                "seals.two_persons",
                _("{word}不足 {least} 人。{step}要 {least} 个不同的人在场。请补上，姓名之间用顿号。").format(
                    word=word, least=least, step=LIFE_WORDS[request.kind]
                ),
                name,
                CARRIED if request.kind is LifeKind.TAKEN_OUT else RETIRED,
            )
        ]
    return _line_problems(name, "、".join(given))


def _missing(name: str, word: str, kind: LifeKind) -> Problem:
    clause = MAKER if kind is LifeKind.MADE and name in ("maker", "filing") else ""
    message = _("没有填{word}。这一栏不能空着。请补上。").format(word=word)
    return Problem("seals.life_field_missing", message, name, clause)


def _unfit(name: str) -> Problem:
    return Problem("seals.life_field_unfit", _("这一栏太长或有看不见的字符。请重新输入。"), name)


def _line_problems(name: str, value: str) -> list[Problem]:
    return [_unfit(name)] if len(value) > LONGEST_LINE or has_control(value) else []


def check_handover(
    seal: Seal, receiver: Account | None, hander: str, witness: Sequence[str], *, keeper_may_approve: bool
) -> list[Problem]:
    """A seal goes to another keeper, before a third person. *Source:* domain handbook §A.5; 国办发〔2001〕52号."""
    if receiver is None or not receiver.has(Role.KEEPER):
        return [
            Problem("seals.receiver", _("没有选接收人。接收人要有印章管理人的角色。请选一位。"), "receiver")
        ]
    problems = []
    if receiver.number == seal.keeper:
        problems.append(
            Problem(
                "seals.receiver_same",
                _("{name}现在就管着这枚章。移交要交给另一个人。请另选一位。").format(name=receiver.name),
                "receiver",
            )
        )
    if receiver.number == seal.approver and not keeper_may_approve:
        problems.append(
            Problem(
                "seals.receiver_approves",
                _("{name}是这枚章的批准人。本单位规定批准和管章分开。请另选一位。").format(
                    name=receiver.name
                ),
                "receiver",
                KEEPER_APART,
            )
        )
    if {person.strip() for person in witness} & {hander, receiver.name}:
        problems.append(
            Problem(
                "seals.witness_same",
                _("监交人不能是移交人或接收人。请由第三人监交。"),
                "witness",
                SEPARATION,
            )
        )
    return problems

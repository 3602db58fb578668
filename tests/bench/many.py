"""An office with as many entries as ten busy years leave, made in minutes through the registers themselves."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from desktop.storage.base import as_json
from desktop.storage.seals.states import derived_state, put_states
from desktop.storage.seals.tables import UseRow
from tests import builders

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华文辉力"
FIRST_DAY = datetime(2016, 1, 4, 9, tzinfo=builders.CHINA)
TEN_YEARS = timedelta(days=3_600)
AT_ONCE = 20_000
TYPED = (
    *("王", "王芳", "张伟", "陈静敏", "zw", "wf", "zhangwei", "cjm", "lj", "1", "31", "316", "3160"),
    *("社会保险", "养老金", "养老", "榕荫", "李 2019年9月", "王 养老金", "2020-5-6", "2018年3月"),
    *("梧社印〔2020〕316 号", "确认证明", "没有这样的", "l"),
)
"""What clerks type, letter by letter and whole."""


def build(folder: Path, count: int) -> None:
    """Founds an office and gives it `count` entries over ten years, each with its event."""
    clock = builders.MovableClock()
    builders.found(folder, clock)
    office = builders.sign_in(folder, builders.HANDLER, clock)
    chance = random.Random(1)
    running: dict[int, int] = {}
    for start in range(0, count, AT_ONCE):
        clock.advance(hours=1)
        with office.write() as work:
            states = []
            for place in range(start, min(start + AT_ONCE, count)):
                day = FIRST_DAY + TEN_YEARS * place / count
                running[day.year] = running.get(day.year, 0) + 1
                row = _entry(chance, day, running[day.year], place)
                work.add(row)
                work.record("seals.use_recorded")
                states.append(derived_state(row, [], 0))
            put_states(work, states)
    office.close()


def _entry(chance: random.Random, day: datetime, running: int, place: int) -> UseRow:
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    return UseRow(
        seal=builders.SEAL,
        year=day.year,
        running=running,
        matter=chance.randrange(1, 17),
        number=f"梧社印〔{day.year}〕{running} 号",
        handler=builders.HANDLER,
        desk=builders.HANDLER,
        submitted_at=day.isoformat(timespec="seconds"),
        recipient="滨江市社会保险中心",
        document="确认证明",
        copies=chance.randrange(1, 4),
        pages=1,
        seam=False,
        materials=as_json(["居民身份证"]),
        visited_on=None,
        corrects=None,
        applicant_name=name,
        applicant_id_number="350203195104120419",
        applicant_phone="13800138000",
        applicant_address=f"榕荫路 {place % 90} 号",
        purpose="",
        finding="属实",
        statement="",
        agent_name="",
        agent_id_number="",
        agent_phone="",
        agent_relation="",
    )

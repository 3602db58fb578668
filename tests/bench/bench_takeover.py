"""How long taking over an old register takes: 10,000 lines read, previewed and written, beside plain parsing."""

import csv
import io
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.services import seals
from desktop.storage import keys
from tests import builders

LINES = 10_000
MOST_SECONDS = 20
FAMILY, GIVEN = "陈林黄郑苏吴王李张刘周徐孙马朱胡", "建平志明雅婷秀琴海峰国栋小芳桂英文华"
DAYS = (
    "{d:%Y-%m-%d}",
    "{d.year}.{d.month}.{d.day}",
    "{d.year}年{d.month}月{d.day}日",
    "{d.month}月{d.day}日",
)
COPIES = ("1", "２", "2份", "三")
MATTERS = ("小额担保贷款复核", "退休介绍信", "就业政审", "残疾人助学补助", "购房收入证明")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long it took, in seconds, and what came of it."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def old_register(path: Path) -> None:
    """Writes a year of an old book, dated and counted in every way, as a Chinese Excel saves it."""
    with path.open("w", encoding="gb18030", newline="") as out:
        book = csv.writer(out)
        book.writerow(builders.OLD_TITLES)
        for n in range(LINES):
            day = date(2025, 1, 1) + timedelta(n * 364 // LINES)
            name = FAMILY[n % len(FAMILY)] + GIVEN[n % len(GIVEN)] + GIVEN[n * 7 % len(GIVEN)]
            written = DAYS[n % len(DAYS)].format(d=day)
            people = ("黄建平", "陈志明" if n % 9 else "")
            row = (n + 1, written, MATTERS[n % 5], name, COPIES[n % 4], *people, "√" if n % 3 else "", "本人")
            book.writerow(
                (*row, builders.id_number(f"350203{1940 + n % 60}0412{n % 1000:03}"), "13800138000")
            )


def plain(path: Path) -> int:
    """The same file parsed and nothing else."""
    return sum(1 for _row in csv.reader(io.StringIO(path.read_text("gb18030"))))


def run() -> list[tuple[str, float, str]]:
    """The ratios, with the limits of the yardsticks; the seconds are printed."""
    keys.TIME_COST, keys.MEMORY_KIB, keys.LANES = 1, 8, 1
    scratch = Path(tempfile.mkdtemp())
    try:
        path, folder = scratch / "旧登记簿.csv", scratch / "office"
        old_register(path)
        clock = builders.MovableClock()
        builders.found(folder, clock)
        with closing(builders.sign_in(folder, builders.APPROVER, clock)) as keeper:
            parsing, _rows = timed(lambda: plain(path))
            reading, file = timed(lambda: seals.read_old_register(path))
            looking, found = timed(lambda: seals.preview_old_register(keeper, file))
            writing, taken = timed(lambda: seals.take_over(keeper, found))
            request = builders.make_request()
        assert taken.taken == LINES, found.reading.refused[:3]
        with closing(builders.sign_in(folder, builders.HANDLER, clock)) as handler:
            single, _use = timed(lambda: [seals.submit_use(handler, request) for _n in range(100)])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    whole = reading + looking + writing
    print(
        f"taking over {LINES:,} lines: {whole:.1f} s (read {reading:.1f}, preview {looking:.1f}, write {writing:.1f})"
    )
    return [
        (f"taking over {LINES:,} lines / {MOST_SECONDS} s", whole / MOST_SECONDS, "≤ 1"),
        ("taking over a line / recording a use", whole / LINES / (single / 100), "≤ 1"),
        ("taking over / plain parsing of the same file", whole / parsing, "≤ 1000"),
    ]


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} ({limit})")

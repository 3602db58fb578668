"""The commands on a whole office: made as a sample, verified, signed for, backed up, restored."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from desktop.cli.calls import DONE, NO, Unusable, enter, open_office, open_to_verify, read_checkpoint, say
from desktop.domain.problems import Damaged
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.domain.ledger import Verification

# Each command imports its services when it runs, so that `--help` and the light commands start at once.


def demo(arguments: argparse.Namespace) -> int:
    """Makes a sample office; prints its papers and its people."""
    from desktop.services import demo  # noqa: PLC0415
    from desktop.services.office import SystemClock  # noqa: PLC0415

    if arguments.uses < 0:
        raise Unusable(_("条数不能是负数。"))
    made = demo.make_sample(
        arguments.dir,
        uses=arguments.uses,
        seed=arguments.seed,
        today=arguments.today or SystemClock().now().date(),
    )
    for path in made.prints:
        say(str(path))
    say(_("样本账户，密码都是 {password}：").format(password=demo.PASSWORD))
    for name, roles in made.accounts:
        say(f"  {name}　{roles}")
    return DONE


def verify(arguments: argparse.Namespace) -> int:
    """Verifies an office; prints how much was checked, or what is wrong first."""
    from desktop.services import evidence  # noqa: PLC0415
    from desktop.services.office import SystemClock  # noqa: PLC0415

    against, since = read_checkpoint(arguments.against), read_checkpoint(arguments.since)
    signed = ""
    try:
        office = open_to_verify(arguments)
        try:
            result = evidence.verify_office(office, against=against, entry=arguments.entry, since=since)
            signed = evidence.checkpoint(office) if result.passed else ""
        finally:
            office.close()
    except Damaged as damaged:
        result = evidence.unopened(damaged, SystemClock().now())
    if arguments.json:
        say(json.dumps(_as_json(result, signed), ensure_ascii=False, indent=1))
    elif result.fault is None:
        say(
            _("校验通过：台账 {events} 条，登记 {rows} 条，留底 {copies} 份，没有一处不符。").format(
                events=f"{result.events:,}", rows=f"{result.rows:,}", copies=f"{result.kept_copies:,}"
            )
        )
    else:
        say(_("没有通过。{what}（{where}）").format(what=result.fault.message, where=result.fault.where))
    return DONE if result.passed else NO


def _as_json(result: "Verification", signed: str) -> dict[str, Any]:
    fault = result.fault
    return {
        "passed": result.passed,
        "events": result.events,
        "rows": result.rows,
        "kept_copies": result.kept_copies,
        "root": result.root.hex(),
        "at": result.at.isoformat(),
        "checkpoint": signed,
        "fault": None
        if fault is None
        else {"kind": fault.kind, "where": fault.where, "seq": fault.seq, "message": fault.message},
        "proofs": result.proofs,
    }


def checkpoint(arguments: argparse.Namespace) -> int:
    """Prints the newest signed checkpoint, to be kept elsewhere."""
    from desktop.services import evidence  # noqa: PLC0415

    office = open_office(arguments)
    try:
        say(evidence.checkpoint(office), end="")
    finally:
        office.close()
    return DONE


def backup(arguments: argparse.Namespace) -> int:
    """Backs an office up into one proven file."""
    from desktop.services import backup  # noqa: PLC0415

    office = open_office(arguments, "administrator")
    try:
        made = backup.back_up(office, arguments.target)
    finally:
        office.close()
    say(
        _("备份好了：{path}，{size} 字节。已恢复到临时位置并校验通过（{events} 条）。").format(
            path=made.path, size=f"{made.size:,}", events=f"{made.verification.events:,}"
        )
    )
    return DONE


def restore(arguments: argparse.Namespace) -> int:
    """Brings an office back from a backup; what stood there is kept beside it."""
    from desktop.services import backup  # noqa: PLC0415

    kept, count = backup.restore(
        arguments.backup, arguments.dir, sign_in=lambda folder: enter(arguments, folder, "administrator")
    )
    say(_("已恢复到 {dir}，校验通过（{count} 条）。").format(dir=arguments.dir, count=f"{count:,}"))
    if kept is not None:
        say(_("原有的办公室移到了 {kept}。").format(kept=kept))
    return DONE

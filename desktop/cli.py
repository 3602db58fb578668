"""The commands that scripts and the district call: the same actions as the window, no screen.

Exit status: 0 done, 1 the answer is "no" (tampered, refused), 2 the call itself was unusable.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from desktop.domain.problems import Missing, Refused, Stale, Unavailable
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.domain.ledger import Verification
    from desktop.services.office import Office

DONE, NO, UNUSABLE = 0, 1, 2
DEFAULT_USES = 300


class Unusable(Exception):
    """The call cannot be carried out as it was written."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Says in words what is wrong with the call."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, _("命令写得不对：{message}。请看 --help。\n").format(message=message))


def main(argv: Sequence[str]) -> int:
    """Carries out one command. Gives the exit status; never raises for what the clerk did."""
    arguments = _parser().parse_args(list(argv))
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except Refused as refused:
        for problem in refused.problems:
            field = f"{problem.field}：" if problem.field else ""
            print(f"{field}{problem.message}", file=sys.stderr)
        return int(arguments.refused_status)
    except (Unusable, Missing, Stale, Unavailable) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        print(_("已停止。没有留下写了一半的文件。"), file=sys.stderr)
        return NO


def window_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of the window: which office, and for a sample which day."""
    parser = _Parser(
        prog="main.py",
        description=_("打开有据的窗口；或运行一个命令：demo verify checkpoint backup restore print names。"),
        epilog=_("例：main.py --office ~/有据/办公室"),
    )
    parser.add_argument("--office", type=Path, metavar="DIR", help=_("办公室文件夹"))
    parser.add_argument("--today", type=_day, metavar="D", help=_("只对样本办公室：把今天当作这一天"))
    return parser.parse_args(list(argv))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description=_("有据的命令"))
    commands = parser.add_subparsers(required=True, metavar=_("命令"), parser_class=_Parser)

    def add(name: str, run: Callable[[argparse.Namespace], int], words: str, example: str) -> Any:
        made = commands.add_parser(
            name, help=words, description=words, epilog=_("例：main.py {example}").format(example=example)
        )
        made.set_defaults(run=run, refused_status=NO)
        return made

    demo = add(
        "demo", _demo, _("在新文件夹里做一个样本办公室"), "demo ./样本 --uses 300 --seed 1 --today 2026-09-08"
    )
    demo.add_argument("dir", type=Path)
    demo.add_argument("--uses", type=int, default=DEFAULT_USES, help=_("登记多少条"))
    demo.add_argument("--seed", type=int, default=1, help=_("同一个数，做出同一个样本"))
    demo.add_argument("--today", type=_day, default=None, help=_("样本的最后一天"))

    verify = add("verify", _verify, _("重算全部台账、登记、留底，指出第一处不符"), "verify ./样本 --json")
    verify.add_argument("dir", type=Path)
    verify.add_argument("--against", type=Path, metavar="CHECKPOINT", help=_("与别处保存的检查点对照"))
    verify.add_argument("--entry", type=int, metavar="SEQ", help=_("附上这一条在台账里的证明"))
    verify.add_argument(
        "--from", dest="since", type=Path, metavar="CHECKPOINT", help=_("附上从这个检查点以来的证明")
    )
    verify.add_argument("--json", action="store_true", help=_("结果写成 JSON"))
    _add_person(verify, recovery=True)

    checkpoint = add(
        "checkpoint", _checkpoint, _("打印签名的检查点，请存到别处"), "checkpoint ./样本 > 检查点.txt"
    )
    checkpoint.add_argument("dir", type=Path)
    _add_person(checkpoint)

    backup = add("backup", _backup, _("把整个办公室备份成一个文件，并恢复校验"), "backup ./样本 ./备份")
    backup.add_argument("dir", type=Path)
    backup.add_argument("target", type=Path)
    _add_person(backup, recovery=True)

    restore = add(
        "restore", _restore, _("从备份恢复；原有的移到旁边，不覆盖"), "restore 20260908-083000.youju ./办公室"
    )
    restore.add_argument("backup", type=Path)
    restore.add_argument("dir", type=Path)
    _add_person(restore, recovery=True)

    prints = add(
        "print",
        _print,
        _("把一份文书排成 PDF 样张，不用办公室"),
        "print certificate_pension --input F.json --out F.pdf",
    )
    prints.set_defaults(refused_status=UNUSABLE)
    prints.add_argument("kind", nargs="?")
    prints.add_argument("--input", type=Path)
    prints.add_argument("--out", type=Path)
    prints.add_argument("--list", action="store_true", help=_("列出能排的文书"))
    prints.add_argument("--schema", action="store_true", help=_("打印这种文书的 JSON Schema"))

    names = add("names", _names, _("姓名排序"), "names sort --explain < 名单.txt")
    names.set_defaults(refused_status=NO)
    names.add_argument("what", choices=["sort"])
    names.add_argument("--explain", action="store_true", help=_("每个姓名后写明排在这里的理由"))
    return parser


def _add_person(parser: argparse.ArgumentParser, *, recovery: bool = False) -> None:
    parser.add_argument("--user", metavar="NAME", help=_("以谁的名义"))
    parser.add_argument("--password-file", metavar="F", help=_("密码在这个文件里，- 是标准输入"))
    if recovery:
        parser.add_argument(
            "--recovery-file", metavar="F", help=_("用恢复码打开：文件里两行，前半段和后半段，- 是标准输入")
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("日期要写成 2026-09-08")) from error


def _read(path: str | Path, what: str) -> str:
    if str(path) == "-":
        return sys.stdin.read()
    try:
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(
            _("读不了{what}“{path}”。请检查文件名和权限。").format(what=what, path=path)
        ) from error


def _open(arguments: argparse.Namespace, *roles: str) -> "Office":
    """The office, for the person named; a sample opens as the first of these roles."""
    return _enter(arguments, arguments.dir, *roles)


def _enter(arguments: argparse.Namespace, folder: Path, *roles: str) -> "Office":
    # Opening an office brings the database in; `print --list` and `names sort` do without.
    from desktop.services import people  # noqa: PLC0415

    if getattr(arguments, "recovery_file", None):
        halves = _read(arguments.recovery_file, _("恢复码")).split()
        if len(halves) != 2:
            raise Unusable(_("恢复码文件要有两行：前半段和后半段。"))
        return people.recover(folder, halves[0], halves[1])
    secret = people.sample_password(folder)
    name = arguments.user
    if secret and name is None:
        return people.sign_in_sample(folder, roles or ("auditor", "administrator"))
    if name is None:
        if not sys.stdin.isatty():
            raise Unusable(_("没有说以谁的名义。请加 --user 和 --password-file。"))
        name = input(_("姓名："))
    if arguments.password_file:
        password = _read(arguments.password_file, _("密码文件")).strip("\r\n")
    elif secret:
        password = secret
    else:
        password = getpass.getpass(_("密码："))
    return people.sign_in(folder, name, password)


def _demo(arguments: argparse.Namespace) -> int:
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
        print(path)
    print(_("样本账户，密码都是 {password}：").format(password=demo.PASSWORD))
    for name, roles in made.accounts:
        print(f"  {name}　{roles}")
    return DONE


def _verify(arguments: argparse.Namespace) -> int:
    from desktop.services import evidence  # noqa: PLC0415

    against = _read(arguments.against, _("检查点")) if arguments.against else ""
    since = _read(arguments.since, _("检查点")) if arguments.since else ""
    office = _open(arguments)
    try:
        result = evidence.verify_office(office, against=against, entry=arguments.entry, since=since)
        signed = evidence.checkpoint(office)
    finally:
        office.close()
    if arguments.json:
        print(json.dumps(_as_json(result, signed), ensure_ascii=False, indent=1))
    elif result.fault is None:
        print(
            _("校验通过：台账 {events} 条，登记 {rows} 条，留底 {copies} 份，没有一处不符。").format(
                events=f"{result.events:,}", rows=f"{result.rows:,}", copies=f"{result.kept_copies:,}"
            )
        )
    else:
        print(_("没有通过。{what}（{where}）").format(what=result.fault.message, where=result.fault.where))
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


def _checkpoint(arguments: argparse.Namespace) -> int:
    from desktop.services import evidence  # noqa: PLC0415

    office = _open(arguments)
    try:
        print(evidence.checkpoint(office), end="")
    finally:
        office.close()
    return DONE


def _backup(arguments: argparse.Namespace) -> int:
    from desktop.services import backup  # noqa: PLC0415

    office = _open(arguments, "administrator")
    try:
        made = backup.back_up(office, arguments.target)
    finally:
        office.close()
    print(
        _("备份好了：{path}，{size} 字节。已恢复到临时位置并校验通过（{events} 条）。").format(
            path=made.path, size=f"{made.size:,}", events=f"{made.verification.events:,}"
        )
    )
    return DONE


def _restore(arguments: argparse.Namespace) -> int:
    from desktop.services import backup  # noqa: PLC0415

    kept, count = backup.restore(
        arguments.backup, arguments.dir, sign_in=lambda folder: _enter(arguments, folder, "administrator")
    )
    print(_("已恢复到 {dir}，校验通过（{count} 条）。").format(dir=arguments.dir, count=f"{count:,}"))
    if kept is not None:
        print(_("原有的办公室移到了 {kept}。").format(kept=kept))
    return DONE


def _print(arguments: argparse.Namespace) -> int:
    from desktop.services import files, papers  # noqa: PLC0415

    if arguments.list:
        for name, title in papers.kinds().items():
            print(f"{name}\t{title}")
        return DONE
    if arguments.kind is None:
        raise Unusable(_("没有说排哪种文书。print --list 列出全部。"))
    if arguments.schema:
        print(json.dumps(papers.schema(arguments.kind), ensure_ascii=False, indent=1))
        return DONE
    if arguments.input is None or arguments.out is None:
        raise Unusable(_("要 --input 文书.json 和 --out 文书.pdf。"))
    try:
        data = json.loads(_read(arguments.input, _("文书")))
    except json.JSONDecodeError as error:
        raise Unusable(
            _("“{path}”第 {line} 行不是 JSON。请检查逗号和引号。").format(
                path=arguments.input, line=error.lineno
            )
        ) from error
    paper = papers.set_specimens(arguments.kind, data)
    files.write_file(arguments.out, paper.pdf)
    print(_("{path}，{pages} 页").format(path=arguments.out, pages=paper.pages))
    return DONE


def _names(arguments: argparse.Namespace) -> int:
    from desktop.domain.text.strokes import names_report  # noqa: PLC0415

    lines, problems = names_report(sys.stdin.read(), explain=arguments.explain)
    for line in lines:
        print(line)
    for problem in problems:
        print(problem.message, file=sys.stderr)
    return NO if problems else DONE

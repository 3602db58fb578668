"""The commands that scripts and the district call: the same actions as the window, no screen.

Exit status: 0 done, 1 the answer is "no" (tampered, refused), 2 the call itself was unusable.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from desktop.cli import office, papers
from desktop.cli.calls import ASK, DONE, NO, UNUSABLE, Unusable
from desktop.domain.problems import Missing, Refused, Stale, Unavailable
from desktop.i18n import _

DEFAULT_USES = 300
YEARS = range(2000, 2100)
"""The years in which a sample may play, and in which this program is likely to be asked for one."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Says in words what is wrong with the call."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, _("命令写得不对：{message}。请看 --help。\n").format(message=message))


def main(argv: Sequence[str]) -> int:
    """Carries out one command. Gives the exit status; never raises for what the clerk did."""
    _speak_utf8()
    arguments = _parser().parse_args(list(argv))
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        status = run(arguments)
        sys.stdout.flush()
        return status
    except Refused as refused:
        for problem in refused.problems:
            field = f"{problem.field}：" if problem.field else ""
            print(f"{field}{problem.message}", file=sys.stderr)
        return int(arguments.refused_status)
    except (Unusable, Missing, Stale, Unavailable) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read has heard enough; the interpreter must not complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(_("已停止。没有留下写了一半的文件。"), file=sys.stderr)
        return NO


def _speak_utf8() -> None:
    """Files and pipes carry UTF-8 on every computer; what a terminal speaks is its own affair."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="strict")


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
        "demo",
        office.demo,
        _("在新文件夹里做一个样本办公室"),
        "demo ./样本 --uses 300 --seed 1 --today 2026-09-08",
    )
    demo.add_argument("dir", type=Path)
    demo.add_argument("--uses", type=int, default=DEFAULT_USES, help=_("登记多少条"))
    demo.add_argument("--seed", type=int, default=1, help=_("同一个数，做出同一个样本"))
    demo.add_argument("--today", type=_day, default=None, help=_("样本的最后一天"))

    verify = add(
        "verify", office.verify, _("重算全部台账、登记、留底，指出第一处不符"), "verify ./样本 --json"
    )
    verify.add_argument("dir", type=Path)
    verify.add_argument("--against", type=Path, metavar="CHECKPOINT", help=_("与别处保存的检查点对照"))
    verify.add_argument("--entry", type=int, metavar="SEQ", help=_("附上这一条在台账里的证明"))
    verify.add_argument(
        "--from", dest="since", type=Path, metavar="CHECKPOINT", help=_("附上从这个检查点以来的证明")
    )
    verify.add_argument("--json", action="store_true", help=_("结果写成 JSON"))
    _add_person(verify, recovery=True)

    checkpoint = add(
        "checkpoint", office.checkpoint, _("打印签名的检查点，请存到别处"), "checkpoint ./样本 > 检查点.txt"
    )
    checkpoint.add_argument("dir", type=Path)
    _add_person(checkpoint)

    backup = add("backup", office.backup, _("把整个办公室备份成一个文件，并恢复校验"), "backup ./样本 ./备份")
    backup.add_argument("dir", type=Path)
    backup.add_argument("target", type=Path)
    _add_person(backup, recovery=True)

    restore = add(
        "restore",
        office.restore,
        _("从备份恢复；原有的移到旁边，不覆盖"),
        "restore 20260908-083000.youju ./办公室",
    )
    restore.add_argument("backup", type=Path)
    restore.add_argument("dir", type=Path)
    _add_person(restore, recovery=True)

    prints = add(
        "print",
        papers.print_specimen,
        _("把一份文书排成 PDF 样张，不用办公室"),
        "print certificate_pension --input F.json --out F.pdf",
    )
    prints.set_defaults(refused_status=UNUSABLE)
    prints.add_argument("kind", nargs="?")
    prints.add_argument("--input", type=Path)
    prints.add_argument("--out", type=Path)
    prints.add_argument("--list", action="store_true", help=_("列出能排的文书"))
    prints.add_argument("--schema", action="store_true", help=_("打印这种文书的 JSON Schema"))

    names = add("names", papers.sort_names, _("姓名排序"), "names sort --explain < 名单.txt")
    names.set_defaults(refused_status=NO)
    names.add_argument("what", choices=["sort"])
    names.add_argument("--explain", action="store_true", help=_("每个姓名后写明排在这里的理由"))
    return parser


def _add_person(parser: argparse.ArgumentParser, *, recovery: bool = False) -> None:
    parser.add_argument("--user", metavar="NAME", help=_("以谁的名义"))
    parser.add_argument("--password-file", metavar="F", help=_("密码在这个文件里，- 是标准输入"))
    if recovery:
        parser.add_argument(
            "--recovery-file",
            metavar="F",
            nargs="?",
            const=ASK,
            help=_("用恢复码打开：文件里两行，前半段和后半段，- 是标准输入；不写文件就在终端上问"),
        )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("日期要写成 2026-09-08")) from error
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(
            _("年份要在 {first} 到 {last} 之间").format(first=YEARS[0], last=YEARS[-1])
        )
    return day

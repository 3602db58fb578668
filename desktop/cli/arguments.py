"""How the commands are called: their words, their help, and what is said of a call that is not one."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

from desktop.cli import checking, elections, grants, imports, office, papers
from desktop.cli.calls import ASK, NO, UNUSABLE, say
from desktop.i18n import _

Run = Callable[[argparse.Namespace], int]

DEFAULT_USES = 300
YEARS = range(2000, 2100)
"""The years in which a sample may play, and in which this program is likely to be asked for one."""

REASONS = (
    (r"the following arguments are required: (.+)", _("还缺 {0}")),
    (r"unrecognized arguments: (.+)", _("不认识 {0}")),
    (r"argument (.+?): invalid choice: (.+?) \((?:maybe .*|choose from .*)", _("{0}里没有 {1}")),
    (r"argument (.+?): invalid int value: (.+)", _("{0} 要写整数，不是 {1}")),
    (r"argument (.+?): expected (?:one|at least one|\d+) arguments?", _("{0} 后面要写内容")),
    (r"argument (.+?): ignored explicit argument (.+)", _("{0} 后面不写内容，却写了 {1}")),
    (r"ambiguous option: (.+?) could match (.+)", _("{0} 不清楚，可能是 {1}")),
    (r"argument (.+?): (.*[\u3400-\u9fff].*)", _("{0}：{1}")),
)
"""What the standard library finds wrong with a call, and how we say it. Our own words come in Chinese."""


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Puts our word before the line that shows how to call it."""
        super().add_usage(usage, actions, groups, _("用法：") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks with the clerk: headings, help and errors in Chinese."""

    def __init__(self, **settings: object) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **settings)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = _("参数"), _("选项")
        self.add_argument("-h", "--help", action="help", help=_("显示这段说明"))

    def print_help(self, file: object = None) -> None:
        """Prints the help as any answer is printed. Raises Unheard."""
        say(self.format_help(), end="")

    def error(self, message: str) -> NoReturn:
        """Says in words what is wrong with the call."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, _("命令写得不对：{message}。请看 --help。\n").format(message=_reason(message)))


def _reason(message: str) -> str:
    for pattern, words in REASONS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return _("参数对不上")


def window_parser() -> Parser:
    """The arguments of the window: which office, and for a sample which day."""
    parser = Parser(
        prog="main.py",
        description=_(
            "打开有据的窗口；或运行一个命令：demo verify checkpoint backup restore import print check names election grants。"
        ),
        epilog=_("例：main.py --office ~/有据/办公室"),
    )
    parser.add_argument("--office", type=Path, metavar="DIR", help=_("办公室文件夹"))
    parser.add_argument("--today", type=_day, metavar="D", help=_("只对样本办公室：把今天当作这一天"))
    return parser


def command_parser() -> Parser:
    """The commands, each with its arguments, its action as `run`, and the status of a refusal."""
    parser = Parser(prog="main.py", description=_("有据的命令"))
    commands = parser.add_subparsers(required=True, metavar=_("命令"), parser_class=Parser)

    def add(name: str, run: Run, words: str, example: str, *, refused: int = NO) -> Parser:
        epilog = _("例：main.py {example}").format(example=example)
        made = commands.add_parser(name, help=words, description=words, epilog=epilog)
        made.set_defaults(run=run, refused_status=refused)
        return made

    _demo(
        add(
            "demo",
            office.demo,
            _("在新文件夹里做一个样本办公室"),
            "demo ./样本 --uses 300 --seed 1 --today 2026-09-08",
        )
    )
    _verify(
        add("verify", office.verify, _("重算全部台账、登记、留底，指出第一处不符"), "verify ./样本 --json")
    )
    _on_office(
        add(
            "checkpoint",
            office.checkpoint,
            _("打印签名的检查点，请存到别处"),
            "checkpoint ./样本 > 检查点.txt",
        )
    )
    _on_office(
        add("backup", office.backup, _("把整个办公室备份成一个文件，并恢复校验"), "backup ./样本 ./备份"),
        "target",
        recovery=True,
    )
    _on_office(
        add(
            "restore",
            office.restore,
            _("从备份恢复；原有的移到旁边，不覆盖"),
            "restore 20260908-083000.youju ./办公室",
        ),
        before="backup",
        recovery=True,
    )
    _print(
        add(
            "print",
            papers.print_specimen,
            _("把一份文书排成 PDF 样张，不用办公室"),
            "print certificate_pension --input F.json --out F.pdf",
            refused=UNUSABLE,
        )
    )
    _check(
        add(
            "check",
            checking.check,
            _("核对一张纸：按二维码的内容，或按核验码向登记簿查"),
            "check 7K3F-M9QX-2D8A --office ./样本",
            refused=UNUSABLE,
        )
    )
    _import(
        add(
            "import",
            imports.import_register,
            _("接收旧登记簿（Excel 或 CSV）"),
            "import register 2025.xlsx ./办公室 --dry-run",
        )
    )
    names = add("names", papers.sort_names, _("姓名排序"), "names sort --explain < 名单.txt")
    names.add_argument("what", choices=["sort"], metavar="sort")
    names.add_argument("--explain", action="store_true", help=_("每个姓名后写明排在这里的理由"))
    election = add(
        "election",
        elections.tally,
        _("按选举办法计票：谁当选，缺额怎么办"),
        "election tally 计票.json",
        refused=UNUSABLE,
    )
    election.add_argument("what", choices=["tally"], metavar="tally")
    election.add_argument(
        "file", metavar="F.json", help=_("写明办法、票箱、候选人和选票的文件；- 是标准输入")
    )
    _grants(
        add(
            "grants",
            grants.rank,
            _("项目评选：按评委打分或居民投票排名次、分预算，逐个说明理由"),
            "grants rank 评选.json",
            refused=UNUSABLE,
        )
    )
    return parser


def _demo(demo: Parser) -> None:
    demo.add_argument("dir", type=Path)
    demo.add_argument("--uses", type=int, default=DEFAULT_USES, help=_("登记多少条"))
    demo.add_argument("--seed", type=int, default=1, help=_("同一个数，做出同一个样本"))
    demo.add_argument("--today", type=_day, default=None, help=_("样本的最后一天"))


def _verify(verify: Parser) -> None:
    _on_office(verify, recovery=True)
    verify.add_argument("--against", type=Path, metavar="CHECKPOINT", help=_("与别处保存的检查点对照"))
    verify.add_argument("--entry", type=int, metavar="SEQ", help=_("附上这一条在台账里的证明"))
    verify.add_argument(
        "--from", dest="since", type=Path, metavar="CHECKPOINT", help=_("附上从这个检查点以来的证明")
    )
    verify.add_argument("--json", action="store_true", help=_("结果写成 JSON"))


def _print(prints: Parser) -> None:
    prints.add_argument("kind", nargs="?")
    prints.add_argument("--input", type=Path)
    prints.add_argument("--out", type=Path)
    prints.add_argument("--list", action="store_true", help=_("列出能排的文书"))
    prints.add_argument("--schema", action="store_true", help=_("打印这种文书的 JSON Schema"))


def _check(parser: Parser) -> None:
    parser.add_argument("text", metavar="TEXT", help=_("二维码的内容，或 12 位核验码；- 是标准输入"))
    parser.add_argument("--public-key", type=Path, metavar="F", help=_("用这个文件里的公开钥匙核对签名"))
    parser.add_argument("--office", type=Path, metavar="DIR", help=_("向这个办公室的登记簿查"))
    parser.add_argument("--facts", metavar="F", help=_("照纸上抄下的全部内容（JSON），重算它的指纹"))
    parser.add_argument("--user", metavar="NAME", help=_("以谁的名义"))
    parser.add_argument("--password-file", metavar="F", help=_("密码在这个文件里，- 是标准输入"))


def _grants(parser: Parser) -> None:
    parser.add_argument("what", choices=["rank"], metavar="rank")
    parser.add_argument(
        "file", metavar="F", help=_("评选文件 F.json，或居民投票的 Pabulib 文件 F.pb；- 是标准输入")
    )
    parser.add_argument(
        "--rule",
        choices=["stop", "skip"],
        help=_("只对 F.pb：遇到不够的，stop 到此为止，skip 跳过它往下看（不写就是 skip）"),
    )


def _import(parser: Parser) -> None:
    parser.add_argument("what", choices=["register"], metavar="register")
    _on_office(parser, before="file")
    parser.add_argument("--dry-run", action="store_true", help=_("只试读，不写入"))
    parser.add_argument("--skip-bad", action="store_true", help=_("跳过不能接收的行，其余照收"))
    parser.add_argument("--seal", type=int, metavar="N", help=_("哪一枚印章的登记簿，写它的号"))
    parser.add_argument("--year", type=int, metavar="Y", help=_("哪一年的登记簿"))
    parser.add_argument("--sheet", metavar="NAME", help=_("工作簿里的哪一张表"))
    parser.add_argument("--encoding", choices=["utf-8", "gb18030", "big5"], help=_("文字文件的编码"))


def _on_office(parser: Parser, after: str = "", *, before: str = "", recovery: bool = False) -> None:
    """A command on an office: its folder, another file before or after it, and who opens it."""
    for name in (before, "dir", after):
        if name:
            parser.add_argument(name, type=Path)
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

"""What every command shares: how it ends, what it reads, and who opens the office."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from desktop.domain.problems import Refused
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.services.office import Office

DONE, NO, UNUSABLE = 0, 1, 2
ASK = "?"
"""What `--recovery-file` says without a file: the two halves are asked on the terminal."""


class Unusable(Exception):
    """The call cannot be carried out as it was written."""


class Unheard(Exception):
    """What was said could not be written where it was to go."""


def say(words: str, end: str = "\n") -> None:
    """Prints a line of the answer. Whoever stops listening changes nothing of what the command does.

    Raises Unheard when the answer cannot be written, as to a disk that is full.
    """
    try:
        print(words, end=end)
    except BrokenPipeError:
        hush(sys.stdout)
    except OSError as error:
        raise _unheard() from error


def finish() -> None:
    """Sees to it that all of the answer went out. Raises Unheard."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # as it is where the call closed it
                stream.flush()
    except BrokenPipeError:
        hush(sys.stdout)
    except OSError as error:
        raise _unheard() from error


def hush(stream: TextIO) -> None:
    """Nobody reads this any more; the interpreter must not complain when it flushes at its end."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _unheard() -> Unheard:
    return Unheard(_("结果没有写出去。磁盘已满，或者那里不能写入。请换一个地方，再运行一次。"))


def _can_ask() -> bool:
    """Whether somebody sits at a terminal; a call may also come without any standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def read(path: str | Path, what: str) -> str:
    """The text of a file, or of standard input for `-`. Raises Unusable."""
    try:
        if str(path) == "-":
            return sys.stdin.read() if sys.stdin is not None else ""
        return Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise Unusable(
            _("读不了{what}“{path}”。请检查文件名和权限。").format(what=what, path=path)
        ) from error
    except UnicodeDecodeError as error:
        raise Unusable(
            _("读不了{what}“{path}”。它不是 UTF-8 文字。请另存为 UTF-8 再试。").format(what=what, path=path)
        ) from error


def open_office(arguments: argparse.Namespace, *roles: str) -> "Office":
    """The office, for the person named; a sample opens as the first of these roles."""
    return enter(arguments, arguments.dir, *roles)


def enter(arguments: argparse.Namespace, folder: Path, *roles: str) -> "Office":
    """The office in a folder, for the person named or with the recovery code."""
    # Opening an office brings the database in; `print --list` and `names sort` do without.
    from desktop.services import people  # noqa: PLC0415

    halves = _halves(arguments)
    if halves is not None:
        return people.recover(folder, *halves)
    secret = people.sample_password(folder)
    if secret and arguments.user is None:
        return people.sign_in_sample(folder, roles or ("auditor", "administrator"))
    return people.sign_in(folder, *_person(arguments, secret))


def _halves(arguments: argparse.Namespace) -> tuple[str, str] | None:
    """The two halves of the recovery code, when the call brings it."""
    if getattr(arguments, "recovery_file", None) is None:
        return None
    if arguments.recovery_file == ASK:
        if not _can_ask():
            raise Unusable(_("没有给恢复码。请在 --recovery-file 后写文件，- 是标准输入。"))
        return _ask(getpass.getpass, _("恢复码前半段：")), _ask(getpass.getpass, _("恢复码后半段："))
    halves = read(arguments.recovery_file, _("恢复码")).split()
    if len(halves) != 2:
        raise Unusable(_("恢复码文件要有两行：前半段和后半段。"))
    return halves[0], halves[1]


def _person(arguments: argparse.Namespace, secret: str) -> tuple[str, str]:
    """Name and password, from the call or asked; `secret` is the one of a sample office."""
    name = arguments.user
    if name is None:
        if not _can_ask():
            raise Unusable(_("没有说以谁的名义。请加 --user 和 --password-file。"))
        name = _ask(input, _("姓名："))
    if arguments.password_file:
        return name, read(arguments.password_file, _("密码文件")).strip("\r\n")
    if not secret and not _can_ask():
        raise Unusable(_("没有给密码。请加 --password-file，- 是标准输入。"))
    return name, secret or _ask(getpass.getpass, _("密码："))


def _ask(how: Callable[[str], str], words: str) -> str:
    try:
        return how(words)
    except EOFError as error:
        raise Unusable(_("没有输入。请再运行一次。")) from error
    except UnicodeDecodeError as error:
        raise Unusable(_("输入的不是文字。请检查终端的编码和输入法，再试一次。")) from error


def read_checkpoint(path: Path | None) -> str:
    """The text of a checkpoint kept elsewhere; empty when none is given."""
    from desktop.services import evidence  # noqa: PLC0415

    if path is None:
        return ""
    text = read(path, _("检查点"))
    try:
        evidence.read_checkpoint(text)
    except Refused as refused:
        raise Unusable(refused.problems[0].message) from refused
    return text


def open_to_verify(arguments: argparse.Namespace) -> "Office":
    """The office as it stands, nothing in it believed beforehand and nothing written to it."""
    from desktop.services import evidence, people  # noqa: PLC0415

    halves = _halves(arguments)
    if halves is not None:
        return evidence.open_with_recovery(arguments.dir, *halves)
    secret = people.sample_password(arguments.dir)
    if secret and arguments.user is None:
        return evidence.open_with_password(arguments.dir, people.names_to_sign_in(arguments.dir)[0], secret)
    return evidence.open_with_password(arguments.dir, *_person(arguments, secret))

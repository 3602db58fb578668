"""The commands that scripts and the district call: the same actions as the window, no screen.

Exit status: 0 done, 1 the answer is "no" (tampered, refused), 2 the call itself was unusable.
"""

import argparse
import io
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from desktop.cli import arguments as calling
from desktop.cli.calls import NO, UNUSABLE, Unheard, Unusable, finish, hush
from desktop.domain.problems import Missing, Refused, Stale, Unavailable
from desktop.i18n import _


def main(argv: Sequence[str]) -> int:
    """Carries out one command. Gives the exit status; never raises for what the clerk did."""
    _speak_utf8()
    try:
        status = _carry_out(_read(calling.command_parser(), argv))
        finish()
    except Unheard as error:
        hush(sys.stdout)
        complain(error)
        return UNUSABLE
    except KeyboardInterrupt:
        complain(_("已停止。没有留下写了一半的文件。"))
        return NO
    return status


def _carry_out(arguments: argparse.Namespace) -> int:
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except Refused as refused:
        for problem in refused.problems:
            complain(f"{problem.field}：{problem.message}" if problem.field else problem.message)
        return int(arguments.refused_status)
    except (Unusable, Missing, Stale, Unavailable) as error:
        complain(error)
        return UNUSABLE


def complain(words: object) -> None:
    """Says on standard error what is wrong."""
    try:
        print(words, file=sys.stderr, flush=True)
    except OSError:
        # Nobody reads what is wrong; the exit status still says it.
        hush(sys.stderr)


def _speak_utf8() -> None:
    """Files and pipes carry UTF-8 on every computer; what a terminal speaks is its own affair.

    A file name that is no text, or a letter that a terminal does not know, is shown as well as can be.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = "strict" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors=errors)


def window_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of the window: which office, and for a sample which day."""
    _speak_utf8()
    return _read(calling.window_parser(), argv)


def _read(parser: calling.Parser, argv: Sequence[str]) -> argparse.Namespace:
    try:
        try:
            return parser.parse_args(list(argv))
        except SystemExit:
            finish()
            raise
    except Unheard as error:
        hush(sys.stdout)
        complain(error)
        raise SystemExit(UNUSABLE) from error


def say_what_broke(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last word of a command that met a mistake of ours: where it stands, and nothing that was typed."""
    places = [f"{Path(frame.filename).name} {frame.lineno}" for frame in traceback.extract_tb(trace)[-3:]]
    complain(
        _("程序出错，没有做完。这是程序的毛病，不是您的。请把这一行告诉维护的人：{what}").format(
            what=" ← ".join([type(error).__name__, *reversed(places)])
        )
    )

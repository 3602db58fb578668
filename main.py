"""Starts Youju: the window, or one of its commands."""

import os
import sys

COMMANDS = (
    "demo",
    "verify",
    "checkpoint",
    "backup",
    "restore",
    "import",
    "print",
    "check",
    "names",
    "election",
    "grants",
)
UNUSABLE = 2


def main(argv: list[str]) -> int:
    """Gives the exit status: 0 done, 1 the answer is no, 2 the call was unusable."""
    from desktop import cli  # noqa: PLC0415  after the excepthook can be set

    if argv and argv[0] in COMMANDS:
        sys.excepthook = cli.say_what_broke
        return cli.main(argv)
    arguments = cli.window_arguments(argv)
    from desktop.cli import screen  # noqa: PLC0415  a command starts without the window

    try:
        from desktop import app  # noqa: PLC0415  the window is heavy: not for --help
    except ImportError as error:
        if (error.name or "").partition(".")[0] in ("desktop", "installer"):
            raise
        cli.complain(missing(str(error)))
        return UNUSABLE
    objection = screen.objection(os.environ) or missing()
    if objection:
        cli.complain(objection)
        return UNUSABLE
    return app.run(arguments.office, arguments.today)


def missing(error: str = "") -> str:
    """What Qt needs of this system and does not find, in the installer's words; nothing when all is there."""
    import ctypes  # noqa: PLC0415
    import shutil  # noqa: PLC0415

    from installer import run  # noqa: PLC0415

    window = run.screen_kind(os.environ, False, False) == "window"
    names = tuple(run.SCREEN_LIBRARIES) if window else run.OFFSCREEN_LIBRARIES
    found = run.missing_libraries(ctypes.CDLL, names) if sys.platform.startswith("linux") else []
    if not found and not error:
        return ""
    return str(run.explain_missing_screen(error, found, has_dnf=shutil.which("dnf") is not None))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Starts Youju: the window, or one of its commands."""

import sys

COMMANDS = ("demo", "verify", "checkpoint", "backup", "restore", "print", "names")


def main(argv: list[str]) -> int:
    """Gives the exit status: 0 done, 1 the answer is no, 2 the call was unusable."""
    if argv and argv[0] in COMMANDS:
        from desktop import cli  # noqa: PLC0415  a command starts without the window

        return cli.main(argv)
    from desktop.cli import window_arguments  # noqa: PLC0415

    arguments = window_arguments(argv)
    from desktop import app  # noqa: PLC0415  the window is heavy: not for --help

    return app.run(arguments.office, arguments.today)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

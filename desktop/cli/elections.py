"""The commands of an election that need no office."""

import argparse
import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.cli.calls import DONE, NO, read, say
from desktop.i18n import _


def tally(arguments: argparse.Namespace) -> int:
    """Prints what a counted vote comes to. The answer is "no" when it is void or waits for a ruling."""
    from desktop.domain import elections  # noqa: PLC0415

    with _nothing_collected():
        result = elections.tally(elections.read_count(read(arguments.file, _("计票文件"))))
    say(json.dumps(elections.as_json(result), ensure_ascii=False, indent=1))
    return DONE if result.settled else NO


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A file with a row for every ballot is read twice as fast when nobody looks for garbage: there is none in it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

"""The commands of a grant round that need no office."""

import argparse
import json

from desktop.cli.calls import DONE, NO, Unusable, read, say
from desktop.i18n import _


def rank(arguments: argparse.Namespace) -> int:
    """Prints the ranked list with its money. The answer is "no" while money hangs on a vote of the panel."""
    from desktop.domain import grants  # noqa: PLC0415

    text = read(arguments.file, _("评选文件"))
    if arguments.file.lower().endswith(".pb") or (arguments.file == "-" and text.startswith("META")):
        answer = grants.rank_ballots(grants.read_votes(text), grants.Allocation(arguments.rule or "skip"))
    elif arguments.rule:
        raise Unusable(_("评选文件里已经写了分配规则，不能再用 --rule。请去掉 --rule，或者改文件。"))
    else:
        answer = grants.rank_round(grants.read_round(text))
    say(json.dumps(answer, ensure_ascii=False, indent=1))
    return NO if answer["needs_panel"] else DONE

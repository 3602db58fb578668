"""The commands that need no office: papers set from a document, names in stroke order."""

import argparse
import json
import sys

from desktop.cli.calls import DONE, NO, Unusable, read, say
from desktop.i18n import _


def print_specimen(arguments: argparse.Namespace) -> int:
    """Sets papers from documents; or lists the kinds, or prints the schema of one."""
    from desktop.services import files, papers  # noqa: PLC0415

    if arguments.list:
        for name, title in papers.kinds().items():
            say(f"{name}\t{title}")
        return DONE
    if arguments.kind is None:
        raise Unusable(_("没有说排哪种文书。print --list 列出全部。"))
    if arguments.schema:
        say(json.dumps(papers.schema(arguments.kind), ensure_ascii=False, indent=1))
        return DONE
    if arguments.input is None or arguments.out is None:
        raise Unusable(_("要 --input 文书.json 和 --out 文书.pdf。"))
    try:
        data = json.loads(read(arguments.input, _("文书")))
    except json.JSONDecodeError as error:
        raise Unusable(
            _("“{path}”第 {line} 行不是 JSON。请检查逗号和引号。").format(
                path=arguments.input, line=error.lineno
            )
        ) from error
    except (ValueError, RecursionError) as error:
        # Brackets without end, or a number of thousands of digits: JSON by the letter, and no document.
        raise Unusable(
            _("“{path}”不是一份文书。里面的数字太长或括号太深。请对照 --schema 改正。").format(
                path=arguments.input
            )
        ) from error
    paper = papers.set_specimens(arguments.kind, data)
    files.write_file(arguments.out, paper.pdf)
    say(_("{path}，{pages} 页").format(path=arguments.out, pages=paper.pages))
    return DONE


def sort_names(arguments: argparse.Namespace) -> int:
    """Prints the names of standard input in stroke order."""
    from desktop.domain.text.strokes import names_report  # noqa: PLC0415

    lines, problems = names_report(read("-", _("名单")), explain=arguments.explain)
    for line in lines:
        say(line)
    for problem in problems:
        print(problem.message, file=sys.stderr)
    return NO if problems else DONE

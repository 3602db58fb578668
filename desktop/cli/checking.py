"""The command that says whether a paper holds: by its QR or its 核验码."""

import argparse
import json
from typing import Any

from desktop.cli.calls import DONE, NO, Unusable, enter, read, say
from desktop.i18n import _


def check(arguments: argparse.Namespace) -> int:
    """Prints what is found, and the facts to be compared with the paper."""
    from desktop.domain.checking import is_code  # noqa: PLC0415
    from desktop.services.seals import checking  # noqa: PLC0415

    text = read("-", _("二维码")) if arguments.text == "-" else arguments.text
    facts = _facts(arguments.facts)
    if arguments.office is None and not is_code(text):
        raise Unusable(_("核验码要向登记簿查。请加 --office 办公室文件夹；或者给二维码的全部内容。"))
    finding = None
    if is_code(text) and (arguments.office is None or arguments.public_key):
        key = read(arguments.public_key, _("公开钥匙")) if arguments.public_key else ""
        finding = checking.check_with_key(text, key, facts)
    if arguments.office is not None and (finding is None or finding.holds):
        office = enter(arguments, arguments.office)
        try:
            finding, _use = checking.check_paper(office, text, facts)
        finally:
            office.close()
    assert finding is not None  # a text without an office is a code
    say(finding.message)
    for title, value in finding.lines:
        say(f"{title}\t{value}")
    for title, on_paper, kept in finding.differs:
        say(_("对不上\t{title}：纸上 {paper}，登记簿 {kept}").format(title=title, paper=on_paper, kept=kept))
    return DONE if finding.holds else NO


def _facts(path: str | None) -> dict[str, Any] | None:
    """The facts copied from the paper."""
    if path is None:
        return None
    try:
        facts = json.loads(read(path, _("抄下的内容")))
    except json.JSONDecodeError as error:
        raise Unusable(
            _("“{path}”第 {line} 行不是 JSON。请检查逗号和引号。").format(path=path, line=error.lineno)
        ) from error
    except (ValueError, RecursionError) as error:
        raise Unusable(
            _("“{path}”读不懂。里面的数字太长或括号太深。请照纸上重抄。").format(path=path)
        ) from error
    if not isinstance(facts, dict):
        raise Unusable(_('“{path}”里要写一个对象，如 {{"name": "郑国栋"}}。').format(path=path))
    return facts

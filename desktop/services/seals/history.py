"""The full history of one person; of one entry and of one seal it is `evidence.history`."""

import re

from desktop.domain import people as people_rules
from desktop.domain import privacy as rules
from desktop.domain.problems import Problem, Refused
from desktop.domain.seals.rules import LONGEST_LINE, has_control
from desktop.domain.text.identity import clean_id_number
from desktop.domain.text.names import clean_name
from desktop.i18n import _
from desktop.services.office import Office
from desktop.storage import privacy, traces
from desktop.storage.seals import lists

_ID_NUMBER = re.compile(r"\d{17}[\dX]|\d{15}", re.ASCII)
_WITH_NUMBER = re.compile(r"(\D+?)[\s,，、]*(\d{17}[\dXx]|\d{15})", re.ASCII)
"""A name with its ID number behind it, as it is copied from a list."""


def history_of_person(office: Office, asked: str, reason: str) -> rules.PersonHistory:
    """All entries in which a person is the applicant or the agent, newest first, and where else they stand.

    `asked` is the whole name, the whole ID number, or both where two persons share a name; entries of old registers
    and values that were put right count. Each entry found is noted in the access log with the reason. A name or a
    number leads to its entries at once. Raises Refused.
    """
    problems = people_rules.check_role(office.clerk, *people_rules.READERS)
    name, id_number = _asked(asked)
    if not name and not id_number:
        problems.append(Problem("seals.person_missing", _("没有写查谁。请填全名或公民身份号码。"), "person"))
    problems += _reason_problems(reason)
    if problems:
        raise Refused(problems)
    with office.read() as work:
        meant = privacy.mentions(work, name, id_number)
        names = {name} if name else {next(iter(found.values.values())) for found in meant} - {""}
        others = [trace for each in sorted(names) for trace in traces.traces(work, each, id_number)]
    found = list(dict.fromkeys(mention.use for mention in meant))
    with office.write() as work:
        privacy.log_looks(work, found, _("查一个人：{reason}").format(reason=reason.strip()))
        return rules.PersonHistory(tuple(lists.lines_of(work, found)), tuple(others))


def _asked(asked: str) -> tuple[str, str]:
    """The name and the ID number that were typed, either of them empty where it was not."""
    alone = clean_id_number(asked)
    if _ID_NUMBER.fullmatch(alone):
        return "", alone
    both = _WITH_NUMBER.fullmatch(asked.strip())
    if both is None:
        return clean_name(asked).stored, ""
    return clean_name(both[1]).stored, clean_id_number(both[2])


def _reason_problems(reason: str) -> list[Problem]:
    if not reason.strip():
        return [
            Problem("seals.reason_missing", _("没有写为什么查。查一个人的登记要留下理由。请填写。"), "reason")
        ]
    if len(reason) > LONGEST_LINE or has_control(reason):
        return [Problem("seals.reason_unfit", _("理由太长或有看不见的字符。请重新输入。"), "reason")]
    return []

"""The full history of one person; of one entry and of one seal it is `evidence.history`."""

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.problems import Problem, Refused
from desktop.domain.seals.rules import LONGEST_LINE, has_control
from desktop.domain.text.identity import clean_id_number
from desktop.domain.text.names import clean_name
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.uses import SUBJECT
from desktop.storage import office as offices
from desktop.storage.seals import contacts, lists

ID_LENGTHS = (15, 18)


def history_of_person(office: Office, asked: str, reason: str) -> list[rules.UseLine]:
    """All entries in which a person is the applicant or the agent, newest first.

    `asked` is the whole name, or the whole ID number where two persons share one. Each entry found is noted in the
    access log with the reason. Raises Refused.
    """
    problems = people_rules.check_role(office.clerk, *people_rules.READERS)
    id_number, name = clean_id_number(asked), clean_name(asked).stored
    by_number = len(id_number) in ID_LENGTHS and id_number[:-1].isdecimal()
    if not name:
        problems.append(Problem("seals.person_missing", _("没有写查谁。请填全名或公民身份号码。"), "person"))
    problems += _reason_problems(reason)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        found = contacts.entries_of_person(
            work, name="" if by_number else name, id_number=id_number if by_number else ""
        )
        for use in found:
            offices.log_access(work, (SUBJECT, use), _("查一个人：{reason}").format(reason=reason.strip()))
        return lists.lines_of(work, found)


def _reason_problems(reason: str) -> list[Problem]:
    if not reason.strip():
        return [
            Problem("seals.reason_missing", _("没有写为什么查。查一个人的登记要留下理由。请填写。"), "reason")
        ]
    if len(reason) > LONGEST_LINE or has_control(reason):
        return [Problem("seals.reason_unfit", _("理由太长或有看不见的字符。请重新输入。"), "reason")]
    return []

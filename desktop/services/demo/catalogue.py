"""What an office changes in its catalogue in the course of a year: a reminder, other names, a list's line, a wording."""

from dataclasses import replace
from datetime import timedelta

from desktop.domain import seals as rules
from desktop.forms import kinds as forms
from desktop.services import seals
from desktop.services.demo.book import Clock
from desktop.services.office import Office

CONDUCT = "certificate_conduct"
WAIT = timedelta(days=30)
"""How long after it was written the new wording comes into use."""


def keep_catalogue(chief: Office, clock: Clock) -> None:
    """On the first day: one matter changed twice, one of the list ended, one asked about, a second wording."""
    matters = {matter.code: matter for matter in seals.list_matters(chief, 1)}
    survey = replace(matters["09"], note="先请学校在调查表上盖章")
    seals.change_matter(chief, survey, before=matters["09"])
    clock.pass_minutes(12)
    seals.change_matter(
        chief,
        replace(survey, note="学校的调查表要先盖学校的章", aliases=(*survey.aliases, "助学金")),
        before=survey,
    )
    clock.pass_minutes(6)
    seals.add_matter(
        chief,
        rules.Matter(
            number=0,
            seal=1,
            code="E21",
            group="不出具",
            name="缴费票据遗失证明",
            short_name="票据遗失证明",
            document="",
            elsewhere="原开票单位",
            ground="区里的第二批清单",
            region="思明区",
            status=rules.MatterStatus.ELSEWHERE,
            aliases=("发票丢失",),
        ),
    )
    clock.pass_minutes(9)
    seals.stop_matter(chief, matters["E04"].number, clock.moment.date() - timedelta(days=1))
    clock.pass_minutes(15)
    first = forms.WORDED[CONDUCT].wording
    *paragraphs, last, closing = first.paragraphs
    seals.add_template(
        chief,
        CONDUCT,
        first.title,
        (*paragraphs, last.replace("他用无效", "自出具之日起三十日内有效，他用无效"), closing),
        valid_from=clock.moment.date() + WAIT,
        reason="用人单位要求写明有效期",
        after=1,
    )

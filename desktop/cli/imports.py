"""The command that takes over an old register from Excel or CSV, with what becomes of each of its lines."""

import argparse
from typing import TYPE_CHECKING

from desktop.cli.calls import DONE, NO, Unusable, open_office, say
from desktop.domain.problems import Refused
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.domain.seals.takeover import OldFile, Preview
    from desktop.services.office import Office


def import_register(arguments: argparse.Namespace) -> int:
    """Takes over an old register: all of it or nothing, unless bad lines are to be left out."""
    # The services bring the database in; the other commands do without until they run.
    from desktop.domain.seals.takeover import read_rows_words  # noqa: PLC0415
    from desktop.services.seals import takeover  # noqa: PLC0415

    try:
        file = takeover.read_old_register(arguments.file, encoding=arguments.encoding or "")
    except Refused as refused:
        raise Unusable(str(refused)) from refused
    office = open_office(arguments, "keeper")
    try:
        found = _preview(office, file, arguments)
        for words in read_rows_words(found):
            say(words)
        say(_summary(found))
        if found.problems:
            raise Refused(found.problems)
        if arguments.dry_run:
            say(_("只是试读，什么也没有写入。"))
            return NO if found.reading.refused and not arguments.skip_bad else DONE
        taken = takeover.take_over(office, found, skip_bad=arguments.skip_bad)
        say(
            _("已接收 {taken} 条，都标着“旧账”。跳过 {refused} 行。").format(
                taken=f"{taken.taken:,}", refused=f"{taken.refused:,}"
            )
        )
        return DONE
    finally:
        office.close()


def _preview(office: "Office", file: "OldFile", arguments: argparse.Namespace) -> "Preview":
    from desktop.services.seals import takeover  # noqa: PLC0415

    names = [sheet.name for sheet in file.sheets]
    if arguments.sheet is not None and arguments.sheet not in names:
        raise Unusable(
            _("“{file}”里没有叫“{sheet}”的表。有：{names}。").format(
                file=file.name, sheet=arguments.sheet, names="、".join(names)
            )
        )
    return takeover.preview_old_register(
        office,
        file,
        sheet=None if arguments.sheet is None else names.index(arguments.sheet),
        seal=arguments.seal,
        year=arguments.year,
    )


def _summary(found: "Preview") -> str:
    from desktop.domain.seals.takeover import summary_words  # noqa: PLC0415

    return f"{found.seal.name}，{found.year} 年：{summary_words(found)}"

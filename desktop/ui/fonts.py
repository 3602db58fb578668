"""At the start: papers are set in the fonts that this computer has chosen."""

from typing import TYPE_CHECKING

from desktop import settings
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.services import fonts

if TYPE_CHECKING:
    from desktop.ui.window import Window


def use_chosen(window: "Window") -> None:
    """Away from the screen and before any paper is set; a font that cannot be used any more is told."""
    chosen = settings.read_fonts()
    if chosen:
        window.desk.run(
            window, lambda _office: fonts.use_fonts(chosen), lambda problems: _tell(window, problems)
        )


def _tell(window: "Window", problems: list[Problem]) -> None:
    for problem in problems:
        window.toasts.show("err", _("文书用随附的字体排"), problem.message)

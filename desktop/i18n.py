"""Words on screen. Chinese is the source text, so the code reads like the counter."""

import gettext

from desktop.paths import RESOURCES

_translations = gettext.translation("youju", RESOURCES / "translations", fallback=True)


def _(text: str) -> str:
    """The text in the language of this computer; Chinese where no translation is shipped."""
    return _translations.gettext(text)

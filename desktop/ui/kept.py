"""What this computer remembers of each person's look: type and ground, how a list stood, which hints were read."""

import json
from typing import Any

from PySide6.QtCore import QSettings


def kept_looks() -> QSettings:
    """Where this computer keeps each person's look."""
    return QSettings(QSettings.defaultFormat(), QSettings.Scope.UserScope, "youju", "youju")


class Kept:
    """One thing that is remembered for one person of this computer: a few words and numbers under a name."""

    def __init__(self, person: int, name: str) -> None:
        self._place = f"{person}/{name}"

    def read(self) -> dict[str, Any]:
        """What was remembered last; empty when nothing was, or when it cannot be read any more."""
        try:
            found = json.loads(str(kept_looks().value(self._place, "{}")))
        except ValueError:
            return {}  # somebody wrote into the file: a look is not worth a question
        return found if isinstance(found, dict) else {}

    def write(self, values: dict[str, Any]) -> None:
        """Remembers this instead."""
        kept_looks().setValue(self._place, json.dumps(values, ensure_ascii=False))
